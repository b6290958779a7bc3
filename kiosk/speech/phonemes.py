"""What espeak-ng makes of a text, for the tests: a sound alone proves nothing.

espeak's mnemonics: a Mandarin syllable ends in its tone as pitch levels (X'Au214 is hao3), `(en)` marks a
switch to English, and `@:` is the murmur for a character that the voice does not know.
"""

from __future__ import annotations

import re
import subprocess

from kiosk.speech.readings import respell
from kiosk.speech.voices import VOICES, VoiceMissing

ESPEAK_SECONDS = 10.0

_SWITCH = re.compile(r"\(([a-z-]+)\)")
_UNKNOWN = "@:"
_TONE = re.compile(r"\d+")
_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")
_HAN_ONLY = re.compile(r"[\u3400-\u9fff，。？！、：；“”《》（）\s]+")
_LATIN_WORD = re.compile(r"[A-Za-z]{2,}")
_BAD_NUMBER = re.compile(r"\d{5,}|0\d+|\d+[:：.\-/]\d+")


def phonemes(text: str, language: str, voice: str | None = None) -> str:
    """The text's phonemes as the engine will say it, by the language's own voice unless one is given.

    Raises VoiceMissing, and OSError or subprocess.SubprocessError when espeak-ng cannot be run.
    """
    voice = voice or VOICES[language]
    # By stdin: a text that begins with a hyphen would be an option, and no argument list is shown to others.
    done = subprocess.run(
        ["espeak-ng", "-q", "-x", "--stdin", "-b", "1", "-v", voice],
        input=respell(text, language),
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=ESPEAK_SECONDS,
    )
    if "voice does not exist" in done.stderr:
        raise VoiceMissing(voice)
    done.check_returncode()
    return " ".join(done.stdout.split())


def misread(said: str) -> str | None:
    """Why these phonemes are not what a Chinese listener should hear; None when they are sound.

    For Mandarin only: English phonemes have no tones.
    """
    if not said:
        return "nothing is said"
    if switch := _SWITCH.search(said):
        return f"switches to the voice of {switch[1]!r}"
    if _UNKNOWN in said:
        return "a character that the voice does not know"
    for syllable in said.split():
        # A sign of its own (_| _!_|) is a pause; all that has letters has a vowel, and a vowel has a tone.
        if re.search(r"[A-Za-z@&]", syllable) and not _TONE.search(syllable):
            return f"a syllable without a tone: {syllable}"
    return None


def unreadable(text: str, language: str) -> str | None:
    """Why a text should not be spoken as it is written; None when it can be. Raises as phonemes() does."""
    said = phonemes(text, language)
    if language != "zh-CN":
        if found := _HAN.search(text):
            return f"the voice has no Chinese: {found[0]}"
        return None if said else "nothing is said"
    if found := _LATIN_WORD.search(text):
        # WIFI is said "double-u ai af ai" with Mandarin tones: no listener makes a word of it.
        return f"Latin letters are spelled out: {found[0]}"
    if found := _BAD_NUMBER.search(text):
        # espeak says 12345 as 十二千三百四十五, 012 as 零十二, and leaves out the 点 of 10:30.
        return f"a number to be written as it is said: {found[0]}"
    if reason := misread(said):
        return reason
    characters, syllables = len(_HAN.findall(text)), len(_TONE.findall(said))
    if _HAN_ONLY.fullmatch(text) and characters != syllables:
        return f"{characters} characters but {syllables} syllables"
    return None
