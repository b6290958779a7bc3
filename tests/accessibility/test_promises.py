"""What requirements promise of whole visits, and no screen by itself can show (A10 to F12)."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

import kiosk
from kiosk.config import load
from kiosk.domain.ticket import Need
from kiosk.flows.frames import STILL_THERE
from kiosk.flows.profiles import PROFILES, Look
from kiosk.flows.resolve import Resolver
from kiosk.flows.script import IssueTicket
from kiosk.flows.settings import settings_page
from kiosk.flows.view import Kind, Tone, View
from kiosk.text import LANGUAGES
from kiosk.ui.cards import Card
from kiosk.ui.shell import Shell
from tests.accessibility.walk import PLAIN, catalogue, one_of_each, views
from tests.flows.bench import TIMES, Bench, to_confirm
from tests.flows.crawl import CONFIG, ELDER
from tests.ui.conftest import settings_for, words
from tests.ui.windows import discard

CODE = Path(kiosk.__file__).parent
LEAST_TO_READ = 20.0  # seconds for which nothing may go by itself (E8)


@pytest.fixture
def bench() -> Bench:
    return Bench()


@pytest.fixture
def shell(application: QApplication) -> Iterator[Shell]:
    window = Shell(settings_for("27 inch").settings)
    window.set_look(PLAIN)
    window.show()
    yield window
    discard(window)


def imports() -> dict[str, set[str]]:
    """Every module of the program by its dotted name, with the names of what it imports."""
    found: dict[str, set[str]] = {}
    for file in CODE.rglob("*.py"):
        names: set[str] = set()
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names |= {name.name for name in node.names}
            elif isinstance(node, ast.ImportFrom):
                names |= {f"{node.module}.{name.name}" for name in node.names}
        found[".".join(file.relative_to(CODE.parent).with_suffix("").parts)] = names
    return found


def texts(language: str) -> Iterator[tuple[str, str]]:
    """File and line of every word that visitors can see or hear, the hall's own too."""
    files = sorted((CODE.parent / "assets" / "text" / language).glob("*.ftl"))
    for file in (*files, CONFIG / "hall.toml"):
        for line in file.read_text(encoding="utf-8").splitlines():
            if not line.startswith("#"):
                yield file.name, line


def test_a10_speech_is_the_only_sound() -> None:
    """One mouth: only kiosk.speech starts a player, for words and for the emergency's sound; nothing else can."""
    sound = re.compile(
        r"QtMultimedia|QtTextToSpeech|winsound|simpleaudio|playsound|sounddevice|\.beep$|pygame"
    )
    for module, names in imports().items():
        assert not any(sound.search(name) for name in names), module
        if any(name.startswith("kiosk.speech.player") for name in names):
            assert module.startswith("kiosk.speech"), module
    assert not any("QApplication.beep" in file.read_text(encoding="utf-8") for file in CODE.rglob("*.py"))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "never",
    [
        pytest.param(
            r"人脸|刷脸|指纹|虹膜|声纹|face ?(id|scan|recogn)|fingerprint|iris", id="a25-biometrics"
        ),
        pytest.param(r"验证码|拼图|滑块|不是机器人|captcha|puzzle|not a robot", id="f12-captcha"),
        pytest.param(
            r"广告|推广|限时|抢购|抽奖|红包|扫码关注|下载 ?APP|会员|advert|discount|prize|sponsor",
            id="f11-advertising",
        ),
    ],
)
def test_no_text_asks_for_or_offers(never: str, language: str) -> None:
    wrong = [(file, line) for file, line in texts(language) if re.search(never, line, re.IGNORECASE)]
    assert not wrong


def test_a25_no_device_reads_a_body() -> None:
    """A card proves an age, and nobody needs one."""
    folders = {path.name for path in (CODE / "devices").iterdir() if path.is_dir()}
    assert not folders & {"camera", "face", "fingerprint", "biometric"}
    assert not any(
        re.search(r"cv2|dlib|mediapipe|face_recognition|fprint|QCamera", " ".join(names))
        for names in imports().values()
    )


def test_f11_no_button_lures() -> None:
    """At most one answer of a screen is put forward, and what costs something never is."""
    for view in views(PLAIN, "zh-CN"):
        assert sum(option.tone is Tone.PRIMARY for option in view.options) <= 1, view.id
    assert [option.key for option in STILL_THERE.options if option.primary and option.costly] == []


