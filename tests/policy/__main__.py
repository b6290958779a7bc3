"""`python -m tests.policy`: writes docs/policy-coverage.md and a picture of each screen that it names."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from kiosk.desk_previews import desk_pages
from kiosk.flows.resolve import Resolver
from kiosk.ui.bar_words import bar_words
from kiosk.ui.shell import Shell
from tests.accessibility.walk import LOOKS, catalogue, views
from tests.policy.rows import PAGE, PICTURES, page, rows
from tests.ui.conftest import settings_for

WIDTH_PX, QUALITY = 270, 70


def write_pictures() -> None:
    config = settings_for("27 inch")
    shell = Shell(config.settings)
    shell.set_look(LOOKS["plain"])
    words = bar_words(Resolver(catalogue(), "zh-CN"), config.hall)
    first = {view.id: view for view in reversed(views(LOOKS["plain"], "zh-CN"))}
    staff = Resolver(catalogue(), "zh-CN")
    first |= {page.id: staff.view(page) for _, page in desk_pages(config.hall)}
    PICTURES.mkdir(parents=True, exist_ok=True)
    for old in PICTURES.glob("*.jpg"):
        old.unlink()
    for screen in dict.fromkeys(screen for row in rows() for screen in row.screens):
        shell.show_view(first[screen], words)
        shell.set_caption(first[screen].speech.split("。")[0])
        shell.grab().scaledToWidth(WIDTH_PX).save(str(PICTURES / f"{screen}.jpg"), quality=QUALITY)
    shell.close()


def main() -> None:
    application = QApplication([])
    write_pictures()
    PAGE.write_text(page(), encoding="utf-8")
    del application


if __name__ == "__main__":
    main()
