"""What a listener would hear: a real PulseAudio server with a null sink, recorded at its monitor."""

from __future__ import annotations

import math
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.domain.check import SelfTest
from kiosk.speech.outputs import sound_outputs
from kiosk.speech.player import find_player
from kiosk.speech.pyttsx3_engine import Pyttsx3Engine
from kiosk.speech.tones import play_tone
from tests.speech.bench import loudness, wait_for, wav_sound

BYTES_A_SECOND = 2 * 22050
AUDIBLE = 0.005  # RMS of 20 ms; the sink's own silence is exactly 0


class Ear:
    """Records a sink's monitor; remembers when it last heard anything (monotonic seconds)."""

    def __init__(self, sink: str = "kiosk") -> None:
        self.heard = bytearray()
        self.last_heard = 0.0
        self._recorder = subprocess.Popen(
            ["parec", "-d", f"{sink}.monitor", "--rate=22050", "--channels=1", "--format=s16le",
             "--latency-msec=20"],
            stdout=subprocess.PIPE,
        )  # fmt: skip
        self._thread = threading.Thread(target=self._listen)
        self._thread.start()

    def _listen(self) -> None:
        assert self._recorder.stdout is not None
        while len(piece := self._recorder.stdout.read(BYTES_A_SECOND // 50)) == BYTES_A_SECOND // 50:
            if loudness(piece) > AUDIBLE:
                self.last_heard = time.monotonic()
                self.heard += piece

    @property
    def seconds(self) -> float:
        """How much of what was recorded could be heard."""
        return len(self.heard) / BYTES_A_SECOND

    def close(self) -> None:
        self._recorder.terminate()
        self._recorder.wait(5)
        self._thread.join(5)
        if self._recorder.stdout is not None:
            self._recorder.stdout.close()


@pytest.fixture
def ear(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ear]:
    runtime = tmp_path / "run"
    runtime.mkdir(mode=0o700)
    for name in ("XDG_RUNTIME_DIR", "HOME"):
        monkeypatch.setenv(name, str(runtime))
    monkeypatch.delenv("PULSE_SERVER", raising=False)
    server = subprocess.Popen(
        ["pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1", "-L", "module-native-protocol-unix",
         "-L", "module-null-sink sink_name=kiosk",
         "-L", "module-null-sink sink_name=phones"],
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        wait_for(lambda: find_player() == ["paplay"], 10)
        ear = Ear()
        yield ear
        ear.close()
    finally:
        server.terminate()
        server.wait(10)


def test_speech_is_heard_in_full_and_ends_when_the_kiosk_falls_silent(ear: Ear) -> None:
    engine = Pyttsx3Engine()
    try:
        engine.speak("您的号码是绿零零一。", "zh-CN", 200, 0.8)
        wait_for(lambda: not engine.speaking, 10)
        assert engine.health().player == ("paplay",)
        assert 1.0 < ear.seconds < 5.0
        assert loudness(bytes(ear.heard)) > 0.02

        engine.speak("请到三号窗口，" * 5, "zh-CN", 200, 0.8)
        began = time.monotonic()
        wait_for(lambda: ear.last_heard > began)
        assert time.monotonic() - began < 0.75  # from the order to the ear
        time.sleep(0.3)
        engine.stop()
        stopped = time.monotonic()
        time.sleep(0.6)
        assert ear.last_heard - stopped < 0.2
    finally:
        engine.close()


def test_with_headphones_in_the_speaker_is_silent(ear: Ear) -> None:
    """EN 301 549 5.1.3.9. The default sink is the speaker; the other one stands for the headphones."""
    phones = Ear("phones")
    engine = Pyttsx3Engine(output="kiosk")
    try:
        engine.speak("请戴上耳机。", "zh-CN", 200, 0.8)
        wait_for(lambda: not engine.speaking, 10)
        assert ear.seconds > 0.5
        assert phones.seconds == 0.0
        engine.set_output("phones")
        wait_for(lambda: time.monotonic() - ear.last_heard > 0.3)
        before = ear.seconds
        engine.speak("现在只有您听得到。", "zh-CN", 200, 0.8)
        wait_for(lambda: not engine.speaking, 10)
        assert phones.seconds > 0.5
        assert ear.seconds == before
    finally:
        engine.close()
        phones.close()


def test_an_emergency_is_heard_at_the_speaker_whoever_wears_headphones(ear: Ear) -> None:
    """The chime and the words, at both; what is said afterwards is the wearer's own again."""
    phones = Ear("phones")
    engine = Pyttsx3Engine(output="kiosk")
    try:
        engine.set_output("phones")
        engine.chime(0.8)
        wait_for(lambda: not engine.speaking, 10)
        assert ear.seconds > 1.5
        assert phones.seconds > 1.5
        engine.speak("已经在叫人。", "zh-CN", 200, 0.8, everywhere=True)
        wait_for(lambda: not engine.speaking, 10)
        assert ear.seconds > 2.2
        assert phones.seconds > 2.2
        wait_for(lambda: time.monotonic() - max(ear.last_heard, phones.last_heard) > 0.3)
        before = ear.seconds
        engine.speak("现在只有您听得到。", "zh-CN", 200, 0.8)
        wait_for(lambda: not engine.speaking, 10)
        assert phones.seconds > 2.7
        assert ear.seconds == before
    finally:
        engine.close()
        phones.close()


def test_both_languages_are_about_as_loud_and_volume_is_what_is_heard(tmp_path: Path) -> None:
    """Within 3 dB of each other, so that changing the language is no shock; half the volume is half the level."""
    engine = Pyttsx3Engine(tmp_path, player=[])
    levels: list[float] = []
    try:
        for language, words, volume in (
            ("zh-CN", "请到二楼三号窗口。", 0.8),
            ("en", "Go to window three on the second floor.", 0.8),
            ("zh-CN", "请到二楼三号窗口。", 0.4),
        ):
            kept = set(tmp_path.glob("*.wav"))
            engine.speak(words, language, 200, volume)
            wait_for(lambda: not engine.speaking, 10)
            (new,) = set(tmp_path.glob("*.wav")) - kept
            levels.append(wav_sound(new)[1])
    finally:
        engine.close()
    chinese, english, softer = levels
    assert abs(20 * math.log10(chinese / english)) < 3
    assert 0.45 < softer / chinese < 0.55


def test_a_technicians_tone_is_heard_at_the_output_it_is_for_and_nowhere_else(ear: Ear) -> None:
    assert sound_outputs() == ["kiosk", "phones"]
    phones = Ear("phones")
    try:
        assert play_tone(SelfTest.SOUND_LEFT, "phones") == ""
        wait_for(lambda: phones.seconds > 1.5)
    finally:
        phones.close()
    assert ear.seconds == 0
    assert play_tone(SelfTest.SOUND_SWEEP, "") == ""
    wait_for(lambda: ear.seconds > 2)


def test_an_output_that_there_is_not_is_told(ear: Ear) -> None:
    assert play_tone(SelfTest.SOUND_LEFT, "no-such-sink")
    assert ear.seconds == 0
