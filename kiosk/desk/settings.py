"""The technician's settings page: changes kiosk.toml, watches and tries ports, gives PINs, ends for a restart."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from kiosk.config import ConfigError
from kiosk.desk.tools import SiteTools
from kiosk.domain.site_settings import BY_KEY, SITE_SETTINGS, Ask
from kiosk.domain.staff import Actor, StaffAction, why_no_pin
from kiosk.flows.desk.screen import DeskAction, Done, Refused
from kiosk.flows.desk.setting import setting_name
from kiosk.flows.desk.setting_asks import (
    ChangeSetting,
    ListOutputs,
    ListSettings,
    ListStaff,
    ListVersions,
    PastVersion,
    PortLine,
    RestartKiosk,
    RestoreVersion,
    SetPin,
    SettingsBoard,
    SettingValue,
    StopPorts,
    TryPort,
    WatchPorts,
    WaysIn,
)
from kiosk.flows.script import Say
from kiosk.self_tests.ports import LivePort
from kiosk.settings_file import SettingsFile, Value, value_at

if TYPE_CHECKING:  # SQLAlchemy is loaded after the first screen stands
    from kiosk.store.tickets import Store

TRAINING = Refused(Say("desk-settings-training"))
RANGES = (  # pydantic's sentences
    (r"less than or equal to ([\d.]+)", "desk-settings-most"),
    (r"greater than or equal to ([\d.]+)", "desk-settings-least"),
    (r"greater than ([\d.]+)", "desk-settings-more"),
    (r"a valid (?:integer|number)", "desk-settings-figure"),
)
NO_FILE = Refused(Say("desk-settings-no-file"))


def settings_hand(action: DeskAction, store: Store, site: SiteTools) -> Any:
    """The action's result. Raises StoreUnavailable, and TypeError for an action of another page."""
    try:
        match action:
            case ListSettings():
                return _board(site)
            case ListOutputs():
                return tuple(site.outputs())
            case ListVersions():
                return _versions(site)
            case WatchPorts(key=key):
                return _ports(site, key)
            case StopPorts():
                return site.stop_ports()
            case ListStaff():
                staff = store.staff
                return tuple(WaysIn(its, staff.ways_in(its.id)[0]) for its in staff.everybody())
            case _ if action.by.training:
                return TRAINING
            case ChangeSetting(by=by, key=key, value=value):
                return _change(by, store, site, key, value)
            case TryPort(key=key, port=port):
                return _try(site, key, port)
            case RestoreVersion(by=by, name=name):
                return _restore(by, store, site, name)
            case SetPin():
                return _set_pin(action, store, site.config.settings.staff.pin_length)
            case RestartKiosk(by=by):
                return _restart(by, store, site)
            case _:
                raise TypeError(f"no hand for {action!r}")
    except ConfigError as error:
        its = error.problems[0]
        words = {"key": _named(its.key), "found": its.found, "expected": _expected(its.expected)}
        return Refused(Say("desk-settings-bad", words))
    except OSError as error:
        return Refused(Say("desk-settings-unwritten", {"cause": error.strerror or str(error)}))


def _named(key: str) -> str | Say:
    """As the page calls it, where it stands there."""
    setting = BY_KEY.get(key)
    return setting_name(setting) if setting is not None else key


def _expected(told: str) -> str | Say:
    """Ranges in the technician's language; anything else as `kiosk config check` has it."""
    for pattern, words in RANGES:
        if match := re.search(pattern, told):
            return Say(words, {"n": match[1]} if match.groups() else {})
    return told


def _file(site: SiteTools) -> SettingsFile | None:
    folder = site.config.folder
    return SettingsFile(folder) if folder is not None else None


def _board(site: SiteTools) -> SettingsBoard | Refused:
    file = _file(site)
    if file is None:
        return NO_FILE
    written, found = file.read(), list[SettingValue]()
    for setting in SITE_SETTINGS:
        value, in_force = value_at(written, setting.key), value_at(site.config, setting.key)
        if value is not None:
            found.append(SettingValue(setting.key, _text(value), _text(in_force)))
    return SettingsBoard(tuple(found), restarts=site.restart is not None)


def _text(value: Value | None) -> str:
    return "" if value is None else f"{value:g}" if isinstance(value, float) else str(value)


def _change(by: Actor, store: Store, site: SiteTools, key: str, value: str) -> Done | Refused:
    """The trail has its line before the file has the value: what nobody answers for is not changed."""
    file = _file(site)
    if file is None:
        return NO_FILE
    setting = BY_KEY[key]
    file.check(key, typed := _typed(setting.ask, setting.point, value))
    store.audit.note(by, StaffAction.SETTING_CHANGED, key)
    file.change(key, typed)
    return Done(Say("desk-settings-changed", {"value": value or "–"}))


def _typed(ask: Ask, point: bool, value: str) -> Value:
    """A figure as a figure; what is none goes to the validator as it is, whose answer says what was expected."""
    if ask is not Ask.NUMBER:
        return value
    try:
        return float(value) if point and "." in value else int(value)
    except ValueError:
        return value


def _versions(site: SiteTools) -> tuple[PastVersion, ...] | Refused:
    file = _file(site)
    if file is None:
        return NO_FILE
    return tuple(PastVersion(its.name, its.at) for its in file.versions())


def _restore(by: Actor, store: Store, site: SiteTools, name: str) -> Done | Refused:
    file = _file(site)
    if file is None:
        return NO_FILE
    at = next((its.at for its in file.versions() if its.name == name), None)
    if at is None:
        return Refused(Say("desk-settings-version-gone"))
    store.audit.note(by, StaffAction.SETTINGS_RESTORED, f"{at:%Y-%m-%d %H:%M}")
    try:
        file.restore(name)
    except KeyError:
        return Refused(Say("desk-settings-version-gone"))
    return Done(Say("desk-settings-restored"))


def _ports(site: SiteTools, key: str) -> tuple[PortLine, ...]:
    now = value_at(site.config, key)
    return tuple(PortLine(port.name, _marks(port, str(now))) for port in site.ports(key).listed())


def _marks(port: LivePort, now: str) -> tuple[str, ...]:
    marks = (
        ("port-pressed", port.pressed),
        ("port-gone", port.gone),
        ("port-fresh", port.fresh),
        ("port-now", port.name == now),
    )
    return tuple(mark for mark, there in marks if there)


def _try(site: SiteTools, key: str, port: str) -> Done | Refused:
    status = site.try_port(key, port)
    words = {"port": port, "found": Say(status.words), "identity": status.identity or status.cause or "–"}
    return (
        Done(Say("desk-setting-answers", words))
        if status.ready
        else Refused(Say("desk-setting-silent", words))
    )


def _set_pin(action: SetPin, store: Store, length: int) -> Done | Refused:
    from kiosk.store.errors import PinTaken

    if action.pin != action.again:
        return Refused(Say("desk-pins-differ"))
    if why := why_no_pin(action.pin, length):
        return Refused(Say(f"desk-pins-{why.value}", {"n": length}))
    try:
        store.staff.set_pin(action.staff, action.pin, action.by)
    except PinTaken:
        return Refused(Say("desk-pins-taken"))
    except KeyError:
        return Refused(Say("desk-pins-gone"))
    return Done(Say("desk-pins-done", {"n": action.staff}))


def _restart(by: Actor, store: Store, site: SiteTools) -> Done | Refused:
    if site.restart is None:
        return Refused(Say("desk-settings-no-restart"))
    store.audit.note(by, StaffAction.RESTARTED)
    site.restart()
    return Done(Say("desk-settings-restarting"))
