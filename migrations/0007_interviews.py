"""Interviews led by staff: who asks, what was declined and why, and when she is invited next."""

import sqlalchemy as sa
from alembic import op

from monitor.core.db import UtcDateTime

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.add_column("survey_runs", sa.Column("asked_by", sa.String(length=36), nullable=True))
    op.add_column("survey_runs", sa.Column("trained", sa.String(length=12), nullable=True))
    op.add_column("survey_answers", sa.Column("skipped_as", sa.String(length=8), nullable=True))
    op.add_column("measures", sa.Column("declined_because", sa.String(length=16), nullable=True))
    op.add_column("follow_ups", sa.Column("invite_at", UtcDateTime(), nullable=True))
    op.create_index(op.f("ix_follow_ups_invite_at"), "follow_ups", ["invite_at"], unique=False)
    op.execute("UPDATE follow_ups SET invite_at = review_at WHERE ended_at IS NULL")


def downgrade() -> None:
    op.drop_index(op.f("ix_follow_ups_invite_at"), table_name="follow_ups")
    op.drop_column("follow_ups", "invite_at")
    op.drop_column("measures", "declined_because")
    op.drop_column("survey_answers", "skipped_as")
    op.drop_column("survey_runs", "trained")
    op.drop_column("survey_runs", "asked_by")
