"""A visitor's phone number on disk: sealed with a key of its own, derived from the terminal's secret.

AES-256-GCM (authenticated), a fresh nonce for each; the key by HKDF-SHA-256, so that what opens a number signs
no ticket. `where` binds a sealed number to its row: copied to another row it does not open.
"""

from __future__ import annotations

import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from kiosk.domain.private import Private

NONCE_BYTES = 12
PURPOSE = b"green-channel-kiosk phone 1"


class CannotOpen(Exception):
    """Not sealed by this terminal's key for this row, or changed since."""


class Seal:
    """secret: the terminal's key, 32 bytes."""

    def __init__(self, secret: bytes) -> None:
        key = HKDF(algorithm=SHA256(), length=32, salt=None, info=PURPOSE).derive(secret)
        self._cipher = AESGCM(key)

    def close(self, digits: str, where: str) -> bytes:
        nonce = secrets.token_bytes(NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, digits.encode("ascii"), where.encode("utf-8"))

    def open(self, sealed: bytes, where: str) -> Private:
        """Raises CannotOpen."""
        try:
            digits = self._cipher.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], where.encode("utf-8"))
        except (InvalidTag, ValueError) as error:
            raise CannotOpen(where) from error
        return Private(digits.decode("ascii"))
