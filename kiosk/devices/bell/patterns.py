"""How the bell rings for which reason: pairs of seconds on and off, short enough to be borne, never over 3 s."""

from __future__ import annotations

from kiosk.domain.call import CallReason

Pattern = tuple[tuple[float, float], ...]

ONCE: Pattern = ((0.7, 0.0),)
TWICE: Pattern = ((0.4, 0.3), (0.4, 0.0))
THRICE: Pattern = ((0.3, 0.2), (0.3, 0.2), (0.3, 0.0))
LONG: Pattern = ((1.5, 0.0),)
ALARM: Pattern = ((0.2, 0.1),) * 8 + ((0.2, 0.0),)  # like nothing else that rings

PATTERNS: dict[CallReason, Pattern] = {
    CallReason.HELP: THRICE,
    CallReason.GUIDE: ONCE,
    CallReason.ACCOMPANY: TWICE,
    CallReason.COPY_PRINT: ONCE,
    CallReason.AGENT: TWICE,
    CallReason.HOME_VISIT: TWICE,
    CallReason.INTERPRETER: LONG,
    CallReason.WHEELCHAIR: LONG,
    CallReason.LANGUAGE: LONG,
    CallReason.MASK: ONCE,
    CallReason.HEALTH: TWICE,
    CallReason.MEDICINE: TWICE,
    CallReason.BORROW: ONCE,
    CallReason.CASH: ONCE,
    CallReason.COMPLAINT: TWICE,
    CallReason.EMERGENCY: ALARM,
    CallReason.WRITE_DOWN: THRICE,
}
