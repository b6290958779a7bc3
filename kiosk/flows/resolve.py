"""Screen -> View: a screen's ids become words, shown and spoken, in the visitor's language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kiosk.domain.hall import Words
from kiosk.flows.script import (
    Args,
    Choose,
    ChooseSeveral,
    Confirm,
    Line,
    Option,
    PresentCard,
    Say,
    Screen,
    Tell,
    TicketReady,
    Trouble,
    Waiting,
)
from kiosk.flows.view import Kind, LineView, OptionView, StepView, Tone, View
from kiosk.text import Catalogue, join_sentences

KINDS: dict[type[Screen], Kind] = {
    Choose: Kind.CHOOSE,
    ChooseSeveral: Kind.CHOOSE_SEVERAL,
    Confirm: Kind.CONFIRM,
    PresentCard: Kind.PRESENT_CARD,
    Tell: Kind.TELL,
    TicketReady: Kind.TICKET_READY,
    Trouble: Kind.TROUBLE,
    Waiting: Kind.WAITING,
}


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
    ) -> View:
        """Raises MissingText when the catalogue lacks an id: found by the crawl over every screen."""
        options = tuple(self.option(option, screen) for option in screen.options)
        lines = tuple(self.line(line) for line in screen.lines)
        coming = isinstance(screen, Waiting) and screen.coming
        number = screen.number if isinstance(screen, TicketReady | Trouble) else ""
        return View(
            kind=kind or KINDS[type(screen)],
            id=screen.id,
            title=self.text(screen.id, screen.args),
            language=self.language,
            hint=self.hint(screen.id, screen.args),
            speech=join_sentences(
                self.language,
                self.speech(screen.id, screen.args),
                notice,
                *(line.speech for line in lines),
                *(self.said(say) for say in screen.spoken),
                self._how_many(options),
            ),
            options=options,
            lines=lines,
            step=self._step(screen.step),
            number=number,
            number_caption=self.text("channel") if number else "",
            since=since,
            icon=screen.icon,
            elapsed_label=self.text("elapsed-coming" if coming else "elapsed") if since is not None else "",
            coming=coming,
            can_back=can_back,
            tone=Tone.TROUBLE if isinstance(screen, Trouble) else Tone.NORMAL,
            notice=notice,
        )

    def option(self, option: Option, screen: Screen) -> OptionView:
        title, hint, speech = self._words(option.words)
        if option.hint is not None:
            hint = self._words(option.hint)[0]
            speech = join_sentences(self.language, title, hint)
        chosen = option.key in screen.chosen if isinstance(screen, ChooseSeveral) else None
        tone = Tone.PRIMARY if option.primary else Tone.NORMAL
        return OptionView(option.key, title, hint, speech, option.icon, tone, chosen)

    def line(self, line: Line) -> LineView:
        return LineView(line.icon, self.text(line.words.id, line.words.args), self.said(line.words))

    def position(self, place: int, of: int, option: OptionView) -> str:
        """What is said when an option gets the focus: 第二项，共五项：医保."""
        where = self.text("focus-position", {"place": place, "of": of})
        chosen = (
            ""
            if option.chosen is None
            else self.text("focus-chosen" if option.chosen else "focus-not-chosen")
        )
        return join_sentences(self.language, where, option.speech or option.title, chosen)

    def text(self, message: str, args: Args | None = None) -> str:
        return self._catalogue.text(message, self.language, self._resolve(args or {}, spoken=False))

    def hint(self, message: str, args: Args | None = None) -> str:
        return self._catalogue.hint(message, self.language, self._resolve(args or {}, spoken=False))

    def speech(self, message: str, args: Args | None = None) -> str:
        return self._catalogue.speech(message, self.language, self._resolve(args or {}, spoken=True))

    def said(self, say: Say) -> str:
        return self.speech(say.id, say.args)

    def _words(self, words: Say | Words) -> tuple[str, str, str]:
        if isinstance(words, Words):
            return words.of(self.language), "", words.of(self.language)
        return self.text(words.id, words.args), self.hint(words.id, words.args), self.said(words)

    def _resolve(self, args: Args, *, spoken: bool) -> Mapping[str, Any]:
        def one(value: str | int | Words | Say) -> str | int:
            if isinstance(value, Words):
                return value.of(self.language)
            if isinstance(value, Say):
                return self.said(value) if spoken else self.text(value.id, value.args)
            return value

        return {name: one(value) for name, value in args.items()}

    def _step(self, step: tuple[int, int] | None) -> StepView | None:
        if step is None:
            return None
        now, of = step
        return StepView(now, of, self.text("step", {"now": now, "of": of}))

    def _how_many(self, options: tuple[OptionView, ...]) -> str:
        """A listener hears how many answers there are and the first of them (accessibility D6)."""
        if not options:
            return ""
        first = options[0].speech or options[0].title
        if len(options) == 1:
            return self.text("options-one", {"first": first})
        return self.text("options-many", {"count": len(options), "first": first})
