"""Alembic's entry: runs on the engine that the store already has."""

from __future__ import annotations

from alembic import context

from kiosk.store.tables import Base

# One transaction from reading the revision to the last step: who starts at the same time waits for it.
with context.config.attributes["engine"].begin() as connection:
    context.configure(connection=connection, target_metadata=Base.metadata)
    context.run_migrations()
