"""Waiting for what a real pcscd makes happen."""

from __future__ import annotations

import time
from collections.abc import Callable

DEADLINE_SECONDS = 10.0


def eventually(condition: Callable[[], bool], what: str, seconds: float = DEADLINE_SECONDS) -> None:
    """Wait until condition holds; fail with `what` after `seconds`."""
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, f"not within {seconds} s: {what}"
        time.sleep(0.02)
