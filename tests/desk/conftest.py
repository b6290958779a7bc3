"""The hands of the desk work on a real ledger, as the rooms' own tests do."""

from __future__ import annotations

from tests.store.conftest import clock, ledger

__all__ = ["clock", "ledger"]
