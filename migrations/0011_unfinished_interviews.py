"""When somebody was told that an interview broke off and nobody goes on with it."""

import sqlalchemy as sa
from alembic import op

from monitor.core.db import UtcDateTime

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.add_column("survey_runs", sa.Column("missed_at", UtcDateTime(), nullable=True))


def downgrade() -> None:
    op.drop_column("survey_runs", "missed_at")
