"""The message catalogue: an id gives words in the visitor's language, a second line, and how they are spoken.

Words live in assets/text/<language>/*.ftl (Project Fluent). A message's value is what is shown; `.hint` is
the line under it; `.speech` is what is said where that differs. Functions of our own:
DIGITS($n) reads a number digit by digit (零零七), COUNT($n) reads it as a quantity (十二, 两百).
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from fluent.runtime import FluentBundle, FluentResource

LANGUAGES = ("zh-CN", "en")
TEXT_FOLDER = Path(__file__).parent.parent / "assets" / "text"

_DIGITS = "零一二三四五六七八九"
_UNITS = ((1000, "千"), (100, "百"), (10, "十"))


def digits_zh(number: str | int) -> str:
    """007 -> 零零七. Characters that are no digits stay."""
    return "".join(
        _DIGITS[int(char)] if char.isdecimal() and char.isascii() else char for char in str(number)
    )


def count_zh(number: str | int) -> str:
    """12 -> 十二, 105 -> 一百零五, as a quantity or an ordinal is read. 0 <= number <= 9999."""
    n = int(number)
    if not 0 <= n <= 9999:
        raise ValueError(f"only 0 to 9999 are read as quantities, not {n}")
    if n == 0:
        return "零"
    words, gap = "", False
    for unit, name in _UNITS:
        digit, n = divmod(n, unit)
        if digit:
            words += ("零" if gap else "") + _DIGITS[digit] + name
            gap = False
        elif words and n:
            gap = True
    if n:
        words += ("零" if gap else "") + _DIGITS[n]
    return words.removeprefix("一") if words.startswith("一十") else words


_SERIES_EN = {"绿": "green", "访": "visit"}


def _digits_en(number: Any) -> str:
    """绿007 -> green 0 0 7: an English voice cannot read the series."""
    return " ".join(_SERIES_EN.get(char, char) for char in str(number))


_FUNCTIONS: dict[str, dict[str, Any]] = {
    "zh-CN": {"DIGITS": digits_zh, "COUNT": count_zh},
    "en": {"DIGITS": _digits_en, "COUNT": str},
}


class MissingText(KeyError):
    """An id that the catalogue of a language does not have, or that could not be formed."""


class Catalogue:
    """All messages of all languages, parsed when they are first asked for."""

    def __init__(self, folder: Path = TEXT_FOLDER) -> None:
        self._folder = folder
        self._bundles: dict[str, FluentBundle] = {}
        self._unread: dict[str, list[Path]] = {}
        self._lock = threading.Lock()  # tickets are worded on worker threads

    def text(self, message: str, language: str, args: Mapping[str, Any] | None = None) -> str:
        """What is shown. Raises MissingText."""
        return self._form(message, None, language, args)

    def hint(self, message: str, language: str, args: Mapping[str, Any] | None = None) -> str:
        """The line under it, '' when it has none. Raises MissingText when there is no such message."""
        return self._form(message, "hint", language, args)

    def speech(self, message: str, language: str, args: Mapping[str, Any] | None = None) -> str:
        """What is said: `.speech`, or what is shown with its hint. Raises MissingText."""
        spoken = self._form(message, "speech", language, args)
        if spoken:
            return spoken
        return join_sentences(
            language, self.text(message, language, args), self.hint(message, language, args)
        )

    def spoken(self, message: str, language: str, args: Mapping[str, Any] | None = None) -> tuple[str, str]:
        """What is said of an answer, and its second line for after a pause. Raises MissingText."""
        spoken = self._form(message, "speech", language, args)
        if spoken:
            return spoken, ""
        return self.text(message, language, args), self.hint(message, language, args)

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """Every message id of the first language."""
        return tuple(sorted(self.bundle(LANGUAGES[0])._messages))  # pyright: ignore[reportUnknownArgumentType]

    def bundle(self, language: str) -> FluentBundle:
        """All messages of a language. Raises MissingText for a language without a folder."""
        with self._lock:
            bundle = self._opened(language)
            while self._unread[language]:
                self._read_next_file(language)
            return bundle

    def _opened(self, language: str) -> FluentBundle:
        if language not in self._bundles:
            files = sorted((self._folder / language).glob("*.ftl"))
            if not files:
                raise MissingText(f"no messages in {self._folder / language}")
            # Isolation marks (U+2068) would reach the speech engine and the printer as characters.
            self._bundles[language] = FluentBundle(
                [language], functions=_FUNCTIONS[language], use_isolating=False
            )
            self._unread[language] = files
        return self._bundles[language]

    def _read_next_file(self, language: str) -> None:
        file = self._unread[language].pop(0)
        self._bundles[language].add_resource(FluentResource(file.read_text(encoding="utf-8")))

    def _bundle_with(self, message: str, language: str) -> FluentBundle:
        """Files are parsed one by one until the message is there: 0-frame.ftl holds all of the first screen."""
        with self._lock:
            bundle = self._opened(language)
            while not bundle.has_message(message) and self._unread[language]:
                self._read_next_file(language)
            return bundle

    def _form(
        self, message: str, attribute: str | None, language: str, args: Mapping[str, Any] | None
    ) -> str:
        bundle = self._bundle_with(message, language)
        if not bundle.has_message(message):
            raise MissingText(f"{language}: no message {message!r}")
        found = bundle.get_message(message)
        pattern = found.attributes.get(attribute) if attribute else found.value
        if pattern is None:
            return ""
        words, errors = bundle.format_pattern(pattern, dict(args or {}))
        if errors:
            raise MissingText(f"{language}: {message!r} could not be formed: {errors[0]}")
        return str(words)


def join_sentences(language: str, *parts: str) -> str:
    """Parts as one spoken text, each ending in a full stop so that the engine pauses there."""
    stop, between = ("。", "") if language == "zh-CN" else (".", " ")
    spoken = [part.strip() for part in parts if part.strip()]
    return between.join(part if part[-1] in "。？！?!.…" else part + stop for part in spoken)
