"""What keys of keypads and switches can do, and which key does what on the usual kinds of keypad.

Actions: issue "Keys and switches"; three keys and two switches serve everything (facts/accessibility.md D1).
A keypad's keys can be programmed by its maker's tool; the presets take the codes that such devices send as plain
keyboards (arrows, Enter, volume; Space and Enter of a switch box). Anything else is told by `keys` in kiosk.toml.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Literal


class KeyAction(StrEnum):
    NEXT = "next"
    PREV = "prev"
    SELECT = "select"
    REPEAT = "repeat"
    HELP = "help"
    BACK = "back"
    HOME = "home"
    VOLUME_UP = "volume_up"
    VOLUME_DOWN = "volume_down"
    RATE_UP = "rate_up"
    RATE_DOWN = "rate_down"
    PAUSE = "pause"
    CURTAIN = "curtain"  # the picture off and on again (B18)
    EMERGENCY = "emergency"  # 紧急呼叫: calls at once, whatever is going on
    STAFF = "staff"  # the staff's desk: asks for a PIN
    EXPLAIN = "explain"  # what the keys do, shown and spoken (D3)
    DELETE = "delete"  # takes back the last digit
    ENTER = "enter"  # of a number pad: the number is complete; elsewhere as SELECT
    DIGIT_0 = "digit_0"
    DIGIT_1 = "digit_1"
    DIGIT_2 = "digit_2"
    DIGIT_3 = "digit_3"
    DIGIT_4 = "digit_4"
    DIGIT_5 = "digit_5"
    DIGIT_6 = "digit_6"
    DIGIT_7 = "digit_7"
    DIGIT_8 = "digit_8"
    DIGIT_9 = "digit_9"


BACKSPACE, ENTER = "\b", "\r"
# What a key types where a number is asked for, as a keyboard would; nothing anywhere else.
TYPED: Mapping[KeyAction, str] = {
    **{KeyAction(f"digit_{digit}"): str(digit) for digit in range(10)},
    KeyAction.DELETE: BACKSPACE,
    KeyAction.ENTER: ENTER,
}


# Name and number as in linux/input-event-codes.h: what keypads and switch boxes send, and no more.
KEYS = {
    "KEY_ESC": 1,
    **{f"KEY_{digit}": 1 + digit for digit in range(1, 10)},
    "KEY_0": 11,
    "KEY_BACKSPACE": 14,
    "KEY_TAB": 15,
    "KEY_ENTER": 28,
    "KEY_SPACE": 57,
    **{f"KEY_F{n}": 58 + n for n in range(1, 11)},
    "KEY_F11": 87,
    "KEY_F12": 88,
    **{f"KEY_F{n}": 170 + n for n in range(13, 25)},
    "KEY_KP7": 71,
    "KEY_KP8": 72,
    "KEY_KP9": 73,
    "KEY_KPMINUS": 74,
    "KEY_KP4": 75,
    "KEY_KP5": 76,
    "KEY_KP6": 77,
    "KEY_KPPLUS": 78,
    "KEY_KP1": 79,
    "KEY_KP2": 80,
    "KEY_KP3": 81,
    "KEY_KP0": 82,
    "KEY_KPDOT": 83,
    "KEY_KPENTER": 96,
    "KEY_HOME": 102,
    "KEY_UP": 103,
    "KEY_PAGEUP": 104,
    "KEY_LEFT": 105,
    "KEY_RIGHT": 106,
    "KEY_END": 107,
    "KEY_DOWN": 108,
    "KEY_PAGEDOWN": 109,
    "KEY_INSERT": 110,
    "KEY_DELETE": 111,
    "KEY_MUTE": 113,
    "KEY_VOLUMEDOWN": 114,
    "KEY_VOLUMEUP": 115,
    "KEY_PAUSE": 119,
    "KEY_HELP": 138,
    "KEY_MENU": 139,
    "KEY_BACK": 158,
    "KEY_PLAYPAUSE": 164,
    "KEY_HOMEPAGE": 172,
    "KEY_OK": 0x160,
    "KEY_SELECT": 0x161,
    "KEY_NEXT": 0x197,
    "KEY_PREVIOUS": 0x19C,
    **{f"BTN_{n}": 0x100 + n for n in range(10)},
    "BTN_LEFT": 0x110,
    "BTN_RIGHT": 0x111,
    "BTN_TRIGGER": 0x120,
    "BTN_SOUTH": 0x130,
    "BTN_EAST": 0x131,
    "BTN_DPAD_UP": 0x220,
    "BTN_DPAD_DOWN": 0x221,
    "BTN_DPAD_LEFT": 0x222,
    "BTN_DPAD_RIGHT": 0x223,
}

SHORTEST_STEP, LONGEST_STEP = 0.5, 10.0  # seconds that the focus may stay on a place in one-switch scanning

Preset = Literal["3-key", "5-key", "two-switch", "one-switch", "audionav"]

THREE_KEYS = {"KEY_UP": KeyAction.PREV, "KEY_DOWN": KeyAction.NEXT, "KEY_ENTER": KeyAction.SELECT}
PRESETS: dict[Preset, dict[str, KeyAction]] = {
    "3-key": THREE_KEYS,
    "5-key": {**THREE_KEYS, "KEY_LEFT": KeyAction.REPEAT, "KEY_RIGHT": KeyAction.HELP},
    # One moves, one selects.
    "two-switch": {"KEY_SPACE": KeyAction.NEXT, "KEY_ENTER": KeyAction.SELECT},
    # Whichever of the two the switch box sends; the focus moves by itself (scanning.py).
    "one-switch": {"KEY_SPACE": KeyAction.SELECT, "KEY_ENTER": KeyAction.SELECT},
    # Arrows, select and volume (facts/accessibility.md D9). The pad has three code tables, whose codes are not
    # public enough to be taken from there: choose the table by the maker's tool, or tell its codes by `keys`.
    "audionav": {
        **THREE_KEYS,
        "KEY_LEFT": KeyAction.BACK,
        "KEY_RIGHT": KeyAction.REPEAT,
        "KEY_HELP": KeyAction.HELP,
        "KEY_VOLUMEUP": KeyAction.VOLUME_UP,
        "KEY_VOLUMEDOWN": KeyAction.VOLUME_DOWN,
    },
}


# Digits are the same on every keypad that has them (accessibility C6, D9).
NUMBER_PAD = {
    **{f"KEY_{digit}": KeyAction(f"digit_{digit}") for digit in range(10)},
    **{f"KEY_KP{digit}": KeyAction(f"digit_{digit}") for digit in range(10)},
    "KEY_BACKSPACE": KeyAction.DELETE,
    "KEY_KPENTER": KeyAction.ENTER,
}


def keymap(preset: Preset, keys: Mapping[str, KeyAction]) -> dict[int, KeyAction]:
    """Key code to action: digits, the preset, and `keys` laid over both. Raises KeyError for a name not in KEYS."""
    return {KEYS[name]: action for name, action in {**NUMBER_PAD, **PRESETS[preset], **keys}.items()}
