"""Zinnia (libzinnia.so.0, BSD licence) by ctypes: candidates for one handwritten character.

Source of the calls: zinnia.h of Zinnia 0.06, its C interface. The model is Tegaki's for simplified Chinese.
Debian: libzinnia0, tegaki-zinnia-simplified-chinese.
"""

from __future__ import annotations

from ctypes import CDLL, c_char_p, c_float, c_int, c_size_t, c_void_p
from functools import cache
from pathlib import Path

from kiosk.domain.note import Ink

LIBRARY = "libzinnia.so.0"
MODEL = Path("/usr/share/tegaki/models/zinnia/handwriting-zh_CN.model")
MEANT: dict[str, str] = {"囗": "口"}  # a component that no word has, written like one that many have
BOX = 1000  # units of the square in which Zinnia sees the ink

SIGNATURES: dict[str, tuple[type | None, tuple[type, ...]]] = {  # result, arguments
    "zinnia_recognizer_new": (c_void_p, ()),
    "zinnia_recognizer_open": (c_int, (c_void_p, c_char_p)),
    "zinnia_recognizer_destroy": (None, (c_void_p,)),
    "zinnia_recognizer_classify": (c_void_p, (c_void_p, c_void_p, c_size_t)),
    "zinnia_character_new": (c_void_p, ()),
    "zinnia_character_destroy": (None, (c_void_p,)),
    "zinnia_character_set_width": (None, (c_void_p, c_size_t)),
    "zinnia_character_set_height": (None, (c_void_p, c_size_t)),
    "zinnia_character_add": (c_int, (c_void_p, c_size_t, c_int, c_int)),
    "zinnia_result_size": (c_size_t, (c_void_p,)),
    "zinnia_result_value": (c_char_p, (c_void_p, c_size_t)),
    "zinnia_result_score": (c_float, (c_void_p, c_size_t)),
    "zinnia_result_destroy": (None, (c_void_p,)),
}


class NotAvailable(Exception):
    """No library, no model, or one that cannot be read: the visitor's ink is used as it is."""


class Recogniser:
    """Keeps the model open for as long as it lives. One thread at a time.

    Raises NotAvailable.
    """

    def __init__(self, model: Path = MODEL, library: str = LIBRARY) -> None:
        self._c = _library(library)
        self._recogniser: int | None = self._c.zinnia_recognizer_new()
        if not self._c.zinnia_recognizer_open(self._recogniser, str(model).encode()):
            self.close()
            raise NotAvailable(f"Zinnia cannot open the model {model}")

    def candidates(self, ink: Ink, most: int = 5) -> list[tuple[str, float]]:
        """(character, score), the best first; empty for empty ink. Scores are comparable within one call only."""
        if not ink.strokes or self._recogniser is None:
            return []
        character = self._c.zinnia_character_new()
        try:
            self._c.zinnia_character_set_width(character, BOX)
            self._c.zinnia_character_set_height(character, BOX)
            for number, stroke in enumerate(ink.strokes):
                for x, y in stroke:
                    self._c.zinnia_character_add(character, number, round(x * BOX), round(y * BOX))
            return self._classified(character, most + len(MEANT), most)
        finally:
            self._c.zinnia_character_destroy(character)

    def close(self) -> None:
        """Give the model back; afterwards there are no candidates."""
        if self._recogniser is not None:
            self._c.zinnia_recognizer_destroy(self._recogniser)
            self._recogniser = None

    def _classified(self, character: int, asked: int, most: int) -> list[tuple[str, float]]:
        result = self._c.zinnia_recognizer_classify(self._recogniser, character, asked)
        if result is None:
            return []
        found: dict[str, float] = {}
        try:
            for place in range(self._c.zinnia_result_size(result)):
                char = str(self._c.zinnia_result_value(result, place).decode())
                score = float(self._c.zinnia_result_score(result, place))
                found.setdefault(MEANT.get(char, char), score)
            return list(found.items())[:most]
        finally:
            self._c.zinnia_result_destroy(result)


@cache
def _library(name: str) -> CDLL:
    try:
        library = CDLL(name)
    except OSError as error:
        raise NotAvailable(f"{name} is not installed: {error}") from error
    for function, (result, arguments) in SIGNATURES.items():
        called = getattr(library, function)
        called.restype, called.argtypes = result, list(arguments)
    return library
