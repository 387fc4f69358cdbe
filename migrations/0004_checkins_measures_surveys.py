"""Check-ins, measures, survey runs and answers."""

import sqlalchemy as sa
from alembic import op

from monitor.core.db import UtcDateTime

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "checkins",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("person_id", sa.String(length=36), nullable=False),
        sa.Column("exit_id", sa.String(length=36), nullable=False),
        sa.Column("slot_on", sa.Date(), nullable=False),
        sa.Column("due_at", UtcDateTime(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("skip_reason", sa.String(length=20), nullable=True),
        sa.Column("sent_at", UtcDateTime(), nullable=True),
        sa.Column("delivered_at", UtcDateTime(), nullable=True),
        sa.Column("undelivered_at", UtcDateTime(), nullable=True),
        sa.Column("no_receipt_at", UtcDateTime(), nullable=True),
        sa.Column("reminder_at", UtcDateTime(), nullable=True),
        sa.Column("reminded_at", UtcDateTime(), nullable=True),
        sa.Column("late_at", UtcDateTime(), nullable=True),
        sa.Column("went_late_at", UtcDateTime(), nullable=True),
        sa.Column("replied_at", UtcDateTime(), nullable=True),
        sa.Column("reply_label", sa.String(length=12), nullable=True),
        sa.Column("closed_at", UtcDateTime(), nullable=True),
        sa.Column("closed_as", sa.String(length=12), nullable=True),
        sa.ForeignKeyConstraint(["exit_id"], ["exits.id"], name=op.f("fk_checkins_exit_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_checkins_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checkins")),
        sa.UniqueConstraint("exit_id", "slot_on", name=op.f("uq_checkins_exit_id_slot_on")),
    )
    op.create_index(
        op.f("ix_checkins_person_id_slot_on"), "checkins", ["person_id", "slot_on"], unique=False
    )
    op.create_index(op.f("ix_checkins_state_due_at"), "checkins", ["state", "due_at"], unique=False)
    op.create_table(
        "follow_ups",
        sa.Column("exit_id", sa.String(length=36), nullable=False),
        sa.Column("person_id", sa.String(length=36), nullable=False),
        sa.Column("protocol", sa.String(length=40), nullable=False),
        sa.Column("exit_on", sa.Date(), nullable=False),
        sa.Column("review_at", UtcDateTime(), nullable=False),
        sa.Column("silence_raised_at", UtcDateTime(), nullable=True),
        sa.Column("undelivered_raised_at", UtcDateTime(), nullable=True),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["exit_id"], ["exits.id"], name=op.f("fk_follow_ups_exit_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_follow_ups_person_id")),
        sa.PrimaryKeyConstraint("exit_id", name=op.f("pk_follow_ups")),
    )
    op.create_index(
        op.f("ix_follow_ups_ended_at_review_at"),
        "follow_ups",
        ["ended_at", "review_at"],
        unique=False,
    )
    op.create_index(op.f("ix_follow_ups_person_id"), "follow_ups", ["person_id"], unique=False)
    op.create_table(
        "measures",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("person_id", sa.String(length=36), nullable=False),
        sa.Column("exit_id", sa.String(length=36), nullable=False),
        sa.Column("what", sa.String(length=16), nullable=False),
        sa.Column("survey", sa.String(length=20), nullable=False),
        sa.Column("channel", sa.String(length=12), nullable=False),
        sa.Column("month", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("window_from", sa.Date(), nullable=False),
        sa.Column("window_to", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("settled_at", UtcDateTime(), nullable=True),
        sa.Column("tasked_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["exit_id"], ["exits.id"], name=op.f("fk_measures_exit_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_measures_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_measures")),
        sa.UniqueConstraint(
            "exit_id",
            "what",
            "due_on",
            "survey",
            name=op.f("uq_measures_exit_id_what_due_on_survey"),
        ),
    )
    op.create_index(
        op.f("ix_measures_person_id_state"), "measures", ["person_id", "state"], unique=False
    )
    op.create_index(
        op.f("ix_measures_state_window_to"), "measures", ["state", "window_to"], unique=False
    )
    op.create_table(
        "survey_runs",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("person_id", sa.String(length=36), nullable=False),
        sa.Column("exit_id", sa.String(length=36), nullable=True),
        sa.Column("measure_id", sa.String(length=36), nullable=True),
        sa.Column("survey", sa.String(length=20), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(length=8), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("pending", sa.String(length=20), nullable=True),
        sa.Column("misunderstood", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("under_duress", sa.Boolean(), nullable=False),
        sa.Column("started_at", UtcDateTime(), nullable=False),
        sa.Column("last_at", UtcDateTime(), nullable=False),
        sa.Column("finished_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["exit_id"], ["exits.id"], name=op.f("fk_survey_runs_exit_id")),
        sa.ForeignKeyConstraint(
            ["measure_id"], ["measures.id"], name=op.f("fk_survey_runs_measure_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_survey_runs_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey_runs")),
    )
    op.create_index(
        op.f("ix_survey_runs_person_id_survey_started_at"),
        "survey_runs",
        ["person_id", "survey", "started_at"],
        unique=False,
    )
    op.create_table(
        "survey_answers",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("run_id", sa.String(length=36), nullable=False),
        sa.Column("question", sa.String(length=20), nullable=False),
        sa.Column("value", sa.String(length=20), nullable=False),
        sa.Column("text_sealed", sa.Text(), nullable=True),
        sa.Column("answered_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["run_id"], ["survey_runs.id"], name=op.f("fk_survey_answers_run_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey_answers")),
        sa.UniqueConstraint("run_id", "question", name=op.f("uq_survey_answers_run_id_question")),
    )


def downgrade() -> None:
    op.drop_table("survey_answers")
    op.drop_index(op.f("ix_survey_runs_person_id_survey_started_at"), table_name="survey_runs")
    op.drop_table("survey_runs")
    op.drop_index(op.f("ix_measures_state_window_to"), table_name="measures")
    op.drop_index(op.f("ix_measures_person_id_state"), table_name="measures")
    op.drop_table("measures")
    op.drop_index(op.f("ix_follow_ups_person_id"), table_name="follow_ups")
    op.drop_index(op.f("ix_follow_ups_ended_at_review_at"), table_name="follow_ups")
    op.drop_table("follow_ups")
    op.drop_index(op.f("ix_checkins_state_due_at"), table_name="checkins")
    op.drop_index(op.f("ix_checkins_person_id_slot_on"), table_name="checkins")
    op.drop_table("checkins")
