"""Numbers of linux/input-event-codes.h that have to do with keys and switches. Names of keys: kiosk/domain/keys.py."""

from __future__ import annotations

EV_SYN, EV_KEY, EV_SW = 0x00, 0x01, 0x05
SYN_REPORT, SYN_DROPPED = 0, 3
SW_HEADPHONE_INSERT = 0x02
RELEASED, PRESSED, REPEATED = 0, 1, 2  # values of an EV_KEY event

EV_MAX, KEY_MAX, SW_MAX, SYN_MAX = 0x1F, 0x2FF, 0x10, 0x0F
