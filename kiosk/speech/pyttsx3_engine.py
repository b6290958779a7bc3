"""The speech engine: pyttsx3 over espeak-ng, each utterance in a process of its own, one kept ready.

Stopping is killing the process group, player included: silent within milliseconds, whatever hangs. Its
folder of sounds is private (0700) and removed; folders of a predecessor that was killed are removed too.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
import threading
import time
from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from kiosk.speech.chime import chime_seconds
from kiosk.speech.player import find_player
from kiosk.speech.readings import respell
from kiosk.speech.voices import VOICES, seconds_to_say, words_per_minute
from kiosk.speech.worker_process import WorkerProcess

READY_SECONDS = 10.0  # a fresh worker on a machine that is busy starting up
SPEAKING_SECONDS = 3.0  # from the order to the first sound; 15 ms is usual
AFTER_SECONDS = 5.0  # a player that is still going this long after the sound has ended hangs
CLOSE_SECONDS = 5.0
ATTEMPTS = 2  # the spare may have died, the sound server may have gone: once more with a fresh one
PREFIX = "kiosk-speech-"


@dataclass(frozen=True, eq=False)
class Order:
    """everywhere: at the loudspeaker too. chime: the emergency's sound instead of words."""

    text: str
    language: str
    rate: int
    volume: float
    everywhere: bool = False
    chime: bool = False

    @property
    def seconds(self) -> float:
        """How long it will take, about."""
        return chime_seconds() if self.chime else seconds_to_say(self.text, self.language, self.rate)


@dataclass(frozen=True)
class SpeechHealth:
    """For diagnostics. player: the command that plays, () without sound. last_ok: monotonic seconds.

    failures: workers that died, hung or told an error since the start. cause: of the latest failure.
    """

    player: tuple[str, ...] = ()
    last_ok: float | None = None
    failures: int = 0
    cause: str = ""
    engine: str = "pyttsx3 (espeak-ng)"
    voices: tuple[str, ...] = tuple(VOICES.values())


