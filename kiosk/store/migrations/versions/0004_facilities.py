"""The register's state, loans by tag, and what visitors found difficult."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

STATES = "state IN ('available', 'lent', 'out', 'fault')"
HINDRANCES = "hindrance IN ('reach', 'perceive', 'find', 'machine', 'wait', 'other', 'broken')"
STEPS = "step IN ('reported', 'accepted', 'mended', 'checked')"
OPEN = sa.text("returned_on IS NULL")


def upgrade() -> None:
    op.create_table(
        "facility_states",
        sa.Column("facility", sa.String(64), primary_key=True),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("verified_on", sa.Date),
        sa.CheckConstraint(STATES, name="known_facility_state"),
    )
    op.create_table(
        "loans",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("intent", sa.String(64), nullable=False, unique=True),
        sa.Column("facility", sa.String(64), nullable=False),
        sa.Column("tag", sa.Integer, nullable=False),
        sa.Column("terminal", sa.String(8), nullable=False),
        sa.Column("lent_on", sa.Date, nullable=False),
        sa.Column("returned_on", sa.Date),
    )
    op.create_index(
        "one_open_loan", "loans", ["facility", "tag"], unique=True, sqlite_where=OPEN, postgresql_where=OPEN
    )
    op.create_table(
        "difficulties",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("intent", sa.String(64), nullable=False, unique=True),
        sa.Column("hindrance", sa.String(16), nullable=False),
        sa.Column("place", sa.String(64), nullable=False),
        sa.Column("step", sa.String(16), nullable=False),
        sa.Column("terminal", sa.String(8), nullable=False),
        sa.Column("reported_on", sa.Date, nullable=False),
        sa.Column("due_on", sa.Date, nullable=False),
        sa.Column("times", sa.Integer, nullable=False),
        sa.CheckConstraint(HINDRANCES, name="known_hindrance"),
        sa.CheckConstraint(STEPS, name="known_mending"),
        sqlite_autoincrement=True,
    )
    op.create_index("difficulties_to_mend", "difficulties", ["step", "due_on"])


def downgrade() -> None:
    for table in ("difficulties", "loans", "facility_states"):
        op.drop_table(table)
