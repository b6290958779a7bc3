"""A page of the desk with its words in one language: the same parts, every text a str."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from kiosk.flows.desk.screen import (
    LEAVE_KEY,
    TRAINING_KEY,
    Bar,
    Button,
    Buttons,
    Chart,
    Choice,
    Desk,
    Entry,
    Note,
    Part,
    Pick,
    Row,
    Rows,
    Text,
)
from kiosk.flows.script import Say

Words = Callable[[Text], str]


@dataclass(frozen=True)
class DeskView:
    """As Desk, its words resolved. training_words: '' when all is real.

    session: names this opening of the desk; what was typed in another is forgotten.
    sure: on a button that is to be pressed once more. delete: on the pad's key.
    glass_words: what stands on the test that lies over the panel.
    """

    tabs: tuple[Button, ...]
    tab: str
    parts: tuple[Part, ...]
    who: str
    training_words: str
    ways_out: tuple[Button, ...]
    next_page: str
    sure: str
    delete: str
    form: int
    session: str = ""
    glass: str = ""
    glass_words: str = ""

    def texts(self) -> list[str]:
        """Everything that can be read on it, but for what is typed."""
        words: list[Text] = [
            self.who,
            self.glass_words,
            *(tab.words for tab in self.tabs),
            self.training_words,
        ]
        words += [button.words for button in self.ways_out]
        for part in self.parts:
            match part:
                case Pick(label=label, choices=choices):
                    words += [label, *(choice.words for choice in choices)]
                case Entry(label=label):
                    words.append(label)
                case Note(words=text):
                    words.append(text)
                case Buttons(buttons=buttons):
                    words += [button.words for button in buttons]
                case Chart(heading=heading, unit=unit, bars=bars):
                    words += [heading, unit, *(bar.label for bar in bars)]
                case Rows():
                    words += [part.heading, *part.columns, *(() if part.rows else (part.empty,))]
                    for row in part.rows:
                        words += [*row.cells, *(button.words for button in row.buttons)]
        return [str(text) for text in words]


def desk_view(desk: Desk, words: Words) -> DeskView:
    """Raises MissingText."""
    training = Say("desk-training-end" if desk.training else "desk-training-begin")
    ways_out = (
        Button(TRAINING_KEY, training, icon="graduation-cap"),
        Button(LEAVE_KEY, Say("desk-leave"), icon="log-out"),
    )
    return DeskView(
        tabs=_buttons(desk.tabs, words),
        tab=desk.tab,
        parts=tuple(_part(part, words) for part in desk.parts),
        who=words(desk.who),
        training_words=words(Say("desk-training")) if desk.training else "",
        ways_out=_buttons(ways_out, words),
        next_page=words(Say("bar-next-page")),
        sure=words(Say("desk-sure")),
        delete=words(Say("digits-delete")),
        form=desk.form,
        glass=desk.glass,
        glass_words=words(Say(f"glass-{desk.glass}")) if desk.glass else "",
    )


def _part(part: Part, words: Words) -> Part:
    match part:
        case Pick(label=label, choices=choices):
            named = tuple(Choice(choice.key, words(choice.words)) for choice in choices)
            return replace(part, label=words(label), choices=named)
        case Entry(label=label):
            return replace(part, label=words(label))
        case Rows():
            return replace(
                part,
                heading=words(part.heading),
                columns=tuple(words(column) for column in part.columns),
                rows=tuple(_row(row, words) for row in part.rows),
                empty=words(part.empty),
            )
        case Note(words=text):
            return replace(part, words=words(text))
        case Chart(heading=heading, unit=unit, bars=bars):
            drawn = tuple(Bar(words(bar.label), bar.value, bar.shade, words(bar.figure)) for bar in bars)
            return replace(part, heading=words(heading), unit=words(unit), bars=drawn)
        case Buttons(buttons=buttons):
            return replace(part, buttons=_buttons(buttons, words))


def _row(row: Row, words: Words) -> Row:
    cells = tuple(words(cell) for cell in row.cells)
    return replace(row, cells=cells, buttons=_buttons(row.buttons, words))


def _buttons(buttons: tuple[Button, ...], words: Words) -> tuple[Button, ...]:
    return tuple(replace(button, words=words(button.words)) for button in buttons)
