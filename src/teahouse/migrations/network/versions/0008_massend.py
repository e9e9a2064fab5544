"""Mass sends."""

import sqlalchemy as sa
from alembic import op

revision = "0008_massend"
down_revision = "0007_articles"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward."""
    op.create_table(
        "mass_send",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("appid", sa.Text(), nullable=False),
        sa.Column("msg_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("media_id", sa.Text(), nullable=False),
        sa.Column("msg_data_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("repeats", sa.Boolean(), nullable=False),
        sa.Column("is_to_all", sa.Boolean(), nullable=False),
        sa.Column("tag_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("gender", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("province", sa.Text(), nullable=False),
        sa.Column("city", sa.Text(), nullable=False),
        sa.Column("listed", sa.Boolean(), nullable=False),
        sa.Column("ignore_reprint", sa.Boolean(), nullable=False),
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("total", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("visited", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("sent", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("failed", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("copies", sa.Text(), nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=False),
        sa.Column("scheduled", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("started_at", sa.BigInteger(), nullable=True),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mass_send")),
        sa.UniqueConstraint("appid", "msg_id", name=op.f("uq_mass_send_appid_msg_id")),
    )
    with op.batch_alter_table("mass_send", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_mass_send_appid_created_at_id"), ["appid", "created_at", "id"], unique=False
        )

    op.create_table(
        "mass_send_account",
        sa.Column("appid", sa.Text(), nullable=False),
        sa.Column("speed", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("last_msg_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("allowance", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.PrimaryKeyConstraint("appid", name=op.f("pk_mass_send_account")),
    )
    op.create_table(
        "mass_send_day",
        sa.Column("appid", sa.Text(), nullable=False),
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("used", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.PrimaryKeyConstraint("appid", "day", name=op.f("pk_mass_send_day")),
    )
    op.create_table(
        "mass_send_once",
        sa.Column("appid", sa.Text(), nullable=False),
        sa.Column("client_id", sa.Text(), nullable=False),
        sa.Column("msg_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("appid", "client_id", name=op.f("pk_mass_send_once")),
    )
    with op.batch_alter_table("mass_send_once", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_mass_send_once_at"), ["at"], unique=False)

    op.create_table(
        "mass_send_received",
        sa.Column("appid", sa.Text(), nullable=False),
        sa.Column("person_id", sa.String(length=20), nullable=False),
        sa.Column("month", sa.Text(), nullable=False),
        sa.Column("received", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.PrimaryKeyConstraint("appid", "person_id", name=op.f("pk_mass_send_received")),
    )
    op.create_table(
        "mass_send_target",
        sa.Column("send_id", sa.String(length=20), nullable=False),
        sa.Column("person_id", sa.String(length=20), nullable=False),
        sa.PrimaryKeyConstraint("send_id", "person_id", name=op.f("pk_mass_send_target")),
    )
    op.create_table(
        "mass_send_video",
        sa.Column("appid", sa.Text(), nullable=False),
        sa.Column("media_id", sa.Text(), nullable=False),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("appid", "media_id", name=op.f("pk_mass_send_video")),
    )


def downgrade() -> None:
    """Back."""
    op.drop_table("mass_send_video")
    op.drop_table("mass_send_target")
    op.drop_table("mass_send_received")
    with op.batch_alter_table("mass_send_once", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_mass_send_once_at"))

    op.drop_table("mass_send_once")
    op.drop_table("mass_send_day")
    op.drop_table("mass_send_account")
    with op.batch_alter_table("mass_send", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_mass_send_appid_created_at_id"))

    op.drop_table("mass_send")
