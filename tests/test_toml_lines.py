"""The line of a key, however the file is laid out."""

from __future__ import annotations

import tomllib

import pytest

from kiosk.toml_lines import line_of

TEXT = """\
hotline = "12345"
"quoted key" = 1
dotted.inner . deep = 2

[devices.printer]  # a comment [not a header]
connection = { kind = "tcp", host = "10.0.0.9", port = 9100 }

[[floors]]
id = "1"
name = { zh = "一楼", en = "floor 1" }

[[floors]]
id = "2"

[floors.name]
zh = "二楼"
en = "floor 2"

[[floors.doors]]
width = 90

[[floors.doors]]
width = 80
"""


@pytest.mark.parametrize(
    ("location", "line"),
    [
        (["hotline"], 1),
        (["quoted key"], 2),
        (["dotted", "inner", "deep"], 3),
        (["devices", "printer", "connection", "port"], 6),
        (["floors", 0, "id"], 9),
        (["floors", 0, "name", "en"], 10),
        (["floors", 1, "id"], 13),
        (["floors", 1, "name", "en"], 17),
        (["floors", 1, "doors", 1, "width"], 23),
    ],
)
def test_a_key_is_found_where_it_stands(location: list[str | int], line: int) -> None:
    assert line_of(TEXT, location) == line


@pytest.mark.parametrize(
    ("location", "line"),
    [
        (["devices", "printer", "paper_mm"], 5),
        (["floors", 0, "how_to_get_there"], 8),
        (["floors", 1, "name", "fr"], 15),
    ],
)
def test_a_key_that_is_missing_is_looked_for_in_its_table(location: list[str | int], line: int) -> None:
    assert line_of(TEXT, location) == line


def test_what_stands_nowhere_has_no_line() -> None:
    assert line_of(TEXT, ["screen"]) is None
    assert line_of(TEXT, ["floors", 2, "id"]) is None
    assert line_of("", []) is None


def test_the_example_is_toml() -> None:
    assert tomllib.loads(TEXT)["floors"][1]["doors"][1]["width"] == 80
