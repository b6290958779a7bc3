"""Modbus RTU for relay boards: requests out, replies checked. Pure bytes.

From Modbus Application Protocol V1.1b3 (functions 01, 02, 05, exceptions), Modbus over Serial Line V1.02 (RTU frame,
CRC) and Waveshare's "Modbus RTU Relay" protocol (flash-on: function 05 at 0x0200 + relay, value in units of 100 ms).

Own code instead of pymodbus or minimalmodbus: three functions are needed, flash-on writes a value that their
write-coil calls refuse (only FF00 and 0000 are in the standard), and a lost wire must stay our OSError.
"""

from __future__ import annotations

READ_COILS, READ_INPUTS, WRITE_COIL = 0x01, 0x02, 0x05
EXCEPTION_BIT = 0x80
COIL_ON, COIL_OFF = 0xFF00, 0x0000
FLASH_ON = 0x0200
FLASH_UNIT_SECONDS = 0.1
MOST_FLASH_UNITS = 0x7FFF  # the value is sent in two bytes; the boards' documents stay below the sign bit
EXCEPTION_BYTES = 5

EXCEPTIONS = {
    1: "illegal function",
    2: "illegal data address",
    3: "illegal data value",
    4: "server device failure",
    5: "acknowledge",
    6: "server device busy",
}


class BadReply(Exception):
    """Bytes that are no reply to what was asked: noise, wrong CRC, another frame."""


class Refused(Exception):
    """An exception reply: the board understood and will not. code: Modbus exception code."""

    def __init__(self, code: int) -> None:
        super().__init__(f"Modbus exception {code}: {EXCEPTIONS.get(code, 'not in the standard')}")
        self.code = code


def crc(data: bytes) -> int:
    """CRC-16 with polynomial A001 (reflected 8005) from FFFF."""
    value = 0xFFFF
    for byte in data:
        value ^= byte
        for _ in range(8):
            value = (value >> 1) ^ 0xA001 if value & 1 else value >> 1
    return value


def framed(body: bytes) -> bytes:
    """body with its CRC, low byte first."""
    return body + crc(body).to_bytes(2, "little")


def read_coils(unit: int, count: int) -> bytes:
    """Ask for coils 0 to count - 1."""
    return _request(unit, READ_COILS, 0, count)


def read_inputs(unit: int, count: int) -> bytes:
    """Ask for discrete inputs 0 to count - 1."""
    return _request(unit, READ_INPUTS, 0, count)


def switch_off(unit: int, relay: int) -> bytes:
    """Write coil `relay` (0-based) off."""
    return _request(unit, WRITE_COIL, relay, COIL_OFF)


def flash_on(unit: int, relay: int, units: int) -> bytes:
    """Switch relay (0-based) on; the board itself switches it off after units * 100 ms (1 to 32767)."""
    if not 1 <= units <= MOST_FLASH_UNITS:
        raise ValueError(f"a flash of {units} units")
    return _request(unit, WRITE_COIL, FLASH_ON + relay, units)


def flash_units(seconds: float) -> int:
    """Seconds in units of 100 ms, rounded to the nearest, at least one."""
    return max(1, round(seconds / FLASH_UNIT_SECONDS))


def reply_bytes(request: bytes, so_far: bytes) -> int:
    """How long the reply to request will be, as far as its first bytes tell. RTU frames carry no length."""
    if len(so_far) > 1 and so_far[1] & EXCEPTION_BIT:
        return EXCEPTION_BYTES
    if request[1] == WRITE_COIL:
        return len(request)
    return 5 + _data_bytes(request)


def check_reply(request: bytes, reply: bytes) -> bytes:
    """The data of a whole reply: packed bits of a read, b"" for a write.

    Raises Refused (exception reply), BadReply (everything else that is not the reply to this request).
    """
    if len(reply) < EXCEPTION_BYTES or crc(reply[:-2]) != int.from_bytes(reply[-2:], "little"):
        raise BadReply(f"wrong CRC or cut short: {reply.hex(' ')}")
    if reply[0] == request[0] and reply[1] == request[1] | EXCEPTION_BIT and len(reply) == EXCEPTION_BYTES:
        raise Refused(reply[2])
    if request[1] == WRITE_COIL:
        if reply != request:
            raise BadReply(f"the echo is of another frame: {reply.hex(' ')}")
        return b""
    count = _data_bytes(request)
    if reply[:3] != bytes([request[0], request[1], count]) or len(reply) != 5 + count:
        raise BadReply(f"the reply is to another request: {reply.hex(' ')}")
    return reply[3:-2]


def bits(data: bytes, count: int) -> frozenset[int]:
    """Numbers (1-based) of the first `count` bits that are set; the first is the lowest of the first byte."""
    packed = int.from_bytes(data, "little")
    return frozenset(number + 1 for number in range(count) if packed >> number & 1)


def _request(unit: int, function: int, address: int, value: int) -> bytes:
    return framed(bytes([unit, function]) + address.to_bytes(2, "big") + value.to_bytes(2, "big"))


def _data_bytes(request: bytes) -> int:
    """Bytes of packed bits that a read request is answered with."""
    return (int.from_bytes(request[4:6], "big") + 7) // 8
