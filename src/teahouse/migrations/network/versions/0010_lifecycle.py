"""The life of an account: reviewers, notices, certification, registration, sign-in with the phone."""

import sqlalchemy as sa
from alembic import op

revision = "0010_lifecycle"
down_revision = "0009_notices"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward."""
    _accounts()
    _review()
    _certification()
    _registration()


def _accounts() -> None:
    with op.batch_alter_table("account", schema=None) as batch_op:
        batch_op.add_column(sa.Column("named", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.add_column(sa.Column("holder", sa.Text(), server_default="organization", nullable=False))
        batch_op.add_column(sa.Column("ended_for", sa.Text(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("ended_at", sa.BigInteger(), nullable=True))
    op.execute("UPDATE account SET named = verified")
    with op.batch_alter_table("account", schema=None) as batch_op:
        seats = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
        batch_op.add_column(sa.Column("seats", seats, server_default="0", nullable=False))
    with op.batch_alter_table("account_operator", schema=None) as batch_op:
        batch_op.add_column(sa.Column("owner", sa.Boolean(), server_default=sa.true(), nullable=False))
    op.create_table(
        "operator_code",
        sa.Column("uuid", sa.Text(), nullable=False),
        sa.Column("watch_hash", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("operator_id", sa.String(length=20), nullable=True),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("person_id", sa.String(length=20), nullable=True),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("uuid", name=op.f("pk_operator_code")),
        sa.UniqueConstraint("watch_hash", name=op.f("uq_operator_code_watch_hash")),
    )
    op.create_index(op.f("ix_operator_code_expires_at"), "operator_code", ["expires_at"])
    op.create_table(
        "operator_invitation",
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("appid", sa.Text(), nullable=False),
        sa.Column("invited_by", sa.String(length=20), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["appid"], ["account.appid"], name=op.f("fk_operator_invitation_appid")),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_operator_invitation")),
    )
    with op.batch_alter_table("operator", schema=None) as batch_op:
        batch_op.add_column(sa.Column("person_id", sa.String(length=20), nullable=True))
        batch_op.add_column(sa.Column("seen_at", sa.BigInteger(), nullable=True))
        batch_op.create_unique_constraint(op.f("uq_operator_person_id"), ["person_id"])


def _registration() -> None:
    op.create_table(
        "account_registration",
        sa.Column("operator_id", sa.String(length=20), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("holder", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("introduction", sa.Text(), nullable=False),
        sa.Column("avatar", sa.Text(), nullable=True),
        sa.Column("begun_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("operator_id", name=op.f("pk_account_registration")),
    )
    op.create_index(op.f("ix_account_registration_begun_at"), "account_registration", ["begun_at"])
    op.create_table(
        "account_holder",
        sa.Column("appid", sa.Text(), nullable=False),
        sa.Column("sealed_name", sa.Text(), nullable=False),
        sa.Column("sealed_number", sa.Text(), nullable=False),
        sa.Column("sealed_phone", sa.Text(), nullable=False),
        sa.Column("number_digest", sa.Text(), nullable=False),
        sa.Column("phone_digest", sa.Text(), nullable=False),
        sa.Column("warned_for", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("appid", name=op.f("pk_account_holder")),
    )
    op.create_table(
        "account_identity",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("accounts", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.PrimaryKeyConstraint("kind", "digest", name=op.f("pk_account_identity")),
    )


def _certification() -> None:
    op.create_table(
        "account_certification",
        sa.Column("appid", sa.Text(), nullable=False),
        sa.Column("application", sa.String(length=20), nullable=False),
        sa.Column("organization", sa.Text(), nullable=False),
        sa.Column("licence_number", sa.Text(), nullable=False),
        sa.Column("contact", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("picture", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("applied_at", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("appid", name=op.f("pk_account_certification")),
        sa.UniqueConstraint("application", name=op.f("uq_account_certification_application")),
    )


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
    for table in ("account_identity", "account_holder", "account_registration", "account_certification"):
        op.drop_table(table)
    op.drop_table("operator_invitation")
    op.drop_table("operator_code")
    with op.batch_alter_table("account_operator", schema=None) as batch_op:
        batch_op.drop_column("owner")
    with op.batch_alter_table("operator", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("uq_operator_person_id"), type_="unique")
        batch_op.drop_column("seen_at")
        batch_op.drop_column("person_id")
    with op.batch_alter_table("account", schema=None) as batch_op:
        for name in ("seats", "ended_at", "ended_for", "holder", "named"):
            batch_op.drop_column(name)
    for table in ("account_notice_seen", "account_notice", "review_case"):
        op.drop_table(table)
