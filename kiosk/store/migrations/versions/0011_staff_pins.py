"""PINs of staff, lockouts, and the audit trail, which the database itself keeps from being changed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011_staff_pins"
down_revision = "0010_emergency"

REFUSE = """
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the audit trail is append-only';
END $$
"""


def upgrade() -> None:
    op.add_column("staff", sa.Column("pin_hash", sa.String(128), nullable=False, server_default=""))
    op.create_table(
        "lockouts",
        sa.Column("who", sa.String(24), primary_key=True),
        sa.Column("wrong", sa.Integer, nullable=False),
        sa.Column("until", sa.String(35)),
    )
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("terminal", sa.String(8), nullable=False),
        sa.Column("n", sa.Integer, nullable=False),
        sa.Column("at", sa.String(35), nullable=False),
        sa.Column("staff_id", sa.Integer, nullable=False),
        sa.Column("staff_name", sa.String(32), nullable=False),
        sa.Column("action", sa.String(32), nullable=False),
        sa.Column("subject", sa.String(80), nullable=False),
        sa.Column("seal", sa.String(64), nullable=False),
        sa.UniqueConstraint("terminal", "n", name="one_line_after_another"),
    )
    if op.get_context().dialect.name == "postgresql":
        op.execute(REFUSE)
        op.execute(
            "CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )
        return
    for change in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER audit_no_{change.lower()} BEFORE {change} ON audit "
            "BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END"
        )


def downgrade() -> None:
    op.drop_table("audit")
    if op.get_context().dialect.name == "postgresql":
        op.execute("DROP FUNCTION refuse_change")
    op.drop_table("lockouts")
    op.drop_column("staff", "pin_hash")
