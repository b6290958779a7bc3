"""A whole visit by a real AT-SPI client on a real accessibility bus: names, roles, states, actions, announcements.

Nothing is touched: every button is pressed through the Action interface by its accessible name.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.accessibility.at_spi_session import LAUNCHER, SYSTEM_PYTHON

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


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    if not ready():
        pytest.skip("no AT-SPI here: install at-spi2-core, gir1.2-atspi-2.0, python3-gi, dbus, xvfb, xdotool")
    out = tmp_path_factory.mktemp("at-spi")
    session = (sys.executable, "-m", "tests.accessibility.at_spi_session", str(out), json.dumps(STEPS))
    done = subprocess.run(
        ["dbus-run-session", "--", *session], capture_output=True, text=True, timeout=170, check=False
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout)


def showing(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    if "showing" in node["states"]:
        yield node
    for child in node["children"]:
        yield from showing(child)


def buttons(screen: dict[str, Any]) -> list[dict[str, Any]]:
    return [node for node in showing(screen["tree"]) if node["role"] in BUTTONS]


def names(screen: dict[str, Any]) -> list[str]:
    return [node["name"] for node in showing(screen["tree"])]


def test_the_program_and_its_window_have_names(seen: dict[str, Any]) -> None:
    assert seen["application"] == "绿色通道自助终端"
    assert [screen["title"] for screen in seen["screens"]] == [title for title, _ in STEPS]
    assert {screen["tree"]["role"] for screen in seen["screens"]} == {"frame"}


def test_every_button_has_a_name_of_its_own_and_can_be_pressed(seen: dict[str, Any]) -> None:
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
            assert x >= 0 and y >= 0 and x + width <= 1080 and y + height <= 1920, node


def test_everything_with_a_press_is_a_button(seen: dict[str, Any]) -> None:
    for screen in seen["screens"]:
        for node in showing(screen["tree"]):
            assert not node["actions"] or node["role"] in BUTTONS, node


def test_the_focus_of_the_ring_is_the_focus_of_assistive_technology(seen: dict[str, Any]) -> None:
    for screen in seen["screens"]:
        focused = [node["name"] for node in buttons(screen) if "focused" in node["states"]]
        assert len(focused) == 1, (screen["title"], focused)
    second = next(node for node in buttons(seen["screens"][1]) if "focused" in node["states"])
    assert second["name"].startswith("没带身份证")


def test_a_toggle_tells_whether_it_is_chosen(seen: dict[str, Any]) -> None:
    before, after = (
        {node["name"]: "checked" in node["states"] for node in buttons(screen) if node["role"] == "check box"}
        for screen in seen["screens"][3:5]
    )
    assert before["大字"] is False
    assert after["大字，已选"] is True


def test_words_numbers_and_lines_can_be_read(seen: dict[str, Any]) -> None:
    confirm = names(seen["screens"][8])
    assert any("社保" in name for name in confirm)
    assert any("窗口" in name for name in confirm)
    farewell = names(seen["screens"][11])
    assert any("绿001" in name for name in farewell)
    assert any("第 2 步" in name for name in names(seen["screens"][2]))


def test_what_is_said_is_announced_once_and_nothing_private_is(seen: dict[str, Any]) -> None:
    words = [announced["words"] for announced in seen["announcements"]]
    assert any(word.startswith("语音，可勾选，没有选，第二项") for word in words), "the focus by key"
    assert "大字，可勾选，已选，第一项，共七项。" in words
    for start in ("怎样对您方便", "您属于哪一类", "您要办哪件事", "好了，您的号码是"):
        assert sum(word.startswith(start) for word in words) == 1, (start, words)
    assert {announced["politeness"] for announced in seen["announcements"]} == {1}
