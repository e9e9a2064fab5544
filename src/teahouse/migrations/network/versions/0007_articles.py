"""Articles and the library of materials."""

import sqlalchemy as sa
from alembic import op

revision = "0007_articles"
down_revision = "0006_faults"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward."""
    op.create_table(
        "account_article",
        sa.Column("page", sa.Text(), nullable=False),
        sa.Column("appid", sa.Text(), nullable=False),
        sa.Column("media_id", sa.Text(), nullable=False),
        sa.Column("place", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("source_url", sa.Text(), nullable=False),
        sa.Column("thumb_media_id", sa.Text(), nullable=False),
        sa.Column("cover", sa.Text(), nullable=False),
        sa.Column("pictures", sa.Text(), nullable=False),
        sa.Column("show_cover", sa.Boolean(), nullable=False),
        sa.Column("open_comment", sa.Boolean(), nullable=False),
        sa.Column("fans_only", sa.Boolean(), nullable=False),
        sa.Column("more", sa.Text(), nullable=False),
        sa.Column("deleted", sa.Boolean(), nullable=False),
        sa.Column("reads", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("likes", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("comments", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("chosen", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.PrimaryKeyConstraint("page", name=op.f("pk_account_article")),
    )
    with op.batch_alter_table("account_article", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_account_article_appid_media_id_place"), ["appid", "media_id", "place"], unique=False
        )

    op.create_table(
        "account_article_comment",
        sa.Column("page", sa.Text(), nullable=False),
        sa.Column("number", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("openid", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("chosen", sa.Boolean(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("reply", sa.Text(), nullable=True),
        sa.Column("replied_at", sa.BigInteger(), nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("page", "number", name=op.f("pk_account_article_comment")),
    )
    op.create_table(
        "account_article_like",
        sa.Column("page", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("page", "person_id", name=op.f("pk_account_article_like")),
    )
    op.create_table(
        "account_article_read",
        sa.Column("page", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("day", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("page", "person_id", "day", name=op.f("pk_account_article_read")),
    )
    op.create_table(
        "account_article_set",
        sa.Column("appid", sa.Text(), nullable=False),
        sa.Column("media_id", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("article_id", sa.Text(), nullable=True),
        sa.Column("publish_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("msg_data_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("updated_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("appid", "media_id", name=op.f("pk_account_article_set")),
        sa.UniqueConstraint("appid", "article_id", name=op.f("uq_account_article_set_appid_article_id")),
        sa.UniqueConstraint("appid", "msg_data_id", name=op.f("uq_account_article_set_appid_msg_data_id")),
        sa.UniqueConstraint("appid", "publish_id", name=op.f("uq_account_article_set_appid_publish_id")),
    )
    with op.batch_alter_table("account_article_set", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_account_article_set_appid_state_updated_at_media_id"),
            ["appid", "state", "updated_at", "media_id"],
            unique=False,
        )

    op.create_table(
        "account_material",
        sa.Column("appid", sa.Text(), nullable=False),
        sa.Column("media_id", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("introduction", sa.Text(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("appid", "media_id", name=op.f("pk_account_material")),
    )
    with op.batch_alter_table("account_material", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_account_material_appid_type_created_at_media_id"),
            ["appid", "type", "created_at", "media_id"],
            unique=False,
        )

    op.create_table(
        "account_material_count",
        sa.Column("appid", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("used", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.PrimaryKeyConstraint("appid", "type", name=op.f("pk_account_material_count")),
    )
    op.create_table(
        "account_publish_count",
        sa.Column("appid", sa.Text(), nullable=False),
        sa.Column("last", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.PrimaryKeyConstraint("appid", name=op.f("pk_account_publish_count")),
    )


def downgrade() -> None:
    """Back."""
    op.drop_table("account_publish_count")
    op.drop_table("account_material_count")
    with op.batch_alter_table("account_material", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_account_material_appid_type_created_at_media_id"))

    op.drop_table("account_material")
    with op.batch_alter_table("account_article_set", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_account_article_set_appid_state_updated_at_media_id"))

    op.drop_table("account_article_set")
    op.drop_table("account_article_read")
    op.drop_table("account_article_like")
    op.drop_table("account_article_comment")
    with op.batch_alter_table("account_article", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_account_article_appid_media_id_place"))

    op.drop_table("account_article")
