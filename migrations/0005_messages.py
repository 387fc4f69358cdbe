"""Messages out and in, callbacks, receipts, USSD sessions."""

import sqlalchemy as sa
from alembic import op

from monitor.core.db import UtcDateTime

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "gateway_states",
        sa.Column("gateway", sa.String(length=20), nullable=False),
        sa.Column("paused_at", UtcDateTime(), nullable=True),
        sa.Column("reason", sa.String(length=40), nullable=True),
        sa.Column("last_sent_at", UtcDateTime(), nullable=True),
        sa.Column("last_callback_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("gateway", name=op.f("pk_gateway_states")),
    )
    op.create_table(
        "pin_tries",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("phone_lookup", sa.String(length=64), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pin_tries")),
    )
    op.create_index(
        op.f("ix_pin_tries_phone_lookup_at"), "pin_tries", ["phone_lookup", "at"], unique=False
    )
    op.create_table(
        "raw_callbacks",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("gateway", sa.String(length=20), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("dedupe", sa.String(length=80), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("body_sealed", sa.Text(), nullable=True),
        sa.Column("content_type", sa.String(length=80), nullable=False),
        sa.Column("received_at", UtcDateTime(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.String(length=36), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_raw_callbacks")),
        sa.UniqueConstraint(
            "gateway", "kind", "dedupe", name=op.f("uq_raw_callbacks_gateway_kind_dedupe")
        ),
    )
    op.create_index(
        op.f("ix_raw_callbacks_state_received_at"),
        "raw_callbacks",
        ["state", "received_at"],
        unique=False,
    )
    op.create_table(
        "suppressions",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("phone_lookup", sa.String(length=64), nullable=False),
        sa.Column("sender", sa.String(length=20), nullable=False),
        sa.Column("since", UtcDateTime(), nullable=False),
        sa.Column("lifted_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_suppressions")),
        sa.UniqueConstraint(
            "sender", "phone_lookup", name=op.f("uq_suppressions_sender_phone_lookup")
        ),
    )
    op.create_index(
        op.f("ix_suppressions_phone_lookup"), "suppressions", ["phone_lookup"], unique=False
    )
    op.create_table(
        "text_approvals",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("template", sa.String(length=40), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("wording_hash", sa.String(length=64), nullable=False),
        sa.Column("first_by", sa.String(length=36), nullable=False),
        sa.Column("first_at", UtcDateTime(), nullable=False),
        sa.Column("second_by", sa.String(length=36), nullable=True),
        sa.Column("second_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_text_approvals")),
        sa.UniqueConstraint(
            "template",
            "language",
            "wording_hash",
            name=op.f("uq_text_approvals_template_language_wording_hash"),
        ),
    )
    op.create_table(
        "ussd_sessions",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("gateway", sa.String(length=20), nullable=False),
        sa.Column("provider_id", sa.String(length=80), nullable=False),
        sa.Column("phone_lookup", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.String(length=36), nullable=True),
        sa.Column("under_duress", sa.Boolean(), nullable=False),
        sa.Column("place", sa.JSON(), nullable=False),
        sa.Column("started_at", UtcDateTime(), nullable=False),
        sa.Column("last_at", UtcDateTime(), nullable=False),
        sa.Column("closed_at", UtcDateTime(), nullable=True),
        sa.Column("outcome", sa.String(length=20), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_ussd_sessions_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ussd_sessions")),
        sa.UniqueConstraint(
            "gateway", "provider_id", name=op.f("uq_ussd_sessions_gateway_provider_id")
        ),
    )
    op.create_index(
        op.f("ix_ussd_sessions_phone_lookup"), "ussd_sessions", ["phone_lookup"], unique=False
    )
    op.create_table(
        "ussd_turns",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("session_id", sa.String(length=36), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("transcript_hash", sa.String(length=64), nullable=False),
        sa.Column("transcript_length", sa.Integer(), nullable=False),
        sa.Column("input_sealed", sa.Text(), nullable=True),
        sa.Column("reply_sealed", sa.Text(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id"], ["ussd_sessions.id"], name=op.f("fk_ussd_turns_session_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ussd_turns")),
        sa.UniqueConstraint(
            "session_id", "transcript_hash", name=op.f("uq_ussd_turns_session_id_transcript_hash")
        ),
    )
    op.create_table(
        "inbound_messages",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("raw_id", sa.String(length=36), nullable=False),
        sa.Column("person_id", sa.String(length=36), nullable=True),
        sa.Column("staff_id", sa.String(length=36), nullable=True),
        sa.Column("matched", sa.String(length=12), nullable=False),
        sa.Column("from_sealed", sa.Text(), nullable=False),
        sa.Column("from_lookup", sa.String(length=64), nullable=False),
        sa.Column("text_sealed", sa.Text(), nullable=False),
        sa.Column("received_at", UtcDateTime(), nullable=False),
        sa.Column("provider_time", UtcDateTime(), nullable=True),
        sa.Column("network", sa.String(length=12), nullable=True),
        sa.Column("checkin_id", sa.String(length=36), nullable=True),
        sa.Column("label", sa.String(length=12), nullable=False),
        sa.Column("severity", sa.Integer(), nullable=False),
        sa.Column("topics", sa.JSON(), nullable=False),
        sa.Column("flags", sa.JSON(), nullable=False),
        sa.Column("also", sa.JSON(), nullable=False),
        sa.Column("because_sealed", sa.Text(), nullable=False),
        sa.Column("corrected_label", sa.String(length=12), nullable=True),
        sa.Column("corrected_by", sa.String(length=36), nullable=True),
        sa.Column("handled_at", UtcDateTime(), nullable=True),
        sa.Column("handled_as", sa.String(length=12), nullable=True),
        sa.ForeignKeyConstraint(
            ["checkin_id"], ["checkins.id"], name=op.f("fk_inbound_messages_checkin_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_inbound_messages_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["raw_id"], ["raw_callbacks.id"], name=op.f("fk_inbound_messages_raw_id")
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_inbound_messages_staff_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inbound_messages")),
        sa.UniqueConstraint("raw_id", name=op.f("uq_inbound_messages_raw_id")),
    )
    op.create_index(
        op.f("ix_inbound_messages_from_lookup_received_at"),
        "inbound_messages",
        ["from_lookup", "received_at"],
        unique=False,
    )
    op.create_index(
        op.f("ix_inbound_messages_matched_handled_at"),
        "inbound_messages",
        ["matched", "handled_at"],
        unique=False,
    )
    op.create_index(
        op.f("ix_inbound_messages_person_id_received_at"),
        "inbound_messages",
        ["person_id", "received_at"],
        unique=False,
    )
    op.create_table(
        "outbound_messages",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("recipient", sa.String(length=8), nullable=False),
        sa.Column("purpose", sa.String(length=8), nullable=False),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.String(length=36), nullable=True),
        sa.Column("staff_id", sa.String(length=36), nullable=True),
        sa.Column("checkin_id", sa.String(length=36), nullable=True),
        sa.Column("case_id", sa.String(length=36), nullable=True),
        sa.Column("answers_id", sa.String(length=36), nullable=True),
        sa.Column("resend_of", sa.String(length=36), nullable=True),
        sa.Column("template", sa.String(length=40), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("wording_hash", sa.String(length=64), nullable=False),
        sa.Column("content_level", sa.String(length=12), nullable=False),
        sa.Column("automated", sa.Boolean(), nullable=False),
        sa.Column("to_sealed", sa.Text(), nullable=False),
        sa.Column("to_lookup", sa.String(length=64), nullable=False),
        sa.Column("body_sealed", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("reason", sa.String(length=60), nullable=True),
        sa.Column("due_at", UtcDateTime(), nullable=False),
        sa.Column("wanted_at", UtcDateTime(), nullable=False),
        sa.Column("queued_at", UtcDateTime(), nullable=False),
        sa.Column("claimed_at", UtcDateTime(), nullable=True),
        sa.Column("claim", sa.String(length=36), nullable=True),
        sa.Column("claimed_until", UtcDateTime(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("sent_at", UtcDateTime(), nullable=True),
        sa.Column("settled_at", UtcDateTime(), nullable=True),
        sa.Column("untold", sa.Boolean(), nullable=False),
        sa.Column("gateway", sa.String(length=20), nullable=True),
        sa.Column("gateway_message_id", sa.String(length=80), nullable=True),
        sa.Column("code", sa.String(length=40), nullable=True),
        sa.Column("parts", sa.Integer(), nullable=False),
        sa.Column("cost", sa.String(length=20), nullable=True),
        sa.ForeignKeyConstraint(
            ["checkin_id"], ["checkins.id"], name=op.f("fk_outbound_messages_checkin_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_outbound_messages_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["resend_of"], ["outbound_messages.id"], name=op.f("fk_outbound_messages_resend_of")
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_outbound_messages_staff_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbound_messages")),
        sa.UniqueConstraint("answers_id", name=op.f("uq_outbound_messages_answers_id")),
        sa.UniqueConstraint("resend_of", name=op.f("uq_outbound_messages_resend_of")),
    )
    op.create_index(
        op.f("ix_outbound_messages_checkin_id"), "outbound_messages", ["checkin_id"], unique=False
    )
    op.create_index(
        op.f("ix_outbound_messages_gateway_gateway_message_id"),
        "outbound_messages",
        ["gateway", "gateway_message_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_outbound_messages_person_id_queued_at"),
        "outbound_messages",
        ["person_id", "queued_at"],
        unique=False,
    )
    op.create_index(
        op.f("ix_outbound_messages_state_priority_due_at"),
        "outbound_messages",
        ["state", "priority", "due_at"],
        unique=False,
    )
    op.create_index(
        op.f("ix_outbound_messages_to_lookup"), "outbound_messages", ["to_lookup"], unique=False
    )
    op.create_table(
        "receipts",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("raw_id", sa.String(length=36), nullable=False),
        sa.Column("gateway", sa.String(length=20), nullable=False),
        sa.Column("gateway_message_id", sa.String(length=80), nullable=False),
        sa.Column("phone_lookup", sa.String(length=64), nullable=True),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=True),
        sa.Column("reason", sa.String(length=60), nullable=True),
        sa.Column("effect", sa.String(length=16), nullable=True),
        sa.Column("outcome", sa.String(length=16), nullable=False),
        sa.Column("outbound_id", sa.String(length=36), nullable=True),
        sa.Column("received_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["outbound_id"], ["outbound_messages.id"], name=op.f("fk_receipts_outbound_id")
        ),
        sa.ForeignKeyConstraint(["raw_id"], ["raw_callbacks.id"], name=op.f("fk_receipts_raw_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_receipts")),
        sa.UniqueConstraint("raw_id", name=op.f("uq_receipts_raw_id")),
    )
    op.create_index(
        op.f("ix_receipts_gateway_gateway_message_id"),
        "receipts",
        ["gateway", "gateway_message_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_receipts_outcome_received_at"),
        "receipts",
        ["outcome", "received_at"],
        unique=False,
    )
    op.create_index(op.f("ix_receipts_phone_lookup"), "receipts", ["phone_lookup"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_receipts_phone_lookup"), table_name="receipts")
    op.drop_index(op.f("ix_receipts_outcome_received_at"), table_name="receipts")
    op.drop_index(op.f("ix_receipts_gateway_gateway_message_id"), table_name="receipts")
    op.drop_table("receipts")
    op.drop_index(op.f("ix_outbound_messages_to_lookup"), table_name="outbound_messages")
    op.drop_index(
        op.f("ix_outbound_messages_state_priority_due_at"), table_name="outbound_messages"
    )
    op.drop_index(op.f("ix_outbound_messages_person_id_queued_at"), table_name="outbound_messages")
    op.drop_index(
        op.f("ix_outbound_messages_gateway_gateway_message_id"), table_name="outbound_messages"
    )
    op.drop_index(op.f("ix_outbound_messages_checkin_id"), table_name="outbound_messages")
    op.drop_table("outbound_messages")
    op.drop_index(op.f("ix_inbound_messages_person_id_received_at"), table_name="inbound_messages")
    op.drop_index(op.f("ix_inbound_messages_matched_handled_at"), table_name="inbound_messages")
    op.drop_index(
        op.f("ix_inbound_messages_from_lookup_received_at"), table_name="inbound_messages"
    )
    op.drop_table("inbound_messages")
    op.drop_table("ussd_turns")
    op.drop_index(op.f("ix_ussd_sessions_phone_lookup"), table_name="ussd_sessions")
    op.drop_table("ussd_sessions")
    op.drop_table("text_approvals")
    op.drop_index(op.f("ix_suppressions_phone_lookup"), table_name="suppressions")
    op.drop_table("suppressions")
    op.drop_index(op.f("ix_raw_callbacks_state_received_at"), table_name="raw_callbacks")
    op.drop_table("raw_callbacks")
    op.drop_index(op.f("ix_pin_tries_phone_lookup_at"), table_name="pin_tries")
    op.drop_table("pin_tries")
    op.drop_table("gateway_states")
