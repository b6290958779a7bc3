"""A sheet onto paper: what a flow does when it comes out, when it does not, and when nobody knows."""

from __future__ import annotations

from kiosk.flows.script import DEVICE_READY, Failed, Line, Option, Say, Script, Trouble
from kiosk.flows.sheet import PrintSheet, Sheet

GO_ON = "on"


def sheet_on_paper(sheet: Sheet, without: Say) -> Script[bool]:
    """True when the paper is there. On trouble the visitor may try again, or go on without paper.

    without: what can be done without it, told when it did not come out.
    """
    while True:
        result = yield PrintSheet(sheet)
        if not isinstance(result, Failed):
            return True
        answer = yield Trouble(
            "sheet-uncertain" if result.uncertain else "sheet-failed",
            args={} if result.uncertain else {"why": Say(result.words)},
            until="" if result.uncertain else "printer",
            lines=(Line("arrow-right", without),),
            options=(
                Option(GO_ON, Say("sheet-go-on"), icon="arrow-right", primary=True),
                Option("print", Say("print-again"), icon="printer"),
            ),
        )
        # A printer that is ready again is not printed on by itself: it may come and go.
        if answer in (GO_ON, DEVICE_READY):
            return False
