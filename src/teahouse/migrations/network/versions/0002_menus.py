"""Conditional menus, automatic replies, figures of pushes by the hour."""

import sqlalchemy as sa
from alembic import op

revision = "0002_menus"
down_revision = "0001"
branch_labels = None
depends_on = None

_INTEGER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Forward."""
    op.create_table(
        "account_conditional_menu",
        sa.Column("appid", sa.Text(), nullable=False),
        sa.Column("menuid", _INTEGER, nullable=False),
        sa.Column("number", _INTEGER, nullable=False),
        sa.Column("buttons", sa.Text(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("appid", "menuid", name=op.f("pk_account_conditional_menu")),
        sa.UniqueConstraint("number", name=op.f("uq_account_conditional_menu_number")),
    )
    with op.batch_alter_table("account", schema=None) as batch_op:
        batch_op.add_column(sa.Column("autoreply_enabled", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_table(
        "account_autoreply",
        sa.Column("appid", sa.Text(), nullable=False),
        sa.Column("occasion", sa.Text(), nullable=False),
        sa.Column("reply", sa.Text(), nullable=False),
        sa.Column("updated_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("appid", "occasion", name=op.f("pk_account_autoreply")),
    )
    op.create_table(
        "account_autoreply_rule",
        sa.Column("appid", sa.Text(), nullable=False),
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("mode", sa.Text(), nullable=False),
        sa.Column("keywords", sa.Text(), nullable=False),
        sa.Column("replies", sa.Text(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("appid", "id", name=op.f("pk_account_autoreply_rule")),
    )
    op.create_table(
        "account_push_hour",
        sa.Column("appid", sa.Text(), nullable=False),
        sa.Column("hour", _INTEGER, nullable=False),
        sa.Column("pushes", _INTEGER, nullable=False),
        sa.Column("failed", _INTEGER, nullable=False),
        sa.Column("total_ms", _INTEGER, nullable=False),
        sa.Column("longest_ms", _INTEGER, nullable=False),
        sa.PrimaryKeyConstraint("appid", "hour", name=op.f("pk_account_push_hour")),
    )


def downgrade() -> None:
    """Back."""
    op.drop_table("account_push_hour")
    op.drop_table("account_autoreply_rule")
    op.drop_table("account_autoreply")
    with op.batch_alter_table("account", schema=None) as batch_op:
        batch_op.drop_column("autoreply_enabled")
    op.drop_table("account_conditional_menu")
