"""The terminal's secret, and the signed token in a ticket's QR. Neither holds anything of a visitor.

token: GC1.<terminal>.<YYYYMMDD>.<n>.<tag>; tag is HMAC-SHA-256 over the rest, 128 bits, upper-case hex, so
that the QR can use its alphanumeric mode. A copied or edited ticket is recognised at the window.
"""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import os
import secrets
import stat
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from kiosk.store.errors import BadKeyFile

KEY_BYTES = 32
TAG_BYTES = 16
VERSION = "GC1"


@dataclass(frozen=True)
class TokenFields:
    terminal: str
    day: date
    n: int


def load_or_create_key(path: Path) -> bytes:
    """32 random bytes, made at the first start with mode 0600 and on disk before they are used.

    Raises BadKeyFile (wrong size, readable by others) or OSError.
    """
    if not path.exists():
        _create_key(path)
    mode = stat.S_IMODE(path.stat().st_mode)
    if mode & 0o077:
        raise BadKeyFile(f"{path}: mode is {mode:04o}; expected 0600, so that nobody else can read it")
    key = path.read_bytes()
    if len(key) != KEY_BYTES:
        raise BadKeyFile(f"{path}: {len(key)} bytes; expected {KEY_BYTES}")
    return key


def _create_key(path: Path) -> None:
    """Written aside and linked into place: a power cut leaves a whole key or none; the first writer wins."""
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f"{path.name}.{os.getpid()}.new")
    fd = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(fd, "wb") as file:
            file.write(secrets.token_bytes(KEY_BYTES))
            file.flush()
            os.fsync(file.fileno())
        with contextlib.suppress(FileExistsError):
            os.link(aside, path)
    finally:
        aside.unlink()
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def make_token(key: bytes, fields: TokenFields) -> str:
    body = f"{VERSION}.{fields.terminal}.{fields.day:%Y%m%d}.{fields.n}"
    return f"{body}.{_tag(key, body)}"


def read_token(key: bytes, token: str) -> TokenFields | None:
    """The fields of a token that this key has signed; None for anything else."""
    body, _, tag = token.rpartition(".")
    if not hmac.compare_digest(_tag(key, body).encode(), tag.encode("utf-8", "replace")):
        return None
    version, terminal, day, n = body.split(".")
    if version != VERSION:
        return None
    return TokenFields(terminal, datetime.strptime(day, "%Y%m%d").date(), int(n))


def _tag(key: bytes, body: str) -> str:
    digest = hmac.new(key, body.encode("utf-8", "replace"), hashlib.sha256).digest()
    return digest[:TAG_BYTES].hex().upper()
