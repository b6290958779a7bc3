"""`kiosk support-bundle`: made when everything else is broken, and nothing of a person or of a secret is in it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from kiosk import log
from kiosk.config import load
from kiosk.diagnostics.scrub import REMOVED, Scrubber, address, log_out, settings_out
from kiosk.domain.evaluation import Complaint, Level
from kiosk.domain.hall import Words
from kiosk.domain.private import Private
from kiosk.domain.staff import StaffRole
from kiosk.store.opening import open_store
from tests.store.conftest import issue

CONFIG = Path(__file__).parents[1] / "config"
ID, PHONE, PIN, STAFF = "990000194807021234", "13912345678", "718436", "技术员赵铁柱"
PASSWORD, TOKEN, PERSON = "s3cret-Pa55", "tok-4711", "王桂花"
PLANTED = (ID, PHONE, PIN, STAFF, PASSWORD, PERSON, "Zhao Tiezhu", "argon2id")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A terminal that has served: its settings, its ledger and its log are full of what must not leave it."""
    hall = (CONFIG / "hall.toml").read_text(encoding="utf-8")
    (tmp_path / "hall.toml").write_text(f"# {PERSON} {PHONE}\n{hall}", encoding="utf-8")
    text = (CONFIG / "kiosk.toml").read_text(encoding="utf-8").replace("/var/lib/kiosk", str(tmp_path))
    text = text.replace("/dev/", f"{tmp_path}/dev/")
    (tmp_path / "kiosk.toml").write_text(f"# {PASSWORD} {ID}\n{text}", encoding="utf-8")
    settings = load(tmp_path).settings
    store = open_store(settings.store, settings.terminal)
    member = store.staff.add(Words(zh=STAFF, en="Zhao Tiezhu"), StaffRole.TECHNICIAN, None)
    store.staff.set_pin(member.id, PIN)
    ticket = issue(store, "visit")
    about = frozenset({Complaint.WAITING})
    store.evaluations.add(ticket.id, Level.DISSATISFIED, about, intent="rating", phone=Private(PHONE))
    store.close()
    lines = [
        json.dumps({"time": "t", "level": "info", "event": "visit-started", "name": PERSON}),
        json.dumps(
            {"time": "t", "level": "info", "event": "kiosk-started", "version": "1", "terminal": "T1"}
        ),
        json.dumps(
            {"time": "t", "level": "info", "event": "store-unavailable", "cause": f"{ID} {STAFF} {PHONE}"}
        ),
        json.dumps({"time": "t", "level": "info", "event": "made-up", "cause": PASSWORD}),
        f"Traceback: {PERSON} {PASSWORD}",
        "[1, 2]",
    ]
    (tmp_path / "kiosk.log.1").write_text(lines[0] + "\n", encoding="utf-8")
    (tmp_path / "kiosk.log").write_text("\n".join(lines[1:]), encoding="utf-8")
    return tmp_path


def bundle(folder: Path, out: Path | None = None) -> subprocess.CompletedProcess[str]:
    order = [sys.executable, "-m", "kiosk", "support-bundle", "--config", str(folder)]
    order += ["--out", str(out or folder / "bundle.zip")]
    return subprocess.run(order, capture_output=True, text=True, timeout=60)


