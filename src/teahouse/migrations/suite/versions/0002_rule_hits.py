"""Hits of rules by batch."""

import sqlalchemy as sa
from alembic import op

revision = "0002_rule_hits"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward."""
    op.create_table(
        "dialogue_hits",
        sa.Column("brand_id", sa.String(length=20), nullable=False),
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("counts", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("brand_id", "id", name=op.f("pk_dialogue_hits")),
    )


def downgrade() -> None:
    """Back."""
    op.drop_table("dialogue_hits")
