"""The engine against real workers and real player processes: it speaks, is silent at once, and never hangs."""

from __future__ import annotations

import os
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kiosk.speech.pyttsx3_engine import PREFIX, Pyttsx3Engine
from tests.speech.bench import LongPlayer, alive, wait_for, wav_sound

SILENT_SECONDS = 0.2  # EN 301 549 5.1.3.5, design
AT_ONCE_SECONDS = 0.005

Make = Callable[..., Pyttsx3Engine]


@pytest.fixture
def temp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A /tmp of the test's own, so that nothing left behind can hide."""
    folder = tmp_path / "tmp"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.fixture
def make(temp: Path) -> Iterator[Make]:
    """Engines that are closed after the test, and then must have left nothing behind."""
    engines: list[Pyttsx3Engine] = []

    def make_engine(wav_dir: Path | None = None, **arguments: object) -> Pyttsx3Engine:
        engines.append(Pyttsx3Engine(wav_dir, **arguments))  # pyright: ignore[reportArgumentType]
        return engines[-1]

    yield make_engine
    for engine in engines:
        engine.close()
    assert children() == []
    assert list(temp.iterdir()) == []


class Told:
    """What the engine told of errors and restarts."""

    def __init__(self) -> None:
        self.events: list[str] = []
        self.causes: list[str] = []

    def __call__(self, event: str, cause: str) -> None:
        self.events.append(event)
        self.causes.append(cause)


@pytest.fixture
def player(tmp_path: Path) -> LongPlayer:
    return LongPlayer(tmp_path)


def children() -> list[int]:
    """Child processes of the tests that are speech workers, zombies too."""
    found: list[int] = []
    for task in Path("/proc/self/task").iterdir():
        for pid in (task / "children").read_text().split():
            line = Path(f"/proc/{pid}/cmdline")
            if not alive(int(pid)) or b"kiosk.speech.worker" in line.read_bytes():
                found.append(int(pid))
    return found


def said(engine: Pyttsx3Engine) -> None:
    wait_for(lambda: not engine.speaking, 10)


def playing(player: LongPlayer, count: int = 1) -> int:
    """Wait for the n-th player; its process number."""
    wait_for(lambda: len(player.pids) >= count, 10)
    return player.pids[count - 1]


def speak(engine: Pyttsx3Engine, text: str = "您好，今天来办什么？") -> None:
    engine.speak(text, "zh-CN", 200, 0.8)


def worker_of(player_pid: int) -> int:
    """The worker leads the player's process group."""
    return os.getpgid(player_pid)


def test_without_a_sound_device_speech_is_kept_as_numbered_files(make: Make, tmp_path: Path) -> None:
    engine = make(tmp_path / "wavs", player=[])
    for text in ("您好。", "您的号码是绿零零一，请到三号窗口。"):
        speak(engine, text)
        said(engine)
    first, second = sorted((tmp_path / "wavs").iterdir())
    assert (first.name, second.name) == ("0001.wav", "0002.wav")
    (short, first_rms), (long, second_rms) = wav_sound(first), wav_sound(second)
    assert 0.4 < short < 2 < long < 7
    assert min(first_rms, second_rms) > 0.01


def test_both_languages_and_the_rate(make: Make, tmp_path: Path) -> None:
    engine = make(tmp_path, player=[])
    for language, rate in (("en", 200), ("en", 400), ("zh-CN", 200)):
        engine.speak("Your number is 12.", language, rate, 0.8)
        said(engine)
    calm, quick, _chinese = (wav_sound(wav) for wav in sorted(tmp_path.glob("*.wav")))
    assert quick[0] < 0.75 * calm[0]


def test_words_with_two_readings_are_respelled_for_the_voice(make: Make, tmp_path: Path) -> None:
    """重新 (chong2 xin1) must sound as its homophone does, not as espeak reads it."""
    engine = make(tmp_path, player=[])
    for text in ("重新", "虫新"):
        speak(engine, text)
        said(engine)
    one, two = sorted(tmp_path.glob("*.wav"))
    assert one.read_bytes() == two.read_bytes()


def test_the_player_gets_a_private_file_that_is_gone_afterwards(make: Make, temp: Path) -> None:
    engine = make(player=["/bin/cat"])
    speak(engine)
    said(engine)
    assert engine.health().last_ok is not None
    (folder,) = temp.iterdir()
    assert folder.stat().st_mode & 0o777 == 0o700
    assert list(folder.iterdir()) == []


