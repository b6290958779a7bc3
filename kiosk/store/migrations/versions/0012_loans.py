"""Loans at the desk: against which ticket, expected back when; damaged pieces are out of stock."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012_loans"
down_revision = "0011_staff_pins"


def upgrade() -> None:
    op.add_column("loans", sa.Column("damaged", sa.Boolean, nullable=False, server_default=sa.false()))
    op.add_column("loans", sa.Column("ticket", sa.String(12), nullable=False, server_default=""))
    op.add_column("loans", sa.Column("back_by", sa.String(35)))
    op.add_column("loans", sa.Column("difficulty", sa.Integer))


def downgrade() -> None:
    op.execute("DELETE FROM loans WHERE damaged")  # as a loan it would be a visitor's
    for column in ("difficulty", "back_by", "ticket", "damaged"):
        op.drop_column("loans", column)
