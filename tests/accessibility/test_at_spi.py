"""A whole visit by a real AT-SPI client on a real accessibility bus: names, roles, states, actions, announcements.

Nothing is touched: every button is pressed through the Action interface by its accessible name.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kiosk.config import load
from tests.accessibility.at_spi_session import LAUNCHER, SYSTEM_PYTHON
from tests.flows.crawl import CONFIG

GOLDEN = Path(__file__).parent / "golden" / "at_spi.txt"
HOME, NEEDS = "您好，今天来办什么？", "怎样对您方便？"
STEPS = [
    (HOME, "key:Down"),
    (HOME, "没带身份证"),
    (NEEDS, "key:Down"),
    (NEEDS, "大字"),
    (NEEDS, "选好了"),
    ("您属于哪一类？", "不选"),
    ("您要办哪件事？", "社保"),
    ("要我们怎么帮您？", "专座优先办"),
    ("这样对吗？", "大小颜色"),
    ("怎样看着、听着舒服？", "返回"),
    ("这样对吗？", "对，取号"),
    ("好了，这是您的号", "我知道了"),
    (HOME, ""),
]
LEFT_ALONE = [(HOME, "没带身份证"), (NEEDS, ""), ("您还在吗？", "继续"), (NEEDS, "")]
ASK_AFTER = 5.0  # seconds, in the visit that is left alone
POLITE, ASSERTIVE = 1, 2
CLOCK = re.compile(r"^[上下]午 \d+:\d\d$")
BUTTONS = ("push button", "check box")


def ready() -> bool:
    """Whether Debian's bindings and the bus launcher are here (scripts/install.sh dev installs them)."""
    tools = all(shutil.which(tool) for tool in ("dbus-run-session", "Xvfb", "xdotool"))
    gi = subprocess.run(
        [SYSTEM_PYTHON, "-c", "import gi; gi.require_version('Atspi', '2.0')"],
        capture_output=True,
        check=False,
    )
    return tools and Path(LAUNCHER).exists() and gi.returncode == 0


Visit = dict[str, Any]


