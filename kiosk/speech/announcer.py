"""The one mouth: captions, AT-SPI announcements and sound leave from here, sentence by sentence.

A text is said in sentences so that the caption on the screen is always the sentence that is being spoken.
Pure Python on the caller's thread; `tick` moves it on.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace

from kiosk.config import SpeechSettings
from kiosk.speech.engine import Engine
from kiosk.speech.voices import seconds_to_say

RATE_PERCENT, VOLUME_PERCENT = (50, 300), (50, 200)  # least and most of what is configured
LONGEST_CAPTION = 48  # characters of a caption; longer sentences are cut at a comma
LEAST_SECONDS = 0.8  # a caption stands at least this long even when nothing can be heard

HINT_AFTER = 1.5  # seconds: who knows the way has acted by then

_ENDS = re.compile(r".+?(?:[。？！?!]+|\.+(?=\s|$)|$)\s*", re.DOTALL)  # a dot within a number ends nothing
_COMMAS = re.compile(r"[^，,；;：:]+[，,；;：:]*\s*")


@dataclass(frozen=True)
class Utterance:
    """urgent: assertive for assistive technology. private: captioned, and spoken only into a headset.

    after: a hint, said when nothing else has been for HINT_AFTER seconds (accessibility D5).
    loud: an emergency: everywhere and as loud as is configured, muted or not. chime: its own sound comes first.
    """

    speech: str
    language: str
    urgent: bool = False
    private: bool = False
    after: str = ""
    loud: bool = False
    chime: bool = False


class Announcer:
    """Newest wins. Listeners get each sentence before its sound, and '' when stop() clears the caption.

    The last sentence's caption stays until then: whoever reads slowly is not hurried by the sound's end.
    """

    def __init__(self, settings: SpeechSettings, clock: Callable[[], float] = time.monotonic) -> None:
        self._settings = settings
        self._clock = clock
        self._engine: Engine | None = None
        self._listeners: list[Callable[[str], None]] = []
        self._rate_percent = self._volume_percent = 100
        self._headset = self._muted = False
        self._recorded: tuple[str, ...] = ()  # texts that a person has recorded
        self._last: Utterance | None = None
        self._now: Utterance | None = None
        self._left: list[str] = []
        self._chime_due = False
        self._until = 0.0
        self._sentence = ""
        self._paused: tuple[Utterance, list[str]] | None = None
        self._hint: tuple[Utterance, float] | None = None  # what follows, and from when on

    def use(self, engine: Engine, recorded: Collection[str] = ()) -> None:
        """Sound from now on; until then there are captions only. recorded: texts to be left in one piece."""
        self._engine = engine
        self._recorded = tuple(sorted(recorded, key=len, reverse=True))

    def subscribe(self, listener: Callable[[str], None]) -> None:
        self._listeners.append(listener)

    def say(self, utterance: Utterance) -> None:
        """Silence what is being said and say this."""
        self._last = utterance
        self._begin(utterance)

    def repeat(self) -> None:
        """The words: whoever wants to hear them again has heard the chime."""
        if self._last is not None:
            self._begin(replace(self._last, chime=False))

    def stop(self) -> None:
        """Silence, and nothing left to repeat: the visit is over."""
        self._last = self._now = self._paused = self._hint = None
        self._left.clear()
        self._until = 0.0
        if self._engine is not None:
            self._engine.stop()
        self._tell("")

    def close(self) -> None:
        self.stop()
        if self._engine is not None:
            self._engine.close()
            self._engine = None

    def set_rate(self, percent: int) -> None:
        """Of the configured rate, 50 to 300."""
        self._rate_percent = _within(RATE_PERCENT, percent)

    def set_volume(self, percent: int) -> None:
        """Of the configured volume, 50 to 200. From the next sentence on."""
        self._volume_percent = _within(VOLUME_PERCENT, percent)

    def set_muted(self, muted: bool) -> None:
        """Captions only, at once. Unmuted, sound begins with the next sentence."""
        self._muted = muted
        self._hold_tongue()

    def set_headset(self, plugged: bool) -> None:
        """Pulled out, what was private is silent at once (EN 301 549 5.1.3.9); its captions go on."""
        self._headset = plugged
        self._hold_tongue()

    def pause(self) -> None:
        """Hold on; called again, go on with the sentence that was broken off, or say all of it once more."""
        if self._paused is not None:
            self._now, self._left, self._paused = self._paused[0], self._paused[1], None
            self._next()
        elif self._now is not None:
            broken_off = [self._sentence] if self._sentence else []
            self._paused = (self._now, [*broken_off, *self._left])
            self._now = self._hint = None
            if self._engine is not None:
                self._engine.stop()
        else:
            self.repeat()

    @property
    def rate(self) -> int:
        """Characters a minute."""
        return self._settings.rate * self._rate_percent // 100

    @property
    def volume(self) -> float:
        """0..1: what is configured leaves room for the loudest step."""
        return self._settings.volume * self._volume_percent / 100

    @property
    def loudest(self) -> float:
        """0..1: the loudest step, whatever the visitor has chosen."""
        return self._settings.volume * VOLUME_PERCENT[1] / 100

    @property
    def urgent(self) -> bool:
        """Whether what is being said must not wait."""
        return self._now is not None and self._now.urgent

    @property
    def speaking(self) -> bool:
        """False in the pause before a hint: nobody need wait for that."""
        return self._now is not None

    def tick(self) -> None:
        """The next sentence, when the last one has been said; then the hint, after a pause."""
        if self._hint is not None and self._clock() >= self._hint[1]:
            self._begin(self._hint[0])
        if self._now is None or self._clock() < self._until:
            return
        if self._engine is not None and self._engine.speaking:
            return
        self._next()

    def _begin(self, utterance: Utterance) -> None:
        self._now, self._paused, self._hint = utterance, None, None
        self._left = pieces(utterance.speech, self._recorded)
        self._chime_due, self._sentence = utterance.chime, ""
        if self._engine is not None and not (self._left and self._may_sound(utterance)):
            # Nothing of this goes to the engine, which may still be saying the last.
            self._engine.stop()
        self._next()

    def _next(self) -> None:
        utterance = self._now
        if utterance is None:
            return
        if self._chime_due and self._engine is not None:
            self._chime_due = False
            self._engine.chime(self.loudest)
            return
        if not self._left:
            self._now = None
            if utterance.after:
                hint = replace(utterance, speech=utterance.after, after="")
                self._hint = (hint, self._clock() + HINT_AFTER)
            return
        sentence = self._sentence = self._left.pop(0)
        heard = self._may_sound(utterance)
        # Without sound a caption stands as long as it would take to say it.
        seconds = 0.0 if heard else seconds_to_say(sentence, utterance.language, self.rate)
        self._until = self._clock() + max(LEAST_SECONDS, seconds)
        self._tell(sentence)
        # A listener may have begun something else; then that is what is said.
        if heard and self._now is utterance and self._engine is not None:
            volume = self.loudest if utterance.loud else self.volume
            self._engine.speak(sentence, utterance.language, self.rate, volume, everywhere=utterance.loud)

    def _may_sound(self, utterance: Utterance) -> bool:
        if self._engine is None:
            return False
        return utterance.loud or (not self._muted and (self._headset or not utterance.private))

    def _hold_tongue(self) -> None:
        """Silence what is being said when it must not sound any more."""
        if self._engine is not None and self._now is not None and not self._may_sound(self._now):
            self._engine.stop()

    def _tell(self, words: str) -> None:
        for listener in self._listeners:
            listener(words)


def _within(limits: tuple[int, int], percent: int) -> int:
    return max(limits[0], min(percent, limits[1]))


def pieces(speech: str, recorded: Collection[str]) -> list[str]:
    """As sentences(), but what a person has recorded stays in one piece."""
    for text in recorded:
        before, found, after = speech.partition(text)
        if found:
            return [*pieces(before, recorded), text, *pieces(after, recorded)]
    return sentences(speech)


def sentences(speech: str) -> list[str]:
    """Pieces that fit a caption: whole sentences, short ones together, long ones cut at a comma."""
    pieces: list[str] = []
    for sentence in _ENDS.findall(speech):
        parts = [sentence] if len(sentence) <= LONGEST_CAPTION else _COMMAS.findall(sentence)
        for part in parts:
            if pieces and len(pieces[-1]) + len(part) <= LONGEST_CAPTION // 2:
                pieces[-1] += part
            else:
                pieces.append(part)
    return [piece.strip() for piece in pieces if piece.strip()]