def test_orders_return_at_once(make: Make, player: LongPlayer) -> None:
    engine = make(player=player.command)
    slowest = 0.0
    for order in (speak, speak, Pyttsx3Engine.stop, speak, Pyttsx3Engine.stop):
        began = time.monotonic()
        order(engine)
        slowest = max(slowest, time.monotonic() - began)
        time.sleep(0.1)
    # Twice the promise: this machine is shared with other tests.
    assert slowest < 2 * AT_ONCE_SECONDS


def test_stop_is_silence_and_leaves_no_file(make: Make, player: LongPlayer) -> None:
    engine = make(player=player.command)
    speak(engine)
    pid = playing(player)
    assert engine.speaking
    engine.stop()
    assert not engine.speaking
    assert wait_for(lambda: not alive(pid)) < SILENT_SECONDS
    wait_for(lambda: not player.wavs[0].exists())


def test_new_speech_silences_the_old_one(make: Make, player: LongPlayer) -> None:
    engine = make(player=player.command)
    speak(engine)
    first = playing(player)
    speak(engine, "新的一句。")
    assert wait_for(lambda: not alive(first)) < SILENT_SECONDS
    assert alive(playing(player, 2))


def test_of_twenty_rapid_orders_only_the_last_is_said(make: Make, tmp_path: Path) -> None:
    engine = make(tmp_path / "wavs", player=[])
    for number in range(20):
        speak(engine, "很长的一句话，" * 10 if number < 19 else "好。")
    said(engine)
    (wav,) = (tmp_path / "wavs").iterdir()
    assert wav_sound(wav)[0] < 1.5
    assert engine.health().failures == 0


@pytest.mark.parametrize("text", ["", "  ", "。。", "\n", "-"])
def test_a_text_without_words_does_no_harm(text: str, make: Make, tmp_path: Path) -> None:
    engine = make(tmp_path / "wavs", player=[])
    speak(engine, text)
    said(engine)
    speak(engine, "您好。")
    said(engine)
    assert max(wav_sound(wav)[1] for wav in (tmp_path / "wavs").iterdir()) > 0.01
    assert engine.health().failures == 0


def test_a_worker_that_is_killed_takes_its_player_with_it_and_the_text_is_said_again(
    make: Make, player: LongPlayer
) -> None:
    told = Told()
    engine = make(player=player.command, on_event=told)
    speak(engine)
    pid = playing(player)
    os.kill(worker_of(pid), signal.SIGKILL)
    wait_for(lambda: not alive(pid))
    assert alive(playing(player, 2))
    assert told.events == ["restarted"]
    assert engine.health().failures == 1


def test_a_frozen_worker_does_not_delay_the_next_speech(make: Make, player: LongPlayer) -> None:
    engine = make(player=player.command)
    speak(engine)
    pid = playing(player)
    os.killpg(worker_of(pid), signal.SIGSTOP)
    began = time.monotonic()
    speak(engine, "新的一句。")
    second = playing(player, 2)
    assert time.monotonic() - began < 2.0
    assert not alive(pid)
    assert alive(second)


def test_a_frozen_worker_is_stopped_like_any_other(make: Make, player: LongPlayer) -> None:
    engine = make(player=player.command)
    speak(engine)
    pid = playing(player)
    os.killpg(worker_of(pid), signal.SIGSTOP)
    engine.stop()
    assert wait_for(lambda: not alive(pid)) < SILENT_SECONDS