@pytest.fixture(scope="module")
def visits(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Visit]:
    """A whole visit, and one that is left alone; beside each other, for both wait most of the time."""
    if not ready():
        needs = "no AT-SPI here: install at-spi2-core, gir1.2-atspi-2.0, python3-gi, dbus, xvfb, xdotool"
        if os.environ.get("CI") == "true":
            pytest.fail(needs)
        pytest.skip(needs)
    sessions: dict[str, subprocess.Popen[str]] = {}
    whole = load(CONFIG).settings.times.idle
    for name, idle, steps in (("whole", whole, STEPS), ("left alone", ASK_AFTER, LEFT_ALONE)):
        out = tmp_path_factory.mktemp("at-spi")
        command = (sys.executable, "-m", "tests.accessibility.at_spi_session", str(out), str(idle))
        sessions[name] = subprocess.Popen(
            ["dbus-run-session", "--", *command, json.dumps(steps)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
    found: dict[str, Visit] = {}
    for name, session in sessions.items():
        told, complaints = session.communicate(timeout=170)
        assert session.returncode == 0, f"{name}: {complaints[-3000:]}"
        found[name] = json.loads(told)
    return found


@pytest.fixture
def seen(visits: dict[str, Visit]) -> Visit:
    """The whole visit."""
    return visits["whole"]


def showing(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    if "showing" in node["states"]:
        yield node
    for child in node["children"]:
        yield from showing(child)


def buttons(screen: dict[str, Any]) -> list[dict[str, Any]]:
    return [node for node in showing(screen["tree"]) if node["role"] in BUTTONS]


def names(screen: dict[str, Any]) -> list[str]:
    return [node["name"] for node in showing(screen["tree"])]


def test_the_program_and_its_window_have_names(seen: Visit) -> None:
    assert seen["application"] == "绿色通道自助终端"
    assert [screen["title"] for screen in seen["screens"]] == [title for title, _ in STEPS]
    assert {screen["tree"]["role"] for screen in seen["screens"]} == {"frame"}


def test_every_button_has_a_name_of_its_own_and_can_be_pressed(seen: Visit) -> None:
    panel = load(CONFIG).settings.screen
    for screen in seen["screens"]:
        found = buttons(screen)
        assert len(found) >= 5, screen["title"]
        its = [node["name"] for node in found]
        assert all(its) and len(set(its)) == len(its), its
        for node in found:
            assert node["name"] == "English" or any("一" <= char <= "鿿" for char in node["name"]), node[
                "name"
            ]
            assert "&" not in node["name"]
            assert "enabled" not in node["states"] or "Press" in node["actions"], node
            x, y, width, height = node["box"]
            assert x >= 0 and y >= 0 and x + width <= panel.width_px and y + height <= panel.height_px, node


def test_everything_with_a_press_is_a_button(seen: Visit) -> None:
    for screen in seen["screens"]:
        for node in showing(screen["tree"]):
            assert not node["actions"] or node["role"] in BUTTONS, node


def test_the_focus_of_the_ring_is_the_focus_of_assistive_technology(seen: Visit) -> None:
    for screen in seen["screens"]:
        focused = [node["name"] for node in buttons(screen) if "focused" in node["states"]]
        assert len(focused) == 1, (screen["title"], focused)
    second = next(node for node in buttons(seen["screens"][1]) if "focused" in node["states"])
    assert second["name"].startswith("没带身份证")


def test_a_toggle_tells_whether_it_is_chosen(seen: Visit) -> None:
    before, after = (
        {node["name"]: "checked" in node["states"] for node in buttons(screen) if node["role"] == "check box"}
        for screen in seen["screens"][3:5]
    )
    assert before["大字"] is False
    assert after["大字，已选"] is True


def test_words_numbers_and_lines_can_be_read(seen: Visit) -> None:
    confirm = names(seen["screens"][8])
    assert any("社保" in name for name in confirm)
    assert any("窗口" in name for name in confirm)
    farewell = names(seen["screens"][11])
    assert any("绿001" in name for name in farewell)
    assert any("第 2 步" in name for name in names(seen["screens"][2]))


def test_what_is_said_is_announced_once_and_nothing_private_is(seen: Visit) -> None:
    words = [announced["words"] for announced in seen["announcements"]]
    assert any(word.startswith("语音，可勾选，没有选，第二项") for word in words), "the focus by key"
    assert "大字，可勾选，已选，第一项，共七项。" in words
    for start in ("怎样对您方便", "您属于哪一类", "您要办哪件事", "好了，您的号码是"):
        assert sum(word.startswith(start) for word in words) == 1, (start, words)
    assert {announced["politeness"] for announced in seen["announcements"]} == {POLITE}


def test_what_must_not_wait_is_assertive(visits: dict[str, Visit]) -> None:
    """您还在吗？ breaks into whatever assistive technology is saying; nothing else of that visit does."""
    said = [(at["words"], at["politeness"]) for at in visits["left alone"]["announcements"]]
    asked = [politeness for words, politeness in said if words.startswith("您还在吗")]
    assert asked == [ASSERTIVE], said
    assert [politeness for words, politeness in said if words.startswith(NEEDS)] == [POLITE, POLITE], said


def test_golden_names_and_roles(seen: Visit) -> None:
    """The first screens as assistive technology has them. `make golden` writes them anew; read the diff."""
    first = {screen["title"]: screen for screen in reversed(seen["screens"][:9])}
    found = "\n".join("\n".join(outline(screen["tree"])) for screen in reversed(first.values())) + "\n"
    if os.environ.get("KIOSK_WRITE_GOLDEN"):
        GOLDEN.parent.mkdir(exist_ok=True)
        GOLDEN.write_text(found, encoding="utf-8")
    assert found == GOLDEN.read_text(encoding="utf-8")


def outline(node: dict[str, Any], depth: int = 0, *, caption: bool = False) -> Iterator[str]:
    """Role, name and state of all that shows, one a line; without the time of day and the sentence being said."""
    if "showing" not in node["states"]:
        return
    name = "(time of day)" if CLOCK.match(node["name"]) else node["name"].replace("\n", " / ")
    marks = [state for state in ("focused", "checked") if state in node["states"]]
    marks += [] if "enabled" in node["states"] else ["disabled"]
    words = "(what is being said)" if caption else name
    yield "  " * depth + " ".join([node["role"] + ":", words, *(f"[{mark}]" for mark in marks)]).rstrip()
    body = False
    for child in node["children"]:
        yield from outline(child, depth + 1, caption=body and child["role"] == "label" and depth == 0)
        body = body or child["role"] == "filler"
