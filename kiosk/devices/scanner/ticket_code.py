"""What a scan can be: the token in the QR of our own ticket, and nothing else.

The shape is that of kiosk/store/privacy.py: GC1.<terminal>.<YYYYMMDD>.<n>.<32 hex>, all upper case. Whether this
hall has signed it is the store's to say (read_token); here nothing is believed, only recognised.
"""

from __future__ import annotations

import re

PREFIX = "GC1."
# Terminal as in config.py; a number of six digits is more than a hall gives out in a day.
SHAPE = re.compile(r"GC1\.[A-Z0-9]{1,8}\.[0-9]{8}\.[1-9][0-9]{0,5}\.[0-9A-F]{32}")
LONGEST = len("GC1.") + 8 + len(".20260101.") + 6 + len(".") + 32


def read_scan(text: str) -> str | None:
    """The token when the text has exactly its shape, without line end; None for anything else."""
    if len(text) > LONGEST or SHAPE.fullmatch(text) is None:
        return None
    return text
