"""Speech through the real pyttsx3 and espeak-ng: it sounds, it stops at once, it leaves nothing behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
import wave
from array import array
from collections.abc import Callable, Generator
from pathlib import Path

import pytest

from kiosk.speech.player import find_player, has_sound_card
from kiosk.speech.pyttsx3_engine import PREFIX, Pyttsx3Engine, remove_left_overs
from kiosk.speech.voices import words_per_minute

# A player that outlives its sound: what must be silenced is a process, whatever it plays on.
LONG_PLAYER = ["sh", "-c", "sleep 30 # $0"]


def wait_until(ready: Callable[[], bool], seconds: float = 8.0) -> None:
    deadline = time.monotonic() + seconds
    while not ready():
        assert time.monotonic() < deadline, "did not happen in time"
        time.sleep(0.002)


def loudness(path: Path) -> float:
    """Root mean square of 16-bit samples."""
    with wave.open(str(path), "rb") as file:
        return root_mean_square(file.readframes(file.getnframes()))


def root_mean_square(frames: bytes) -> float:
    samples = array("h", frames[: len(frames) // 2 * 2])
    return (sum(sample * sample for sample in samples) / max(1, len(samples))) ** 0.5


@pytest.fixture
def engine(tmp_path: Path) -> Generator[Pyttsx3Engine]:
    made = Pyttsx3Engine(tmp_path / "audio", player=[])
    yield made
    made.close()


def say(engine: Pyttsx3Engine, text: str, rate: int = 200, language: str = "zh-CN") -> None:
    engine.speak(text, language, rate, 0.8)


def test_without_a_sound_device_there_is_a_wav_with_sound_in_it(
    engine: Pyttsx3Engine, tmp_path: Path
) -> None:
    say(engine, "您好，今天来办什么？")
    wait_until(lambda: not engine.speaking)
    (wav,) = (tmp_path / "audio").iterdir()
    assert loudness(wav) > 500
    with wave.open(str(wav)) as file:
        assert 2 < file.getnframes() / file.getframerate() < 8


def test_a_slower_rate_takes_longer_from_the_first_utterance_on(
    tmp_path: Path, engine: Pyttsx3Engine
) -> None:
    seconds: list[float] = []
    for rate in (150, 300):
        say(engine, "请把身份证放在屏幕下面的读卡区", rate)
        wait_until(lambda: not engine.speaking)
        with wave.open(str(sorted((tmp_path / "audio").iterdir())[-1])) as file:
            seconds.append(file.getnframes() / file.getframerate())
    assert seconds[0] > seconds[1] * 1.6


def players() -> list[int]:
    found = subprocess.run(["pgrep", "-f", "sleep 30 #"], capture_output=True, text=True, check=False).stdout
    return [int(pid) for pid in found.split()]


def test_stopping_silences_the_player_within_200_ms() -> None:
    engine = Pyttsx3Engine(player=LONG_PLAYER)
    try:
        say(engine, "您好")
        wait_until(lambda: bool(players()))
        began = time.monotonic()
        engine.stop()
        wait_until(lambda: not players(), seconds=0.2)
        assert time.monotonic() - began < 0.2
        assert not engine.speaking
    finally:
        engine.close()


def test_newer_words_silence_older_ones() -> None:
    engine = Pyttsx3Engine(player=LONG_PLAYER)
    try:
        say(engine, "第一句")
        wait_until(lambda: len(players()) > 0)
        (first, *_) = players()
        say(engine, "第二句")
        wait_until(lambda: bool(players()) and first not in players())
    finally:
        engine.close()
    wait_until(lambda: not players())


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGSTOP])
def test_a_worker_that_dies_or_freezes_does_not_stop_the_next_words(
    how: signal.Signals, tmp_path: Path
) -> None:
    engine = Pyttsx3Engine(tmp_path / "audio", player=LONG_PLAYER)
    try:
        say(engine, "您好")
        wait_until(lambda: engine._process is not None and bool(players()))
        assert engine._process is not None
        os.kill(engine._process.pid, how)
        engine._player = []
        began = time.monotonic()
        say(engine, "请放身份证")
        assert time.monotonic() - began < 0.05, "the caller never waits"
        wait_until(lambda: not engine.speaking and bool(list((tmp_path / "audio").glob("*.wav"))))
    finally:
        engine.close()
    wait_until(lambda: not players())


def test_many_words_in_a_row_end_with_the_last(engine: Pyttsx3Engine) -> None:
    for n in range(20):
        say(engine, f"第{n}句")
    say(engine, "最后")
    wait_until(lambda: not engine.speaking)


def test_nothing_to_say_is_nothing(engine: Pyttsx3Engine) -> None:
    say(engine, "  ")
    assert not engine.speaking


def test_closing_leaves_no_process_and_no_file() -> None:
    before = set(Path(tempfile.gettempdir()).iterdir())
    engine = Pyttsx3Engine(player=LONG_PLAYER)
    say(engine, "您好")
    wait_until(lambda: bool(players()))
    engine.close()
    wait_until(lambda: not players())
    left = {
        path for path in set(Path(tempfile.gettempdir()).iterdir()) - before if path.name.startswith(PREFIX)
    }
    assert left == set()
    assert not list(Path(tempfile.gettempdir()).glob("tmp*.wav"))


def test_sounds_of_a_kiosk_that_was_killed_are_removed(tmp_path: Path) -> None:
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    left = tmp_path / f"{PREFIX}{gone.pid}-x"
    mine = tmp_path / f"{PREFIX}{os.getpid()}-x"
    for folder in (left, mine):
        folder.mkdir()
        (folder / "1.wav").write_bytes(b"sound")
    remove_left_overs(tmp_path)
    assert not left.exists()
    assert mine.exists()


def test_the_worker_is_light() -> None:
    """It is started for each utterance: nothing of Qt, the store or pydantic may come along."""
    check = "import sys, kiosk.speech.worker; print(sorted(m for m in sys.modules if '.' not in m))"
    loaded = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True, check=True).stdout
    assert not any(f"'{heavy}'" in loaded for heavy in ("PySide6", "sqlalchemy", "pydantic", "structlog"))


def test_paces_are_those_that_were_measured() -> None:
    assert words_per_minute("zh-CN", 187) == 147
    assert 147 < words_per_minute("zh-CN", 200) < 175
    assert words_per_minute("zh-CN", 10) == 80
    assert words_per_minute("zh-CN", 9999) == 350
    assert 118 <= words_per_minute("en", 200) <= 126


def test_a_machine_without_a_card_has_no_player(tmp_path: Path) -> None:
    cards = tmp_path / "cards"
    cards.write_text("--- no soundcards ---\n")
    assert not has_sound_card(cards)
    assert not has_sound_card(tmp_path / "nothing")
    cards.write_text(" 0 [PCH            ]: HDA-Intel - HDA Intel PCH\n      HDA Intel PCH at 0x1\n")
    assert has_sound_card(cards)


def test_it_sounds_through_a_real_sound_server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """PulseAudio with a null sink: what a listener would hear is recorded and measured."""
    runtime = tmp_path / "run"
    runtime.mkdir(mode=0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(runtime))
    monkeypatch.setenv("HOME", str(tmp_path))
    server = subprocess.Popen(
        [
            *("pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1"),
            *("-L", "module-native-protocol-unix", "-L", "module-null-sink sink_name=kiosk"),
        ],
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_until(lambda: find_player() == ["paplay"])
        heard = tmp_path / "heard.raw"
        record = subprocess.Popen(
            [
                *("parec", "-d", "kiosk.monitor", "--raw", "--format=s16le", "--rate=22050", "--channels=1"),
                *("--latency-msec=50", str(heard)),
            ]
        )
        wait_until(lambda: heard.exists() and heard.stat().st_size > 0)
        engine = Pyttsx3Engine()
        say(engine, "请放身份证")
        wait_until(lambda: root_mean_square(heard.read_bytes()[-44100:]) > 300, 15)
        engine.close()
        record.terminate()
        record.wait(5)
    finally:
        server.terminate()
        server.wait(5)
