"""文字沟通: two people write, choose sentences and point at numbers in turn, on one screen.

What they say is kept in the telling of this flow and nowhere else: it is gone when the visit ends, it is not
stored, and no repr or log shows it. Back takes the last piece away, for it tells the flow again without it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from kiosk.domain.note import Ink
from kiosk.domain.sheet import Gap, Size
from kiosk.flows.on_paper import sheet_on_paper
from kiosk.flows.phrases import STAFF_PHRASES, VISITOR_PHRASES
from kiosk.flows.script import Board, Option, Remark, RemarkPiece, Say, Script
from kiosk.flows.sheet import Pieces, Sheet, SheetItem, Write
from kiosk.flows.visit import Visit

PHRASE, WRITE = "phrase:", "write:"  # before the name of a phrase, before what was written
TURN, SAY, PRINT, OTHER, DONE = "turn", "say", "print", "other", "done"
DELETE, UNDO_STROKE, AS_IT_IS, WIPE = "delete", "undo_stroke", "as_it_is", "wipe"
TABS = (("tab:phrases", "message-square-text"), ("tab:ink", "pencil"), ("tab:digits", "hash"))
DIGITS = "1234567890"


@dataclass(frozen=True)
class Talk:
    """The conversation so far. writing: what is written next joins the last remark.

    aloud: what is to be said on arrival. printed: the paper has just come out.
    """

    remarks: tuple[Remark, ...] = field(default=(), repr=False)
    staff: bool = False
    writing: bool = False
    aloud: tuple[RemarkPiece, ...] = field(default=(), repr=False)
    printed: bool = False


def board(visit: Visit) -> Script[None]:
    """Until somebody presses 好了."""
    talk = Talk()
    while True:
        answer = yield board_screen(talk)
        if answer == DONE:
            return
        if answer == PRINT:
            printed = (yield from print_note(talk)) if talk.remarks else False
            talk = replace(talk, aloud=(), printed=printed)
        else:
            talk = heard(talk, answer)


def board_screen(talk: Talk) -> Board:
    title = "board-printed" if talk.printed else "board-staff" if talk.staff else "board-visitor"
    phrases = STAFF_PHRASES if talk.staff else VISITOR_PHRASES
    return Board(
        title,
        options=(*_tools(), *_answers(phrases)),
        remarks=talk.remarks,
        staff=talk.staff,
        aloud=talk.aloud,
    )


def heard(talk: Talk, answer: str | Ink) -> Talk:
    """The conversation after one answer. What is only the screen's (tabs, turning round) changes nothing."""
    talk = replace(talk, aloud=(), printed=False)
    if isinstance(answer, Ink):
        return _written(talk, answer)
    if answer.startswith(WRITE):
        return _written(talk, answer.removeprefix(WRITE))
    if answer.startswith(PHRASE):
        name = answer.removeprefix(PHRASE)
        said = Say(f"board-say-{name}")
        remarks = (*talk.remarks, Remark(talk.staff, (said,)))
        # 请到这个窗口 goes on with the number that is written next.
        return replace(talk, remarks=remarks, writing=name == "go-window", aloud=(said,))
    if answer == DELETE:
        return _without_last_piece(talk)
    if answer == OTHER:
        return replace(talk, staff=not talk.staff, writing=False)
    if answer == SAY and talk.remarks:
        return replace(talk, aloud=talk.remarks[-1].pieces)
    return talk


def print_note(talk: Talk) -> Script[bool]:
    """True when the paper is there."""
    return (yield from sheet_on_paper(note(talk), without=Say("board-print-stays")))


def note(talk: Talk) -> Sheet:
    """All that was said, and who said it. The terminal keeps no copy, and the paper says so."""
    items: list[SheetItem] = []
    for remark in talk.remarks:
        who = Say("board-who-staff" if remark.staff else "board-who-visitor")
        items += [Write(who, Size.SMALL), Pieces(remark.pieces), Gap()]
    return Sheet(Say("board-note-title"), tuple(items), foot=Say("board-note-foot"), dated=False)


def _written(talk: Talk, piece: str | Ink) -> Talk:
    if talk.writing and talk.remarks:
        last = talk.remarks[-1]
        remarks = (*talk.remarks[:-1], replace(last, pieces=(*last.pieces, piece)))
    else:
        remarks = (*talk.remarks, Remark(talk.staff, (piece,)))
    return replace(talk, remarks=remarks, writing=True, aloud=(piece,))


def _without_last_piece(talk: Talk) -> Talk:
    """Only of one's own last remark."""
    if not talk.remarks or talk.remarks[-1].staff is not talk.staff:
        return talk
    last = talk.remarks[-1]
    if len(last.pieces) > 1:
        shorter = replace(last, pieces=last.pieces[:-1])
        return replace(talk, remarks=(*talk.remarks[:-1], shorter), writing=True)
    return replace(talk, remarks=talk.remarks[:-1], writing=False)


def _tools() -> Iterable[Option]:
    for key, icon in ((TURN, "rotate-cw"), (SAY, "volume-2"), (PRINT, "printer")):
        yield Option(key, Say(f"board-key-{key}"), icon=icon)
    for key, icon in TABS:
        yield Option(key, Say(f"board-{key.replace(':', '-')}"), icon=icon)
    yield Option(OTHER, Say("board-key-other"), icon="arrow-left-right", primary=True)
    yield Option(DONE, Say("board-key-done"), icon="check")


def _answers(phrases: tuple[tuple[str, str], ...]) -> Iterable[Option]:
    for name, icon in phrases:
        yield Option(PHRASE + name, Say(f"board-say-{name}"), icon=icon)
    for digit in DIGITS:
        yield Option(WRITE + digit, Say("board-digit", {"digit": digit}))
    for key in (DELETE, UNDO_STROKE, AS_IT_IS, WIPE):
        yield Option(key, Say(f"board-key-{key.replace('_', '-')}"))
