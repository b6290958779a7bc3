"""Writes down a scripted visit: each screen, its words and picture, what was said, and each step's result."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PySide6.QtGui import QPixmap

from kiosk.flows.view import View
from kiosk.visit.script import VisitStep


@dataclass
class ShownScreen:
    """One view as it was shown. input_to_painted_ms: from the last input (or device event) to its paint."""

    view: View
    at: float
    asked_at: float
    spoken: list[str] = field(default_factory=list)
    input_to_painted_ms: float | None = None
    picture: str = ""

    def texts(self) -> list[str]:
        """Everything that can be read on it."""
        view = self.view
        words = [view.step.text if view.step else "", view.title, view.hint, view.notice]
        words += [view.number_caption, view.number, view.elapsed_label if view.since is not None else ""]
        words += [line.text for line in view.lines]
        for option in view.options:
            words += [option.title, option.hint]
        words += view.desk.texts() if view.desk else []
        return [text for text in words if text]

    def as_dict(self) -> dict[str, Any]:
        return {
            "id": self.view.id,
            "kind": self.view.kind.value,
            "language": self.view.language,
            "title": self.view.title,
            "texts": self.texts(),
            "spoken": self.spoken,
            "input_to_painted_ms": self.input_to_painted_ms,
            "picture": self.picture,
        }


class Recorder:
    """out: the visit's folder; must exist. All times are seconds since the recorder was made."""

    def __init__(self, out: Path, title: str) -> None:
        self._out = out
        self._title = title
        self._start = time.perf_counter()
        self._input_at = self._start
        self.screens: list[ShownScreen] = []
        self.heard: list[str] = []
        self._steps: list[dict[str, Any]] = []

    def input(self) -> None:
        """The visitor or a device does something now: the next screen's time counts from here."""
        self._input_at = time.perf_counter()

    def shown(self, view: View) -> None:
        now = time.perf_counter()
        self.screens.append(ShownScreen(view, now - self._start, self._input_at))
        self._input_at = now

    def painted(self, view_id: str, picture: QPixmap) -> None:
        """The newest screen stands: keep its picture and how long it took."""
        if not self.screens or self.screens[-1].view.id != view_id:
            return
        screen = self.screens[-1]
        if screen.input_to_painted_ms is not None:
            return
        screen.input_to_painted_ms = round((time.perf_counter() - screen.asked_at) * 1000, 2)
        screen.picture = f"{len(self.screens):02d}-{view_id}.png"
        picture.save(str(self._out / screen.picture))

    def said(self, speech: str) -> None:
        self.heard.append(speech)
        if self.screens:
            self.screens[-1].spoken.append(speech)

    def step(self, number: int, step: VisitStep, result: str) -> None:
        self._steps.append(
            {
                "step": number,
                "do": str(step),
                "result": result,
                "at_s": round(time.perf_counter() - self._start, 3),
            }
        )

    def write(self, *, completed: bool, devices: str) -> None:
        visit = {
            "title": self._title,
            "completed": completed,
            "devices": devices,
            "seconds": round(time.perf_counter() - self._start, 3),
            "steps": self._steps,
            "screens": [screen.as_dict() for screen in self.screens],
        }
        path = self._out / "visit.json"
        path.write_text(json.dumps(visit, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
