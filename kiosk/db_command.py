"""`kiosk db check|upgrade`: the ledger's database, for whoever puts it up."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from kiosk.starting import BAD_CONFIG, SHIPPED, load_config
from kiosk.technician import ConfigFolder

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from kiosk.store.errors import StoreUnavailable

db_app = typer.Typer(
    no_args_is_help=True, help="The ledger's database: SQLite, or PostgreSQL for several terminals."
)


@db_app.command("check")
def check(config: ConfigFolder = SHIPPED) -> None:
    """Reach it, look at its settings, write a row. Exit code 2: cannot be used; 1: something is to be done."""
    from kiosk.store.check import look_at
    from kiosk.store.errors import StoreUnavailable

    try:
        state = look_at(_engine(config))
    except StoreUnavailable as error:
        raise _unusable(error) from error
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
    from kiosk.store.errors import StoreUnavailable

    try:
        engine = _engine(config)
        before = revision(engine)
        migrate(engine)
    except StoreUnavailable as error:
        raise _unusable(error) from error
    typer.echo(
        f"schema: {HEAD}, nothing to do" if before == HEAD else f"schema: {before or 'none'} -> {HEAD}"
    )


def _engine(config: ConfigFolder) -> Engine:
    from kiosk.store.opening import engine_of

    return engine_of(load_config(config).settings.store)


def _unusable(error: StoreUnavailable) -> typer.Exit:
    typer.echo(f"The ledger's database cannot be used: {error}", err=True)
    typer.echo("What to do: docs/technician-guide.zh-CN.md, 多台终端共用一个数据库.", err=True)
    return typer.Exit(BAD_CONFIG)
