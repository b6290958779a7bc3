"""Pictures: drawn anew without what a phone writes into them, and a clear answer for what is no picture."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from PIL import Image

from kiosk.store import photos
from kiosk.store.photos import PhotoFault, PhotoRefused, Photos

GPS, OWNER = "Quzhou 28.97N 118.87E", "Zhang San"


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    (tmp_path / "stick" / "DCIM" / "100APPLE").mkdir(parents=True)
    return tmp_path / "stick"


@pytest.fixture
def room(stick: Path, tmp_path: Path) -> Photos:
    return Photos(stick, tmp_path / "photos", 1_000_000)


def picture(path: Path, size: tuple[int, int] = (400, 200), when: int = 0) -> Path:
    exif = Image.Exif()
    exif[0x010E], exif[0x013B], exif[0x0112] = GPS, OWNER, 6  # description, artist, lying on its side
    Image.new("RGB", size, "red").save(path, exif=exif, comment=OWNER.encode())
    if when:
        os.utime(path, (when, when))
    return path


def test_the_newest_come_first_from_folders_below_too(stick: Path, room: Photos) -> None:
    picture(stick / "old.jpg", when=1_000_000)
    picture(stick / "DCIM" / "100APPLE" / "new.jpg", when=2_000_000)
    (stick / "letter.docx").write_bytes(b"x")
    (stick / ".hidden.jpg").write_bytes(b"x")
    (stick / "link.jpg").symlink_to("/etc/hostname")
    assert [file.key for file in room.newest()] == ["DCIM/100APPLE/new.jpg", "old.jpg"]


def test_nothing_that_the_phone_wrote_comes_along(stick: Path, room: Photos) -> None:
    picture(stick / "Zhang San.jpg", (4000, 2000))
    name = room.take("Zhang San.jpg")
    assert re.fullmatch(r"[0-9a-f]{32}\.jpg", name)
    data = room.path(name).read_bytes()
    assert GPS.encode() not in data and OWNER.encode() not in data and b"Exif" not in data
    with Image.open(room.path(name)) as kept:
        assert dict(kept.getexif()) == {} and "comment" not in kept.info
        assert kept.size == (800, 1600)  # upright, as it was held, and smaller
    assert room.path(name).parent.stat().st_mode & 0o077 == 0
    room.forget(name)
    room.forget(name)
    assert not room.path(name).exists()


def refused(room: Photos, key: str) -> PhotoFault:
    with pytest.raises(PhotoRefused) as told:
        room.take(key)
    return told.value.fault


def test_odd_files_get_an_answer_each(stick: Path, room: Photos, tmp_path: Path) -> None:
    whole = picture(stick / "torn.jpg", (900, 900)).read_bytes()
    (stick / "torn.jpg").write_bytes(whole[: len(whole) // 2])
    (stick / "letter.jpg").write_bytes(b"PK\x03\x04 a letter")
    (stick / "empty.png").write_bytes(b"")
    (stick / "iphone.heic").write_bytes(b"\0\0\0\x18ftypheic")
    (stick / "huge.jpg").write_bytes(b"\xff\xd8" + bytes(1_000_001))
    (tmp_path / "secret.jpg").write_bytes(whole)
    for odd in ("torn.jpg", "letter.jpg", "empty.png", "iphone.heic"):
        assert refused(room, odd) is PhotoFault.NO_PICTURE, odd
    assert refused(room, "huge.jpg") is PhotoFault.TOO_LARGE
    assert refused(room, "gone.jpg") is PhotoFault.GONE
    assert refused(room, "../secret.jpg") is PhotoFault.GONE  # nothing outside the folder
    assert list((tmp_path / "photos").glob("*")) == []


def test_a_small_file_that_unpacks_to_a_giant_is_not_opened(stick: Path, room: Photos) -> None:
    Image.new("1", (12_000, 12_000)).save(stick / "bomb.png")
    assert (stick / "bomb.png").stat().st_size < 100_000
    assert refused(room, "bomb.png") is PhotoFault.TOO_LARGE


def test_no_folder_and_no_stick(tmp_path: Path) -> None:
    for inbox in (None, tmp_path / "not-mounted"):
        room = Photos(inbox, tmp_path / "photos", 1_000_000)
        with pytest.raises(PhotoRefused) as told:
            room.newest()
        assert told.value.fault is PhotoFault.NO_FOLDER
        assert refused(room, "a.jpg") is PhotoFault.NO_FOLDER


def test_a_full_disk_stores_nothing(
    stick: Path, room: Photos, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    picture(stick / "a.jpg")
    monkeypatch.setattr(photos, "SPARE_BYTES", 10**18)  # more than any disk has free
    assert refused(room, "a.jpg") is PhotoFault.NO_ROOM
    monkeypatch.undo()
    (tmp_path / "photos").rmdir()
    (tmp_path / "photos").write_bytes(b"in the way")
    assert refused(room, "a.jpg") is PhotoFault.NO_ROOM
