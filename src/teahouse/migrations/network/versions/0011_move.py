"""Accounts that move into others; who may know where whom is."""

import sqlalchemy as sa
from alembic import op

revision = "0011_move"
down_revision = "0010_lifecycle"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward."""
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "account_migration",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("appid", sa.Text(), nullable=False),
        sa.Column("from_appid", sa.Text(), nullable=False),
        sa.Column("from_name", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("tags", sa.Text(), nullable=False),
        sa.Column("lost_tags", number, nullable=False),
        sa.Column("total", number, nullable=False),
        sa.Column("seen", number, nullable=False),
        sa.Column("came", number, nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.Column("applied_at", sa.BigInteger(), nullable=False),
        sa.Column("begun_at", sa.BigInteger(), nullable=True),
        sa.Column("done_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account_migration")),
    )
    op.create_index(op.f("ix_account_migration_appid_id"), "account_migration", ["appid", "id"])
    op.create_table(
        "account_migration_part",
        sa.Column("appid", sa.Text(), nullable=False),
        sa.Column("migration_id", sa.String(length=20), nullable=False),
        sa.PrimaryKeyConstraint("appid", name=op.f("pk_account_migration_part")),
    )
    op.create_table(
        "account_location_switch",
        sa.Column("appid", sa.Text(), nullable=False),
        sa.Column("mode", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("appid", name=op.f("pk_account_location_switch")),
    )
    op.create_table(
        "account_location_consent",
        sa.Column("appid", sa.Text(), nullable=False),
        sa.Column("person_id", sa.String(length=20), nullable=False),
        sa.Column("allowed", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("appid", "person_id", name=op.f("pk_account_location_consent")),
    )
    op.create_table(
        "account_moved_openid",
        sa.Column("from_appid", sa.Text(), nullable=False),
        sa.Column("openid", sa.Text(), nullable=False),
        sa.Column("new_openid", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("from_appid", "openid", name=op.f("pk_account_moved_openid")),
    )


def downgrade() -> None:
    """Back."""
    for table in ("account_location_consent", "account_location_switch"):
        op.drop_table(table)
    for table in ("account_moved_openid", "account_migration_part", "account_migration"):
        op.drop_table(table)
