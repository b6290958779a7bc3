"""Screen -> View: a screen's ids become words, shown and spoken, in the visitor's language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from kiosk.domain.floor_map import FloorView, MarkView
from kiosk.domain.hall import Words
from kiosk.domain.note import Ink, Piece
from kiosk.flows.desk.resolve import desk_view
from kiosk.flows.desk.screen import Desk, Text
from kiosk.flows.script import (
    Args,
    Board,
    Choose,
    ChooseSeveral,
    Confirm,
    EnterDigits,
    FloorSketch,
    Line,
    Option,
    PlanSketch,
    PresentCard,
    RemarkPiece,
    Say,
    Screen,
    Tell,
    TicketReady,
    Trouble,
    Waiting,
)
from kiosk.flows.view import (
    DigitsView,
    Kind,
    LineView,
    OptionView,
    RemarkView,
    StepView,
    Tone,
    View,
)
from kiosk.text import Catalogue, join_sentences

KINDS: dict[type[Screen], Kind] = {
    Desk: Kind.DESK,
    Board: Kind.BOARD,
    Choose: Kind.CHOOSE,
    ChooseSeveral: Kind.CHOOSE_SEVERAL,
    Confirm: Kind.CONFIRM,
    EnterDigits: Kind.DIGITS,
    PresentCard: Kind.PRESENT_CARD,
    Tell: Kind.TELL,
    TicketReady: Kind.TICKET_READY,
    Trouble: Kind.TROUBLE,
    Waiting: Kind.WAITING,
}


DIGIT = "digit:"  # before what a key of the pad writes or does
DELETE_DIGIT, DIGITS_DONE = "delete", "done"
STATES = {True: "focus-chosen", False: "focus-not-chosen"}


class Resolver:
    """Words for screens in one language."""

    def __init__(self, catalogue: Catalogue, language: str) -> None:
        self._catalogue = catalogue
        self.language = language

    def view(
        self,
        screen: Screen,
        *,
        kind: Kind | None = None,
        can_back: bool = False,
        since: float | None = None,
        notice: str = "",
        read_all: bool = False,
    ) -> View:
        """read_all: every answer is said on arrival, not only the first.

        Raises MissingText when the catalogue lacks an id: found by the crawl over every screen.
        """
        options = tuple(self.option(option, screen) for option in screen.options)
        lines = tuple(self.line(line) for line in screen.lines)
        coming = isinstance(screen, Waiting) and screen.coming
        emergency = isinstance(screen, Waiting) and screen.emergency
        if isinstance(screen, Waiting) and not screen.timed:
            since = None
        step = self._step(screen.step)
        number = screen.number if isinstance(screen, Tell | TicketReady | Trouble) else ""
        view = View(
            kind=kind or KINDS[type(screen)],
            id=screen.id,
            title=self.text(screen.id, screen.args),
            language=self.language,
            hint=self.hint(screen.id, screen.args),
            speech=join_sentences(
                self.language,
                self.speech(screen.id, screen.args),
                step.speech if step else "",
                notice,
                *(line.speech for line in lines),
                *(self.said(say) for say in screen.spoken),
                self._answers(options, read_all=read_all),
            ),
            options=options,
            lines=lines,
            step=step,
            number=number,
            number_caption=self._caption(screen, number),
            since=since,
            icon=screen.icon,
            code=screen.code,
            plan=self.floors(screen.plan) if screen.plan else (),
            elapsed_label=self.text("elapsed-coming" if coming else "elapsed") if since is not None else "",
            coming=coming,
            can_back=can_back,
            tone=Tone.TROUBLE if isinstance(screen, Trouble) else Tone.NORMAL,
            alert=coming or emergency or isinstance(screen, Trouble | TicketReady),
            loud=emergency,
            chime=emergency and not coming,
            notice=notice,
        )
        if isinstance(screen, EnterDigits):
            return self._digits(screen, view)
        if isinstance(screen, Desk):  # silent: a visitor stands beside it, and staff read
            aloud = join_sentences(self.language, notice, *(self.said(say) for say in screen.spoken))
            return replace(view, desk=desk_view(screen, self.shown), speech=aloud)
        return self._board(screen, view) if isinstance(screen, Board) else view

    def _digits(self, screen: EnterDigits, view: View) -> View:
        """The pad. Its keys are not counted out loud: what is wanted is enough."""

        def key(name: str, say: Say, *, primary: bool = False) -> OptionView:
            option = Option(DIGIT + name, say, primary=primary)
            return self.option(option, screen)

        chinese = self.language == "zh-CN"
        pad = DigitsView(
            least=screen.least,
            most=screen.most,
            keys=tuple(key(digit, Say("digits-key", {"digit": digit})) for digit in "1234567890"),
            delete=key(DELETE_DIGIT, Say("digits-delete")),
            done=key(DIGITS_DONE, Say("digits-done"), primary=True),
            missing=tuple(
                self.text("digits-missing", {"count": count}) for count in range(1, screen.least + 1)
            ),
            comma="，" if chinese else ", ",
            blank="" if chinese else " ",
            counts=tuple(self.text("digits-secret", {"count": count}) for count in range(1, screen.most + 1))
            if screen.secret
            else (),
        )
        speech = join_sentences(
            self.language,
            self.speech(screen.id, screen.args),
            view.notice,
            *(self.said(say) for say in screen.spoken),
        )
        return replace(view, digits=pad, speech=speech)

    def _board(self, screen: Board, view: View) -> View:
        """What was said last is spoken, else whose turn it is; forty buttons are not counted out loud."""
        remarks = tuple(RemarkView(remark.staff, self.pieces(remark.pieces)) for remark in screen.remarks)
        aloud = self.aloud(screen.aloud) or self.speech(screen.id, screen.args)
        speech = join_sentences(self.language, aloud, view.notice)
        return replace(view, remarks=remarks, staff=screen.staff, speech=speech)

    def pieces(self, pieces: tuple[RemarkPiece, ...]) -> tuple[Piece, ...]:
        """As they are shown and printed: a chosen sentence is in the reader's language."""
        blank = "" if self.language == "zh-CN" else " "
        return tuple(
            self.text(piece.id, piece.args) + blank if isinstance(piece, Say) else piece for piece in pieces
        )

    def aloud(self, pieces: tuple[RemarkPiece, ...]) -> str:
        """As it is said. Ink that was not recognised is called 手写的字, once for a row of it."""
        spoken: list[str] = []
        for piece in pieces:
            if isinstance(piece, Ink):
                words = self.text("board-ink")
            else:
                words = self.said(piece if isinstance(piece, Say) else Say("board-digit", {"digit": piece}))
            if not (isinstance(piece, Ink) and spoken and spoken[-1] == words):
                spoken.append(words)
        return "".join(spoken)

    def option(self, option: Option, screen: Screen) -> OptionView:
        title, hint = self._words(option.words)
        speech, spoken_hint = self._spoken(option.words)
        if option.hint is not None:
            hint = self._words(option.hint)[0]
            spoken_hint = join_sentences(self.language, *self._spoken(option.hint))
        chosen = option.chosen
        if chosen is None and isinstance(screen, ChooseSeveral) and not option.primary:
            chosen = option.key in screen.chosen
        tone = Tone.PRIMARY if option.primary else Tone.NORMAL
        return OptionView(
            option.key, title, hint, speech, option.icon, tone, chosen, option.compact, spoken_hint
        )

    def line(self, line: Line) -> LineView:
        return LineView(line.icon, self.text(line.words.id, line.words.args), self.said(line.words))

    def position(self, place: int, of: int, option: OptionView) -> tuple[str, str]:
        """What is said of the answer that has the focus, and what follows after a pause (accessibility D5).

        Name, role, state, place among the answers: 医保，按钮，第二项，共五项. place 0: no answer; of 0: in the bar.
        """
        if option.echo:
            return option.speech, ""
        role = self.text("focus-button" if option.chosen is None else "focus-toggle")
        state = "" if option.chosen is None else self.text(STATES[option.chosen])
        where = self.text("focus-bar") if not of else ""
        if place:
            where = self.text("focus-position", {"place": place, "of": of})
        comma = "，" if self.language == "zh-CN" else ", "
        words = comma.join(word for word in (option.speech or option.title, role, state, where) if word)
        return join_sentences(self.language, words), option.spoken_hint

    def elapsed(self, view: View, seconds: float) -> str:
        """The time since a call as it is said, in whole minutes."""
        return self.speech("elapsed-said", {"label": view.elapsed_label, "minutes": int(seconds // 60)})

    def text(self, message: str, args: Args | None = None) -> str:
        return self._catalogue.text(message, self.language, self._resolve(args or {}, spoken=False))

    def hint(self, message: str, args: Args | None = None) -> str:
        return self._catalogue.hint(message, self.language, self._resolve(args or {}, spoken=False))

    def speech(self, message: str, args: Args | None = None) -> str:
        return self._catalogue.speech(message, self.language, self._resolve(args or {}, spoken=True))

    def shown(self, words: Text) -> str:
        return words if isinstance(words, str) else self._words(words)[0]

    def said(self, say: Say) -> str:
        return self.speech(say.id, say.args)

    def _words(self, words: Say | Words) -> tuple[str, str]:
        if isinstance(words, Words):
            return words.of(self.language), ""
        return self.text(words.id, words.args), self.hint(words.id, words.args)

    def _spoken(self, words: Say | Words) -> tuple[str, str]:
        if isinstance(words, Words):
            return words.of(self.language), ""
        return self._catalogue.spoken(words.id, self.language, self._resolve(words.args, spoken=True))

    def _resolve(self, args: Args, *, spoken: bool) -> Mapping[str, Any]:
        def one(value: str | int | Words | Say) -> str | int:
            if isinstance(value, Words):
                return value.of(self.language)
            if isinstance(value, Say):
                # Within another sentence it has no full stop of its own.
                return self.said(value).rstrip("。.") if spoken else self.text(value.id, value.args)
            return value

        return {name: one(value) for name, value in args.items()}

    def _caption(self, screen: Screen, number: str) -> str:
        """Above a number: what it is. A telephone number says so in the title."""
        if not number or isinstance(screen, Tell):
            return ""
        return self.text(screen.caption if isinstance(screen, TicketReady) else "channel")

    def floors(self, plan: PlanSketch) -> tuple[FloorView, ...]:
        """The maps of a way, for the screen and for paper."""
        return tuple(self._floor(floor) for floor in plan.floors)

    def _floor(self, floor: FloorSketch) -> FloorView:
        marks = tuple(
            MarkView(mark.kind, mark.at, self.text(mark.label.id, mark.label.args)) for mark in floor.marks
        )
        return FloorView(floor.name.of(self.language), floor.aspect, marks, floor.path)

    def _step(self, step: tuple[int, int] | None) -> StepView | None:
        if step is None:
            return None
        now, of = step
        say = Say("step", {"now": now, "of": of})
        return StepView(now, of, self.text(say.id, say.args), self.said(say))

    def _answers(self, options: tuple[OptionView, ...], *, read_all: bool) -> str:
        """A listener hears how many answers there are and the first of them (D6), or all of them."""
        answers = tuple(option for option in options if not option.compact)
        if not answers:
            return ""
        named = [option.speech or option.title for option in (answers if read_all else answers[:1])]
        if len(answers) == 1:
            return self.text("options-one", {"first": named[0]})
        first = self.text("options-many", {"count": len(answers), "first": named[0]})
        others = (
            self.text("options-next", {"place": place, "title": title})
            for place, title in enumerate(named[1:], 2)
        )
        return join_sentences(self.language, first, *others)
