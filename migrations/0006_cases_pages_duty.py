"""Cases, pages, duty and alarms."""

import sqlalchemy as sa
from alembic import op

from monitor.core.db import UtcDateTime

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_table(
        "alarms",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("opened_at", UtcDateTime(), nullable=False),
        sa.Column("last_at", UtcDateTime(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("told_at", UtcDateTime(), nullable=True),
        sa.Column("closed_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alarms")),
    )
    op.create_index(op.f("ix_alarms_kind_closed_at"), "alarms", ["kind", "closed_at"], unique=False)
    op.create_table(
        "duties",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("staff_id", sa.String(length=36), nullable=False),
        sa.Column("backup_id", sa.String(length=36), nullable=True),
        sa.Column("starts_at", UtcDateTime(), nullable=False),
        sa.Column("ends_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["backup_id"], ["staff.id"], name=op.f("fk_duties_backup_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_duties_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duties")),
    )
    op.create_index(
        op.f("ix_duties_starts_at_ends_at"), "duties", ["starts_at", "ends_at"], unique=False
    )
    op.create_table(
        "cases",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("person_id", sa.String(length=36), nullable=True),
        sa.Column("shelter_id", sa.String(length=36), nullable=True),
        sa.Column("from_lookup", sa.String(length=64), nullable=True),
        sa.Column("reason", sa.String(length=24), nullable=False),
        sa.Column("severity", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("opened_at", UtcDateTime(), nullable=False),
        sa.Column("arrived_at", UtcDateTime(), nullable=False),
        sa.Column("act_by", UtcDateTime(), nullable=True),
        sa.Column("acted_at", UtcDateTime(), nullable=True),
        sa.Column("holder_id", sa.String(length=36), nullable=True),
        sa.Column("claimed_until", UtcDateTime(), nullable=True),
        sa.Column("next_step", sa.String(length=24), nullable=True),
        sa.Column("next_step_at", UtcDateTime(), nullable=True),
        sa.Column("outcome", sa.String(length=24), nullable=True),
        sa.Column("closed_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["holder_id"], ["staff.id"], name=op.f("fk_cases_holder_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_cases_person_id")),
        sa.ForeignKeyConstraint(["shelter_id"], ["shelters.id"], name=op.f("fk_cases_shelter_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cases")),
    )
    op.create_index(
        op.f("ix_cases_from_lookup_reason_state"),
        "cases",
        ["from_lookup", "reason", "state"],
        unique=False,
    )
    op.create_index(op.f("ix_cases_holder_id_state"), "cases", ["holder_id", "state"], unique=False)
    op.create_index(
        op.f("ix_cases_person_id_reason_state"),
        "cases",
        ["person_id", "reason", "state"],
        unique=False,
    )
    op.create_index(
        op.f("ix_cases_state_severity_act_by"),
        "cases",
        ["state", "severity", "act_by"],
        unique=False,
    )
    op.create_table(
        "case_actions",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("case_id", sa.String(length=36), nullable=False),
        sa.Column("staff_id", sa.String(length=36), nullable=True),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("note_sealed", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_case_actions_case_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_case_actions_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_actions")),
    )
    op.create_index(
        op.f("ix_case_actions_case_id_at"), "case_actions", ["case_id", "at"], unique=False
    )
    op.create_table(
        "case_events",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("case_id", sa.String(length=36), nullable=False),
        sa.Column("rule", sa.String(length=24), nullable=False),
        sa.Column("severity", sa.Integer(), nullable=False),
        sa.Column("source_type", sa.String(length=12), nullable=False),
        sa.Column("source_id", sa.String(length=36), nullable=True),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("silent", sa.Boolean(), nullable=False),
        sa.Column("arrived_at", UtcDateTime(), nullable=False),
        sa.Column("read_by", UtcDateTime(), nullable=True),
        sa.Column("read_at", UtcDateTime(), nullable=True),
        sa.Column("act_by", UtcDateTime(), nullable=False),
        sa.Column("acted_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_case_events_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_events")),
    )
    op.create_index(
        op.f("ix_case_events_acted_at_act_by"), "case_events", ["acted_at", "act_by"], unique=False
    )
    op.create_index(
        op.f("ix_case_events_case_id_arrived_at"),
        "case_events",
        ["case_id", "arrived_at"],
        unique=False,
    )
    op.create_index(
        op.f("ix_case_events_read_at_read_by"), "case_events", ["read_at", "read_by"], unique=False
    )
    op.create_index(op.f("ix_case_events_source_id"), "case_events", ["source_id"], unique=False)
    op.create_table(
        "pages",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("case_id", sa.String(length=36), nullable=True),
        sa.Column("event_id", sa.String(length=36), nullable=True),
        sa.Column("staff_id", sa.String(length=36), nullable=False),
        sa.Column("rung", sa.Integer(), nullable=False),
        sa.Column("severity", sa.Integer(), nullable=False),
        sa.Column("sent_at", UtcDateTime(), nullable=False),
        sa.Column("next_at", UtcDateTime(), nullable=True),
        sa.Column("held", sa.String(length=20), nullable=True),
        sa.Column("acknowledged_at", UtcDateTime(), nullable=True),
        sa.Column("acknowledged_by", sa.String(length=36), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_pages_case_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_pages_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pages")),
    )
    op.create_index(
        op.f("ix_pages_acknowledged_at_next_at"),
        "pages",
        ["acknowledged_at", "next_at"],
        unique=False,
    )
    op.create_index(op.f("ix_pages_case_id_rung"), "pages", ["case_id", "rung"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_pages_case_id_rung"), table_name="pages")
    op.drop_index(op.f("ix_pages_acknowledged_at_next_at"), table_name="pages")
    op.drop_table("pages")
    op.drop_index(op.f("ix_case_events_source_id"), table_name="case_events")
    op.drop_index(op.f("ix_case_events_read_at_read_by"), table_name="case_events")
    op.drop_index(op.f("ix_case_events_case_id_arrived_at"), table_name="case_events")
    op.drop_index(op.f("ix_case_events_acted_at_act_by"), table_name="case_events")
    op.drop_table("case_events")
    op.drop_index(op.f("ix_case_actions_case_id_at"), table_name="case_actions")
    op.drop_table("case_actions")
    op.drop_index(op.f("ix_cases_state_severity_act_by"), table_name="cases")
    op.drop_index(op.f("ix_cases_person_id_reason_state"), table_name="cases")
    op.drop_index(op.f("ix_cases_holder_id_state"), table_name="cases")
    op.drop_index(op.f("ix_cases_from_lookup_reason_state"), table_name="cases")
    op.drop_table("cases")
    op.drop_index(op.f("ix_duties_starts_at_ends_at"), table_name="duties")
    op.drop_table("duties")
    op.drop_index(op.f("ix_alarms_kind_closed_at"), table_name="alarms")
    op.drop_table("alarms")
