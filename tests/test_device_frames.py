"""Frames and patterns of the configuration: what they make, and how a mistake in them is told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk import device_frames as frames
from kiosk.config import HALL_FILE, KIOSK_FILE, ConfigError, Problem, load
from kiosk.device_frames import Style
from kiosk.device_settings import BellSettings, ModbusBellSettings, TemplateBellSettings

SHIPPED = Path(__file__).parents[1] / "config"


@pytest.mark.parametrize(
    ("text", "style", "channel", "made"),
    [
        ("A0 01 01 A2", "hex", 1, "A00101A2"),
        ("A0 {channel} 01 {sum}", "hex", 3, "A00301A4"),  # LCUS, as published
        ("A0{channel:02X}00{sum}", "hex", 2, "A00200A2"),
        ("68 0A 00 FF 10 00 {channel} 01 {sum:3} 16", "hex", 1, "680A00FF100001011116"),  # easydoc ZasQ4mWD
        ("01 02 {channel:04X} {xor}", "hex", 300, "0102012C2E"),
        ("FF FF {sum} {xor:1}", "hex", 1, "FFFFFE01"),
    ],
)
def test_hex_frames(text: str, style: Style, channel: int, made: str) -> None:
    assert frames.template(text, style, channel)(channel) == bytes.fromhex(made)


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("CALL {channel}\r\n", b"CALL 7\r\n"),
        ("w {channel:03d};", b"w 007;"),
        ("{channel:02X}", b"07"),
        ("{{{channel}}}", b"{7}"),
        ("A0 01", b"A0 01"),
    ],
)
def test_text_frames(text: str, made: bytes) -> None:
    assert frames.template(text, "text", 999)(7) == made


@pytest.mark.parametrize(
    ("text", "style", "channels", "told"),
    [
        ("", "hex", 1, "not empty"),
        ("A0 0", "hex", 1, "pairs of hex digits"),
        ("A0 XY", "hex", 1, "'A0 XY' is none"),
        ("A0 {sum", "hex", 1, "pairs of braces"),
        ("A0 }", "text", 1, "pairs of braces"),
        ("A0 {crc}", "hex", 1, "{crc} is none of them"),
        ("{channel:03d}", "hex", 1, "{channel:03d} is none of them"),
        ("{channel!r}", "text", 1, "{channel!r} is none of them"),
        ("{channel.real}", "text", 1, "is none of them"),
        ("{channel:>900000000}", "text", 1, "is none of them"),
        ("{channel:{channel}}", "text", 1, "is none of them"),
        ("{}", "text", 1, "{} is none of them"),
        ("CALL {sum}", "text", 1, "{sum} is none of them"),
        ("{sum:-1}", "hex", 1, "is none of them"),
        ("A0 {channel}", "hex", 256, "{channel:04X}"),
        ("呼叫{channel}", "text", 1, "ASCII"),
    ],
)
def test_a_mistake_in_a_frame_is_told_in_a_sentence(
    text: str, style: Style, channels: int, told: str
) -> None:
    with pytest.raises(ValueError, match=r".") as caught:
        frames.template(text, style, channels)
    assert told in str(caught.value)


@given(st.text(max_size=40), st.sampled_from(["hex", "text"]), st.integers(1, 999))
def test_any_text_is_a_frame_or_a_valueerror(text: str, style: Style, channels: int) -> None:
    try:
        made = frames.template(text, style, channels)
    except ValueError:
        return
    for channel in (1, channels):
        assert isinstance(made(channel), bytes)


@given(st.text(alphabet="A0 {}:channelsumxor0123456789X", max_size=30), st.integers(1, 999))
def test_nearly_right_frames_are_a_frame_or_a_valueerror(text: str, channels: int) -> None:
    try:
        made = frames.template(text, "hex", channels)
    except ValueError:
        return
    assert len(made(channels)) <= len(text)


@given(st.lists(st.binary(max_size=60), max_size=30), st.sampled_from(["hex", "text"]))
def test_any_bytes_may_be_heard(pieces: list[bytes], style: Style) -> None:
    heard = frames.Heard(frames.pattern(r"(?P<channel>.)\x16|K(?P<other>\d+)", needs_channel=True))
    for ended in (False, True):
        for piece in pieces:
            heard.add(piece)
            while (match := heard.take(ended=ended)) is not None:
                number = frames.number_in(match, style)
                assert number is None or number >= 0
        assert len(heard._text) <= frames.MOST_BUFFERED


# --- through the configuration

BASE = 'driver = "template"\nconnection = { port = "/dev/x", baud = 9600 }\nchannels = 4\n'
Configured = Callable[[str], Path]


@pytest.fixture
def configured(tmp_path: Path) -> Configured:
    """The shipped configuration with another [devices.bell]."""

    def write(bell: str) -> Path:
        text = (SHIPPED / KIOSK_FILE).read_text(encoding="utf-8")
        before, rest = text.split("[devices.bell]\n", 1)
        after = rest[rest.index("[store]") :]
        (tmp_path / KIOSK_FILE).write_text(f"{before}[devices.bell]\n{bell}\n{after}", encoding="utf-8")
        (tmp_path / HALL_FILE).write_bytes((SHIPPED / HALL_FILE).read_bytes())
        return tmp_path

    return write


def only_problem(folder: Path) -> Problem:
    with pytest.raises(ConfigError) as caught:
        load(folder)
    (problem,) = caught.value.problems
    return problem


def test_each_driver_is_chosen_by_its_name(configured: Configured) -> None:
    port = 'connection = { port = "/dev/x", baud = 9600 }\nchannels = 4\n'
    chosen = [
        load(configured(bell)).settings.devices.bell
        for bell in (
            f'driver = "lcus"\nreadback = true\n{port}',
            f'driver = "modbus"\ninputs = 4\n{port}',
            f'{BASE}frames = "text"\npulse = "CALL {{channel}}\\r\\n"\nack_pattern = "ACK (?P<channel>[0-9]+)"',
        )
    ]
    assert [type(bell) for bell in chosen] == [BellSettings, ModbusBellSettings, TemplateBellSettings]


@pytest.mark.parametrize(
    ("key", "value", "told"),
    [
        ("pulse", '"A0 0"', "pairs of hex digits"),
        ("pulse", '"A0 {crc}"', "{crc} is none of them"),
        ("pulse", '"A0 01 01 A2"', "because there are 4 channels"),
        ("ack_pattern", '"ACK ("', "a regular expression (missing )"),
        ("ack_pattern", '"ACK ([0-9]+)"', "(?P<channel>...)"),
        ("reply_pattern", '"(OK)?"', "does not match nothing"),
        ("frames", '"octal"', "'hex' or 'text'"),
        ("reply_seconds", "9", "less than or equal to 2"),
    ],
)
def test_a_mistake_is_told_with_its_key_and_line(
    configured: Configured, key: str, value: str, told: str
) -> None:
    keys = {"frames": '"hex"', "pulse": '"A0 {channel} {sum}"'} | {key: value}
    folder = configured(BASE + "\n".join(f"{name} = {said}" for name, said in keys.items()))
    lines = (folder / KIOSK_FILE).read_text(encoding="utf-8").split("\n")
    problem = only_problem(folder)
    assert problem.key == f"devices.bell.{key}"
    assert problem.line == lines.index(f"{key} = {value}") + 1
    assert told in problem.expected


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        ("", "the key pulse, or both the keys on and off"),
        ('on = "A0 {channel}"', "the key pulse, or both the keys on and off"),
        ('off = "A0 {channel}"', "the key pulse, or both the keys on and off"),
        ('pulse = "A0 {channel}"\noff = "A1 {channel}"', "not both"),
        ('on = "A0 {channel}"\noff = "A1"\nonce = true', "once only together with the key pulse"),
    ],
)
def test_frames_that_do_not_go_together_are_told(configured: Configured, keys: str, told: str) -> None:
    problem = only_problem(configured(f'{BASE}frames = "hex"\n{keys}'))
    assert problem.key == "devices.bell"
    assert problem.line is not None
    assert told in problem.expected


def test_a_bell_of_an_unknown_driver_is_told_which_there_are(configured: Configured) -> None:
    problem = only_problem(configured(BASE.replace('driver = "template"', 'driver = "templates"')))
    assert problem.key == "devices.bell.driver"
    assert problem.found == "'templates'"
    assert problem.expected == "one of 'lcus', 'modbus', 'template'"
