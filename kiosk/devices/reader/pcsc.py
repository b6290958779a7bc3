"""Chip cards on any PC/SC reader: social security cards, the chip of resident cards, staff badges.

Facts: devices.md section 4. A resident card tells a generic reader eight bytes that stay the same (00 36 00 00 08)
and nothing else: name and number need the SAM of an identity-card reader. A badge's UID comes by GET DATA of PC/SC
part 3 (FF CA 00 00 00), ATRs of contactless cards by its section 3.1.3.2.3; random UIDs begin with 08 (ISO 14443-3).

pyscard's CardMonitor dies with pcscd and stays dead, so the waiting is our own: SCardGetStatusChange.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass

from kiosk.devices.reader import social_security
from kiosk.devices.reader.events import (
    BadgeTapped,
    CardProblem,
    CardRead,
    CardReading,
    CardRemoved,
    CardTrouble,
    ChipSeen,
    ReaderEvent,
)
from kiosk.devices.reader.pcsc_link import CardSilent, PcscLink
from kiosk.devices.reader.scard import PLUG_AND_PLAY, CardFault, ReaderState
from kiosk.devices.reader.social_security import SocialSecurityError
from kiosk.devices.status import DeviceState, DeviceStatus, WhoActs

WAIT_SECONDS = 0.5
TRIES = 3
READ_SECONDS = 5.0  # all tries together
GONE_SECONDS = 0.6  # pcscd looks every 0.4 s whether the card is still there
RETURN_SECONDS = (
    5.0  # a reader that lost its power for a moment, or pcscd restarted: the card in it stays the same
)

CHIP_SERIAL = bytes.fromhex("0036000008")
GET_UID = bytes.fromhex("FFCA000000")
RESIDENT_ATRS = (bytes.fromhex("3B888001D10386"), bytes.fromhex("3B868001804F03F00100"))  # how they begin
STORAGE_CARD = bytes.fromhex("804F0CA000000306")  # in the ATR: memory only, it knows no commands
UID_SIZES = (4, 7, 8, 10)  # ISO 14443-3, and 8 for ISO 15693
RANDOM_UID = 0x08  # first of four bytes

_OK = (0x90, 0x00)


@dataclass
class _Placing:
    """One card from being put down to being taken away.

    count: of comings and goings at the reader when it came; None when pcscd or the reader was away since.
    fingerprint: of what was told of it. missing_since: the reader is away, seconds on the monotonic clock.
    """

    count: int | None
    fingerprint: bytes
    missing_since: float | None = None


@dataclass
class _Attempt:
    """At one card, in several tries. announced: it was a social security card in one of them."""

    until: float
    told: Callable[[CardReading], None]
    number: int = 0
    announced: bool = False

    def reading(self) -> None:
        if not self.announced:
            self.announced = True
            self.told(CardReading())


class PcscReader:
    """Events are emitted on the thread that calls poll, the moment they are known.

    reader: part of the names of the readers to use; "" for all. badge_key: the key of BadgeTapped; must not raise.
    A placing outlives close and open: a card that still lies there is recognised and not reported again, one that
    was taken meanwhile is reported as removed.
    """

    def __init__(
        self,
        on_event: Callable[[ReaderEvent], None],
        *,
        reader: str = "",
        badge_key: Callable[[], bytes],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.name = "cards"
        self.poll_seconds = 0.0  # poll itself waits, for a change
        self._link = PcscLink()
        self.traffic = self._link.traffic
        self._emit = on_event
        self._wanted = reader
        self._badge_key = badge_key
        self._clock = clock
        self._known: dict[str, int] = {}
        self._placings: dict[str, _Placing] = {}
        # Chips and fingerprints mean nothing outside this process.
        self._salt = secrets.token_bytes(32)

    def open(self) -> None:
        """Connect to pcscd. Raises DeviceFault ("pcscd-gone", "pcscd-no-permission", "pyscard-missing"), OSError."""
        self._link.open()

    def poll(self) -> DeviceStatus:
        """Wait at most WAIT_SECONDS for a card or a reader to come or go, and tell. Raises as open does."""
        names = [name for name in self._link.list_readers() if self._wanted in name]
        known = {name: self._known.get(name, 0) for name in names}
        states = self._link.get_status_change({**known, PLUG_AND_PLAY: 0}, WAIT_SECONDS)
        states.pop(PLUG_AND_PLAY, None)
        self._known = {name: state.flags for name, state in states.items()}
        for name, state in states.items():
            self._look(name, state)
        for name in self._placings.keys() - states.keys():
            self._reader_missing(name)
        if not names:
            return DeviceStatus(
                self.name, DeviceState.POWER_OFF, "card-reader-missing", WhoActs.MAINTENANCE, self._wanted
            )
        return DeviceStatus(self.name, DeviceState.ONLINE, "device-online", identity=", ".join(names))

    def close(self) -> None:
        self._link.close()
        self._known.clear()
        for placing in self._placings.values():
            placing.count = None

    def _look(self, reader: str, state: ReaderState) -> None:
        placing = self._placings.get(reader)
        if state.empty and placing is not None:
            self._left(reader)
        if not state.present:
            return
        if placing is not None and placing.count is not None and placing.count != state.count:
            # Taken and another one put down, quicker than we looked.
            self._left(reader)
            placing = None
        if placing is None:
            event = self._identify(reader, state, told=self._emit)
            self._placings[reader] = _Placing(state.count, self._fingerprint(event))
            self._emit(event)
        elif placing.count is None:
            self._recognise(reader, state, placing)

    def _recognise(self, reader: str, state: ReaderState, placing: _Placing) -> None:
        """After pcscd or the reader was away: is it still the same card?"""
        event = self._identify(reader, state, told=lambda _: None)
        fingerprint = self._fingerprint(event)
        if placing.fingerprint != fingerprint:
            self._left(reader)
            self._emit(event)
        self._placings[reader] = _Placing(state.count, fingerprint)

    def _reader_missing(self, reader: str) -> None:
        placing = self._placings[reader]
        placing.count = None
        if placing.missing_since is None:
            placing.missing_since = self._clock()
        elif self._clock() - placing.missing_since > RETURN_SECONDS:
            self._left(reader)

    def _left(self, reader: str) -> None:
        del self._placings[reader]
        self._emit(CardRemoved())

    def _identify(self, reader: str, state: ReaderState, told: Callable[[CardReading], None]) -> ReaderEvent:
        """The one outcome of a card. told: gets CardReading, once, when the reading takes a moment."""
        attempt = _Attempt(self._clock() + READ_SECONDS, told)
        while attempt.number < TRIES and self._clock() < attempt.until:
            attempt.number += 1
            try:
                event = self._try(reader, state.atr, attempt)
            except CardSilent:
                self._link.open()
                break
            if event is not None:
                return event
            # Also after an answer that made no sense: some readers hand on half of one from a card that is pulled.
            if self._has_gone(reader, state):
                return CardTrouble(CardProblem.MOVED)
        return CardTrouble(CardProblem.UNREADABLE)

    def _try(self, reader: str, atr: bytes, attempt: _Attempt) -> ReaderEvent | None:
        """None for what another try may mend. Raises CardSilent."""
        try:
            return self._ask_card(reader, atr, attempt)
        except SocialSecurityError as error:
            locked = error.problem is CardProblem.NAME_LOCKED
            return CardTrouble(CardProblem.NAME_LOCKED) if locked else None
        except CardFault:
            return None

    def _ask_card(self, reader: str, atr: bytes, attempt: _Attempt) -> ReaderEvent:
        """Raises CardFault, CardSilent, SocialSecurityError."""
        with self._link.card(reader, reset=attempt.number > 1) as send:

            def exchange(apdu: bytes) -> tuple[bytes, int, int]:
                if self._clock() > attempt.until:
                    raise CardFault("it takes too long")
                reply = send(apdu)
                return reply[:-2], reply[-2], reply[-1]

            if atr.startswith(RESIDENT_ATRS):
                return self._chip(exchange)
            if STORAGE_CARD not in atr and social_security.select(exchange):
                attempt.reading()
                return CardRead(social_security.read(exchange))
            if attempt.announced:
                raise CardFault("the application that was there is not found again")
            return self._badge(exchange)

    def _chip(self, exchange: social_security.Exchange) -> ChipSeen:
        serial, *status = exchange(CHIP_SERIAL)
        if tuple(status) != _OK or len(serial) != 8:
            raise CardFault("no chip serial")
        return ChipSeen(hmac.new(self._salt, b"chip " + serial, hashlib.sha256).hexdigest())

    def _badge(self, exchange: social_security.Exchange) -> BadgeTapped | CardTrouble:
        uid, *status = exchange(GET_UID)
        if tuple(status) != _OK or not is_lasting_uid(uid):
            return CardTrouble(CardProblem.NOT_AN_IDENTITY_CARD)
        return BadgeTapped(hmac.new(self._badge_key(), uid, hashlib.sha256).hexdigest())

    def _has_gone(self, reader: str, state: ReaderState) -> bool:
        """Waits a moment: pcscd needs it to notice, and a trembling hand gets a rest before the next try."""
        now = self._link.get_status_change({reader: state.flags}, GONE_SECONDS)[reader]
        return not now.present or now.count != state.count

    def _fingerprint(self, event: ReaderEvent) -> bytes:
        match event:
            case CardRead(identity=identity):
                told = f"read {identity.number}"
            case CardTrouble(problem=problem):
                told = f"trouble {problem}"
            case ChipSeen(chip=chip):
                told = f"chip {chip}"
            case BadgeTapped(badge=badge):
                told = f"badge {badge}"
            case CardReading() | CardRemoved():
                told = ""
        return hmac.new(self._salt, told.encode(), hashlib.sha256).digest()


def is_lasting_uid(uid: bytes) -> bool:
    """False for what cannot be a badge: no UID, all zeros, or one that is drawn anew at each tap."""
    if len(uid) not in UID_SIZES or not any(uid):
        return False
    return not (len(uid) == 4 and uid[0] == RANDOM_UID)
