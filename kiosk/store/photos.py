"""Pictures of what is to be mended: taken from a stick or a shared folder, stored beside the ledger.

What is stored is drawn anew from the picture's points: place, time, camera and owner, which phones write into their
files (EXIF), do not come along, nor does the file's name. A picture is looked into only as far as its size is known.
"""

from __future__ import annotations

import io
import os
import secrets
import shutil
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path

SUFFIXES = frozenset({".jpg", ".jpeg", ".png", ".webp", ".bmp", ".heic", ".heif"})
DEPTH = 3  # folders below the chosen one: cameras keep pictures in DCIM/100XXXXX
MOST_LOOKED_AT = 5000  # entries of the folder; a stick may hold anything
MOST_SHOWN = 8  # the newest
LONGEST_SIDE = 1600  # points; enough to see a broken handle, and half a megabyte
MOST_POINTS = 60_000_000  # of what is opened at all: a small file can unpack to gigabytes
SPARE_BYTES = 20_000_000  # the ledger keeps this much room for itself


class PhotoFault(StrEnum):
    NO_FOLDER = "no-folder"  # none is configured, or the stick is not in
    GONE = "gone"  # the file was there when it was listed
    TOO_LARGE = "too-large"
    NO_PICTURE = "no-picture"  # cannot be read as one: torn, or of a kind that is not known
    NO_ROOM = "no-room"  # the ledger's disk is full or cannot be written


class PhotoRefused(Exception):
    """Nothing was stored."""

    def __init__(self, fault: PhotoFault) -> None:
        super().__init__(fault.value)
        self.fault = fault


@dataclass(frozen=True)
class PhotoFile:
    """One that may be chosen. key: its path below the folder. taken: when the file was last changed, local time."""

    key: str = field(repr=False)
    taken: datetime


class Photos:
    """inbox: where pictures are chosen from, None for nowhere. kept: where they are stored. most_bytes: of a file."""

    def __init__(self, inbox: Path | None, kept: Path, most_bytes: int) -> None:
        self._inbox = inbox
        self._kept = kept
        self._most_bytes = most_bytes

    def newest(self) -> list[PhotoFile]:
        """The newest first. Raises PhotoRefused(NO_FOLDER)."""
        if self._inbox is None or not self._inbox.is_dir():
            raise PhotoRefused(PhotoFault.NO_FOLDER)
        found: list[tuple[float, str]] = []
        for path in _files(self._inbox):
            try:
                found.append((path.stat().st_mtime, path.relative_to(self._inbox).as_posix()))
            except OSError:  # pulled out, or deleted meanwhile: then it is not offered
                continue
        found.sort(reverse=True)
        return [PhotoFile(key, datetime.fromtimestamp(changed)) for changed, key in found[:MOST_SHOWN]]

    def take(self, key: str) -> str:
        """Store a picture. Returns the name of its file in the ledger's folder. Raises PhotoRefused."""
        picture = self._read(key)
        name = f"{secrets.token_hex(16)}.jpg"
        try:
            self._kept.mkdir(mode=0o700, parents=True, exist_ok=True)
            _write(self._kept / name, picture)
        except OSError as error:
            raise PhotoRefused(PhotoFault.NO_ROOM) from error
        return name

    def forget(self, name: str) -> None:
        """Does nothing when it is gone already."""
        (self._kept / name).unlink(missing_ok=True)

    def path(self, name: str) -> Path:
        return self._kept / name

    def _read(self, key: str) -> bytes:
        """The picture drawn anew, as JPEG."""
        from PIL import Image, ImageOps

        if self._inbox is None or not self._inbox.is_dir():
            raise PhotoRefused(PhotoFault.NO_FOLDER)
        path = self._inbox / key
        if path not in set(_files(self._inbox)):
            raise PhotoRefused(PhotoFault.GONE)
        try:
            if path.stat().st_size > self._most_bytes:
                raise PhotoRefused(PhotoFault.TOO_LARGE)
            data = path.read_bytes()
        except OSError as error:  # a worn stick, or pulled out just now
            raise PhotoRefused(PhotoFault.GONE) from error
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("error", Image.DecompressionBombWarning)
                with Image.open(io.BytesIO(data)) as opened:
                    if opened.width * opened.height > MOST_POINTS:
                        raise PhotoRefused(PhotoFault.TOO_LARGE)
                    opened.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
                    upright = ImageOps.exif_transpose(opened).convert("RGB")
        except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
            raise PhotoRefused(PhotoFault.TOO_LARGE) from error
        except (OSError, ValueError, SyntaxError) as error:  # what Pillow raises for what it cannot read
            raise PhotoRefused(PhotoFault.NO_PICTURE) from error
        upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
        bare = Image.new("RGB", upright.size)  # a copy of an image keeps its EXIF; new points have none
        bare.paste(upright)
        out = io.BytesIO()
        bare.save(out, "JPEG", quality=85)
        return out.getvalue()


def _files(folder: Path) -> Iterator[Path]:
    """Pictures by their suffix, links and hidden files left out."""
    looked = 0
    for here, folders, names in os.walk(folder):
        at = Path(here)
        deep = len(at.relative_to(folder).parts)
        folders[:] = [name for name in folders if not name.startswith(".")] if deep < DEPTH else []
        for name in names:
            looked += 1
            if looked > MOST_LOOKED_AT:
                return
            path = at / name
            if not name.startswith(".") and path.suffix.lower() in SUFFIXES and not path.is_symlink():
                yield path


def _write(path: Path, data: bytes) -> None:
    """Whole or not at all. Raises OSError, also when the disk would be left too full for the ledger."""
    if shutil.disk_usage(path.parent).free < SPARE_BYTES + len(data):
        raise OSError("too little room beside the ledger")
    aside = path.with_suffix(".new")
    try:
        with aside.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        aside.replace(path)
    except OSError:
        aside.unlink(missing_ok=True)
        raise
