"""Self tests and guided runs: who tried what with what outcome."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from kiosk.store.notices import no_notify_on, notify_on

revision = "0023_self_tests"
down_revision = "0022_callback_phone"
TABLES = ("guided_runs", "self_tests")


def upgrade() -> None:
    op.create_table(
        "guided_runs",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("terminal", sa.String(8), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("begun", sa.String(35), nullable=False),
        sa.Column("ended", sa.String(35)),
        sa.Column("begun_by", sa.String(32), nullable=False),
        sa.CheckConstraint("kind IN ('opening', 'after_repair', 'commissioning')", name="known_run_kind"),
    )
    op.create_table(
        "self_tests",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("terminal", sa.String(8), nullable=False),
        sa.Column("run", sa.Integer, sa.ForeignKey("guided_runs.id")),
        sa.Column("part", sa.String(80), nullable=False),
        sa.Column("test", sa.String(16), nullable=False),
        sa.Column("verdict", sa.String(16), nullable=False),
        sa.Column("words", sa.String(64), nullable=False),
        sa.Column("args", sa.String(400), nullable=False),
        sa.Column("tested_by", sa.String(32), nullable=False),
        sa.Column("at", sa.String(35), nullable=False),
        sa.CheckConstraint("verdict IN ('pass', 'fail', 'not_checked')", name="known_verdict"),
    )
    for table in TABLES:
        notify_on(table)


def downgrade() -> None:
    for table in TABLES:
        no_notify_on(table)
    op.drop_table("self_tests")
    op.drop_table("guided_runs")
