"""Commands for whoever puts a terminal up: `kiosk printer probe`, `kiosk staff ...`. Made for the shell."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kiosk.starting import BAD_CONFIG, FOLDER_VARIABLE, SHIPPED, load_config

if TYPE_CHECKING:
    from kiosk.store.tickets import Store

printer_app = typer.Typer(no_args_is_help=True, help="The ticket printer, while the kiosk is not running.")
staff_app = typer.Typer(no_args_is_help=True, help="Who works here, as visitors and the terminal know them.")

ConfigFolder = Annotated[
    Path, typer.Option("--config", envvar=FOLDER_VARIABLE, help="folder with kiosk.toml and hall.toml")
]
BADGE_SECONDS = 30.0


@printer_app.command("probe")
def printer_probe(config: ConfigFolder = SHIPPED) -> None:
    """Print a page that shows which value `chinese` in [devices.printer] must have."""
    from kiosk.device_settings import PrinterSettings
    from kiosk.devices.printer.probe import probe_page
    from kiosk.drivers import make_transport

    settings = load_config(config).settings.devices.printer
    if not isinstance(settings, PrinterSettings):
        typer.echo("[devices.printer] is not an ESC/POS printer: there is nothing to probe", err=True)
        raise typer.Exit(BAD_CONFIG)
    port = make_transport(settings.connection)
    try:
        port.open()
        port.write(probe_page(settings.paper_mm))
    except OSError as error:
        typer.echo(f"{port.where}: {error}", err=True)
        raise typer.Exit(1) from error
    finally:
        port.close()
    typer.echo("Compare each line with the picture below it; the last line says what to configure.")


@staff_app.command("add")
def staff_add(
    name: Annotated[str, typer.Argument(help="as visitors read and hear it, for instance 志愿者小王")],
    english: Annotated[str, typer.Argument(help="the same in English, for instance 'volunteer Xiao Wang'")],
    role: Annotated[str, typer.Option(help="volunteer, duty_leader or technician")] = "volunteer",
    config: ConfigFolder = SHIPPED,
) -> None:
    """Make somebody known to this terminal. A badge is given with `kiosk staff badge`."""
    from kiosk.domain.hall import Words
    from kiosk.domain.staff import StaffRole

    if role not in tuple(StaffRole):
        typer.echo(f"--role: found {role!r}; expected one of {', '.join(StaffRole)}", err=True)
        raise typer.Exit(BAD_CONFIG)
    member = ledger_of(config).staff.add(Words(zh=name, en=english), StaffRole(role), None)
    typer.echo(f"{member.id} {member.name.zh} {member.role}")


@staff_app.command("badge")
def staff_badge(number: int, config: ConfigFolder = SHIPPED) -> None:
    """Give somebody the badge that is held to the chip card reader within half a minute."""
    from kiosk.devices.reader.events import BadgeTapped, ReaderEvent
    from kiosk.devices.reader.pcsc import PcscReader
    from kiosk.devices.status import DeviceFault
    from kiosk.store.errors import BadgeTaken
    from kiosk.store.privacy import load_or_create_key

    settings = load_config(config).settings
    if settings.devices.cards is None:
        typer.echo("[devices.cards] is not configured: there is no reader for badges", err=True)
        raise typer.Exit(BAD_CONFIG)
    key = load_or_create_key(settings.store.key_file)
    tapped: list[str] = []

    def heard(event: ReaderEvent) -> None:
        if isinstance(event, BadgeTapped):
            tapped.append(event.badge)

    reader = PcscReader(heard, reader=settings.devices.cards.reader, badge_key=lambda: key)
    typer.echo("Hold the badge to the reader.")
    until = time.monotonic() + BADGE_SECONDS
    try:
        reader.open()
        while not tapped and time.monotonic() < until:
            reader.poll()
        if not tapped:
            raise LookupError("no badge came")
        ledger_of(config).staff.give_badge(number, tapped[0])
    except (OSError, DeviceFault, LookupError) as error:
        words = f"nobody has the number {number}" if isinstance(error, KeyError) else str(error)
        typer.echo(words, err=True)
        raise typer.Exit(1) from error
    except BadgeTaken as error:
        typer.echo(f"this badge is {error}'s", err=True)
        raise typer.Exit(1) from error
    finally:
        reader.close()
    typer.echo(f"{number}: badge taken up")


@staff_app.command("list")
def staff_list(config: ConfigFolder = SHIPPED) -> None:
    """Everybody, with the number that the other commands want, and how they can sign in at the desk."""
    staff = ledger_of(config).staff
    for member in staff.everybody():
        pin, badge = staff.ways_in(member.id)
        ways = " ".join(word for word, there in (("PIN", pin), ("badge", badge)) if there) or "no way in yet"
        typer.echo(f"{member.id} {member.name.zh} ({member.name.en}) {member.role}: {ways}")


@staff_app.command("pin")
def staff_pin(number: int, config: ConfigFolder = SHIPPED) -> None:
    """Give somebody a PIN for the desk; it is asked for twice and shown nowhere."""
    from kiosk.domain.staff import NoPin, why_no_pin
    from kiosk.store.errors import PinTaken

    length = load_config(config).settings.staff.pin_length
    pin = typer.prompt(f"PIN ({length} digits)", hide_input=True, confirmation_prompt=True)
    if why := why_no_pin(pin, length):
        easy = "this one is guessed first: take digits that do not follow one another"
        typer.echo(f"a PIN has {length} digits here" if why is NoPin.LENGTH else easy, err=True)
        raise typer.Exit(1)
    try:
        ledger_of(config).staff.set_pin(number, pin)
    except KeyError as error:
        typer.echo(f"nobody has the number {number}", err=True)
        raise typer.Exit(1) from error
    except PinTaken as error:
        typer.echo("somebody has this PIN; nobody shares one", err=True)
        raise typer.Exit(1) from error
    typer.echo(f"{number}: PIN set")


@staff_app.command("remove")
def staff_remove(number: int, config: ConfigFolder = SHIPPED) -> None:
    """Somebody has left; their badge means nothing any more."""
    ledger_of(config).staff.remove(number)


def ledger_of(folder: Path) -> Store:
    """The store of the terminal that is configured there. Raises StoreUnavailable."""
    from kiosk.store.opening import open_beside

    settings = load_config(folder).settings
    return open_beside(settings.store, settings.terminal, settings.staff)
