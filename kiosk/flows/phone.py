"""A number that somebody may ring: typed, read back, and asked once more when it cannot be one."""

from __future__ import annotations

from kiosk.domain.phone import LEAST, MOST, groups, is_phone
from kiosk.domain.private import Private
from kiosk.flows.script import Args, EnterDigits, Option, Say, Script, Tell
from kiosk.flows.visit import Visit

NO_PHONE = "no_phone"


def ask_phone(visit: Visit) -> Script[Private | None]:
    """None: the visitor would rather not give one."""
    question = "phone"
    while True:
        answer = yield EnterDigits(
            question, least=LEAST, most=MOST, options=(Option(NO_PHONE, Say("phone-none"), icon="phone"),)
        )
        if answer == NO_PHONE:
            return None
        if not is_phone(answer):
            question = "phone-again"
            continue
        question = "phone"
        right = yield Tell(
            "phone-check",
            number=Private(" ".join(groups(answer))),
            spoken=(Say("phone-aloud", spoken_groups(answer)),),
            options=(
                Option("yes", Say("phone-right"), icon="check", primary=True),
                Option("again", Say("phone-wrong"), icon="rotate-ccw"),
            ),
        )
        if right == "yes":
            return answer


def spoken_groups(number: str) -> Args:
    """Digit by digit, with a pause after each group. A complete number has three."""
    parts = [Private(part) for part in groups(number)]
    first, second, third = (*parts, *(3 - len(parts)) * [Private("")])
    return {"first": first, "second": second, "third": third}
