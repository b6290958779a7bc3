"""A picture of figures, drawn with pyqtgraph: bars with their names and figures, in type for one metre.

pyqtgraph and its numpy take 51 MB and half a second (measured), so that they are imported when the first picture is
shown, never at start. Nothing of it is live: no mouse, no menu, no zoom, as on every screen of the kiosk.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette, QPen
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from kiosk.flows.desk.screen import Bar, Shade
from kiosk.ui.screens.desk_key import HEADING_MM, TEXT_MM, desk_font, desk_px
from kiosk.ui.theme import Palette, Theme
from kiosk.ui.typeset import advance

LINE, LYING_LINE = 1.35, 1.2  # of a line of type, in heights of a character; of a lying bar
UPRIGHT_MM = 34.0  # least height of upright bars, names and figures left out
BAR_SHARE, WIDEST_MM = 0.62, 30.0  # of an upright bar: of the room from one to the next, and at most


def wanted_height(bars: Sequence[Bar], width: int, theme: Theme) -> int:
    """In px, for a picture of this width whose bars all can be told apart and whose words all stand."""
    line = round(desk_px(theme, TEXT_MM) * LINE)
    heading = round(desk_px(theme, HEADING_MM) * LINE)
    if _stand_upright(bars, width, theme):
        return heading + 2 * line + desk_px(theme, UPRIGHT_MM)
    return heading + max(1, len(bars)) * round(desk_px(theme, TEXT_MM) * LYING_LINE)


def figure_of(bar: Bar) -> str:
    """What stands on the bar."""
    return str(bar.figure) or f"{bar.value:g}"


class ChartPicture(QWidget):
    """Bars, their names resolved (`Bar.label` and `figure` as str). Upright where all the words fit side by side."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._heading = QLabel(self)
        self._heading.setTextFormat(Qt.TextFormat.PlainText)
        self._plot: Any = None  # pyqtgraph's PlotWidget, once there is something to show
        self._shown: tuple[str, str, tuple[Bar, ...], Theme] | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._heading)

    def show_chart(self, heading: str, unit: str, bars: Sequence[Bar], theme: Theme) -> None:
        """Draw these figures. unit: stands behind the heading."""
        shown = (heading, unit, tuple(bars), theme)
        if shown == self._shown:
            return
        self._shown = shown
        colours = theme.colours
        words = f"{heading}（{unit}）" if not heading.isascii() else f"{heading} ({unit})"
        self._heading.setFont(desk_font(theme, HEADING_MM, bold=True))
        self._heading.setText(words)
        palette = self._heading.palette()
        palette.setColor(QPalette.ColorRole.WindowText, QColor(colours.text))
        self._heading.setPalette(palette)
        self.setAccessibleName(f"{words}: " + "; ".join(f"{bar.label} {figure_of(bar)}" for bar in bars))
        self._draw(tuple(bars), theme)

    @property
    def shown(self) -> tuple[tuple[Bar, ...], Theme]:
        """What stands there, and in which look."""
        assert self._shown is not None, "a picture is shown with show_chart"
        return self._shown[2:]

    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        if self._shown is not None:
            self._draw(self._shown[2], self._shown[3])

    def _draw(self, bars: tuple[Bar, ...], theme: Theme) -> None:
        """Everything anew: a picture changes only when somebody asks for other figures."""
        if self._plot is None:
            self._plot = _quiet_plot(self)
            layout = self.layout()
            assert layout is not None
            layout.addWidget(self._plot)
        plot = self._plot
        plot.clear()
        plot.setBackground(QColor(theme.colours.ground))
        plot.setVisible(bool(bars))
        if not bars:
            return
        if _stand_upright(bars, self.width(), theme):
            self._upright(bars, theme)
        else:
            self._lying(bars, theme)

    def _upright(self, bars: tuple[Bar, ...], theme: Theme) -> None:
        places, most = range(len(bars)), _most(bars)
        line = desk_px(theme, TEXT_MM) * LINE
        height = max(1.0, self.height() - self._heading.sizeHint().height() - line)
        thick = min(BAR_SHARE, theme.px(WIDEST_MM) * len(bars) / max(1, self.width()))
        self._bars(bars, theme, x=list(places), height=[bar.value for bar in bars], width=thick)
        for place, bar in zip(places, bars, strict=True):
            self._figure(bar, theme, (place, bar.value), anchor=(0.5, 1.0))
        self._axis("bottom", bars, theme, round(line))
        self._plot.hideAxis("left")
        top = most * height / max(1.0, height - line)  # the highest bar's figure stands above it
        self._plot.setRange(xRange=(-0.5, len(bars) - 0.5), yRange=(0, top), padding=0)

    def _lying(self, bars: tuple[Bar, ...], theme: Theme) -> None:
        """The first on top."""
        places, most = range(len(bars)), _most(bars)
        font = desk_font(theme, TEXT_MM)
        names = max(advance(font, str(bar.label)) for bar in bars) + theme.px(3)
        figures = max(
            advance(desk_font(theme, TEXT_MM, bold=True), figure_of(bar)) for bar in bars
        ) + theme.px(4)
        width = max(1.0, float(self.width() - names))
        self._bars(
            bars,
            theme,
            x0=[0] * len(bars),
            y=list(places),
            height=BAR_SHARE,
            width=[bar.value for bar in bars],
        )
        for place, bar in zip(places, bars, strict=True):
            self._figure(bar, theme, (bar.value, place), anchor=(0.0, 0.5))
        self._axis("left", bars, theme, names)
        self._plot.hideAxis("bottom")
        right = most * width / max(1.0, width - figures)
        self._plot.invertY(True)
        self._plot.setRange(xRange=(0, right), yRange=(-0.5, len(bars) - 0.5), padding=0)

    def _bars(self, bars: tuple[Bar, ...], theme: Theme, **where: Any) -> None:
        brushes = [QColor(_colour(bar.shade, theme.colours)) for bar in bars]
        no_pen = QPen(Qt.PenStyle.NoPen)
        self._plot.addItem(_pyqtgraph().BarGraphItem(brushes=brushes, pens=[no_pen] * len(bars), **where))

    def _figure(self, bar: Bar, theme: Theme, at: tuple[float, float], anchor: tuple[float, float]) -> None:
        item = _pyqtgraph().TextItem(figure_of(bar), color=QColor(theme.colours.text), anchor=anchor)
        item.setFont(desk_font(theme, TEXT_MM, bold=True))
        item.setPos(*at)
        self._plot.addItem(item)

    def _axis(self, side: str, bars: tuple[Bar, ...], theme: Theme, room: int) -> None:
        """The names of the bars, and the line they stand on. room: px beside the bars."""
        self._plot.showAxis(side)
        self._plot.invertY(False)
        axis = self._plot.getAxis(side)
        axis.setTicks([[(place, str(bar.label)) for place, bar in enumerate(bars)]])
        axis.setStyle(
            tickFont=desk_font(theme, TEXT_MM),
            tickLength=0,
            autoReduceTextSpace=False,
            hideOverlappingLabels=False,
        )
        axis.setPen(QPen(QColor(theme.colours.line), theme.line_px))
        axis.setTextPen(QColor(theme.colours.text))
        if side == "bottom":
            axis.setHeight(room)
        else:
            axis.setWidth(room)


