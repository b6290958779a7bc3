"""`kiosk db check|upgrade`: the ledger's database, for whoever puts it up."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from kiosk.starting import SHIPPED, load_config
from kiosk.technician import ConfigFolder

if TYPE_CHECKING:
    from sqlalchemy import Engine

db_app = typer.Typer(
    no_args_is_help=True, help="The ledger's database: SQLite, or PostgreSQL for several terminals."
)


@db_app.command("check")
def check(config: ConfigFolder = SHIPPED) -> None:
    """Reach it, look at its settings, write a row. Exit code 1: something is to be done; 2: it cannot be used."""
    from kiosk.store.check import look_at
    from kiosk.store.database import HEAD
    from kiosk.store.opening import check_key
    from kiosk.store.privacy import load_or_create_key

    file = load_config(config).settings.store.key_file
    engine = _engine(config)
    state = look_at(engine)
    if state.revision == HEAD and file.exists():  # a check makes no key
        check_key(engine, load_or_create_key(file), file)
    typer.echo(f"address: {state.address}")
    typer.echo(f"database: {state.version}")
    typer.echo(f"schema: {state.revision or 'none'}")
    if state.write_ms is not None:
        typer.echo(f"a row is on the disk after: {state.write_ms:.1f} ms")
    for todo in state.todo:
        typer.echo(f"TO DO: {todo}", err=True)
    raise typer.Exit(1 if state.todo else 0)


@db_app.command("upgrade")
def upgrade(config: ConfigFolder = SHIPPED) -> None:
    """Bring the schema up to date. The kiosk does the same when it starts."""
    from kiosk.store.database import HEAD, migrate, revision

    engine = _engine(config)
    before = revision(engine)
    migrate(engine)
    typer.echo(
        f"schema: {HEAD}, nothing to do" if before == HEAD else f"schema: {before or 'none'} -> {HEAD}"
    )


def _engine(config: ConfigFolder) -> Engine:
    from kiosk.store.opening import engine_of

    return engine_of(load_config(config).settings.store)
