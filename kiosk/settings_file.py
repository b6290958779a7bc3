"""kiosk.toml changed one key at a time: comments and order stay, nothing is written that would not be read.

Each version that is replaced is kept beside the file and can be put back. Every file is whole or not there: written
aside, down to the disk, then put in place.
"""

from __future__ import annotations

import fcntl
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from kiosk.config import KIOSK_FILE, Config, load
from kiosk.whole_file import put

PREVIOUS, KEPT = "previous", 20
STAMP = "%Y%m%dT%H%M%S.%fZ"
Value = str | int | float


@dataclass(frozen=True)
class Version:
    """name: of the file below previous/. at: when it was replaced."""

    name: str
    at: datetime


class SettingsFile:
    """folder: of the configuration. Every method may raise OSError; what changes the file also ConfigError."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._file = folder / KIOSK_FILE

    def read(self) -> Config:
        """As it stands in the file now, which a running kiosk has perhaps not read yet. Raises ConfigError."""
        return load(self._folder)

    def check(self, key: str, value: Value) -> Config:
        """What would be in force with one key changed; nothing is written. Raises ConfigError."""
        return load(self._folder, instead=self._changed(self._text(), key, value))

    def change(self, key: str, value: Value) -> None:
        """Set one key, dotted as in the file. Raises ConfigError, and nothing is written, for a value that is none."""
        with self._alone():
            text = self._text()
            self._replace(text, self._changed(text, key, value))

    def _changed(self, text: str, key: str, value: Value) -> str:
        import tomlkit  # 2 MB, for the rare day on which somebody changes a setting
        from tomlkit.exceptions import TOMLKitError

        try:
            document = tomlkit.parse(text)
            _set(document, key.split("."), value)
            return tomlkit.dumps(document)
        except TOMLKitError as error:  # edited by hand meanwhile, into what is no TOML: told with its line
            load(self._folder, instead=text)
            raise OSError(str(error)) from error

    def versions(self) -> list[Version]:
        """The newest first."""
        found: list[Version] = []
        for path in sorted((self._folder / PREVIOUS).glob("kiosk-*.toml"), reverse=True):
            try:
                at = datetime.strptime(path.stem.removeprefix("kiosk-"), STAMP).replace(tzinfo=UTC)
            except ValueError:
                continue  # a copy that somebody has put there
            found.append(Version(path.name, at.astimezone()))
        return found

    def restore(self, name: str) -> None:
        """Put a version back; the present one is kept before. Raises KeyError when there is none of this name."""
        if name not in {version.name for version in self.versions()}:
            raise KeyError(name)
        with self._alone():
            back = (self._folder / PREVIOUS / name).read_bytes().decode("utf-8-sig")
            self._replace(self._text(), back)

    def _text(self) -> str:
        return self._file.read_bytes().decode("utf-8-sig")

    def _replace(self, old: str, new: str) -> None:
        load(self._folder, instead=new)
        if new == old:
            return
        previous = self._folder / PREVIOUS
        previous.mkdir(exist_ok=True)
        _put(previous / f"kiosk-{datetime.now(UTC).strftime(STAMP)}.toml", old)
        _put(self._file, new)
        for version in self.versions()[KEPT:]:
            (previous / version.name).unlink(missing_ok=True)

    @contextmanager
    def _alone(self) -> Generator[None]:
        """Of two who change it at once the second sees what the first has written."""
        with (self._folder / f".{KIOSK_FILE}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


def value_at(config: Config, key: str) -> Value | None:
    """What is in force for a dotted key; None where this terminal has no such device."""
    found: Any = config.settings
    for name in key.split("."):
        if isinstance(found, Sequence) and not isinstance(found, str):
            found = found[int(name)] if int(name) < len(found) else None
        else:
            found = getattr(found, name, None)
        if found is None:
            return None
    return found if isinstance(found, str | int | float) else str(found)


def _set(table: Any, names: list[str], value: Value) -> None:
    """Tables that are not there yet are made; an index goes into an array of tables."""
    import tomlkit

    for name in names[:-1]:
        if name.isdigit():
            table = table[int(name)]
            continue
        if name not in table:
            table[name] = tomlkit.table()
        table = table[name]
    table[names[-1]] = value


def _put(path: Path, text: str) -> None:
    """With the mode that the file had; a password of a database may stand in it."""
    put(path, text.encode("utf-8"), path.stat().st_mode & 0o777 if path.exists() else 0o640)