@pytest.mark.parametrize("page", ["settings-size", "settings-scheme"])
def test_b13_size_and_colours_change_in_the_middle_of_a_visit_and_nothing_is_lost(
    bench: Bench, page: str
) -> None:
    key = {"settings-size": "size:large", "settings-scheme": "scheme:light"}[page]
    bench.runner.card_read(ELDER)
    bench.answers(frozenset({"wheelchair"}), "medical")
    assert bench.up == "help"
    bench.runner.settings()
    bench.answers(f"page:{page}", key)
    assert bench.looks[-1] != bench.looks[0]
    bench.answers("done")
    assert bench.up == "help"
    bench.answers("seat", "yes")
    action = bench.pending[-1][0]
    assert isinstance(action, IssueTicket)
    assert (action.errand, action.needs) == ("medical", frozenset({Need.WHEELCHAIR}))
    while bench.pending:
        bench.finish()
    bench.runner.card_removed()
    bench.pass_time(TIMES.farewell + 1)
    assert bench.up == "home"
    assert bench.looks[-1] == Look("dark", "normal")


def test_b13_what_was_ticked_is_still_ticked_after_the_settings_help_or_a_sentence(shell: Shell) -> None:
    """Before 选好了 the ticks are the screen's own; the next visitor finds none of them."""
    found = {view.id: view for view in views(PLAIN, "zh-CN")}
    resolver = Resolver(catalogue(), "zh-CN")
    needs = found["needs"]
    shell.show_view(needs, words("zh-CN"))
    press(shell, needs.options[0].key)
    press(shell, needs.options[2].key)
    ticked = shell.body.options.chosen
    assert ticked == {needs.options[0].key, needs.options[2].key}
    settings = resolver.view(settings_page("settings-size", PLAIN, "zh-CN"), kind=Kind.SETTINGS)
    for other in (settings, found["still-there"], replace(needs, notice="已放慢"), found["called"]):
        shell.show_view(other, words("zh-CN"))
        shell.show_view(needs, words("zh-CN"))
        assert shell.body.options.chosen == ticked, other.id
    shell.show_view(found["home"], words("zh-CN"))
    shell.show_view(needs, words("zh-CN"))
    assert shell.body.options.chosen == frozenset()


def test_b13_what_was_answered_is_not_ticked_for_another_question_of_that_kind(shell: Shell) -> None:
    found = {view.id: view for view in views(PLAIN, "zh-CN")}
    complaints = found["complaints"]
    shell.show_view(complaints, words("zh-CN"))
    press(shell, complaints.options[0].key)
    done = shell.done_button()
    assert done is not None
    done.click()
    QApplication.processEvents()
    shell.show_view(found["evaluate-heard"], words("zh-CN"))
    shell.show_view(complaints, words("zh-CN"))
    assert shell.body.options.chosen == frozenset()


def press(shell: Shell, key: str) -> None:
    button = shell.option_button(key)
    assert button is not None
    button.click()
    QApplication.processEvents()


def test_c10_one_tap_on_every_button_of_every_screen_acts(shell: Shell) -> None:
    """One finger, put down and lifted. Toggles, pages and tabs change the screen, all others answer."""
    heard: list[int] = []

    def note(*_: object) -> None:
        heard.append(1)

    bar = (shell.back, shell.repeat, shell.settings_pressed, shell.emergency_pressed, shell.help_pressed)
    bar = (*bar, shell.staff_pressed)
    for signal in (shell.answered, *bar):
        signal.connect(note)
    for view in one_of_each(views(PLAIN, "zh-CN")):
        for place in range(shown(shell, view)):
            button = shell.buttons[place]
            name = button.accessibleName()
            before, stood = len(heard), what_stands(shell)
            QTest.mouseClick(button, Qt.MouseButton.LeftButton)
            QApplication.processEvents()
            assert len(heard) - before <= 1, f"{view.id}: {name} acts more than once"
            changed = what_stands(shell) != stood
            up_already = view.kind is Kind.BOARD and isinstance(button, Card) and bool(button.option.chosen)
            says_why_not = view.kind is Kind.DIGITS  # too few digits: tests/ui/test_digits.py
            assert len(heard) > before or changed or up_already or says_why_not, (
                f"{view.id}: {name} does nothing"
            )
            if changed:
                shown(shell, view)


def shown(shell: Shell, view: View) -> int:
    """Fresh, as the first screen of somebody else. Returns how many buttons it has."""
    shell.show_view(view, words("zh-CN"))
    return len(shell.buttons)


