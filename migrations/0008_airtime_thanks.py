"""Airtime given as thanks, and her word whether it may come to her phone."""

import sqlalchemy as sa
from alembic import op

from monitor.core.db import UtcDateTime

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.create_table(
        "airtime_thanks",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("person_id", sa.String(length=36), nullable=False),
        sa.Column("run_id", sa.String(length=36), nullable=False),
        sa.Column("block", sa.String(length=20), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("to_lookup", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=True),
        sa.Column("provider_id", sa.String(length=80), nullable=True),
        sa.Column("earned_at", UtcDateTime(), nullable=False),
        sa.Column("due_at", UtcDateTime(), nullable=False),
        sa.Column("claimed_until", UtcDateTime(), nullable=True),
        sa.Column("settled_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_airtime_thanks_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["run_id"], ["survey_runs.id"], name=op.f("fk_airtime_thanks_run_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_airtime_thanks")),
        sa.UniqueConstraint("run_id", "block", name=op.f("uq_airtime_thanks_run_id_block")),
    )
    op.create_index(
        op.f("ix_airtime_thanks_person_id"), "airtime_thanks", ["person_id"], unique=False
    )
    op.create_index(
        op.f("ix_airtime_thanks_state_due_at"), "airtime_thanks", ["state", "due_at"], unique=False
    )
    op.add_column(
        "plans", sa.Column("airtime_ok", sa.Boolean(), server_default=sa.false(), nullable=False)
    )


def downgrade() -> None:
    op.drop_column("plans", "airtime_ok")
    op.drop_index(op.f("ix_airtime_thanks_state_due_at"), table_name="airtime_thanks")
    op.drop_index(op.f("ix_airtime_thanks_person_id"), table_name="airtime_thanks")
    op.drop_table("airtime_thanks")
