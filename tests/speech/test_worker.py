"""The worker process on its pipe, with the real pyttsx3 and the real espeak-ng."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from kiosk.speech.voices import VOICES
from tests.speech.bench import wav_sound


def job_for(wav: Path, text: str = "您好") -> dict[str, object]:
    return {"text": text, "voice": VOICES["zh-CN"], "wpm": 150, "volume": 0.8, "wav": str(wav), "players": []}


def work(wav: Path, text: str = "您好", **changes: object) -> list[dict[str, Any]]:
    """Give one job to a fresh worker; its events until its end."""
    done = subprocess.run(
        [sys.executable, "-m", "kiosk.speech.worker"],
        input=json.dumps({**job_for(wav, text), **changes}) + "\n",
        capture_output=True,
        text=True,
        timeout=20,
        check=True,
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_it_speaks_and_tells_how_long(tmp_path: Path) -> None:
    ready, speaking, done = work(tmp_path / "said.wav", "您的号码是绿零零一。")
    assert (ready["event"], speaking["event"], done["event"]) == ("ready", "speaking", "done")
    seconds, rms = wav_sound(tmp_path / "said.wav")
    assert seconds == pytest.approx(speaking["seconds"])
    assert 2.0 < seconds < 6.0
    assert rms > 0.01


def test_rate_and_volume_reach_the_sound(tmp_path: Path) -> None:
    calm, quick, soft = tmp_path / "calm.wav", tmp_path / "quick.wav", tmp_path / "soft.wav"
    work(calm)
    work(quick, wpm=300)
    work(soft, volume=0.2)
    assert wav_sound(quick)[0] < 0.7 * wav_sound(calm)[0]
    assert wav_sound(soft)[1] < 0.5 * wav_sound(calm)[1]


def test_a_worker_that_has_waited_speaks_at_its_rate(tmp_path: Path) -> None:
    """Under runAndWait three in ten workers that had warmed up lost their rate and volume."""
    wavs = [tmp_path / f"{number}.wav" for number in range(10)]
    workers = [subprocess.Popen([sys.executable, "-m", "kiosk.speech.worker"], stdin=subprocess.PIPE,
                                stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) for _ in wavs]  # fmt: skip
    for worker in workers:
        assert worker.stdout is not None
        assert b"ready" in worker.stdout.readline()
    time.sleep(0.1)  # the wait that matters: espeak's thread goes to sleep
    for worker, wav in zip(workers, wavs, strict=True):
        worker.communicate(json.dumps(job_for(wav)).encode() + b"\n", timeout=20)
    alone = tmp_path / "alone.wav"
    work(alone)
    assert {wav_sound(wav) for wav in wavs} == {wav_sound(alone)}


def test_an_old_file_of_that_name_is_not_taken_for_the_new_sound(tmp_path: Path) -> None:
    wav = tmp_path / "said.wav"
    long = work(wav, "您的号码是绿零零一，请到三号窗口。")[1]["seconds"]
    short = work(wav, "好")[1]["seconds"]
    assert short < long / 2
    assert wav_sound(wav)[0] == pytest.approx(short)


@pytest.mark.parametrize("text", ["。。", "……", " ", "\u200b", "-"])
def test_a_text_without_words_is_a_short_silence(text: str, tmp_path: Path) -> None:
    """An empty text has crashed espeak under pyttsx3 (pyttsx3#140)."""
    assert work(tmp_path / "said.wav", text)[-1] == {"event": "done"}
    seconds, rms = wav_sound(tmp_path / "said.wav")
    assert seconds < 1
    assert rms < 0.001


def test_a_missing_voice_is_told_and_nothing_is_said_in_english(tmp_path: Path) -> None:
    event = work(tmp_path / "said.wav", voice="sit/nowhere", players=[["/bin/touch"]])[-1]
    assert event == {"event": "error", "cause": "VoiceMissing: sit/nowhere"}


@pytest.mark.parametrize("player", [["/bin/false"], ["/no/such/player"]])
def test_a_player_that_fails_is_told(player: list[str], tmp_path: Path) -> None:
    event = work(tmp_path / "said.wav", players=[player])[-1]
    assert event["event"] == "error"
    assert player[0] in event["cause"]


def test_an_error_does_not_repeat_what_was_to_be_said(tmp_path: Path) -> None:
    events = work(tmp_path / "no-folder" / "said.wav", "三三零一零六")
    assert "三三" not in json.dumps(events, ensure_ascii=False)
    assert events[-1]["event"] == "error"


def test_it_ends_when_the_kiosk_is_gone() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "kiosk.speech.worker"], input="", capture_output=True, text=True, timeout=20
    )
    assert done.stdout.splitlines() == ['{"event": "ready"}']
    assert done.returncode == 0


def test_it_is_a_small_process() -> None:
    """Two of them run all day: none of the kiosk's large libraries may come in."""
    heavy = "{'PySide6', 'sqlalchemy', 'pydantic', 'structlog'}"
    code = f"import sys, kiosk.speech.worker, pyttsx3; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_persons_recording_is_played_instead(tmp_path: Path) -> None:
    recording = tmp_path / "person.wav"
    work(recording, "您的号码是绿零零一。")
    _, speaking, done = work(tmp_path / "said.wav", "别的话", recording=str(recording))
    assert done["event"] == "done"
    assert speaking["seconds"] == pytest.approx(wav_sound(recording)[0])
    assert wav_sound(tmp_path / "said.wav")[1] == pytest.approx(0.8 * wav_sound(recording)[1], rel=0.01)


def test_a_recording_is_as_loud_as_the_visitor_wants_it(tmp_path: Path) -> None:
    recording, soft, loud = tmp_path / "person.wav", tmp_path / "soft.wav", tmp_path / "loud.wav"
    work(recording)
    work(soft, recording=str(recording), volume=0.2)
    work(loud, recording=str(recording), volume=1.0)
    assert wav_sound(soft)[1] == pytest.approx(0.2 * wav_sound(loud)[1], rel=0.02)
    assert wav_sound(loud)[1] == pytest.approx(wav_sound(recording)[1], rel=0.01)


def test_a_recording_that_is_no_sound_is_told(tmp_path: Path) -> None:
    broken = tmp_path / "broken.wav"
    whole = tmp_path / "whole.wav"
    work(whole)
    for data in (b"", b"RIFF nothing", whole.read_bytes()[:2000]):
        broken.write_bytes(data)
        events = work(tmp_path / "said.wav", recording=str(broken))
        assert events[-1]["event"] == "error"
