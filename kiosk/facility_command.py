"""`kiosk facility` keeps the register of clause (四) true; `kiosk difficulty` moves what visitors reported on."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from kiosk.starting import BAD_CONFIG, SHIPPED, load_config
from kiosk.technician import ConfigFolder, ledger_of

facility_app = typer.Typer(no_args_is_help=True, help="What the hall has for its visitors, and its state.")
difficulty_app = typer.Typer(no_args_is_help=True, help="What visitors found difficult, until it is mended.")


@facility_app.command("list")
def facility_list(config: ConfigFolder = SHIPPED) -> None:
    """Every entry of hall.toml: what visitors are told of it, when somebody looked, what is on loan, who owns it."""
    from kiosk.flows.facility_asks import Register

    hall = load_config(config).hall
    register = Register(ledger_of(config).facilities.standings())
    for its in hall.facilities:
        standing = register.of(its)
        seen = "never looked at" if standing.days is None else f"looked at {standing.days} days ago"
        lent = " on loan: " + ", ".join(map(str, sorted(standing.on_loan))) if standing.on_loan else ""
        state = register.state(its, hall.register_policy.fresh_days)
        typer.echo(
            f"{its.id} {hall.floor(its.floor).name.zh} {its.name.zh}: {state}, {seen}.{lent} {its.owner}"
        )


@facility_app.command("verify")
def facility_verify(
    ids: Annotated[list[str] | None, typer.Argument(help="as in hall.toml; none with --all")] = None,
    every: Annotated[bool, typer.Option("--all", help="the weekly round: all were looked at")] = False,
    config: ConfigFolder = SHIPPED,
) -> None:
    """Somebody has looked today, and it is there and works."""
    from kiosk.domain.facility import FacilityState

    known = _ids(config)
    wanted = known if every else ids or []
    _check(wanted, known)
    facilities = ledger_of(config).facilities
    for facility in wanted:
        facilities.verify(facility, FacilityState.AVAILABLE)
    typer.echo(f"{len(wanted)} verified")


@facility_app.command("state")
def facility_state(facility: str, state: str, config: ConfigFolder = SHIPPED) -> None:
    """Somebody has looked today, and this is how it is: available, lent, out or fault."""
    from kiosk.domain.facility import FacilityState

    states = [its.value for its in FacilityState if its is not FacilityState.UNVERIFIED]
    _check([facility], _ids(config))
    if state not in states:
        typer.echo(f"state: found {state!r}; expected one of {', '.join(states)}", err=True)
        raise typer.Exit(BAD_CONFIG)
    ledger_of(config).facilities.verify(facility, FacilityState(state))
    typer.echo(f"{facility}: {state}")


@facility_app.command("back")
def facility_back(facility: str, tag: int, config: ConfigFolder = SHIPPED) -> None:
    """A piece was found or handed in at the desk: it is no longer on loan."""
    _check([facility], _ids(config))
    ledger_of(config).facilities.bring_back(facility, tag)


@difficulty_app.command("list")
def difficulty_list(config: ConfigFolder = SHIPPED) -> None:
    """All that is not checked yet, what is due first before the rest."""
    ledger = ledger_of(config)
    for its in ledger.difficulties.to_mend():
        late = " OVERDUE" if its.overdue(date.today()) else ""
        photo = f", photo {ledger.photos / its.photo}" if its.photo and ledger.photos is not None else ""
        typer.echo(
            f"{its.number} {its.step} {its.hindrance} {its.place}, told {its.times} times, "
            f"since {its.reported}, due {its.due}{late}{photo}"
        )


@difficulty_app.command("next")
def difficulty_next(number: int, config: ConfigFolder = SHIPPED) -> None:
    """To its next step: reported, accepted, mended, checked."""
    from kiosk.store.errors import IllegalChange

    try:
        its = ledger_of(config).difficulties.advance(number)
    except KeyError as error:
        typer.echo(f"there is no difficulty {number}", err=True)
        raise typer.Exit(1) from error
    except IllegalChange as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from error
    typer.echo(f"{its.number} {its.step}")


def _ids(config: ConfigFolder) -> list[str]:
    return [facility.id for facility in load_config(config).hall.facilities]


def _check(wanted: list[str], known: list[str]) -> None:
    unknown = [facility for facility in wanted if facility not in known]
    if unknown or not wanted:
        found = ", ".join(unknown) or "nothing"
        typer.echo(
            f"found {found}; expected ids of [[facilities]] in hall.toml: {', '.join(known)}", err=True
        )
        raise typer.Exit(BAD_CONFIG)
