"""授权代理、亲友代办: whoever comes for somebody else is told what to bring, and gets the form to be signed.

The machine asks for no second identity card and stores none.
"""

from __future__ import annotations

from kiosk.domain.hall import Errand
from kiosk.domain.sheet import Gap, Rule
from kiosk.flows.on_paper import sheet_on_paper
from kiosk.flows.script import Line, Option, Say, Script, Tell
from kiosk.flows.sheet import Sheet, ToFill, Write
from kiosk.flows.visit import Visit

FORM = "form"


def for_another(visit: Visit, errand: Errand) -> Script[None]:
    lines = [
        Line("id-card", Say("another-cards")),
        Line("signature", Say("another-letter")),
        Line("file-check", Say("another-papers")),
    ]
    if errand.asks_own_wish:
        lines.append(Line("user", Say("another-own-wish")))
    if not errand.by_another:
        lines.append(Line("phone", Say("another-ask", {"hotline": visit.hall.hotline})))
    answer = yield Tell(
        "another",
        lines=tuple(lines),
        options=(
            Option("ok", Say("go-on"), icon="arrow-right", primary=True),
            Option(FORM, Say("another-form"), icon="printer"),
        ),
    )
    if answer == FORM:
        yield from sheet_on_paper(letter_of_authority(errand), without=Say("another-form-desk"))


def letter_of_authority(errand: Errand) -> Sheet:
    """授权委托书 with room for large writing; every name is written by hand."""
    return Sheet(
        Say("letter-title"),
        (
            Write(Say("letter-errand", {"errand": errand.name}), bold=True),
            Gap(),
            ToFill(Say("letter-principal")),
            ToFill(Say("letter-agent")),
            ToFill(Say("letter-matter"), rows=2),
            Rule(),
            ToFill(Say("letter-signed")),
            ToFill(Say("letter-date")),
        ),
        foot=Say("letter-foot"),
        dated=False,
    )
