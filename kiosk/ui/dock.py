"""The dock window of `kiosk simulate`: lay cards, run out of paper, pull wires, and see what came out.

For developers, trainers and testers, so it is dense and uses plain Qt widgets. It knows the rig only by the
functions it is given: the real kiosk beside it notices nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

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
    QVBoxLayout,
    QWidget,
)

REFRESH_MS = 300
LOG_LINES = 200


@dataclass(frozen=True)
class DockHands:
    """What the dock can do and ask. conditions: device name to what it can be ordered to be, "ok" first.

    stations: name of each station with an acknowledge button, and what presses it. presses: keys, plugs, scans.
    ticket_png: the newest paper as PNG bytes, b"" while none has come out. bell_lines, states: newest last.
    """

    personas: Mapping[str, str]
    place_card: Callable[[str], None]
    remove_card: Callable[[], None]
    conditions: Mapping[str, tuple[str, ...]]
    set_condition: Callable[[str, str], None]
    stations: Mapping[str, Callable[[], None]]
    presses: Mapping[str, Callable[[], None]]
    ticket_png: Callable[[], bytes]
    bell_lines: Callable[[], list[str]]
    states: Callable[[], list[str]]


class Dock(QWidget):
    """Placed beside the kiosk window."""

    def __init__(self, hands: DockHands) -> None:
        super().__init__()
        self._hands = hands
        self._shown_png = b""
        self._bell_count = 0
        self.setWindowTitle("模拟台 · simulated hardware")
        layout = QGridLayout(self)
        layout.addWidget(self._cards(), 0, 0)
        layout.addWidget(self._faults(), 0, 1)
        layout.addWidget(self._paper(), 0, 2, 2, 1)
        layout.addWidget(self._logs(), 1, 0, 1, 2)
        layout.setColumnStretch(2, 1)
        timer = QTimer(self)
        timer.setInterval(REFRESH_MS)
        timer.timeout.connect(self._refresh)
        timer.start()

    def sizeHint(self) -> QSize:
        return QSize(1150, 900)

    def _cards(self) -> QGroupBox:
        box = QGroupBox("身份证 · cards")
        layout = QVBoxLayout(box)
        self._people = QListWidget()
        for persona, title in self._hands.personas.items():
            self._people.addItem(title)
            self._people.item(self._people.count() - 1).setData(Qt.ItemDataRole.UserRole, persona)
        self._people.setCurrentRow(0)
        place, remove = QPushButton("放上 · place"), QPushButton("拿走 · remove")
        place.clicked.connect(self._place)
        remove.clicked.connect(self._hands.remove_card)
        self._people.itemDoubleClicked.connect(self._place)
        for widget in (self._people, place, remove):
            layout.addWidget(widget)
        return box

    def _place(self) -> None:
        self._hands.place_card(str(self._people.currentItem().data(Qt.ItemDataRole.UserRole)))

    def _faults(self) -> QGroupBox:
        box = QGroupBox("设备 · devices")
        layout = QVBoxLayout(box)
        for device, conditions in self._hands.conditions.items():
            layout.addWidget(QLabel(device))
            group = QButtonGroup(box)
            for condition in conditions:
                button = QRadioButton(condition)
                button.setChecked(condition == conditions[0])
                button.setProperty("order", (device, condition))
                group.addButton(button)
                layout.addWidget(button)
            group.buttonClicked.connect(self._order)
        layout.addWidget(QLabel("应答 · answer a call"))
        self._add_buttons(layout, self._hands.stations)
        layout.addWidget(QLabel("键盘、耳机、扫码 · keys, headphones, scanner"))
        self._add_buttons(layout, self._hands.presses)
        layout.addStretch(1)
        return box

    def _add_buttons(self, layout: QVBoxLayout, presses: Mapping[str, Callable[[], None]]) -> None:
        for name, press in presses.items():
            button = QPushButton(name)
            button.clicked.connect(press)
            layout.addWidget(button)

    def _order(self, button: QRadioButton) -> None:
        device, condition = button.property("order")
        self._hands.set_condition(device, condition)

    def _paper(self) -> QGroupBox:
        box = QGroupBox("小票 · ticket")
        layout = QVBoxLayout(box)
        self._ticket = QLabel("还没有小票")
        self._ticket.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter)
        scroll = QScrollArea()
        scroll.setWidget(self._ticket)
        scroll.setWidgetResizable(True)
        layout.addWidget(scroll)
        return box

    def _logs(self) -> QGroupBox:
        box = QGroupBox("铃和状态 · bell and states")
        layout = QVBoxLayout(box)
        self._states = QLabel()
        self._bell = QPlainTextEdit()
        self._bell.setReadOnly(True)
        self._bell.setMaximumBlockCount(LOG_LINES)
        layout.addWidget(self._states)
        layout.addWidget(self._bell)
        return box

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
            self._ticket.setPixmap(picture)
