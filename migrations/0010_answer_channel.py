"""By which way each answer came: she may begin on her own phone and go on with an interviewer."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.add_column("survey_answers", sa.Column("channel", sa.String(length=8), nullable=True))


def downgrade() -> None:
    op.drop_column("survey_answers", "channel")
