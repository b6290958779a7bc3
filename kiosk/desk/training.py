"""A ledger for training: a real one in a folder of its own, with some visitors in it, gone when the kiosk stops."""

from __future__ import annotations

import secrets
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from kiosk.domain.call import CallReason
from kiosk.domain.hall import Hall, Words
from kiosk.domain.staff import StaffRole
from kiosk.domain.ticket import Group, HelpMode, Need
from kiosk.late import Late

if TYPE_CHECKING:  # SQLAlchemy is loaded after the first screen stands
    from kiosk.store.tickets import Store

TERMINAL, SERIES = "TRAIN", "练"


class TrainingLedger:
    """Made when somebody first trains. Nothing of the real ledger is in it, and nothing of it reaches the real one."""

    def __init__(self, hall: Hall) -> None:
        self._hall = hall
        self._folders: list[TemporaryDirectory[str]] = []
        self._store = Late(self._open)

    def get(self) -> Store:
        """From any thread. Raises StoreUnavailable or OSError."""
        return self._store.get()

    def close(self) -> None:
        for folder in self._folders:
            self._store.get().close()
            folder.cleanup()

    def _open(self) -> Store:
        from kiosk.store.database import make_engine, migrate
        from kiosk.store.tickets import Store

        made = TemporaryDirectory(prefix="kiosk-training-")
        folder = Path(made.name)
        engine = make_engine(f"sqlite:///{folder / 'training.db'}")
        migrate(engine)
        key = secrets.token_bytes(32)
        store = Store(engine, key, terminal=TERMINAL, series=SERIES, day_starts=0, folder=folder)
        self._people(store)
        self._folders.append(made)
        return store

    def _people(self, store: Store) -> None:
        """Three visitors, two of whom wait for somebody."""
        from kiosk.store.issuing import NewTicket

        store.staff.add(Words(zh="练习用志愿者", en="volunteer for training"), StaffRole.VOLUNTEER, None)
        errands = self._hall.errands
        visitors = (
            (Group.ELDER, HelpMode.ACCOMPANY, frozenset({Need.COMPANY}), CallReason.ACCOMPANY),
            (Group.DISABLED, HelpMode.SEAT, frozenset({Need.WHEELCHAIR}), CallReason.WHEELCHAIR),
            (None, HelpMode.SEAT, frozenset[Need](), None),
        )
        for place, (group, help_mode, needs, call) in enumerate(visitors):
            errand = errands[place % len(errands)].id
            store.issue(NewTicket(f"training-{place}", errand, help_mode, needs, group, call))
