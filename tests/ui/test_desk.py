"""The desk's window: dense, calm, whole on every panel; typed, ticked and paged; by finger and by keyboard."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from kiosk.desk_previews import LEADER, desk_pages
from kiosk.domain.private import Private
from kiosk.domain.staff import Actor, DeskTab
from kiosk.flows.desk.frame import desk_page
from kiosk.flows.desk.screen import (
    Button,
    Buttons,
    Choice,
    Desk,
    Entry,
    Note,
    Part,
    Pick,
    Pressed,
    Row,
    Rows,
    Shade,
)
from kiosk.flows.profiles import Look
from kiosk.flows.resolve import Resolver
from kiosk.flows.script import Say
from kiosk.flows.view import View
from kiosk.flows.visit import Visit
from kiosk.text import Catalogue
from kiosk.ui.cards import Card
from kiosk.ui.screens.desk_key import DeskKey
from kiosk.ui.shell import Shell
from tests.ui.conftest import CONFIG, PANELS, Window, settings_for, words

LEAST_TEXT_MM, LEAST_KEY_MM, LEAST_GAP_MM = 5.0, 10.0, 2.8
BY = Actor(LEADER)
LABEL = Say("desk-tab-serve")


@cache
def pages() -> dict[str, Desk]:
    return dict(desk_pages(CONFIG.hall))


def view_of(page: Desk, language: str = "zh-CN", session: str = "one") -> View:
    view = Resolver(Catalogue(), language).view(page)
    assert view.desk
    return replace(view, desk=replace(view.desk, session=session))


def page_of(*parts: Part, form: int = 0) -> Desk:
    return desk_page(Visit(CONFIG.hall), BY, DeskTab.SERVE, parts, form=form)


@pytest.fixture
def answers(shell: Shell) -> list[Pressed]:
    heard: list[Pressed] = []
    shell.answered.connect(heard.append)
    return heard


Put = Callable[..., View]


@pytest.fixture
def put(shell: Shell) -> Put:
    def show(*parts: Part, form: int = 0, session: str = "one") -> View:
        view = view_of(page_of(*parts, form=form), session=session)
        shell.show_view(view, words("zh-CN"))
        QApplication.processEvents()
        return view

    return show


def press(shell: Shell, key: str) -> None:
    button = shell.option_button(key)
    assert isinstance(button, Card), f"{key} of {[card.option.key for card in shell.body.options.cards]}"
    button.click()
    QApplication.processEvents()


@pytest.mark.parametrize("language", ["zh-CN", "en"])
@pytest.mark.parametrize("panel", list(PANELS))
def test_every_page_stands_whole_on_every_panel(window: Window, panel: str, language: str) -> None:
    shell = window(settings_for(panel), Look("dark", "normal"))
    for name, page in pages().items():
        shell.show_view(view_of(page, language), words(language))
        desk = shell.body.desk
        where, px_per_mm = f"{name}, {language}, {panel}", shell.theme.px_per_mm
        assert desk.overflow == 0, f"{where}: {desk.overflow} px too tall"
        for key in desk.cards:
            assert isinstance(key, DeskKey)
            box = key.frame(shell.theme)
            assert desk.rect().contains(key.geometry()), f"{where}: {key.option.title} leaves the page"
            assert box.height() / px_per_mm >= LEAST_KEY_MM, f"{where}: {key.option.title} is low"
            assert key.smallest_px / px_per_mm >= LEAST_TEXT_MM - 0.01, f"{where}: {key.option.title}"
            assert key.wanted_width() <= key.width() + 1 or key.field, f"{where}: {key.option.title} is cut"
        frames = [(key.frame(shell.theme).toRect().translated(key.pos()), key) for key in desk.cards]
        for place, (one, its) in enumerate(frames):
            for other, whose in frames[place + 1 :]:
                apart = max(
                    one.left() - other.right(),
                    other.left() - one.right(),
                    one.top() - other.bottom(),
                    other.top() - one.bottom(),
                )
                pair = f"{its.option.title} and {whose.option.title}"
                assert apart / px_per_mm >= LEAST_GAP_MM, (
                    f"{where}: {pair} are {apart / px_per_mm:.1f} mm apart"
                )
        for label in desk.findChildren(QLabel):
            if label.text() and not label.isHidden():
                assert label.font().pixelSize() / px_per_mm >= LEAST_TEXT_MM - 0.01, (
                    f"{where}: {label.text()}"
                )


def test_the_visitors_size_changes_nothing_at_the_desk(shell: Shell, put: Put) -> None:
    put(Buttons((Button("do", LABEL),)))
    before = shell.option_button("do")
    assert before
    height = before.height()
    shell.set_look(Look("dark", "huge"))
    put(Buttons((Button("do", LABEL),)))
    after = shell.option_button("do")
    assert after
    assert after.height() == height


PICK = Pick("what", LABEL, tuple(Choice(key, key) for key in "abc"), several=True)
ONE = Pick("one", LABEL, tuple(Choice(key, key) for key in "xyz"), chosen=frozenset({"x"}))
GO = Buttons((Button("go", LABEL, primary=True), Button("lose", "取消号票", lost=True)))


def test_a_button_answers_with_everything_that_is_ticked_and_typed(
    shell: Shell, put: Put, answers: list[Pressed]
) -> None:
    put(PICK, ONE, Entry("number", LABEL, most=3), GO)
    for key in ("pick:what=a", "pick:what=c", "pick:one=y", "pad:1", "pad:2"):
        press(shell, key)
    press(shell, "go")
    (answer,) = answers
    assert answer.many("what") == {"a", "c"}
    assert answer.one("one") == "y"
    assert answer.text("number") == "12"


def test_what_is_typed_survives_new_rows_and_goes_with_another_form(
    shell: Shell, put: Put, answers: list[Pressed]
) -> None:
    put(PICK, Entry("number", LABEL), GO)
    press(shell, "pick:what=b")
    press(shell, "pad:7")
    put(Note("anything"), PICK, Entry("number", LABEL), GO)
    press(shell, "go")
    assert (answers[-1].many("what"), answers[-1].text("number")) == ({"b"}, "7")
    put(PICK, Entry("number", LABEL), GO, form=1)
    press(shell, "go")
    assert (answers[-1].many("what"), answers[-1].text("number")) == (frozenset(), "")


def test_another_opening_of_the_desk_finds_nothing_of_the_one_before(
    shell: Shell, put: Put, answers: list[Pressed]
) -> None:
    put(PICK, GO)
    press(shell, "pick:what=b")
    put(PICK, GO, session="two")
    press(shell, "go")
    assert answers[-1].many("what") == frozenset()


def test_a_number_of_a_person_is_gone_with_the_answer_and_in_no_repr(
    shell: Shell, put: Put, answers: list[Pressed]
) -> None:
    put(Entry("card", LABEL, most=18, letter_x=True, once=True), GO)
    for digit in "99000019480101002":
        press(shell, f"pad:{digit}")
    press(shell, "pad:X")
    press(shell, "go")
    number = answers[-1].private("card")
    assert isinstance(number, Private)
    assert number == "99000019480101002X"
    assert "9900" not in repr(answers[-1])
    field = shell.option_button("entry:card")
    press(shell, "go")
    assert answers[-1].private("card") == ""
    assert isinstance(field, Card)
    assert field.option.title == ""


@pytest.mark.parametrize(
    ("entry", "keys", "typed"),
    [
        (Entry("n", LABEL, most=3), "12345", "123"),
        (Entry("n", LABEL, most=6), "1a2b", "12"),
        (Entry("n", LABEL, most=6, point=True), "12.5.0", "12.50"),
        (Entry("n", LABEL, most=6, letter_x=True), "12x", "12X"),
        (Entry("n", LABEL, most=6, digits=False), "a1", "a1"),
    ],
)
def test_a_keyboard_types_what_the_field_takes(
    shell: Shell, put: Put, answers: list[Pressed], entry: Entry, keys: str, typed: str
) -> None:
    put(entry, GO)
    for key in keys:
        QTest.keyClicks(shell, key)
    press(shell, "go")
    assert answers[-1].text("n") == typed


def test_backspace_takes_the_last_one_back(shell: Shell, put: Put, answers: list[Pressed]) -> None:
    put(Entry("n", LABEL), GO)
    QTest.keyClicks(shell, "12")
    QTest.keyClick(shell, Qt.Key.Key_Backspace)
    press(shell, "go")
    assert answers[-1].text("n") == "1"


def test_what_loses_something_asks_once_more(shell: Shell, put: Put, answers: list[Pressed]) -> None:
    put(PICK, GO)
    press(shell, "lose")
    assert answers == []
    assert shell.option_button("lose").text() == ""  # type: ignore[union-attr]
    card = shell.option_button("lose")
    assert isinstance(card, Card)
    assert card.option.title == "再按一次确认"
    press(shell, "pick:what=a")  # something else: it no longer asks
    card = shell.option_button("lose")
    assert isinstance(card, Card)
    assert card.option.title == "取消号票"
    press(shell, "lose")
    press(shell, "lose")
    assert [answer.key for answer in answers] == ["lose"]


def rows(count: int) -> Rows:
    return Rows(
        LABEL,
        (LABEL, LABEL),
        tuple(
            Row(str(n), (f"绿{n:03d}", f"{n} 分钟"), (Button("take", LABEL),), Shade.LATE)
            for n in range(count)
        ),
        LABEL,
    )


def test_a_long_list_is_turned_page_by_page_and_every_row_can_be_pressed(
    shell: Shell, put: Put, answers: list[Pressed]
) -> None:
    put(rows(60))
    seen: list[str] = []
    for _ in range(10):
        keys = [card.option.key for card in shell.body.options.cards if card.option.key.startswith("take@")]
        if keys[0] in seen:
            break
        seen += keys
        (following,) = [card for card in shell.body.options.cards if card.option.key.startswith("next:")]
        press(shell, following.option.key)
    assert seen == [f"take@{n}" for n in range(60)]
    press(shell, "take@3")
    assert (answers[-1].key, answers[-1].row) == ("take", "3")


def test_an_empty_list_says_so(shell: Shell, put: Put) -> None:
    put(rows(0))
    assert any(
        label.text() == "服务" for label in shell.body.desk.findChildren(QLabel) if not label.isHidden()
    )


def test_up_and_down_go_from_line_to_line_and_f_keys_act(
    shell: Shell, put: Put, answers: list[Pressed]
) -> None:
    put(PICK, ONE, GO)
    desk = shell.body.desk

    def at() -> str:
        return next(card.option.key for card in desk.cards if card.ring)

    QTest.keyClick(shell, Qt.Key.Key_Down)
    assert at().startswith("pick:what=")
    QTest.keyClick(shell, Qt.Key.Key_Down)
    assert at().startswith("pick:one=")
    QTest.keyClick(shell, Qt.Key.Key_Up)
    assert at().startswith("pick:what=")
    QTest.keyClick(shell, Qt.Key.Key_Space)
    QApplication.processEvents()
    QTest.keyClick(shell, Qt.Key.Key_F12)
    QApplication.processEvents()
    assert answers[-1].key == "go"
    assert len(answers[-1].many("what")) == 1
    QTest.keyClick(shell, Qt.Key.Key_F2)
    QApplication.processEvents()
    assert answers[-1].key == "tab:calls"


def test_training_cannot_be_missed(shell: Shell) -> None:
    page = page_of(PICK)
    shell.show_view(view_of(replace(page, training=True)), words("zh-CN"))
    strips = [strip for strip in shell.body.desk._pool.strips if not strip.isHidden()]
    assert any("不是真的" in strip.texts[0] for strip in strips)
    picture = shell.grab().toImage()
    band = next(strip for strip in strips if "不是真的" in strip.texts[0])
    at = band.mapTo(shell, QPoint(band.width() - 10, band.height() // 2))
    assert picture.pixelColor(at).name().upper() == shell.theme.colours.accent


def test_the_corner_is_there_for_visitors_and_gone_at_the_desk(shell: Shell, put: Put) -> None:
    heard: list[int] = []
    shell.staff_pressed.connect(lambda: heard.append(1))
    put(PICK)
    assert shell.header.staff.isHidden()
    from tests.ui.conftest import views

    shell.show_view(views("zh-CN")["errand"], words("zh-CN"))
    assert not shell.header.staff.isHidden()
    QTest.mouseClick(shell.header.staff, Qt.MouseButton.LeftButton)
    assert heard == [1]


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    yield
    QApplication.processEvents()
