"""The chip cards of the simulation: social security, resident card without its text, staff badge.

Written from the tables of the fact sheet (devices.md, section 4), apart from the driver. Where it is silent ISO
7816-4 gives the status words (6982 security status not satisfied, 6A82 file not found, 6A83 record not found, 6D00
instruction not supported, 61xx more data, 6Cxx wrong Le) and PC/SC part 3 the ATR and GET DATA of contactless cards.
"""

from __future__ import annotations

import hashlib
from typing import Literal

from kiosk.devices.simulators.chip_card import ChipCard
from kiosk.devices.simulators.personas import Persona

OK = bytes.fromhex("9000")
LOCKED = bytes.fromhex("6982")
NO_FILE = bytes.fromhex("6A82")
NO_RECORD = bytes.fromhex("6A83")
NO_INSTRUCTION = bytes.fromhex("6D00")

APPLICATION = bytes.fromhex("7378312E73682EC9E7BBE1B1A3D5CF")  # GBK "sx1.sh.社会保障"
SELECT, READ_RECORD, GET_RESPONSE = 0xA4, 0xB2, 0xC0
EF05, EF06 = 0x2C, 0x34  # P2 of READ RECORD: short file id 5 or 6, P1 is a record number

Generation = Literal["1.00", "2.00", "3.00"]


class SocialSecurityCard(ChipCard):
    """T=0. generation: "3.00" keeps the name, number and expiry to itself (6982).

    chained: data comes by GET RESPONSE after 61xx, and a wrong Le is answered with 6Cxx. Otherwise all of it
    comes at once, whatever Le says.
    """

    # ISO 7816-3: the shortest ATR of T=0. What real cards tell besides differs from city to city.
    atr = bytes.fromhex("3B00")

    def __init__(
        self, port: int, persona: Persona, generation: Generation = "2.00", *, chained: bool = False
    ) -> None:
        super().__init__(port)
        self._free, self._guarded = _records(persona, generation)
        self._locked = generation == "3.00"
        self._chained = chained
        self._selected = False
        self._waiting = b""

    def reset(self) -> None:
        super().reset()
        self._selected = False
        self._waiting = b""

    def answer(self, apdu: bytes) -> bytes:
        if len(apdu) < 4 or apdu[0] != 0:
            return NO_INSTRUCTION
        waiting, self._waiting = self._waiting, b""
        if apdu[1] == SELECT:
            return self._select(apdu)
        if apdu[1] == READ_RECORD:
            return self._read(record=apdu[2], file=apdu[3], le=_le(apdu))
        if apdu[1] == GET_RESPONSE and waiting:
            self._waiting = waiting[_le(apdu) :]
            return waiting[: _le(apdu)] + self._status()
        return NO_INSTRUCTION

    def _select(self, apdu: bytes) -> bytes:
        self._selected = apdu[2:4] == b"\x04\x00" and apdu[5 : 5 + apdu[4]] == APPLICATION
        if not self._selected:
            return NO_FILE
        # ISO 7816-4: the answer to SELECT is a template 6F of control information, here with the name (84).
        name = b"\x84" + bytes([len(APPLICATION)]) + APPLICATION
        return self._give(b"\x6f" + bytes([len(name)]) + name) if self._chained else OK

    def _read(self, record: int, file: int, le: int) -> bytes:
        if not self._selected or file not in (EF05, EF06):
            return NO_FILE
        locked = self._locked and (file == EF06 or record == 7)
        if locked:
            return LOCKED
        data = (self._free if file == EF05 else self._guarded).get(record)
        if data is None:
            return NO_RECORD
        if not self._chained:
            return data + OK
        if le != len(data):
            return bytes([0x6C, len(data)])
        return self._give(data)

    def _give(self, data: bytes) -> bytes:
        self._waiting = data
        return self._status()

    def _status(self) -> bytes:
        return bytes([0x61, len(self._waiting)]) if self._waiting else OK


def _records(persona: Persona, generation: Generation) -> tuple[dict[int, bytes], dict[int, bytes]]:
    """EF05 and EF06 by record number: tag, length, value."""
    number = persona.number.encode("ascii")
    name = persona.name.encode("gb18030").ljust(50, b"\0")  # GBK, and rare characters where GBK has none
    sex, nation = persona.sex.encode("ascii"), bytes.fromhex(persona.nation or "01")
    born = bytes.fromhex(persona.birth.strftime("%Y%m%d"))
    free = {
        1: _tlv(0x01, number[:6].ljust(16, b"\0")),
        2: _tlv(0x02, b"1"),
        3: _tlv(0x03, generation.encode("ascii")),
        4: _tlv(0x04, number[:12]),
        5: _tlv(0x05, bytes.fromhex(persona.valid_from.strftime("%Y%m%d"))),
        6: _tlv(0x06, bytes.fromhex("20991231")),
        7: _tlv(0x07, b"A99000001"),
    }
    items = [(0x08, number), (0x09, name[:30])]
    if generation != "1.00":
        items.append((0x4E, name[30:]))
    items += [(0x0A, sex), (0x0B, nation), (0x0C, number[:6]), (0x0D, born)]
    return free, {record: _tlv(tag, value) for record, (tag, value) in enumerate(items, 1)}


def _tlv(tag: int, value: bytes) -> bytes:
    return bytes([tag, len(value)]) + value


def _le(apdu: bytes) -> int:
    """The last byte of a short command without data; 00 stands for 256."""
    return (apdu[4] or 256) if len(apdu) == 5 else 256


class ResidentCardChip(ChipCard):
    """What a generic contactless reader sees of a resident card: eight bytes that stay the same, and no text."""

    atr = bytes.fromhex("3B888001D10386050080800058")

    def __init__(self, port: int, persona: Persona) -> None:
        super().__init__(port)
        self._serial = hashlib.sha256(b"chip " + persona.number.encode()).digest()[:8]

    def answer(self, apdu: bytes) -> bytes:
        if apdu == bytes.fromhex("0036000008"):
            return self._serial + OK
        if apdu == bytes.fromhex("FFCA000000"):
            return bytes(4) + OK  # its PUPI is 0 and tells nobody
        return NO_INSTRUCTION


class Badge(ChipCard):
    """A staff badge. uid: 4, 7 or 10 bytes (ISO 14443-3); the reader itself answers FF CA with it."""

    # PC/SC part 3: historical bytes of a MIFARE Classic 1K, the commonest badge.
    atr = bytes.fromhex("3B8F8001804F0CA000000306030001000000006A")

    def __init__(self, port: int, uid: bytes) -> None:
        super().__init__(port)
        self.uid = uid

    def answer(self, apdu: bytes) -> bytes:
        return self.uid + OK if apdu == bytes.fromhex("FFCA000000") else NO_INSTRUCTION


class BankCard(ChipCard):
    """A contact chip card that knows no social security: every application is unknown to it."""

    atr = bytes.fromhex("3B00")

    def answer(self, apdu: bytes) -> bytes:
        return NO_FILE if apdu[1:2] == bytes([SELECT]) else NO_INSTRUCTION
