"""Identity-card readers with a SAM on a serial line ("sdtapi" readers), after GA/T 467-2019.

A round is find -> select -> read. The card that has been read is watched with the management number, because
some modules answer "no card" to a second find while the card stays and others would read it over and over.
One placing of a card gives at most one CardRead, and one CardRemoved when it has left.
"""

from __future__ import annotations

import hashlib
import secrets
import struct
import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from kiosk.devices.reader.card_text import CardTextError, identity_from
from kiosk.devices.reader.events import (
    CardProblem,
    CardRead,
    CardReading,
    CardRemoved,
    CardTrouble,
    ReaderEvent,
)
from kiosk.devices.reader.sam_codec import FrameError, Reply, text_block
from kiosk.devices.reader.sam_link import NoReply, SamLink, SerialLine
from kiosk.devices.sam_constants import (
    FIND,
    GET_STATUS,
    PHOTO_BYTES,
    READ_MANAGEMENT_NUMBER,
    READ_SAM_ID,
    READ_TEXT_PHOTO,
    SELECT,
    SW3_CARD_FOUND,
    SW3_NO_CARD,
    SW3_NO_CONTENT,
    SW3_OK,
    SW3_READ_FAILED,
    SW3_SELECT_FAILED,
    SW3_UNRECOGNISED_CARD,
    TEXT_BYTES,
)
from kiosk.devices.status import DeviceFault, DeviceState, DeviceStatus, WhoActs
from kiosk.domain.identity import Identity

# Seconds that the SAM may take to answer; vendors wait 0.1 to 0.2, 2 and 0.3 (facts, devices §1.4).
SHORT_WAIT, READ_WAIT, WATCH_WAIT = 0.5, 3.0, 1.0
BOOT_ASKS = 4  # times SHORT_WAIT: a module may need 2 s after its port is opened
SILENT_ASKS = 3  # questions without a good reply before the reader itself is doubted
TRIES = 3
MISSES = 2  # one miss can be a disturbed field, two in a row are a card that left

_SAM_ID = struct.Struct("<HHIII")
_PROBLEMS = {
    SW3_READ_FAILED: CardProblem.MOVED,
    SW3_SELECT_FAILED: CardProblem.MOVED,
    SW3_UNRECOGNISED_CARD: CardProblem.NOT_AN_IDENTITY_CARD,
}


class _Stage(Enum):
    TRYING = "trying"
    READ = "read"
    GIVEN_UP = "given_up"


@dataclass
class _Placing:
    """One card from being put down to being taken away. fingerprint: of its number, once it is read."""

    stage: _Stage = _Stage.TRYING
    tries: int = 0
    misses: int = 0
    told_moved: bool = False
    fingerprint: bytes = b""


