"""Text blocks of invented people, put together from offsets as the standard prints them (devices.md §2)."""

from __future__ import annotations


def block(fields: dict[int, str]) -> bytes:
    """256 bytes of UTF-16LE: each text at its byte offset, spaces elsewhere."""
    data = bytearray(" ".encode("utf-16-le") * 128)
    for offset, text in fields.items():
        encoded = text.encode("utf-16-le", "surrogatepass")
        data[offset : offset + len(encoded)] = encoded
    assert len(data) == 256
    return bytes(data)


WANG: dict[int, str] = {
    0: "王小明",
    30: "1",
    32: "01",
    36: "19480315",
    52: "衢州市柯城区虚构路1号",
    122: "990000194803150019",
    158: "虚构市公安局",
    188: "20100315",
    204: "长期",
}

LI: dict[int, str] = WANG | {0: "李红", 30: "2", 36: "19900606", 122: "990000199006060021"}
