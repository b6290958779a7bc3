"""Whole visits on real wires, one process each, and what they leave behind."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from pyzbar.pyzbar import decode

from kiosk.devices.simulators.personas import load_personas
from kiosk.speech.chime import chime_seconds, write_chime
from tests.speech.bench import wav_sound

HERE = Path(__file__).parent
SCRIPTS = sorted(HERE.glob("*.toml"))


def play(script: Path, out: Path) -> tuple[int, dict[str, Any], str]:
    done = subprocess.run(
        [sys.executable, "-m", "kiosk", "visit", str(script), "--out", str(out)],
        capture_output=True,
        text=True,
        timeout=110,
        check=False,
    )
    record = out / "visit.json"
    visit = json.loads(record.read_text(encoding="utf-8")) if record.exists() else {}
    return done.returncode, visit, done.stdout + done.stderr


def personal_data() -> list[str]:
    """What may never be left anywhere: whole numbers, names and addresses of all personas."""
    words: list[str] = []
    for persona in load_personas().values():
        words += [persona.number, persona.address]
        words += [name for name in (persona.name, persona.latin_name) if len(name) > 1]
    return [word for word in words if word]


def everything_left_in(folder: Path) -> bytes:
    """But for pictures and sounds: in compressed data any four bytes turn up by chance, such as a short name's.

    What a picture shows is in visit.json, word by word.
    """
    texts = (path for path in folder.rglob("*") if path.is_file() and path.suffix not in (".png", ".wav"))
    return b"\n".join(path.read_bytes() for path in texts)


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.stem)
def test_a_scripted_visit_reaches_its_end(script: Path, tmp_path: Path) -> None:
    code, visit, output = play(script, tmp_path)
    assert code == 0, output
    assert visit["completed"] is True
    for screen in visit["screens"]:
        if screen["input_to_painted_ms"] is not None:
            assert (tmp_path / screen["picture"]).stat().st_size > 1000
    if any("ticket" in step["do"].split()[0] for step in visit["steps"]):
        with Image.open(tmp_path / "ticket.png") as paper:
            (code_on_paper,) = decode(paper.convert("L"))
        assert re.fullmatch(rb"GC1\.T1\.\d{8}\.1\.[0-9A-F]{32}", code_on_paper.data)
    left = everything_left_in(tmp_path)
    for word in personal_data():
        assert word.encode("utf-8") not in left
        assert word.encode("gb18030") not in left
        assert word.encode("utf-16-le") not in left


def test_every_script_of_the_main_job_is_here() -> None:
    assert {
        *("elder-ticket", "blind-ticket", "no-card", "printer-empty"),
        *("reader-dead", "call-volunteer", "foreign-resident", "english"),
    } <= {script.stem for script in SCRIPTS}


def test_the_bell_is_pulsed_and_left_silent(tmp_path: Path) -> None:
    code, _, output = play(HERE / "call-volunteer.toml", tmp_path)
    assert code == 0, output
    frames = [json.loads(line) for line in (tmp_path / "bell.jsonl").read_text().splitlines()]
    switched_on = [frame["channel"] for frame in frames if frame["on"]]
    assert switched_on[0] == 1, "the guide desk is rung first"
    assert 2 in switched_on, "calling again rings the volunteers"
    assert not frames[-1]["on"]
    state = {frame["channel"]: frame["on"] for frame in frames}
    assert not any(state.values())


def test_without_a_sound_device_speech_is_left_as_wav(tmp_path: Path) -> None:
    code, visit, output = play(HERE / "call-volunteer.toml", tmp_path)
    assert code == 0, output
    assert list((tmp_path / "audio").glob("*.wav"))
    assert any(screen["spoken"] for screen in visit["screens"])


def test_an_emergency_is_heard_before_its_words_and_rings_everybody_at_once(tmp_path: Path) -> None:
    """With headphones in and at the usual volume: its sound is the loudest step all the same."""
    code, _, output = play(HERE / "emergency.toml", tmp_path)
    assert code == 0, output
    wavs = sorted((tmp_path / "audio").glob("*.wav"))
    chimes = [
        at for at, wav in enumerate(wavs) if wav_sound(wav)[0] == pytest.approx(chime_seconds(), abs=0.01)
    ]
    (chime,) = chimes
    assert len(wavs) > chime + 1, "words after it"
    write_chime(tmp_path / "loudest.wav", 1.0)
    assert wav_sound(wavs[chime])[1] == pytest.approx(wav_sound(tmp_path / "loudest.wav")[1], rel=0.01)
    log = [json.loads(line) for line in (tmp_path / "bell.jsonl").read_text(encoding="utf-8").splitlines()]
    first = [entry for entry in log if entry["on"]][:3]
    assert {entry["channel"] for entry in first} == {1, 2, 4}
    assert first[-1]["t"] - first[0]["t"] < 1.0


def test_a_script_that_does_not_reach_its_end_says_where(tmp_path: Path) -> None:
    script = tmp_path / "wrong.toml"
    script.write_text('title = "x"\nstep = [{ expect = "home" }, { expect = "nowhere", within = 0.3 }]\n')
    code, visit, output = play(script, tmp_path / "out")
    assert code == 1
    assert visit["completed"] is False
    assert "'home'" in output


def test_a_script_with_a_mistake_is_refused_with_its_place(tmp_path: Path) -> None:
    script = tmp_path / "wrong.toml"
    script.write_text('title = "x"\nstep = [{ expect = "home", answer = "ticket" }]\n')
    code, visit, output = play(script, tmp_path / "out")
    assert code == 2
    assert visit == {}
    assert "step.0" in output


def test_the_screen_stays_black_while_somebody_listens(tmp_path: Path) -> None:
    """From the first screen after the profile to the ticket: nobody behind the visitor can read anything."""
    code, visit, output = play(HERE / "blank-screen.toml", tmp_path)
    assert code == 0, output
    black = [screen for screen in visit["screens"] if screen["picture"]][1:-1]
    assert {"needs", "errand", "confirm", "farewell"} <= {screen["id"] for screen in black}
    for screen in black:
        with Image.open(tmp_path / screen["picture"]) as picture:
            lit = picture.convert("L").point([0] * 25 + [255] * 231).getbbox()
            assert lit is not None
            above, below = lit[1] / picture.height, lit[3] / picture.height
            assert above > 0.3 and below < 0.62, f"{screen['id']} shows something besides the curtain's words"
