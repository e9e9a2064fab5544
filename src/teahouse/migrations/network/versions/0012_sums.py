"""What people write to accounts, summed up by the hour."""

import sqlalchemy as sa
from alembic import op

revision = "0012_sums"
down_revision = "0011_move"
branch_labels = None
depends_on = None

_INTEGER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Forward: what was written before is summed up once."""
    op.create_table(
        "message_hour",
        sa.Column("appid", sa.Text(), nullable=False),
        sa.Column("hour", _INTEGER, nullable=False),
        sa.Column("person_id", sa.String(length=20), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("messages", _INTEGER, nullable=False),
        sa.PrimaryKeyConstraint("appid", "hour", "person_id", "type", name=op.f("pk_message_hour")),
        sqlite_with_rowid=False,
    )
    op.execute(
        "INSERT INTO message_hour (appid, hour, person_id, type, messages)"
        " SELECT substr(conversation_id, 3, length(conversation_id) - length(sender_id) - 3),"
        " sent_at / 3600000000, sender_id, type, count(*) FROM message"
        " WHERE conversation_id LIKE 'a:%' AND sender_kind = 'person' AND type <> 'recall'"
        " GROUP BY 1, 2, 3, 4"
    )


def downgrade() -> None:
    """Back."""
    op.drop_table("message_hour")
