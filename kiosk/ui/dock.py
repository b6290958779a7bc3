"""The dock window of `kiosk simulate`: lay cards, run out of paper, pull wires, and see what came out.

For developers, trainers and testers, so it is dense and uses plain Qt widgets. It knows the rig only by the
functions it is given: the real kiosk beside it notices nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import (
    QButtonGroup,
    QGridLayout,
    QGroupBox,
    QLabel,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

REFRESH_MS = 300
LOG_LINES = 200
SIZE_PX = QSize(960, 700)  # beside the kiosk on a laptop of 1366x768
COLUMNS = 4  # of a device's conditions and acts
WIDE_WORDS = 8  # signs; a button with more takes two columns

Act = Callable[[], None]


@dataclass(frozen=True)
class DockDevice:
    """conditions: what it can be ordered to be, to the words of it, "ok" first. acts: words to what happens once.

    Acts may raise LookupError or OSError; the dock shows the words of it.
    """

    title: str
    conditions: Mapping[str, str]
    order: Callable[[str], None]
    acts: Mapping[str, Act]


@dataclass(frozen=True)
class DockHands:
    """What the dock can do and ask.

    chips: words to what puts a chip card of the chosen person in; chip_note: why there is no reader for them.
    notes: what else must be known, shown below the devices.
    ticket_png: the newest paper as PNG bytes, b"" while none has come out. bell_lines, states: newest last.
    """

    personas: Mapping[str, str]
    place_card: Callable[[str], None]
    remove_card: Act
    devices: tuple[DockDevice, ...]
    chips: Mapping[str, Callable[[str], None]]
    chip_acts: Mapping[str, Act]
    chip_note: str
    notes: tuple[str, ...]
    ticket_png: Callable[[], bytes]
    bell_lines: Callable[[], list[str]]
    states: Callable[[], list[str]]


class Dock(QWidget):
    """Placed beside the kiosk window. Three columns that scroll by themselves on a small screen."""

    def __init__(self, hands: DockHands) -> None:
        super().__init__()
        self._hands = hands
        self._shown_png = b""
        self._bell_count = 0
        self.setWindowTitle("模拟台 · simulated hardware")
        self._message = QLabel()
        self._message.setWordWrap(True)
        columns = QSplitter(Qt.Orientation.Horizontal)
        for column in (self._cards(), _scrolling(self._devices()), self._seen()):
            columns.addWidget(column)
        columns.setSizes([250, 430, 260])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 6, 6, 6)
        layout.addWidget(columns, 1)
        layout.addWidget(self._message)
        # A hint would be cut to two thirds of the screen.
        self.resize(SIZE_PX.boundedTo(self.screen().availableSize()))
        timer = QTimer(self)
        timer.setInterval(REFRESH_MS)
        timer.timeout.connect(self._refresh)
        timer.start()

    def _cards(self) -> QWidget:
        column = QWidget()
        layout = QVBoxLayout(column)
        layout.setContentsMargins(0, 0, 0, 0)
        self._people = QListWidget()
        for persona, title in self._hands.personas.items():
            self._people.addItem(title)
            item = self._people.item(self._people.count() - 1)
            item.setData(Qt.ItemDataRole.UserRole, persona)
            item.setToolTip(title)
        self._people.setCurrentRow(0)
        self._people.itemDoubleClicked.connect(self._place)
        layout.addWidget(QLabel("谁的卡 · whose card"))
        layout.addWidget(self._people, 1)
        person = QGroupBox("身份证 · identity card")
        self._buttons(QGridLayout(person), {"放上": self._place, "拿走": self._hands.remove_card}, 2)
        layout.addWidget(person)
        chips = QGroupBox("智能卡 · chip cards")
        grid = QGridLayout(chips)
        inserts = {word: partial(self._insert, insert) for word, insert in self._hands.chips.items()}
        self._buttons(grid, inserts | dict(self._hands.chip_acts), 2)
        if self._hands.chip_note:
            note = QLabel(f"这里不能模拟智能卡：{self._hands.chip_note}")
            note.setWordWrap(True)
            grid.addWidget(note, grid.rowCount(), 0, 1, 2)
        layout.addWidget(chips)
        return column

    def _chosen(self) -> str:
        return str(self._people.currentItem().data(Qt.ItemDataRole.UserRole))

    def _place(self) -> None:
        self._hands.place_card(self._chosen())

    def _insert(self, insert: Callable[[str], None]) -> None:
        insert(self._chosen())

    def _devices(self) -> QWidget:
        column = QWidget()
        layout = QVBoxLayout(column)
        for device in self._hands.devices:
            box = QGroupBox(device.title)
            grid = QGridLayout(box)
            grid.setVerticalSpacing(2)
            group = QButtonGroup(box)
            for at, (condition, words) in enumerate(device.conditions.items()):
                button = QRadioButton(words)
                button.setChecked(at == 0)
                button.setProperty("order", condition)
                group.addButton(button)
                grid.addWidget(button, at // COLUMNS, at % COLUMNS)
            group.buttonClicked.connect(partial(self._order, device))
            self._buttons(grid, device.acts, COLUMNS)
            layout.addWidget(box)
        for note in self._hands.notes:
            words = QLabel(note)
            words.setWordWrap(True)
            layout.addWidget(words)
        layout.addStretch(1)
        return column

    def _buttons(self, grid: QGridLayout, acts: Mapping[str, Act], columns: int) -> None:
        """Below what the grid has already."""
        row, column = grid.rowCount(), 0
        for words, act in acts.items():
            wide = min(columns, 1 + (len(words) > WIDE_WORDS))
            if column + wide > columns:
                row, column = row + 1, 0
            button = QPushButton(words)
            button.clicked.connect(partial(self._do, act))
            grid.addWidget(button, row, column, 1, wide)
            column += wide

    def _do(self, act: Act, *_: object) -> None:
        self._message.clear()
        try:
            act()
        except (LookupError, OSError) as error:
            self._message.setText(f"做不了：{error}")

    def _order(self, device: DockDevice, button: QRadioButton) -> None:
        self._do(partial(device.order, str(button.property("order"))))

    def _seen(self) -> QWidget:
        column = QSplitter(Qt.Orientation.Vertical)
        self._ticket = QLabel("还没有小票 · no ticket yet")
        self._ticket.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter)
        self._states = QLabel()
        self._states.setWordWrap(True)
        self._bell = QPlainTextEdit()
        self._bell.setReadOnly(True)
        self._bell.setMaximumBlockCount(LOG_LINES)
        self._bell.setPlaceholderText("铃还没有响过 · no bell has rung")
        self._ticket_area = _scrolling(self._ticket)
        for part in (self._ticket_area, _scrolling(self._states), self._bell):
            column.addWidget(part)
        column.setSizes([400, 180, 120])
        return column

    def _refresh(self) -> None:
        self._states.setText("\n".join(self._hands.states()))
        lines = self._hands.bell_lines()
        for line in lines[self._bell_count :]:
            self._bell.appendPlainText(line)
        self._bell_count = len(lines)
        png = self._hands.ticket_png()
        if png and png != self._shown_png:
            self._shown_png = png
            picture = QPixmap()
            picture.loadFromData(png)
            width = min(picture.width(), self._ticket_area.viewport().width())
            self._ticket.setPixmap(picture.scaledToWidth(width, Qt.TransformationMode.SmoothTransformation))


def _scrolling(widget: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidget(widget)
    area.setWidgetResizable(True)
    return area