class Pyttsx3Engine:
    """wav_dir: where WAV files go when the machine has no sound device; None drops them.

    player: command that plays, [] for none; None looks for one, and again when it is lost.
    output: the loudspeaker, where sound goes at first; see set_output.
    on_event(event, cause) is called on the engine's thread: "error" when an utterance could not be said,
    "restarted" when it is tried once more.
    recordings: (language, words) -> a WAV in which a person says them.
    Raises OSError when there is no place for the private folder.
    """

    def __init__(
        self,
        wav_dir: Path | None = None,
        *,
        player: list[str] | None = None,
        output: str = "",
        recordings: Mapping[tuple[str, str], Path] | None = None,
        on_event: Callable[[str, str], None] = lambda _event, _cause: None,
    ) -> None:
        self._wav_dir = wav_dir
        self._speaker_output = self._output = output
        self._recordings = recordings or {}
        self._moved = False  # the next utterance goes elsewhere
        self._fixed_player = player
        self._players: list[
            list[str]
        ] = []  # of where sound goes now, and of the loudspeaker where that is another
        self._on_event = on_event
        self._folder = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-"))
        self._changed = threading.Condition()  # guards the next four
        self._wanted: Order | None = None  # what is to be heard now
        self._speaker: WorkerProcess | None = None
        self._closing = False
        self._health = SpeechHealth()
        self._spare: WorkerProcess | None = None
        self._count = 0
        self._thread = threading.Thread(target=self._work, name="speech", daemon=True)
        self._thread.start()

    def speak(self, text: str, language: str, rate: int, volume: float, *, everywhere: bool = False) -> None:
        self._want(Order(text, language, rate, volume, everywhere) if text.strip() else None)

    def chime(self, volume: float) -> None:
        self._want(Order("", "zh-CN", 0, volume, everywhere=True, chime=True))

    def stop(self) -> None:
        self._want(None)

    def set_output(self, output: str) -> None:
        """A PulseAudio sink or an ALSA device by name, '' for the machine's own. What is being said stops."""
        with self._changed:
            self._output, self._moved = output, True
        self._want(None)

    def close(self) -> None:
        with self._changed:
            self._closing = True
        self._want(None)
        self._thread.join(CLOSE_SECONDS)
        shutil.rmtree(self._folder, ignore_errors=True)

    @property
    def speaking(self) -> bool:
        with self._changed:
            return self._wanted is not None

    def health(self) -> SpeechHealth:
        with self._changed:
            return self._health

    def _want(self, order: Order | None) -> None:
        """Kill what speaks, with its player; the engine's thread notices by the end of its pipe."""
        with self._changed:
            self._wanted = None if self._closing else order
            if self._speaker is not None:
                self._speaker.kill()
            self._changed.notify_all()

    def _work(self) -> None:
        try:
            remove_left_overs(Path(tempfile.gettempdir()))
            self._look_for_player()
            while (order := self._next_order()) is not None:
                self._serve(order)
        finally:
            # Also when this thread breaks: a kiosk without sound goes on, one that waits for sound does not.
            with self._changed:
                self._closing, self._wanted = True, None
            if self._spare is not None:
                self._spare.end()

    def _next_order(self) -> Order | None:
        """None: the engine is closed."""
        self._warm_up()
        with self._changed:
            self._changed.wait_for(lambda: self._wanted is not None or self._closing)
            return self._wanted

    def _serve(self, order: Order) -> None:
        self._count += 1
        cause = ""
        if self._moved:
            self._moved = False
            self._look_for_player()
        for attempt in range(ATTEMPTS):
            if attempt:
                self._on_event("restarted", cause)
                self._look_for_player()
            # What a person recorded may be damaged: then the words are synthesised, never left out.
            cause, quiet_seconds = self._attempt(order, recorded=attempt == 0)
            if not cause or self._wanted is not order:
                break
            self._note(failures=self._health.failures + 1, cause=cause)
        else:
            self._on_event("error", cause)
            quiet_seconds = order.seconds
        with self._changed:
            # Nobody hears this one: it lasts as long as it would, so that its caption can be read.
            self._changed.wait_for(lambda: self._wanted is not order, quiet_seconds)
            if self._wanted is order:
                self._wanted = None
        if not self._players:
            self._look_for_player()

    def _attempt(self, order: Order, *, recorded: bool) -> tuple[str, float]:
        """Why it was not said ('' when it was), and how many seconds of it were not played."""
        kept = self._wav_dir if not self._players else None
        wav = (kept or self._folder) / f"{self._count:04d}.wav"
        try:
            with self._speaking_worker(order) as worker:
                cause, seconds = self._follow(worker, self._job(order, wav, recorded=recorded))
        except OSError as error:
            cause, seconds = str(error.strerror), 0.0
        if cause or not kept:
            wav.unlink(missing_ok=True)
        if not cause:
            self._note(last_ok=time.monotonic())
        return cause, 0.0 if self._players or kept else seconds

    def _follow(self, worker: WorkerProcess, job: dict[str, object]) -> tuple[str, float]:
        """Give the job to the worker when it is ready. Returns (cause of its failure or '', seconds)."""
        seconds = 0.0
        deadline = time.monotonic() + READY_SECONDS
        while (event := worker.next_event(deadline)) is not None:
            match event:
                case {"event": "ready"}:
                    worker.send(job)
                    self._warm_up()  # the next one, while this one speaks
                    deadline = time.monotonic() + SPEAKING_SECONDS
                case {"event": "speaking", "seconds": float(seconds)}:
                    deadline = time.monotonic() + seconds + AFTER_SECONDS
                case {"event": "done"}:
                    return "", seconds
                case _:
                    return str(event.get("cause", event)), seconds
        return "the worker died or did not answer in time", seconds

    @contextlib.contextmanager
    def _speaking_worker(self, order: Order) -> Generator[WorkerProcess, None, None]:
        """The spare, or a fresh one, that can be killed by speak() and stop() until it is let go."""
        worker, self._spare = self._spare or WorkerProcess(self._folder), None
        try:
            with self._changed:
                if self._wanted is not order:
                    worker.kill()
                self._speaker = worker
            yield worker
        finally:
            with self._changed:
                self._speaker = None
            worker.end()

    def _job(self, order: Order, wav: Path, *, recorded: bool) -> dict[str, object]:
        wav.parent.mkdir(parents=True, exist_ok=True)
        recording = self._recordings.get((order.language, order.text), "") if recorded else ""
        return {
            "text": respell(order.text, order.language),
            "voice": VOICES[order.language],
            "wpm": 0 if order.chime else words_per_minute(order.language, order.rate),
            "volume": order.volume,
            "wav": str(wav),
            "players": self._players if order.everywhere else self._players[:1],
            "recording": str(recording),
            "chime": order.chime,
        }

    def _warm_up(self) -> None:
        if self._spare is None:
            # Without a spare the next utterance tries again, and says why it cannot.
            with contextlib.suppress(OSError):
                self._spare = WorkerProcess(self._folder)

    def _look_for_player(self) -> None:
        if self._fixed_player is not None:
            found = [self._fixed_player]
        else:
            found = [find_player(output) for output in dict.fromkeys((self._output, self._speaker_output))]
        self._players = [player for player in found if player]
        self._note(player=tuple(self._players[0]) if self._players else ())

    def _note(self, **changes: object) -> None:
        with self._changed:
            self._health = replace(self._health, **changes)  # pyright: ignore[reportArgumentType]


def remove_left_overs(folder: Path) -> None:
    """Sounds of a visit must not outlive it: remove our own folders whose kiosk is dead."""
    for left in folder.glob(f"{PREFIX}*"):
        pid = left.name.removeprefix(PREFIX).split("-")[0]
        # It may be gone by now: another kiosk starts at the same time.
        with contextlib.suppress(FileNotFoundError):
            if pid.isdigit() and not Path(f"/proc/{pid}").exists() and left.lstat().st_uid == os.getuid():
                shutil.rmtree(left, ignore_errors=True)
