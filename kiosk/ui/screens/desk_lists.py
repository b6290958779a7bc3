"""Lists of the desk: names of the columns, a strip for each row with its buttons, and a key that turns the page."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect

from kiosk.flows.desk.screen import Button, Row, Rows
from kiosk.ui.screens.desk_bench import Bench
from kiosk.ui.screens.desk_key import HEADING_MM, desk_font
from kiosk.ui.screens.desk_rows import column_widths, head_height, row_height
from kiosk.ui.typeset import text_height

NEXT = "next:"  # before the list's place and the row that comes first then


def rows_height(bench: Bench, rows: Rows, width: int, most: int = 1000) -> int:
    """In px for `width` px, when all rows stand on one page, or `most` of them."""
    if not rows.rows:
        return _heading_height(bench) + bench.key_height
    tall = sum(height + bench.row_gap for height in _heights(bench, rows, width)[:most])
    return _heading_height(bench) + head_height(bench.theme) + tall


def place_rows(bench: Bench, place: int, rows: Rows, box: QRect) -> None:
    """place: which part of the page it is."""
    line, top = _heading_height(bench), box.top()
    bench.pool.label(str(rows.heading), QRect(box.left(), top, box.width() // 2, line), HEADING_MM, bold=True)
    top += line
    if not rows.rows:
        bench.pool.label(str(rows.empty), QRect(box.left(), top, box.width(), bench.key_height))
        return
    heights, buttons = _heights(bench, rows, box.width()), _buttons_width(bench, rows)
    first = min(bench.state.first.get(place, 0), len(rows.rows) - 1)
    room = box.bottom() + 1 - top - head_height(bench.theme)
    shown = rows_that_stand(heights[first:], room, bench.row_gap)
    if first or shown < len(rows.rows):
        _pager(bench, place, (first, shown, len(rows.rows)), QRect(box.left(), top - line, box.width(), line))
    widths = _widths(bench, rows, box.width())
    head = bench.pool.strip()
    head.setGeometry(box.left(), top, box.width() - buttons, head_height(bench.theme))
    head.show_head([str(column) for column in rows.columns], widths, bench.theme)
    top += head.height()
    for row, tall in zip(rows.rows[first : first + shown], heights[first:], strict=False):
        strip = bench.pool.strip()
        strip.setGeometry(box.left(), top, box.width(), tall)
        strip.show_row(row, widths, bench.theme)
        _row_buttons(bench, row, QRect(box.right() - buttons, top, buttons, tall))
        top += tall + bench.row_gap


def rows_that_stand(heights: Sequence[int], room: int, gap: int) -> int:
    """How many of the rows, from the first, stand in `room` px; one at least."""
    taken = 0
    for count, tall in enumerate(heights):
        taken += tall + (gap if count else 0)
        if taken > room and count:
            return count
    return len(heights)


def shared(wanted: Sequence[int], room: int) -> list[int]:
    """What each list gets of `room` px: what it wants, or a share when that is more than there is."""
    total = sum(wanted)
    return [want if total <= room else want * max(0, room) // total for want in wanted]


def _row_buttons(bench: Bench, row: Row, box: QRect) -> None:
    left = box.right() + 1 + bench.gap
    for button in reversed(row.buttons):
        width = bench.width_of(button)
        left -= width + bench.gap
        key = bench.button(button, row.key)
        key.setGeometry(left, box.center().y() - bench.key_height // 2, width, bench.key_height)


def _pager(bench: Bench, place: int, now: tuple[int, int, int], box: QRect) -> None:
    """now: the first row, how many stand, of how many."""
    first, shown, of = now
    following = first + shown if first + shown < of else 0
    words = f"{bench.desk.next_page}  {first + 1}–{first + shown} / {of}"
    button = Button(f"{NEXT}{place}={following}", words, icon="arrow-down")
    width = bench.width_of(button)
    key = bench.button(button)
    key.setGeometry(
        box.right() + 1 + bench.ring - width, box.bottom() + 1 - bench.key_height, width, bench.key_height
    )


def _heading_height(bench: Bench) -> int:
    """Room for the key that turns the page stands beside the heading."""
    return max(text_height(desk_font(bench.theme, HEADING_MM, bold=True), "0", 1000), bench.key_height)


def _heights(bench: Bench, rows: Rows, width: int) -> list[int]:
    widths = _widths(bench, rows, width)
    return [row_height(row, widths, bench.theme, bench.key_height) for row in rows.rows]


def _widths(bench: Bench, rows: Rows, width: int) -> list[int]:
    return column_widths(rows, bench.theme, width - _buttons_width(bench, rows) - bench.px(4))


def _buttons_width(bench: Bench, rows: Rows) -> int:
    def of(row: Row) -> int:
        return sum(bench.width_of(button) + bench.gap for button in row.buttons)

    return max((of(row) for row in rows.rows), default=0)
