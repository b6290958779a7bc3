"""Alembic's entry: runs on the engine that the store already has."""

from __future__ import annotations

from alembic import context

from kiosk.store.tables import Base

with context.config.attributes["engine"].connect() as connection:
    context.configure(connection=connection, target_metadata=Base.metadata)
    with context.begin_transaction():
        context.run_migrations()
