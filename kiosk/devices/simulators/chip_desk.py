"""The chip-card reader of the rig: one slot, one card at a time, and the pcscd underneath."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import ExitStack
from typing import Literal, Self

from kiosk.devices.simulators.chip_card import ChipCard, ChipFault, ChipFaultKind
from kiosk.devices.simulators.chip_cards import Badge, BankCard, ResidentCardChip, SocialSecurityCard
from kiosk.devices.simulators.pcscd import SOCKET_VARIABLE, PcscDaemon
from kiosk.devices.simulators.personas import Persona

SLOT = "Virtual PCD 00 00"  # vpcd's name of its first slot
BADGE_UID = bytes.fromhex("04A1B2C3D4E5F6")

ChipKind = Literal["social-2", "social-3", "resident", "badge", "bank"]


class ChipDesk:
    """A context manager. All methods from one thread; they take up to a second, as pcscd does."""

    def __init__(self, personas: Mapping[str, Persona]) -> None:
        self._personas = personas
        self._stack = ExitStack()
        self.daemon: PcscDaemon
        self.card: ChipCard | None = None

    def __enter__(self) -> Self:
        """Raises PcscdUnavailable."""
        with ExitStack() as stack:
            self.daemon = PcscDaemon()
            stack.callback(self.daemon.close)
            self.daemon.start()
            stack.callback(_set_socket, os.environ.get(SOCKET_VARIABLE))
            _set_socket(str(self.daemon.socket))
            stack.callback(self.remove)
            self._stack = stack.pop_all()
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def insert(self, kind: ChipKind, persona: str, fault: ChipFault | None = None) -> None:
        """Put a card in, in place of one that is in. Raises OSError when no reader is there to take it."""
        self.remove()
        port, person = self.daemon.port, self._personas[persona]
        match kind:
            case "social-2":
                card = SocialSecurityCard(port, person, "2.00")
            case "social-3":
                card = SocialSecurityCard(port, person, "3.00")
            case "resident":
                card = ResidentCardChip(port, person)
            case "badge":
                card = Badge(port, BADGE_UID)
            case "bank":
                card = BankCard(port)
        card.order(fault)
        card.insert()
        self.card = card

    def insert_torn(self, persona: str) -> None:
        """A social security card that is torn out in the middle of its third answer."""
        self.insert("social-2", persona, ChipFault(ChipFaultKind.PULLED, after=2))

    def remove(self) -> None:
        if self.card is not None:
            self.card.remove()
            self.card = None

    def kill_service(self) -> None:
        """Does nothing when it is dead."""
        if self.daemon.running:
            self.daemon.kill()

    def start_service(self, *, reader: bool = True) -> None:
        """A fresh pcscd, with or without the reader. A card that is in stays in the hand, not in the reader."""
        self.remove()
        self.kill_service()
        self.daemon.start(reader=reader)


def _set_socket(path: str | None) -> None:
    if path is None:
        os.environ.pop(SOCKET_VARIABLE, None)
    else:
        os.environ[SOCKET_VARIABLE] = path
