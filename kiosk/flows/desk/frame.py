"""What every page of the desk has around it: the tabs this person may open, who they are, training, the way out."""

from __future__ import annotations

from kiosk.domain.staff import MAY, Actor, DeskTab
from kiosk.flows.desk.screen import TAB, Button, Desk, DeskAnswer, Done, Note, Part, Refresh, Refused, Shade
from kiosk.flows.script import Failed, Say
from kiosk.flows.visit import Visit

ICONS = {
    DeskTab.SERVE: "heart-handshake",
    DeskTab.CALLS: "bell-ring",
    DeskTab.TICKETS: "ticket",
    DeskTab.LOANS: "accessibility",
    DeskTab.VISITS: "house",
    DeskTab.CASH: "banknote",
    DeskTab.DIFFICULTIES: "list-todo",
    DeskTab.PATROL: "list-checks",
    DeskTab.FIGURES: "chart-column",
    DeskTab.DEVICES: "monitor",
    DeskTab.SETTINGS: "sliders-horizontal",
}


def desk_page(
    visit: Visit, by: Actor, tab: DeskTab, parts: tuple[Part, ...], *, form: int = 0, aloud: Say | None = None
) -> Desk:
    """form: one more after something was done with what was typed, so that the page stands empty again.

    aloud: news that must be heard; all else at the desk is silent.
    """
    return Desk(
        f"desk-{tab}",
        tabs=tuple(
            Button(TAB + other, Say(f"desk-tab-{other}"), icon=ICONS[other])
            for other in DeskTab
            if other in MAY[by.member.role]
        ),
        tab=TAB + tab,
        parts=parts,
        who=by.member.name,
        training=by.training,
        form=form,
        spoken=(aloud,) if aloud else (),
    )


def told_of(result: object) -> Note:
    """What came of an action, as a line at the top of the page. Raises TypeError for what has no words."""
    match result:
        case Done(words=words):
            return Note(words, Shade.GOOD)
        case Refused(words=words):
            return Note(words, Shade.LATE)
        case Failed():
            return Note(Say("desk-failed"), Shade.LATE)
        case _:
            raise TypeError(f"{type(result).__name__} has no words")


def kept(told: Note | None, answer: DeskAnswer) -> Note | None:
    """What was told stands until somebody presses something: the ledger may change in the same moment."""
    return told if isinstance(answer, Refresh) else None


def notes(told: Note | None) -> tuple[Note, ...]:
    return (told,) if told is not None else ()
