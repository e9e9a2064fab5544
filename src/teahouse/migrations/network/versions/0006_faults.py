"""Three more faults: pushes out of order, quota reached, wrong media."""

import sqlalchemy as sa
from alembic import op

revision = "0006_faults"
down_revision = "0005_identity"
branch_labels = None
depends_on = None

_COLUMNS = ("out_of_order", "quota", "wrong_media")


def upgrade() -> None:
    """Forward."""
    with op.batch_alter_table("account_faults", schema=None) as batch_op:
        for name in _COLUMNS:
            batch_op.add_column(sa.Column(name, sa.Boolean(), server_default=sa.false(), nullable=False))


def downgrade() -> None:
    """Back."""
    with op.batch_alter_table("account_faults", schema=None) as batch_op:
        for name in reversed(_COLUMNS):
            batch_op.drop_column(name)
