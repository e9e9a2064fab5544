"""Tags, the blacklist, and who wrote last."""

import sqlalchemy as sa
from alembic import op

revision = "0003_tags"
down_revision = "0002_menus"
branch_labels = None
depends_on = None

_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Forward."""
    op.create_table(
        "account_follower_tag",
        sa.Column("appid", sa.Text(), nullable=False),
        sa.Column("tag_id", _NUMBER, autoincrement=False, nullable=False),
        sa.Column("openid", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("appid", "tag_id", "openid", name=op.f("pk_account_follower_tag")),
    )
    op.create_index(op.f("ix_account_follower_tag_appid_openid"), "account_follower_tag", ["appid", "openid"])
    op.create_table(
        "account_tag",
        sa.Column("appid", sa.Text(), nullable=False),
        sa.Column("id", _NUMBER, autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("appid", "id", name=op.f("pk_account_tag")),
        sa.UniqueConstraint("appid", "name", name=op.f("uq_account_tag_appid_name")),
    )
    op.create_table(
        "account_tag_counter",
        sa.Column("appid", sa.Text(), nullable=False),
        sa.Column("last_id", _NUMBER, nullable=False),
        sa.Column("tags", _NUMBER, nullable=False),
        sa.PrimaryKeyConstraint("appid", name=op.f("pk_account_tag_counter")),
    )
    op.drop_column("account_follower", "tagids")  # was always empty
    op.add_column("account_follower", sa.Column("blacklisted_at", sa.BigInteger(), nullable=True))
    op.add_column("account_follower", sa.Column("wrote_at", sa.BigInteger(), nullable=True))
    # A window of 48 hours stands since the last message.
    op.execute("UPDATE account_follower SET wrote_at = message_until - 172800000000 WHERE message_until > 0")
    for columns in (["openid"], ["appid", "blacklisted_at"], ["appid", "wrote_at", "openid"]):
        op.create_index(op.f(f"ix_account_follower_{'_'.join(columns)}"), "account_follower", columns)


def downgrade() -> None:
    """Back."""
    for columns in (["openid"], ["appid", "blacklisted_at"], ["appid", "wrote_at", "openid"]):
        op.drop_index(op.f(f"ix_account_follower_{'_'.join(columns)}"), "account_follower")
    op.drop_column("account_follower", "wrote_at")
    op.drop_column("account_follower", "blacklisted_at")
    op.add_column("account_follower", sa.Column("tagids", sa.Text(), server_default="[]", nullable=False))
    for table in ("account_tag_counter", "account_tag", "account_follower_tag"):
        op.drop_table(table)