class SdtSerialReader:
    """Events are emitted on the thread that calls poll, the moment they are known.

    A placing outlives close and open: when the port comes back, the card that still lies there is recognised
    and not reported again, and one that was taken meanwhile is reported as removed.
    """

    def __init__(
        self,
        transport: SerialLine,
        on_event: Callable[[ReaderEvent], None],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.name = "reader"
        self.poll_seconds = 0.2
        self.traffic = transport.traffic
        self._link = SamLink(transport, clock)
        self._emit = on_event
        self._where = transport.where
        self._sam_id = ""
        self._placing: _Placing | None = None
        # The number itself is not kept while the card lies there, only a digest that means nothing elsewhere.
        self._salt = secrets.token_bytes(16)

    def open(self) -> None:
        """Open the port and read the SAM's id.

        Raises OSError, or DeviceFault: UNKNOWN when nothing answers, HARDWARE_ERROR when the SAM's self test
        failed or the SAM is not authorised.
        """
        self._link.open()
        for _ in range(BOOT_ASKS):
            if isinstance(self._link.ask(GET_STATUS, SHORT_WAIT), Reply):
                break
        else:
            raise self._silent()
        answer = self._link.ask(READ_SAM_ID, SHORT_WAIT)
        if isinstance(answer, NoReply):
            raise self._silent()
        self._sam_id = sam_id_text(answer.data) if answer.sw3 == SW3_OK else ""

    def poll(self) -> DeviceStatus:
        """One round: look for a card and read it, or see whether the card that was read is still there.

        Raises OSError or DeviceFault as open does; a silent reader is UNKNOWN after about 2 s.
        """
        if self._placing and self._placing.stage is _Stage.READ:
            self._watch(self._placing)
        else:
            self._look()
        # Some handhelds answer find with a broken frame when there is no card: ask for the status first.
        if self._link.unanswered >= SILENT_ASKS and isinstance(
            self._link.ask(GET_STATUS, SHORT_WAIT), NoReply
        ):
            raise self._silent()
        return DeviceStatus(self.name, DeviceState.ONLINE, "device-online", identity=self._sam_id)

    def close(self) -> None:
        self._link.close()

    def _look(self) -> None:
        found = self._find()
        if found is None:
            return
        if found == SW3_NO_CARD:
            self._missed()
        elif found == SW3_UNRECOGNISED_CARD:
            self._give_up(self._placing or _Placing(), CardProblem.NOT_AN_IDENTITY_CARD)
        elif found == SW3_CARD_FOUND:
            if self._placing is None:
                self._emit(CardReading())
            placing = self._placing = self._placing or _Placing()
            placing.misses = 0
            if placing.stage is _Stage.TRYING:
                self._take(placing, self._read())
        elif self._placing and self._placing.stage is _Stage.TRYING:
            self._take(self._placing, CardProblem.UNREADABLE)

    def _take(self, placing: _Placing, outcome: Identity | CardProblem) -> None:
        """What one try gave. The next try is in the next round: a trembling hand gets a moment to rest."""
        if isinstance(outcome, Identity):
            self._accept(placing, outcome)
            return
        if outcome is CardProblem.NOT_AN_IDENTITY_CARD:
            self._give_up(placing, outcome)
            return
        placing.tries += 1
        if outcome is CardProblem.MOVED and not placing.told_moved:
            placing.told_moved = True
            self._emit(CardTrouble(CardProblem.MOVED))
        if placing.tries >= TRIES:
            self._give_up(placing, CardProblem.UNREADABLE)

    def _find(self) -> int | None:
        """SW3 of find. None for silence, which says nothing of a card; a broken frame counts as no card."""
        answer = self._link.ask(FIND, SHORT_WAIT)
        if isinstance(answer, Reply):
            return answer.sw3
        return SW3_NO_CARD if answer is NoReply.BROKEN else None

    def _read(self) -> Identity | CardProblem:
        """Select and read the card that was found. UNREADABLE stands for all that trying again may mend."""
        answer = self._link.ask(SELECT, SHORT_WAIT)
        if isinstance(answer, Reply) and answer.sw3 == SW3_OK:
            answer = self._link.ask(READ_TEXT_PHOTO, READ_WAIT, TEXT_BYTES + PHOTO_BYTES)
        if isinstance(answer, NoReply):
            return CardProblem.UNREADABLE
        if answer.sw3 != SW3_OK:
            return _PROBLEMS.get(answer.sw3, CardProblem.UNREADABLE)
        try:
            return identity_from(text_block(answer.data))
        except (FrameError, CardTextError):
            # Also the late reply of another command, which has no text in it.
            return CardProblem.UNREADABLE

    def _watch(self, placing: _Placing) -> None:
        answer = self._link.ask(READ_MANAGEMENT_NUMBER, WATCH_WAIT)
        if isinstance(answer, Reply) and answer.sw3 in (SW3_OK, SW3_NO_CONTENT):
            placing.misses = placing.tries = 0
            return
        placing.misses += 1
        if placing.misses >= MISSES:
            self._look_again(placing)

    def _look_again(self, placing: _Placing) -> None:
        """The card that was read is silent: has it left, is it another one, or was it a disturbance?"""
        found = self._find()
        if found is None:
            return
        if found != SW3_CARD_FOUND:
            self._left()
            return
        outcome = self._read()
        if isinstance(outcome, Identity) and self._fingerprint(outcome) == placing.fingerprint:
            placing.misses = placing.tries = 0
        elif isinstance(outcome, Identity):
            self._left()
            self._emit(CardReading())
            self._accept(_Placing(), outcome)
        else:
            placing.tries += 1
            if placing.tries >= TRIES:
                self._left()

    def _accept(self, placing: _Placing, identity: Identity) -> None:
        placing.stage = _Stage.READ
        placing.tries = placing.misses = 0
        placing.fingerprint = self._fingerprint(identity)
        self._placing = placing
        self._emit(CardRead(identity))

    def _give_up(self, placing: _Placing, problem: CardProblem) -> None:
        """Say so once; nothing more is tried until the card leaves."""
        self._placing = placing
        placing.misses = 0
        if placing.stage is not _Stage.GIVEN_UP:
            placing.stage = _Stage.GIVEN_UP
            self._emit(CardTrouble(problem))

    def _missed(self) -> None:
        if self._placing is None:
            return
        self._placing.tries = 0
        self._placing.misses += 1
        if self._placing.misses >= MISSES:
            self._left()

    def _left(self) -> None:
        placing, self._placing = self._placing, None
        if placing and placing.stage is _Stage.TRYING and not placing.told_moved:
            # Taken away before it was read: the screen must not go on saying that it is being read.
            self._emit(CardTrouble(CardProblem.MOVED))
        self._emit(CardRemoved())

    def _fingerprint(self, identity: Identity) -> bytes:
        return hashlib.blake2b(identity.number.encode(), key=self._salt).digest()

    def _silent(self) -> DeviceFault:
        return DeviceFault(
            DeviceState.UNKNOWN, "device-silent", WhoActs.MAINTENANCE, f"no answer on {self._where}"
        )


def sam_id_text(data: bytes) -> str:
    """The SAM's id as it is written on the module, such as 05.01-20100731-...; "" when it is not 16 bytes."""
    if len(data) != _SAM_ID.size:
        return ""
    return "{:02d}.{:02d}-{:08d}-{:010d}-{:010d}".format(*_SAM_ID.unpack(data))
