"""Pictures of screens that fail a check, and of those that come nearest to it: out/accessibility."""

from __future__ import annotations

import re
from pathlib import Path

from tests.accessibility.checks import aimed_at
from tests.accessibility.pixels import LEAST, contrasts
from tests.accessibility.walk import LOOKS, Standing

OUT = Path(__file__).parents[2] / "out" / "accessibility"


def picture_of(at: Standing, folder: str = "failed") -> Path:
    """Grab the window into out/accessibility/FOLDER. Returns the file, named after the screen."""
    path = OUT / folder / (re.sub(r"[^\w-]+", "-", str(at)).strip("-") + ".png")
    path.parent.mkdir(parents=True, exist_ok=True)
    at.shell.grab().save(str(path))
    return path


class Worst:
    """Keeps the picture of the screen that comes nearest to failing, for each look and measure."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, str], tuple[float, Path]] = {}

    def see(self, at: Standing) -> None:
        """Contrast and target size, as shares of what is asked for: less is worse."""
        least = LEAST[LOOKS[at.look].scheme]
        self._keep(at, "contrast", min((ratio / least for _, ratio in contrasts(at)), default=99.0))
        sides = [min(aimed_at(button).width(), aimed_at(button).height()) for button in at.shell.buttons]
        self._keep(at, "touch", min(sides) / at.shell.theme.px_per_mm / 20.0)

    def _keep(self, at: Standing, measure: str, share: float) -> None:
        before = self._found.get((at.look, measure))
        if before is not None and before[0] <= share:
            return
        if before is not None:
            before[1].unlink(missing_ok=True)
        self._found[at.look, measure] = share, picture_of(at, f"worst-{measure}")

    @property
    def lines(self) -> list[str]:
        """For the terminal, the worst first."""
        found = sorted((share, measure, look, path) for (look, measure), (share, path) in self._found.items())
        return [
            f"{measure} {share:.2f} of what is asked, {look}: {path}" for share, measure, look, path in found
        ]
