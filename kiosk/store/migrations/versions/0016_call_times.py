"""When somebody said that they come to a call, were there, and were done."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016_call_times"
down_revision = "0015_settled"
TIMES = ("acknowledged_at", "arrived_at", "done_at")


def upgrade() -> None:
    for time in TIMES:
        op.add_column("calls", sa.Column(time, sa.String(35)))


def downgrade() -> None:
    for time in TIMES:
        op.drop_column("calls", time)
