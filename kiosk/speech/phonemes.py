"""Whether espeak-ng reads a text as it is meant: by its phonemes, for a sound alone proves nothing.

The broken voice `cmn` of Debian 12 says Chinese characters as English letters, and any voice marks a change
of language as (en). Used by the test over the whole catalogue.
"""

from __future__ import annotations

import re
import subprocess

from kiosk.speech.voices import VOICES

SECONDS = 10.0
_OTHER_LANGUAGE = re.compile(r"\((?!cmn|zh)[a-z-]{2,}\)")
_LATIN = re.compile(r"[A-Za-z]+")
_HANZI = re.compile(r"[\u3400-\u9fff]")
_SYLLABLE = re.compile(r"[a-zA-Z][^\s_|]*?\d")  # a Mandarin syllable ends in its tone


def phonemes(text: str, language: str, voice: str = "") -> str:
    """espeak's mnemonics. Raises OSError or subprocess.SubprocessError when espeak-ng cannot be run."""
    voice = voice or VOICES[language]
    command = ["espeak-ng", "-q", "-x", "-v", voice, text]
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=SECONDS).stdout.strip()


def misread(text: str, said: str, language: str) -> str:
    """Why `said` is not `text` read aloud, or '' when it is."""
    if not said:
        return "nothing is said"
    if language != "zh-CN":
        return ""
    if found := _LATIN.search(text):
        return f"Latin letters are read as if they were pinyin: {found[0]}"
    if found := _OTHER_LANGUAGE.search(said):
        return f"read in another language: {found[0]}"
    characters = len(_HANZI.findall(text))
    syllables = len(_SYLLABLE.findall(said))
    if syllables < characters * 0.8:
        return f"{characters} characters became {syllables} syllables"
    return ""