@pytest.mark.parametrize("blow", [signal.SIGKILL, signal.SIGSTOP])
def test_a_spare_worker_that_dies_or_freezes_costs_no_sentence(
    blow: signal.Signals, make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kiosk.speech.pyttsx3_engine.SPEAKING_SECONDS", 0.5)
    monkeypatch.setattr("kiosk.speech.pyttsx3_engine.READY_SECONDS", 1.0)
    engine = make(tmp_path / "wavs", player=[])
    wait_for(lambda: len(children()) == 1)
    os.kill(children()[0], blow)
    speak(engine)
    said(engine)
    (wav,) = (tmp_path / "wavs").iterdir()
    assert wav_sound(wav)[1] > 0.01
    assert engine.health().failures == 1


def test_a_player_that_never_works_is_told_and_the_kiosk_goes_on(make: Make) -> None:
    told = Told()
    engine = make(player=["/bin/false"], on_event=told)
    speak(engine, "好。")
    said(engine)
    assert told.events == ["restarted", "error"]
    assert "/bin/false" in told.causes[1]
    assert engine.health().cause == told.causes[1]
    assert engine.health().last_ok is None


def test_what_was_to_be_said_is_in_no_event(make: Make) -> None:
    told = Told()
    engine = make(player=["/bin/false"], on_event=told)
    speak(engine, "三三零一零六。")
    wait_for(lambda: len(told.causes) == 2)
    assert not any("三三" in cause for cause in told.causes)


def test_a_worker_that_cannot_start_is_told(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    told = Told()
    monkeypatch.setattr("sys.executable", "/no/such/python")
    engine = make(player=[], on_event=told)
    speak(engine, "好。")
    said(engine)
    assert told.events == ["restarted", "error"]


def test_without_sound_a_sentence_lasts_as_long_as_it_would(make: Make) -> None:
    """So that its caption can be read; a new one need not wait for it."""
    engine = make(player=[])
    began = time.monotonic()
    speak(engine, "请坐，稍等。")
    said(engine)
    assert 0.8 < time.monotonic() - began < 3.5
    speak(engine, "很长的一句话，" * 10)
    time.sleep(0.3)
    assert engine.speaking
    engine.stop()
    assert not engine.speaking


def test_a_sound_server_that_comes_later_is_found(
    make: Make, player: LongPlayer, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine: list[str] = []

    def find(output: str) -> list[str]:
        return list(machine)

    monkeypatch.setattr("kiosk.speech.pyttsx3_engine.find_player", find)
    engine = make()
    speak(engine, "好。")
    said(engine)
    machine[:] = player.command
    speak(engine, "好。")
    said(engine)
    speak(engine, "好。")
    assert alive(playing(player))
    assert engine.health().player == tuple(player.command)


def test_a_sound_server_that_goes_away_leaves_the_file(
    make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine = [["/bin/false"], []]

    def find(output: str) -> list[str]:
        return machine.pop(0) if machine else []

    monkeypatch.setattr("kiosk.speech.pyttsx3_engine.find_player", find)
    engine = make(tmp_path / "wavs")
    speak(engine)
    said(engine)
    (wav,) = (tmp_path / "wavs").iterdir()
    assert wav_sound(wav)[1] > 0.01


def test_closing_ends_all_and_later_orders_are_harmless(make: Make, player: LongPlayer, temp: Path) -> None:
    engine = make(player=player.command)
    speak(engine)
    pid = playing(player)
    began = time.monotonic()
    engine.close()
    assert time.monotonic() - began < 2.0
    assert not alive(pid)
    assert children() == []
    assert list(temp.iterdir()) == []
    speak(engine)
    engine.stop()
    engine.close()
    assert not engine.speaking


def test_closing_at_every_moment_of_the_start(make: Make, player: LongPlayer) -> None:
    for milliseconds in (0, 1, 5, 20, 60, 90):
        engine = make(player=player.command)
        speak(engine)
        time.sleep(milliseconds / 1000)
        engine.close()
        assert children() == []
    assert not any(alive(pid) for pid in player.pids)


def test_the_folder_of_a_killed_kiosk_is_removed_and_others_are_left(make: Make, temp: Path) -> None:
    with subprocess.Popen(["/bin/true"]) as dead:
        dead.wait()
    left = temp / f"{PREFIX}{dead.pid}-abc"
    living = temp / f"{PREFIX}{os.getppid()}-abc"
    strange = temp / f"{PREFIX}notes"
    for folder in (left, living, strange):
        folder.mkdir()
        (folder / "1.wav").touch()
    engine = make(player=[])
    wait_for(lambda: not left.exists())
    assert (living / "1.wav").exists()
    assert (strange / "1.wav").exists()
    engine.close()
    for folder in (living, strange):
        (folder / "1.wav").unlink()
        folder.rmdir()


def test_a_recording_that_cannot_be_played_is_synthesised_and_told(make: Make, tmp_path: Path) -> None:
    damaged, told, out = tmp_path / "damaged.wav", Told(), tmp_path / "out"
    damaged.write_bytes(b"RIFF nothing")
    engine = make(out, player=[], recordings={("zh-CN", "您好。"): damaged}, on_event=told)
    engine.speak("您好。", "zh-CN", 200, 0.8)
    wait_for(lambda: not engine.speaking, 10.0)
    assert told.events == ["restarted"]
    assert "not a WAVE file" in told.causes[0]
    (said,) = out.glob("*.wav")
    assert wav_sound(said)[1] > 0.01