def what_stands(shell: Shell) -> tuple[bool, str, list[str]]:
    typed = shell.body.digits.number.accessibleName()
    return shell.body.board.talk.turned, typed, [button.accessibleName() for button in shell.buttons]


def test_c10_no_gesture_of_more_than_a_tap_is_listened_to() -> None:
    """No long press, drag of a card, pinch, swipe or second finger; two quick taps only for those who listen."""
    gestures = re.compile(r"grabGesture|QGesture|QTapAndHold|QPinch|QSwipe|TouchUpdate|QDrag|pressAndHold")
    for file in (CODE / "ui").rglob("*.py"):
        assert not gestures.search(file.read_text(encoding="utf-8")), file


def test_e2_and_e6_the_shipped_times_are_those_of_the_requirements() -> None:
    """Seen 120 s and 30 s to answer; heard, by keys or in large type 240 s and 60 s; ten minutes while called."""
    times = load(CONFIG).settings.times
    assert times.idle >= 120 and times.warning >= 30
    assert times.idle_slow >= 240 and times.warning_slow >= 60
    assert times.waiting >= 600


def slowly(bench: Bench) -> dict[str, Callable[[], object]]:
    """Every way to be somebody who needs more time."""
    takes_time = [its for its in PROFILES if its.on(PLAIN).takes_time]
    assert {its.key for its in takes_time} >= {"low-vision", "blind", "unsteady", "unhurried"}
    ways: dict[str, Callable[[], object]] = {
        its.key: (lambda key=its.key: bench.answers(f"profile:{key}", "no_card")) for its in takes_time
    }
    option = bench.runner.view().options[0]
    ways["keypad"] = lambda: (bench.answers("no_card"), bench.runner.focused(1, 4, option))
    return ways


def test_e2_the_question_stands_as_long_as_it_takes_to_answer(bench: Bench) -> None:
    bench.answers("no_card")
    bench.pass_time(TIMES.idle + 0.5)
    assert bench.up == "still-there"
    bench.pass_time(TIMES.warning - 1)
    assert bench.up == "still-there"
    bench.pass_time(1.5)
    assert bench.up == "home"


@pytest.mark.parametrize("way", list(slowly(Bench())))
def test_e2_and_e6_who_needs_time_has_twice_as_much(bench: Bench, way: str) -> None:
    slowly(bench)[way]()
    bench.pass_time(TIMES.idle_slow - 1)
    assert bench.up == "needs"
    bench.pass_time(1.5)
    assert bench.up == "still-there"
    bench.pass_time(TIMES.warning_slow - 1)
    assert bench.up == "still-there"
    bench.pass_time(1.5)
    assert bench.up == "home"


def test_e6_who_waits_for_a_person_is_left_alone_for_ten_minutes(bench: Bench) -> None:
    bench.runner.help()
    bench.finish()
    before = len(bench.shown)
    bench.pass_time(TIMES.waiting - 1)
    assert bench.up == "called" and len(bench.shown) == before


def test_e8_nothing_goes_by_itself_before_it_can_be_read(bench: Bench) -> None:
    """Each screen of a visit, a sentence that came up on one, and the ticket."""
    stages: list[Callable[[], object]] = [
        lambda: bench.answers("ticket"),
        lambda: bench.runner.card_trouble("moved"),
        lambda: bench.answers("no_card"),
        lambda: bench.answers(frozenset[str]()),
        lambda: bench.runner.scanned(None),
        lambda: bench.answers("medical"),
        lambda: bench.answers("seat"),
        bench.runner.settings,
        lambda: bench.answers("done"),
        lambda: (bench.answers("yes"), bench.finish(), bench.finish()),
    ]
    for stage in stages:
        stage()
        stood = bench.shown[-1]
        bench.pass_time(LEAST_TO_READ)
        assert bench.shown[-1] is stood, stood.id
    assert bench.up == "farewell"
    assert min(TIMES.farewell, TIMES.warning, TIMES.idle) >= LEAST_TO_READ


def test_f7_how_to_use_it_is_found_in_every_visit_and_left_by_one_tap(bench: Bench) -> None:
    to_confirm(bench)
    bench.runner.settings()
    bench.answers("page:settings-more", "page:how-to")
    assert bench.up == "how-to"
    assert len(bench.shown[-1].lines) >= 4  # by touch, by keys, by ear, and how to call somebody
    assert all(line.text in bench.said[-1] for line in bench.shown[-1].lines)
    bench.answers("done")
    assert bench.up == "confirm"
