"""One setting: a port out of a live list, an output, a number or one of several."""

from __future__ import annotations

from kiosk.domain.site_settings import PORTS, Ask, SiteSetting
from kiosk.domain.staff import Actor, DeskTab
from kiosk.flows.desk.frame import desk_page, kept, notes, told_of
from kiosk.flows.desk.screen import (
    Button,
    Buttons,
    Choice,
    DeskAnswer,
    Done,
    Entry,
    Note,
    Part,
    Pick,
    Pressed,
    Row,
    Rows,
    Shade,
    goes_elsewhere,
)
from kiosk.flows.desk.setting_asks import (
    ChangeSetting,
    ListOutputs,
    PortLine,
    SettingValue,
    StopPorts,
    TryPort,
    WatchPorts,
)
from kiosk.flows.script import Say, Script
from kiosk.flows.visit import Visit

SET, TRY, BACK, VALUE = "set", "try", "back", "value"
OWN_CHOICE = "default"  # '' is the machine's own output; a row needs a key
SHADES = {"port-pressed": Shade.GOOD, "port-fresh": Shade.SOON, "port-gone": Shade.LATE}


def setting_name(setting: SiteSetting) -> Say:
    """With the part it belongs to, for a port is every device's."""
    if setting.device:
        return Say("desk-setting-port", {"device": Say(f"device-{setting.device}")})
    return Say(setting.words)


def setting_page(
    visit: Visit, by: Actor, setting: SiteSetting, now: SettingValue
) -> Script[Note | str | None]:
    """Note: it was set; None: back without; str: where to go instead."""
    result = yield from _page(visit, by, setting, now)
    if setting.ask in PORTS:
        yield StopPorts(by)
    return result


def _page(visit: Visit, by: Actor, setting: SiteSetting, now: SettingValue) -> Script[Note | str | None]:
    told: Note | None = None
    while True:
        parts = yield from _asked(by, setting, now)
        title = Note(Say("desk-setting-title", {"name": setting_name(setting), "value": _shown(now.value)}))
        answer: DeskAnswer = yield desk_page(visit, by, DeskTab.SETTINGS, (title, *notes(told), *parts))
        told = kept(told, answer)
        if (tab := goes_elsewhere(answer)) is not None:
            return tab
        match answer:
            case Pressed(key=key) if key == BACK:
                return None
            case Pressed(key=key, row=row) if key == TRY:
                told = told_of((yield TryPort(by, setting.key, row)))
            case Pressed(key=key, row=row) if key == SET:
                result = yield ChangeSetting(by, setting.key, _value(setting, answer, row))
                told = told_of(result)
                if isinstance(result, Done):
                    return told
            case _:
                pass


def _value(setting: SiteSetting, answer: Pressed, row: str) -> str:
    if setting.ask is Ask.OUTPUT:
        return "" if row == OWN_CHOICE else row
    return row if setting.ask in PORTS else _typed(setting, answer)


def _typed(setting: SiteSetting, answer: Pressed) -> str:
    return answer.one(VALUE) if setting.ask is Ask.CHOICE else answer.text(VALUE)


def _asked(by: Actor, setting: SiteSetting, now: SettingValue) -> Script[tuple[Part, ...]]:
    back = Button(BACK, Say("desk-device-back"), icon="undo-2")
    save = Buttons((Button(SET, Say("desk-setting-set"), icon="check", primary=True), back))
    if setting.ask is Ask.NUMBER:
        return Entry(VALUE, Say(setting.words), most=8, point=setting.point), save
    if setting.ask is Ask.CHOICE:
        choices = tuple(Choice(its, Say(f"{setting.words}-{its.lower()}")) for its in setting.choices)
        return Pick(VALUE, Say(setting.words), choices, chosen=frozenset({now.value})), save
    listed = yield (ListOutputs(by) if setting.ask is Ask.OUTPUT else WatchPorts(by, setting.key))
    if not isinstance(listed, tuple):
        return told_of(listed), Buttons((back,))
    if setting.ask is Ask.OUTPUT:
        return Buttons((back,)), _outputs(listed, now)
    hint = Note(Say(f"desk-setting-identify-{setting.ask.value}"), Shade.SOON)
    return hint, Buttons((back,)), _ports(listed)


def _ports(listed: tuple[PortLine, ...]) -> Rows:
    return Rows(
        Say("desk-setting-ports"),
        (Say("desk-setting-port-name"), Say("desk-setting-port-marks")),
        tuple(_port(port) for port in listed),
        Say("desk-setting-no-ports"),
    )


def _port(port: PortLine) -> Row:
    gone = "port-gone" in port.marks
    buttons = () if gone else (Button(TRY, Say("desk-setting-try")), Button(SET, Say("desk-setting-set")))
    marks = Say(f"desk-setting-{port.marks[0]}") if port.marks else "–"
    shade = next((SHADES[mark] for mark in port.marks if mark in SHADES), Shade.NORMAL)
    return Row(port.name, (port.name, marks), buttons, shade)


def _outputs(listed: tuple[str, ...], now: SettingValue) -> Rows:
    """The machine's own first: it is right on most."""
    marked = Say("desk-setting-port-now")
    return Rows(
        Say("desk-setting-outputs"),
        (Say("desk-setting-port-name"), Say("desk-setting-port-marks")),
        tuple(
            Row(
                name or OWN_CHOICE,
                (name or Say("desk-setting-own-output"), marked if name == now.value else "–"),
                (Button(SET, Say("desk-setting-set")),),
                Shade.GOOD if name == now.value else Shade.NORMAL,
            )
            for name in ("", *listed)
        ),
        Say("desk-setting-no-ports"),
    )


def _shown(value: str) -> str:
    return value or "–"
