"""The social security card (社保卡): application "sx1.sh.社会保障", files EF05 and EF06. Pure but for `exchange`.

Facts: devices.md section 4, from the circular 人社信息函2012-37号 (only EF05 and EF06 may be read freely) and four
public readers. SELECT 00 A4 04 00, READ RECORD 00 B2 with short file ids (P2 2C and 34), 61xx -> GET RESPONSE 00 C0,
6Cxx -> the same command with that Le (ISO 7816-4). A record is tag, length, value. Cards of version 3.00 keep the
name and number to authorised terminals: 6982.
"""

from __future__ import annotations

from collections.abc import Callable

from kiosk.devices.reader.card_text import manual_checks
from kiosk.devices.reader.events import CardProblem
from kiosk.domain.citizen_number import birth_in, date_from
from kiosk.domain.identity import CardKind, Identity, Sex

Exchange = Callable[[bytes], tuple[bytes, int, int]]
"""One command APDU to data, SW1, SW2. What it raises goes through untouched."""

APPLICATION = "sx1.sh.社会保障".encode("gbk")
SELECT = bytes([0x00, 0xA4, 0x04, 0x00, len(APPLICATION)]) + APPLICATION
EF05, EF06 = 0x2C, 0x34  # P2: short file id 5 or 6, P1 is a record number
LOCKED = (0x69, 0x82)

TAG_VERSION, TAG_NUMBER, TAG_NAME, TAG_NAME_REST = 0x03, 0x08, 0x09, 0x4E
TAG_SEX, TAG_BIRTH = 0x0A, 0x0D
NAME_BYTES = 30
LONGEST_CHAIN = 8  # GET RESPONSEs to one command: 2 KB, far above the longest record

_SEXES = {b"0": Sex.UNKNOWN, b"1": Sex.MALE, b"2": Sex.FEMALE, b"9": Sex.NOT_STATED}


class SocialSecurityError(Exception):
    """The card did not tell who its owner is. problem: UNREADABLE or NAME_LOCKED. Tells no content."""

    def __init__(self, problem: CardProblem, cause: str) -> None:
        super().__init__(cause)
        self.problem = problem


def select(exchange: Exchange) -> bool:
    """Choose the application. False: the card has none of that name. Raises SocialSecurityError on a broken answer."""
    _, status = _command(exchange, SELECT)
    return status == (0x90, 0x00)


def read(exchange: Exchange) -> Identity:
    """Who owns the card whose application is selected. Raises SocialSecurityError and nothing of its own besides."""
    version = _record(exchange, EF05, 3, TAG_VERSION, 4)
    first_generation = version.startswith(b"1.")
    number = _text(_record(exchange, EF06, 1, TAG_NUMBER, 18)).upper()
    name_bytes = _record(exchange, EF06, 2, TAG_NAME, NAME_BYTES)
    if not first_generation and len(name_bytes.rstrip(b"\0")) == NAME_BYTES:
        name_bytes += _optional(exchange, 3, TAG_NAME_REST, 20)
    name = _text(name_bytes)
    if not number or not name:
        raise SocialSecurityError(CardProblem.UNREADABLE, "card without a name or a number")
    sex = _optional(exchange, 3 if first_generation else 4, TAG_SEX, 1)
    # Where the first generation keeps the birthday is not documented: there the number tells it.
    born = b"" if first_generation else _optional(exchange, 7, TAG_BIRTH, 4)
    birth = date_from(born.hex()) or birth_in(number)
    return Identity(
        CardKind.SOCIAL_SECURITY,
        name=name,
        number=number,
        sex=_SEXES.get(sex, Sex.UNKNOWN),
        birth=birth,
        manual_checks=manual_checks(CardKind.SOCIAL_SECURITY, name, number, birth),
    )


def _record(exchange: Exchange, file: int, record: int, tag: int, size: int) -> bytes:
    """The value of a record. Raises SocialSecurityError when it is locked, missing or something else."""
    data, status = _command(exchange, bytes([0x00, 0xB2, record, file, size + 2]))
    if status == LOCKED:
        raise SocialSecurityError(CardProblem.NAME_LOCKED, f"record {record} of file {file:02X} is locked")
    value = _value(data, tag) if status == (0x90, 0x00) else None
    if value is None:
        cause = f"record {record} of file {file:02X}: {status[0]:02X}{status[1]:02X}"
        raise SocialSecurityError(CardProblem.UNREADABLE, cause)
    return value


def _optional(exchange: Exchange, record: int, tag: int, size: int) -> bytes:
    """A record of EF06 that a visit can do without: b"" when the card does not give it."""
    data, status = _command(exchange, bytes([0x00, 0xB2, record, EF06, size + 2]))
    return (_value(data, tag) or b"") if status == (0x90, 0x00) else b""


def _value(data: bytes, tag: int) -> bytes | None:
    """The value of tag, length, value; None for another tag or a torn record."""
    if len(data) < 2 or data[0] != tag or len(data) < 2 + data[1]:
        return None
    return data[2 : 2 + data[1]]


def _command(exchange: Exchange, apdu: bytes) -> tuple[bytes, tuple[int, int]]:
    """All data of one command and its last status word. Raises SocialSecurityError when the chain never ends."""
    data, sw1, sw2 = _with_right_le(exchange, apdu)
    for _ in range(LONGEST_CHAIN):
        if sw1 != 0x61:
            return data, (sw1, sw2)
        more, sw1, sw2 = _with_right_le(exchange, bytes([0x00, 0xC0, 0x00, 0x00, sw2]))
        data += more
    raise SocialSecurityError(CardProblem.UNREADABLE, f"more than {LONGEST_CHAIN} answers to one command")


def _with_right_le(exchange: Exchange, apdu: bytes) -> tuple[bytes, int, int]:
    """One exchange, and once more with the length that the card asks for."""
    data, sw1, sw2 = exchange(apdu)
    if sw1 != 0x6C:
        return data, sw1, sw2
    without_le = apdu[:4] if len(apdu) == 5 else apdu  # SELECT was sent without Le
    return exchange(without_le + bytes([sw2]))


def _text(value: bytes) -> str:
    """GB 18030 holds all of GBK and gives a place to each user-defined character too. NUL and spaces are padding."""
    return value.decode("gb18030", "replace").rstrip(" \0")
