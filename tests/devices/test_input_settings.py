"""Settings of scanner, keypads and jack: what may stand in kiosk.toml, and mistakes told by their name."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from pydantic import ValidationError

from kiosk.config import ConfigError, load
from kiosk.device_settings import (
    DeviceSettings,
    KeyboardScannerSettings,
    KeypadSettings,
    SerialScannerSettings,
)
from kiosk.domain.keys import KEYS, TYPED, KeyAction, keymap
from kiosk.text import LANGUAGES, Catalogue

SHIPPED = Path(__file__).parents[2] / "config"
INPUTS = """
[devices.scanner]
driver = "serial"
connection = { port = "/dev/serial/by-id/scanner", baud = 9600 }

[[devices.keypads]]
path = "/dev/input/by-id/keypad-event-kbd"
preset = "3-key"
keys = { KEY_F13 = "next", KEY_ENTER = "help" }

[[devices.keypads]]
path = "/dev/input/by-id/switch-event-kbd"
preset = "one-switch"
debounce = 0.5
scan_seconds = 3

[devices.jack]
path = "/dev/input/by-path/jack"
"""


def loaded(folder: Path, inputs: str) -> DeviceSettings:
    """The shipped configuration with these inputs."""
    for file in SHIPPED.glob("*.toml"):
        shutil.copy(file, folder / file.name)
    with (folder / "kiosk.toml").open("a", encoding="utf-8") as toml:
        toml.write(inputs)
    return load(folder).settings.devices


def test_all_of_them_can_be_configured(tmp_path: Path) -> None:
    devices = loaded(tmp_path, INPUTS)
    assert isinstance(devices.scanner, SerialScannerSettings)
    first, second = devices.keypads
    assert (first.debounce, second.debounce, second.scan_seconds) == (0.05, 0.5, 3.0)
    assert devices.jack is not None


def test_none_of_them_is_needed() -> None:
    devices = load(SHIPPED).settings.devices
    assert (devices.scanner, devices.keypads, devices.jack) == (None, (), None)


def test_keys_are_laid_over_the_preset(tmp_path: Path) -> None:
    keypad = loaded(tmp_path, INPUTS).keypads[0]
    keys = keymap(keypad.preset, keypad.keys)
    assert {code: action for code, action in keys.items() if action not in TYPED} == {
        KEYS["KEY_UP"]: KeyAction.PREV,
        KEYS["KEY_DOWN"]: KeyAction.NEXT,
        KEYS["KEY_ENTER"]: KeyAction.HELP,
        KEYS["KEY_F13"]: KeyAction.NEXT,
    }


def test_a_keyboard_scanner_needs_nothing_else() -> None:
    devices = DeviceSettings.model_validate({"scanner": {"driver": "keyboard"}})
    assert isinstance(devices.scanner, KeyboardScannerSettings)


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"keys": {"KEY_F99": "next"}}, "KEY_F99"),
        ({"keys": {"enter": "select"}}, "enter"),
        ({"keys": {"KEY_F13": "explode"}}, "KEY_F13"),
        ({"preset": "9-key"}, "preset"),
        ({"debounce": 1.5}, "debounce"),
        ({"debounce": -0.1}, "debounce"),
        ({"scan_seconds": 0.4}, "scan_seconds"),
        ({"scan_seconds": 10.5}, "scan_seconds"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_a_mistake_is_told_by_its_name(change: dict[str, object], named: str) -> None:
    with pytest.raises(ValidationError, match=named):
        KeypadSettings.model_validate({"path": "/dev/input/event0", "preset": "3-key", **change})


def test_a_wrong_key_is_told_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as caught:
        loaded(tmp_path, INPUTS.replace("KEY_F13", "KEY_F31"))
    (problem,) = caught.value.problems
    text = (tmp_path / "kiosk.toml").read_text(encoding="utf-8")
    assert problem.line is not None
    assert "KEY_F31" in text.splitlines()[problem.line - 1]


def test_two_keypads_at_most() -> None:
    keypad = {"path": "/dev/input/event0", "preset": "3-key"}
    with pytest.raises(ValidationError, match="keypads"):
        DeviceSettings.model_validate({"keypads": [keypad] * 3})


@pytest.mark.parametrize("name", ["scanner", "keypad", "keypad-2", "jack"])
def test_staff_have_a_word_for_each(name: str) -> None:
    for language in LANGUAGES:
        assert Catalogue().text(f"device-{name}", language)