def unzipped(folder: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(folder / "bundle.zip") as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def found_in(data: bytes) -> list[str]:
    return [secret for secret in PLANTED if secret.encode() in data]


def test_what_is_planted_is_found_where_nothing_was_removed(folder: Path) -> None:
    """The proof below can fail: the same eyes see each of these in the terminal's own files."""
    own = b"".join(path.read_bytes() for path in folder.iterdir() if path.is_file())
    assert set(found_in(own)) == set(PLANTED) - {PIN}, "a PIN is hashed there, too"


def test_nothing_of_a_person_and_no_secret_is_in_it(folder: Path) -> None:
    done = bundle(folder)
    assert done.returncode == 0, done.stderr
    for name, data in unzipped(folder).items():
        assert found_in(data) == [], name
    assert found_in(done.stdout.encode()) == []
    assert (folder / "bundle.zip").stat().st_mode & 0o777 == 0o600


def test_what_helps_is_in_it(folder: Path) -> None:
    bundle(folder)
    files = unzipped(folder)
    settings = json.loads(files["kiosk.json"])
    assert settings["devices"]["reader"]["connection"]["port"].endswith("/dev/serial/by-id/id-reader")
    ledger = json.loads(files["ledger.json"])
    assert ledger["rows"]["tickets"] == 1 and ledger["check"] == "ok"
    checks = json.loads(files["checks.json"])
    assert "reader" in checks["first_causes"]
    lines = [json.loads(line) for line in files["log.jsonl"].decode().splitlines()]
    assert [line["event"] for line in lines] == ["visit-started", "kiosk-started", "store-unavailable"]
    assert "name" not in lines[0], "a field that the catalogue does not know stays here"
    assert lines[2]["cause"] == f"{REMOVED} {REMOVED} {REMOVED}"
    manifest = json.loads(files["MANIFEST.json"])
    assert manifest["log_lines_left_behind"] == 3 and manifest["words_held_back"] == 3
    assert set(manifest["files"]) == set(files) - {"MANIFEST.json"}


def test_a_bad_configuration_is_in_it_without_what_stood_there(folder: Path) -> None:
    text = (folder / "kiosk.toml").read_text(encoding="utf-8")
    bad = text.replace("channels = 8", f'channels = "{PASSWORD}"')
    (folder / "kiosk.toml").write_text(bad, encoding="utf-8")
    assert bundle(folder).returncode == 0
    files = unzipped(folder)
    assert "devices.bell.channels: expected" in files["config-problems.txt"].decode()
    assert all(found_in(data) == [] for data in files.values())


def test_a_damaged_and_a_missing_ledger_are_told_and_keep_nothing_else_out(folder: Path) -> None:
    for path in folder.glob("kiosk.db*"):
        path.unlink()
    assert bundle(folder).returncode == 0
    assert json.loads(unzipped(folder)["ledger.json"]) == {"there": False}
    assert not (folder / "kiosk.db").exists(), "it makes none"
    (folder / "kiosk.db").write_bytes(b"torn" * 1000)
    assert bundle(folder).returncode == 0
    files = unzipped(folder)
    assert "not a database" in json.loads(files["ledger.json"])["unavailable"]
    assert "database" in json.loads(files["checks.json"])["first_causes"]


def test_where_it_cannot_be_written_nothing_is_left(folder: Path) -> None:
    done = bundle(folder, folder / "no" / "bundle.zip")
    assert done.returncode == 1 and "nothing was written" in done.stderr
    full = bundle(folder, Path("/dev/full/x.zip"))
    assert full.returncode == 1


def test_an_older_bundle_stays_whole_when_the_disk_is_full(folder: Path) -> None:
    bundle(folder)
    before = (folder / "bundle.zip").read_bytes()
    order = [sys.executable, "-m", "kiosk", "support-bundle", "--config", str(folder), "--out"]
    limited = "import resource,sys,signal;signal.signal(signal.SIGXFSZ,signal.SIG_IGN);"
    limited += "resource.setrlimit(resource.RLIMIT_FSIZE,(2000,2000));"
    limited += "from kiosk.__main__ import main;sys.argv=sys.argv[1:];main()"
    order = [sys.executable, "-c", limited, *order[2:], str(folder / "bundle.zip")]
    done = subprocess.run(order, capture_output=True, text=True, timeout=60, cwd=Path(__file__).parents[1])
    assert done.returncode == 1, done.stdout
    assert (folder / "bundle.zip").read_bytes() == before
    assert not list(folder.glob(".bundle*"))


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("990000 19480702 123X", REMOVED),
        ("990000480702123", REMOVED),
        ("139 1234 5678", REMOVED),
        ("+86 13912345678", REMOVED),
        ("05.01-20260101-0000000001-0000990000", "05.01-20260101-0000000001-0000990000"),
        ("2026-11-24T15:39:06+00:00", "2026-11-24T15:39:06+00:00"),
        ("0570-12345 绿001", "0570-12345 绿001"),
    ],
)
def test_the_last_net(text: str, clean: str) -> None:
    assert Scrubber().net(text) == clean


def test_settings_go_out_by_key() -> None:
    entry = {
        "url": f"https://u:{PASSWORD}@h.example:8443/check?token={TOKEN}",
        "secret": PASSWORD,
        "on": True,
    }
    assert settings_out({"entry_check": entry}) == {
        "entry_check": {"url": "https://h.example:8443/check", "secret": REMOVED, "on": True}
    }
    assert address(f"postgresql+psycopg://kiosk:{PASSWORD}@10.0.0.5:5432/kiosk?passfile=/x") == (
        "postgresql+psycopg://10.0.0.5:5432/kiosk"
    )


def test_a_line_keeps_the_catalogues_fields_and_no_more() -> None:
    for event, its in log.catalogue().items():
        line = {"time": "t", "level": "info", "event": event, "more": "x"} | dict.fromkeys(its["fields"], "y")
        [kept], left = log_out([json.dumps(line)])
        assert (set(json.loads(kept)), left) == ({"time", "level", "event", *its["fields"]}, 0)


def test_the_running_kiosk_writes_the_log_that_is_bundled(tmp_path: Path) -> None:
    """In a file that cannot be, it goes on without one and says so."""
    try:
        log.write_to_or_tell(tmp_path / "logs" / "kiosk.log")
        log.emit(log.Event.VISIT_STARTED)
        assert "visit-started" in (tmp_path / "logs" / "kiosk.log").read_text(encoding="utf-8")
        log.write_to_or_tell(Path("/dev/full/kiosk.log"))
        log.emit(log.Event.VISIT_STARTED)
    finally:
        log.write_to_stderr()
    assert os.environ.get(log.STRICT)