def _stand_upright(bars: Sequence[Bar], width: int, theme: Theme) -> bool:
    plain, bold = desk_font(theme, TEXT_MM), desk_font(theme, TEXT_MM, bold=True)
    widest = max(
        (max(advance(plain, str(bar.label)), advance(bold, figure_of(bar))) for bar in bars), default=0
    )
    return len(bars) * (widest + theme.px(3)) <= width


def _most(bars: Sequence[Bar]) -> float:
    """What the longest bar stands for; nothing but zeros still needs a scale."""
    return max((bar.value for bar in bars), default=0) or 1.0


def _colour(shade: Shade, colours: Palette) -> str:
    """Never the only sign: the bar's name says the same."""
    return {Shade.GOOD: colours.done, Shade.LATE: colours.danger}.get(shade, colours.accent)


def _quiet_plot(parent: QWidget) -> Any:
    """A plot that nobody can move: what touches it is the desk's."""
    plot = _pyqtgraph().PlotWidget(parent)
    plot.setMenuEnabled(False)
    plot.setMouseEnabled(False, False)
    plot.hideButtons()
    plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    plot.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    plot.setFrameStyle(0)
    plot.getPlotItem().setContentsMargins(0, 0, 0, 0)
    return plot


@cache
def _pyqtgraph() -> Any:
    import pyqtgraph

    pyqtgraph.setConfigOption("antialias", True)
    return pyqtgraph
