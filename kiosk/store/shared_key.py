"""Terminals that share a ledger share the key file: else one could not read another's tickets, badges and phones.

The ledger holds a fingerprint of the key that was there first. It tells nothing of the key.
"""

from __future__ import annotations

import hashlib
import hmac

from sqlalchemy import Engine, String, select
from sqlalchemy.orm import Mapped, mapped_column

from kiosk.store.database import transaction
from kiosk.store.tables import Base

PURPOSE = b"green-channel-kiosk ledger 1"


class KeyRow(Base):
    """One row at most."""

    __tablename__ = "ledger_key"

    fingerprint: Mapped[str] = mapped_column(String(64), primary_key=True)


def fingerprint(key: bytes) -> str:
    return hmac.new(key, PURPOSE, hashlib.sha256).hexdigest()


def key_is_the_ledgers(engine: Engine, key: bytes) -> bool:
    """The first key that comes is the ledger's from then on. Raises StoreUnavailable."""
    with transaction(engine) as session:
        known = session.scalar(select(KeyRow.fingerprint))
        if known is None:
            session.add(KeyRow(fingerprint=fingerprint(key)))
            return True
        return known == fingerprint(key)
