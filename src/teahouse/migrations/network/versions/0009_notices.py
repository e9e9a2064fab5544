"""Subscription notifications and one-time subscriptions."""

import sqlalchemy as sa
from alembic import op

revision = "0009_notices"
down_revision = "0008_massend"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward."""
    op.create_table(
        "notice_account",
        sa.Column("appid", sa.Text(), nullable=False),
        sa.Column("templates", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("once_template_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("appid", name=op.f("pk_notice_account")),
    )
    op.create_table(
        "notice_consent",
        sa.Column("appid", sa.Text(), nullable=False),
        sa.Column("person_id", sa.String(length=20), nullable=False),
        sa.Column("template_id", sa.Text(), nullable=False),
        sa.Column("credit", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("allowed", sa.Boolean(), nullable=False),
        sa.Column("kept", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("appid", "person_id", "template_id", name=op.f("pk_notice_consent")),
    )
    op.create_table(
        "notice_once",
        sa.Column("appid", sa.Text(), nullable=False),
        sa.Column("person_id", sa.String(length=20), nullable=False),
        sa.Column("scene", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("credit", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.PrimaryKeyConstraint("appid", "person_id", "scene", name=op.f("pk_notice_once")),
    )
    op.create_table(
        "notice_template",
        sa.Column("appid", sa.Text(), nullable=False),
        sa.Column("template_id", sa.Text(), nullable=False),
        sa.Column("tid", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kids", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("type", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("example", sa.Text(), nullable=False),
        sa.Column("choices", sa.Text(), nullable=False),
        sa.Column("scene", sa.Text(), nullable=False),
        sa.Column("accepted", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("refused", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("sent", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("appid", "template_id", name=op.f("pk_notice_template")),
        sa.UniqueConstraint("appid", "tid", "kids", name=op.f("uq_notice_template_appid_tid_kids")),
    )
    with op.batch_alter_table("notice_template", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_notice_template_appid_created_at"), ["appid", "created_at"], unique=False)
    op.create_table(
        "account_article_act",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("appid", sa.Text(), nullable=False),
        sa.Column("page", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("source", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("scene", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account_article_act")),
    )
    with op.batch_alter_table("account_article_act", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_account_article_act_appid_at"), ["appid", "at"], unique=False)
    op.create_table(
        "identity_entry",
        sa.Column("person_id", sa.String(length=20), nullable=False),
        sa.Column("appid", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_identity_entry")),
    )


def downgrade() -> None:
    """Back."""
    op.drop_table("identity_entry")
    with op.batch_alter_table("account_article_act", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_account_article_act_appid_at"))

    op.drop_table("account_article_act")
    with op.batch_alter_table("notice_template", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_notice_template_appid_created_at"))

    op.drop_table("notice_template")
    op.drop_table("notice_once")
    op.drop_table("notice_consent")
    op.drop_table("notice_account")
