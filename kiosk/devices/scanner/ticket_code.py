"""What a scan can be: the token in the QR of our own ticket, the label on a piece that is lent, and nothing else.

The shapes are those of kiosk/store/privacy.py, GC1.<terminal>.<YYYYMMDD>.<n>.<32 hex>, all upper case, and of
kiosk/domain/loan.py, PIECE1.<facility>.<tag>. Whether this hall has signed a ticket is the store's to say
(read_token); here nothing is believed, only recognised.
"""

from __future__ import annotations

import re

# Terminal as in config.py; a number of six digits is more than a hall gives out in a day.
TICKET = r"GC1\.[A-Z0-9]{1,8}\.[0-9]{8}\.[1-9][0-9]{0,5}\.[0-9A-F]{32}"
LABEL = r"PIECE1\.[A-Za-z0-9_-]{1,64}\.[1-9][0-9]{0,5}"
SHAPE = re.compile(f"{TICKET}|{LABEL}")
LONGEST = len("PIECE1.") + 64 + len(".") + 6


def read_scan(text: str) -> str | None:
    """The text when it has exactly one of the shapes, without line end; None for anything else."""
    if len(text) > LONGEST or SHAPE.fullmatch(text) is None:
        return None
    return text
