"""How grave a text is by the word of whoever read it, and when she said so."""

import sqlalchemy as sa
from alembic import op

from monitor.core.db import UtcDateTime

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.add_column("inbound_messages", sa.Column("corrected_severity", sa.Integer(), nullable=True))
    op.add_column("inbound_messages", sa.Column("corrected_at", UtcDateTime(), nullable=True))


def downgrade() -> None:
    op.drop_column("inbound_messages", "corrected_at")
    op.drop_column("inbound_messages", "corrected_severity")
