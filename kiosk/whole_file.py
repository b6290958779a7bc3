"""A file that is whole or not there: written aside, down to the disk, then put in place."""

from __future__ import annotations

import os
from pathlib import Path


def put(path: Path, data: bytes, mode: int = 0o644) -> None:
    """The folder is synced too, so that a power cut leaves the old file or the new one. Raises OSError."""
    aside = path.with_name(f".{path.name}.new")
    aside.unlink(missing_ok=True)
    try:
        with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        aside.replace(path)
    except OSError:
        aside.unlink(missing_ok=True)
        raise
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
