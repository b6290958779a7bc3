"""PC/SC calls, typed: one function for each SCard function of pyscard's smartcard.scard that the kiosk uses.

Return codes are those of pcsc-lite's pcsclite.h. pyscard is optional (extra `pcsc`) and is imported by the first
call. None of these calls but `changes` ends by itself when pcscd hangs or a card is silent: pcsc_link.py gives
them a deadline.
"""

from __future__ import annotations

import errno
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kiosk.devices.status import DeviceFault, DeviceState, WhoActs

PLUG_AND_PLAY = r"\\?PnP?\Notification"  # a reader that stands for the list of readers

STATE_CHANGED, STATE_EMPTY, STATE_PRESENT = 0x0002, 0x0010, 0x0020

_SUCCESS = 0
_TIMEOUT = 0x8010000A
_NO_READERS = 0x8010002E
_SHARING_VIOLATION = 0x8010000B
_SECURITY_VIOLATION = 0x8010006A
_SERVICE_GONE = frozenset(
    {
        0x8010001D,  # SCARD_E_NO_SERVICE
        0x8010001E,  # SCARD_E_SERVICE_STOPPED
        0x80100003,  # SCARD_E_INVALID_HANDLE: of a pcscd that was there before
        0x80100013,  # SCARD_F_COMM_ERROR: the socket broke
    }
)
_CARD_CODES = frozenset(
    {
        0x8010000C,  # SCARD_E_NO_SMARTCARD
        0x8010000F,  # SCARD_E_PROTO_MISMATCH
        0x80100016,  # SCARD_E_NOT_TRANSACTED
        0x8010002F,  # SCARD_E_COMM_DATA_LOST
        0x80100065,  # SCARD_W_UNSUPPORTED_CARD
        0x80100066,  # SCARD_W_UNRESPONSIVE_CARD
        0x80100067,  # SCARD_W_UNPOWERED_CARD
        0x80100068,  # SCARD_W_RESET_CARD
        0x80100069,  # SCARD_W_REMOVED_CARD
    }
)


class CardFault(Exception):
    """The card, not the reader: it was taken away, is upside down, or its answer is torn."""


@dataclass(frozen=True)
class ReaderState:
    """flags: SCARD_STATE_*, in the upper 16 bits how often a card came or went. atr: b"" without a card."""

    flags: int
    atr: bytes = b""

    @property
    def present(self) -> bool:
        return bool(self.flags & STATE_PRESENT)

    @property
    def empty(self) -> bool:
        return bool(self.flags & STATE_EMPTY)

    @property
    def count(self) -> int:
        return self.flags >> 16


@dataclass(frozen=True)
class Connection:
    handle: int
    protocol: int


def establish() -> int:
    """A context: one connection to pcscd, for one thread. Raises as every function here: see check."""
    scard = _library()
    code, context = scard.SCardEstablishContext(scard.SCARD_SCOPE_SYSTEM)
    check(code)
    return context


def release(context: int) -> None:
    """Never raises: with a pcscd that is gone there is nothing left to give back."""
    _library().SCardReleaseContext(context)


def list_readers(context: int) -> list[str]:
    code, names = _library().SCardListReaders(context, [])
    if code & 0xFFFFFFFF == _NO_READERS:
        return []
    check(code)
    return list(names)


def get_status_change(context: int, known: Mapping[str, int], milliseconds: int) -> dict[str, ReaderState]:
    """The state of each reader in `known`, as soon as one differs from it or after `milliseconds`.

    known: reader to the flags last seen, 0 for none yet.
    """
    code, states = _library().SCardGetStatusChange(context, milliseconds, list(known.items()))
    if code & 0xFFFFFFFF != _TIMEOUT:
        check(code)
    return {name: ReaderState(flags & ~STATE_CHANGED, bytes(atr)) for name, flags, atr in states}


def connect(context: int, reader: str, *, reset: bool) -> Connection:
    """reset: begin with a card that has forgotten everything.

    Not the other way round, a reset at the end: when it fails because the card has just left, pcscd takes note of
    an empty reader and overlooks a card that is put there in the same 0.4 s.
    """
    scard = _library()
    either = scard.SCARD_PROTOCOL_T0 | scard.SCARD_PROTOCOL_T1
    code, handle, protocol = scard.SCardConnect(context, reader, scard.SCARD_SHARE_SHARED, either)
    check(code)
    if reset:
        code, protocol = scard.SCardReconnect(
            handle, scard.SCARD_SHARE_SHARED, either, scard.SCARD_RESET_CARD
        )
        if code != _SUCCESS:
            disconnect(Connection(handle, protocol))
        check(code)
    return Connection(handle, protocol)


def transmit(card: Connection, apdu: bytes) -> bytes:
    """Data and status word, at least two bytes."""
    scard = _library()
    header = scard.SCARD_PCI_T1 if card.protocol == scard.SCARD_PROTOCOL_T1 else scard.SCARD_PCI_T0
    code, reply = scard.SCardTransmit(card.handle, header, list(apdu))
    check(code)
    if len(reply) < 2:
        raise CardFault(f"an answer of {len(reply)} bytes")
    return bytes(reply)


def disconnect(card: Connection) -> None:
    """Never raises: a card that has left needs no goodbye."""
    scard = _library()
    scard.SCardDisconnect(card.handle, scard.SCARD_LEAVE_CARD)


def check(code: int) -> None:
    """What a return code means: CardFault, DeviceFault (pcscd gone, or it refuses us), OSError for the rest."""
    code &= 0xFFFFFFFF
    if code == _SUCCESS:
        return
    cause = f"PC/SC {code:08X}"
    if code in _CARD_CODES:
        raise CardFault(cause)
    if code in _SERVICE_GONE:
        raise DeviceFault(DeviceState.POWER_OFF, "pcscd-gone", WhoActs.MAINTENANCE, cause)
    if code == _SECURITY_VIOLATION:
        raise DeviceFault(DeviceState.POWER_OFF, "pcscd-no-permission", WhoActs.CONFIGURATION, cause)
    if code == _SHARING_VIOLATION:
        raise OSError(errno.EBUSY, cause)
    # Among them SCARD_E_UNKNOWN_READER and SCARD_E_READER_UNAVAILABLE: it was unplugged a moment ago.
    raise OSError(errno.ENODEV, cause)


def _library() -> Any:
    """pyscard has no type information: Any ends in this file."""
    try:
        from smartcard import scard
    except ImportError as error:
        raise DeviceFault(
            DeviceState.POWER_OFF, "pyscard-missing", WhoActs.CONFIGURATION, str(error)
        ) from error
    return scard
