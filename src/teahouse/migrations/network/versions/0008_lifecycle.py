"""The life of an account: reviewers, notices."""

import sqlalchemy as sa
from alembic import op

revision = "0008_lifecycle"
down_revision = "0007_articles"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward."""
    _review()


def _review() -> None:
    op.create_table(
        "review_case",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.Text(), nullable=False),
        sa.Column("appid", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("picture", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.Text(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("decided_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_case")),
        sa.UniqueConstraint("kind", "subject_id", name=op.f("uq_review_case_kind_subject_id")),
    )
    op.create_index(op.f("ix_review_case_state_id"), "review_case", ["state", "id"])
    op.create_table(
        "account_notice",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("appid", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account_notice")),
    )
    op.create_index(op.f("ix_account_notice_appid_id"), "account_notice", ["appid", "id"])
    op.create_table(
        "account_notice_seen",
        sa.Column("appid", sa.Text(), nullable=False),
        sa.Column("operator_id", sa.String(length=20), nullable=False),
        sa.Column("notice_id", sa.String(length=20), nullable=False),
        sa.PrimaryKeyConstraint("appid", "operator_id", name=op.f("pk_account_notice_seen")),
    )


def downgrade() -> None:
    """Back."""
    for table in ("account_notice_seen", "account_notice", "review_case"):
        op.drop_table(table)
