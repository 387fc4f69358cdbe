"""People, exits, plans, consents and restrictions."""

import sqlalchemy as sa
from alembic import op

from monitor.core.db import UtcDateTime

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "people",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("code_name_sealed", sa.Text(), nullable=False),
        sa.Column("code_name_lookup", sa.String(length=64), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("gender", sa.String(length=1), nullable=True),
        sa.Column("birth_year", sa.Integer(), nullable=True),
        sa.Column("county", sa.String(length=40), nullable=True),
        sa.Column("disability", sa.Boolean(), nullable=True),
        sa.Column("risk_tier", sa.String(length=8), nullable=False),
        sa.Column("content_level", sa.String(length=12), nullable=False),
        sa.Column("survey_channel", sa.String(length=8), nullable=False),
        sa.Column("wording", sa.String(length=40), nullable=False),
        sa.Column("caseworker_id", sa.String(length=36), nullable=True),
        sa.Column("shelter_id", sa.String(length=36), nullable=True),
        sa.Column("pull_only", sa.Boolean(), nullable=False),
        sa.Column("monitored", sa.Boolean(), nullable=False),
        sa.Column("contact_state", sa.String(length=20), nullable=False),
        sa.Column("enrolled_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["caseworker_id"], ["staff.id"], name=op.f("fk_people_caseworker_id")
        ),
        sa.ForeignKeyConstraint(["shelter_id"], ["shelters.id"], name=op.f("fk_people_shelter_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people")),
        sa.UniqueConstraint("code_name_lookup", name=op.f("uq_people_code_name_lookup")),
    )
    op.create_index(op.f("ix_people_caseworker_id"), "people", ["caseworker_id"], unique=False)
    op.create_index(op.f("ix_people_shelter_id"), "people", ["shelter_id"], unique=False)
    op.create_table(
        "consents",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("person_id", sa.String(length=36), nullable=False),
        sa.Column("purpose", sa.String(length=40), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("way", sa.String(length=20), nullable=False),
        sa.Column("given_at", UtcDateTime(), nullable=False),
        sa.Column("recorded_by", sa.String(length=36), nullable=True),
        sa.Column("withdrawn_at", UtcDateTime(), nullable=True),
        sa.Column("withdrawn_way", sa.String(length=20), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_consents_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consents")),
    )
    op.create_index(
        op.f("ix_consents_person_id_purpose"), "consents", ["person_id", "purpose"], unique=False
    )
    op.create_table(
        "contacts",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("person_id", sa.String(length=36), nullable=False),
        sa.Column("method", sa.String(length=12), nullable=False),
        sa.Column("reached", sa.String(length=12), nullable=False),
        sa.Column("condition", sa.String(length=12), nullable=False),
        sa.Column("verified", sa.Boolean(), nullable=False),
        sa.Column("case_id", sa.String(length=36), nullable=True),
        sa.Column("happened_at", UtcDateTime(), nullable=False),
        sa.Column("recorded_at", UtcDateTime(), nullable=False),
        sa.Column("recorded_by", sa.String(length=36), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_contacts_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contacts")),
    )
    op.create_index(
        op.f("ix_contacts_person_id_happened_at"),
        "contacts",
        ["person_id", "happened_at"],
        unique=False,
    )
    op.create_table(
        "duress_words",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("person_id", sa.String(length=36), nullable=False),
        sa.Column("meaning", sa.String(length=12), nullable=False),
        sa.Column("word_sealed", sa.Text(), nullable=False),
        sa.Column("set_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_duress_words_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duress_words")),
    )
    op.create_index(op.f("ix_duress_words_person_id"), "duress_words", ["person_id"], unique=False)
    op.create_table(
        "exits",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("person_id", sa.String(length=36), nullable=False),
        sa.Column("exit_on", sa.Date(), nullable=False),
        sa.Column("shelter_id", sa.String(length=36), nullable=False),
        sa.Column("services", sa.JSON(), nullable=False),
        sa.Column("protocol", sa.String(length=40), nullable=False),
        sa.Column("ended_as", sa.String(length=12), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_exits_person_id")),
        sa.ForeignKeyConstraint(["shelter_id"], ["shelters.id"], name=op.f("fk_exits_shelter_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exits")),
    )
    op.create_index(op.f("ix_exits_exit_on"), "exits", ["exit_on"], unique=False)
    op.create_index(op.f("ix_exits_person_id"), "exits", ["person_id"], unique=False)
    op.create_table(
        "phones",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("person_id", sa.String(length=36), nullable=False),
        sa.Column("number_sealed", sa.Text(), nullable=False),
        sa.Column("number_lookup", sa.String(length=64), nullable=False),
        sa.Column("shared_with_sealed", sa.Text(), nullable=True),
        sa.Column("since", UtcDateTime(), nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_phones_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_phones")),
    )
    op.create_index(op.f("ix_phones_number_lookup"), "phones", ["number_lookup"], unique=False)
    op.create_index(op.f("ix_phones_person_id"), "phones", ["person_id"], unique=False)
    op.create_table(
        "pins",
        sa.Column("person_id", sa.String(length=36), nullable=False),
        sa.Column("pin_hash", sa.String(length=64), nullable=False),
        sa.Column("duress_hash", sa.String(length=64), nullable=False),
        sa.Column("set_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_pins_person_id")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_pins")),
    )
    op.create_table(
        "plans",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("person_id", sa.String(length=36), nullable=False),
        sa.Column("windows", sa.Text(), nullable=False),
        sa.Column("sms_ok", sa.Boolean(), nullable=False),
        sa.Column("voice_ok", sa.Boolean(), nullable=False),
        sa.Column("ussd_ok", sa.Boolean(), nullable=False),
        sa.Column("invite_ok", sa.Boolean(), nullable=False),
        sa.Column("confirm_stop", sa.Boolean(), nullable=False),
        sa.Column("acknowledge", sa.Boolean(), nullable=False),
        sa.Column("cover_story_sealed", sa.Text(), nullable=True),
        sa.Column("expires_on", sa.Date(), nullable=False),
        sa.Column("agreed_at", UtcDateTime(), nullable=False),
        sa.Column("recorded_by", sa.String(length=36), nullable=True),
        sa.Column("replaced_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_plans_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plans")),
    )
    op.create_index(op.f("ix_plans_person_id"), "plans", ["person_id"], unique=False)
    op.create_table(
        "restrictions",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("scope", sa.String(length=8), nullable=False),
        sa.Column("person_id", sa.String(length=36), nullable=True),
        sa.Column("shelter_id", sa.String(length=36), nullable=True),
        sa.Column("reason", sa.String(length=40), nullable=False),
        sa.Column("since", UtcDateTime(), nullable=False),
        sa.Column("until", UtcDateTime(), nullable=True),
        sa.Column("set_by", sa.String(length=36), nullable=True),
        sa.Column("lifted_at", UtcDateTime(), nullable=True),
        sa.Column("lifted_by", sa.String(length=36), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_restrictions_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["shelter_id"], ["shelters.id"], name=op.f("fk_restrictions_shelter_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_restrictions")),
    )
    op.create_index(
        op.f("ix_restrictions_person_id_lifted_at"),
        "restrictions",
        ["person_id", "lifted_at"],
        unique=False,
    )
    op.create_index(
        op.f("ix_restrictions_scope_lifted_at"),
        "restrictions",
        ["scope", "lifted_at"],
        unique=False,
    )
    op.create_table(
        "trusted_contacts",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("person_id", sa.String(length=36), nullable=False),
        sa.Column("name_sealed", sa.Text(), nullable=False),
        sa.Column("number_sealed", sa.Text(), nullable=False),
        sa.Column("scope_sealed", sa.Text(), nullable=True),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_trusted_contacts_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trusted_contacts")),
    )
    op.create_index(
        op.f("ix_trusted_contacts_person_id"), "trusted_contacts", ["person_id"], unique=False
    )


def downgrade() -> None:
    op.drop_index(op.f("ix_trusted_contacts_person_id"), table_name="trusted_contacts")
    op.drop_table("trusted_contacts")
    op.drop_index(op.f("ix_restrictions_scope_lifted_at"), table_name="restrictions")
    op.drop_index(op.f("ix_restrictions_person_id_lifted_at"), table_name="restrictions")
    op.drop_table("restrictions")
    op.drop_index(op.f("ix_plans_person_id"), table_name="plans")
    op.drop_table("plans")
    op.drop_table("pins")
    op.drop_index(op.f("ix_phones_person_id"), table_name="phones")
    op.drop_index(op.f("ix_phones_number_lookup"), table_name="phones")
    op.drop_table("phones")
    op.drop_index(op.f("ix_exits_person_id"), table_name="exits")
    op.drop_index(op.f("ix_exits_exit_on"), table_name="exits")
    op.drop_table("exits")
    op.drop_index(op.f("ix_duress_words_person_id"), table_name="duress_words")
    op.drop_table("duress_words")
    op.drop_index(op.f("ix_contacts_person_id_happened_at"), table_name="contacts")
    op.drop_table("contacts")
    op.drop_index(op.f("ix_consents_person_id_purpose"), table_name="consents")
    op.drop_table("consents")
    op.drop_index(op.f("ix_people_shelter_id"), table_name="people")
    op.drop_index(op.f("ix_people_caseworker_id"), table_name="people")
    op.drop_table("people")
