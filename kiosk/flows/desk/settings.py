"""The technician's settings: what is set on site, previous versions, PINs of staff, and a restart."""

from __future__ import annotations

from datetime import datetime

from kiosk.domain.site_settings import BY_KEY
from kiosk.domain.staff import Actor, DeskTab
from kiosk.flows.desk.device_words import moment
from kiosk.flows.desk.frame import desk_page, kept, notes, told_of
from kiosk.flows.desk.new_pin import pins
from kiosk.flows.desk.screen import (
    Button,
    Buttons,
    DeskAnswer,
    Note,
    Part,
    Pressed,
    Row,
    Rows,
    Shade,
    Text,
    goes_elsewhere,
)
from kiosk.flows.desk.setting import setting_name, setting_page
from kiosk.flows.desk.setting_asks import (
    ListSettings,
    ListVersions,
    PastVersion,
    RestartKiosk,
    RestoreVersion,
    SettingsBoard,
    SettingValue,
)
from kiosk.flows.script import Say, Script
from kiosk.flows.visit import Visit

CHANGE, PINS, VERSIONS, RESTART, RESTORE, BACK = "change", "pins", "versions", "restart", "restore", "back"


def settings(visit: Visit, by: Actor) -> Script[str]:
    told: Note | None = None
    while True:
        board: SettingsBoard | object = yield ListSettings(by)
        parts: tuple[Part, ...]
        if isinstance(board, SettingsBoard):
            parts = (*notes(told), *_parts(board))
        else:
            parts = (told_of(board), Buttons(_versions_and_pins()))
        answer: DeskAnswer = yield desk_page(visit, by, DeskTab.SETTINGS, parts)
        told = kept(told, answer)
        if (tab := goes_elsewhere(answer)) is not None:
            return tab
        result: Note | str | None = None
        match answer:
            case Pressed(key=key, row=row) if key == CHANGE and isinstance(board, SettingsBoard):
                now = next(its for its in board.values if its.key == row)
                result = yield from setting_page(visit, by, BY_KEY[row], now)
            case Pressed(key=key) if key == PINS:
                result = yield from pins(visit, by)
            case Pressed(key=key) if key == VERSIONS:
                result = yield from _versions(visit, by)
            case Pressed(key=key) if key == RESTART:
                result = told_of((yield RestartKiosk(by)))
            case _:
                pass
        if isinstance(result, str):
            return result
        told = result or told


def _parts(board: SettingsBoard) -> tuple[Part, ...]:
    waiting = (Note(Say("desk-settings-waiting"), Shade.SOON),) if board.waiting else ()
    restart = Button(
        RESTART,
        Say("desk-settings-restart"),
        icon="rotate-cw",
        primary=board.waiting,
        enabled=board.restarts,
        lost=True,
    )
    columns = (Say("desk-settings-name"), Say("desk-settings-value"))
    return (
        *waiting,
        Buttons((*_versions_and_pins(), restart)),
        Rows(
            Say("desk-settings-heading"), columns, tuple(map(_row, board.values)), Say("desk-settings-none")
        ),
    )


def _versions_and_pins() -> tuple[Button, ...]:
    return (
        Button(PINS, Say("desk-settings-pins"), icon="hash"),
        Button(VERSIONS, Say("desk-settings-versions"), icon="clock"),
    )


def _row(its: SettingValue) -> Row:
    setting = BY_KEY[its.key]
    value: Text = (
        Say(f"{setting.words}-{its.value.lower()}") if its.value in setting.choices else its.value or "–"
    )
    shade = Shade.NORMAL if its.value == its.in_force else Shade.SOON
    return Row(its.key, (setting_name(setting), value), (Button(CHANGE, Say("desk-settings-change")),), shade)


def _versions(visit: Visit, by: Actor) -> Script[Note | str | None]:
    """Putting one back keeps the present one: nothing is lost by trying."""
    told: Note | None = None
    while True:
        found: tuple[PastVersion, ...] | object = yield ListVersions(by)
        back = Buttons((Button(BACK, Say("desk-device-back"), icon="undo-2"),))
        if isinstance(found, tuple):
            parts: tuple[Part, ...] = (*notes(told), back, _past(found))
        else:
            parts = (told_of(found), back)
        answer: DeskAnswer = yield desk_page(visit, by, DeskTab.SETTINGS, parts)
        told = kept(told, answer)
        if (tab := goes_elsewhere(answer)) is not None:
            return tab
        match answer:
            case Pressed(key=key) if key == BACK:
                return None
            case Pressed(key=key, row=row) if key == RESTORE:
                told = told_of((yield RestoreVersion(by, row)))
            case _:
                pass


def _past(found: tuple[PastVersion, ...]) -> Rows:
    now = datetime.now().astimezone()
    return Rows(
        Say("desk-settings-versions"),
        (Say("desk-settings-until"),),
        tuple(
            Row(its.name, (moment(its.at, now),), (Button(RESTORE, Say("desk-settings-restore"), lost=True),))
            for its in found
        ),
        Say("desk-settings-no-versions"),
    )
