"""The register as a visitor meets it: nearest first, nothing stale is promised, one tag one loan, always a person."""

from __future__ import annotations

from typing import Any

import pytest

from kiosk.domain.call import CallReason
from kiosk.domain.facility import Facility, FacilityState, Item, Standing, Wifi, state_of
from kiosk.domain.frozen import Words
from kiosk.flows.facilities import NEEDS, facilities
from kiosk.flows.facility_asks import (
    TAKEN,
    AskFacilities,
    BringBack,
    BroughtBack,
    Lend,
    Lent,
    Register,
    ReportMissing,
)
from kiosk.flows.resolve import Resolver
from kiosk.flows.run import Run
from kiosk.flows.script import CallPerson, Screen, Tell
from kiosk.flows.view import View
from kiosk.text import Catalogue
from kiosk.ui.icons import FOLDER
from tests.flows.crawl import HALL, NO_STORE, NOTED, every_screen, told

CHINESE = Resolver(Catalogue(), "zh-CN")
A, FAULT = FacilityState.AVAILABLE, FacilityState.FAULT
FRESH = 7


def after(*answers: Any) -> Run:
    return told(facilities, answers)


def register(**standings: Standing) -> Register:
    return Register({name.replace("_", "-"): standing for name, standing in standings.items()})


def shown(run: Run) -> View:
    assert isinstance(run.step, Screen), run.step
    return CHINESE.view(run.step)


def lines(run: Run) -> list[str]:
    return [line.text for line in shown(run).lines]


def keys(run: Run) -> list[str]:
    return [option.key for option in shown(run).options]


def test_every_item_of_the_clause_is_in_the_sample_hall_and_behind_a_need() -> None:
    assert {facility.item for facility in HALL.facilities} == set(Item)
    asked = [item for _, items in NEEDS.values() for item in items]
    assert sorted(asked) == sorted(Item)


def test_what_clause_four_gives_each_floor_is_on_each_floor() -> None:
    for item in (Item.GLASSES, Item.MEDICINE, Item.UMBRELLA, Item.WATER, Item.CHARGING):
        assert {its.floor for its in HALL.facilities if its.item is item} == {"1", "2", "3"}


def test_every_entry_has_an_owner_and_a_picture() -> None:
    assert all(its.owner and (FOLDER / f"{its.icon}.svg").exists() for its in HALL.facilities)


def test_where_it_is_and_who_looked() -> None:
    run = after("walking", register(lift=Standing(A, 3)), "lift")
    assert lines(run) == ["一楼，进门右手边", "可以用", "3 天前有人查看过"]
    assert keys(run)[0] == "ok"


@pytest.mark.parametrize(
    ("standing", "told_state"),
    [
        (Standing(), FacilityState.UNVERIFIED),
        (Standing(A, 7), A),
        (Standing(A, 8), FacilityState.UNVERIFIED),
        (Standing(A, None), FacilityState.UNVERIFIED),
        (Standing(FAULT, 400), FAULT),
        (Standing(FacilityState.OUT, None), FacilityState.OUT),
        (Standing(A, 0, frozenset({1, 2, 3})), FacilityState.LENT),
        (Standing(A, 8, frozenset({1, 2, 3})), FacilityState.LENT),
        (Standing(FAULT, 0, frozenset({1, 2, 3})), FAULT),
    ],
)
def test_what_may_be_told_of_a_wheelchair(standing: Standing, told_state: FacilityState) -> None:
    assert state_of(HALL.facility("wheelchair"), standing, FRESH) is told_state


def test_5_2_17_a_stale_register_sends_nobody_to_a_broken_lift() -> None:
    """Looked at more than seven days ago, or never: a person is asked first, and the person is the first answer."""
    for old in (Standing(A, 8), Standing()):
        run = after("walking", register(lift=old), "lift")
        assert "请先问工作人员" in lines(run)
        assert "可以用" not in lines(run)
        assert keys(run)[0] == "call"
        run.give("call")
        assert isinstance(run.step, CallPerson)


def test_E40_when_the_store_is_down_the_place_is_still_told_and_a_person_comes() -> None:
    run = after("senses", NO_STORE, "glasses")
    assert lines(run) == ["一楼，咨询导服台", "现在查不到，请先问工作人员"]
    assert keys(run) == ["call", "elsewhere", "ok"]


def test_nearest_first_but_what_cannot_be_had_last() -> None:
    assert lines(after("senses", register(), "glasses"))[0].startswith("一楼")
    all_lent = Standing(A, 0, frozenset({1, 2, 3, 4}))
    assert lines(after("senses", register(glasses_1=all_lent), "glasses"))[0].startswith("二楼")
    broken = register(toilet_1=Standing(FAULT), toilet_2=Standing(A, 0))
    assert lines(after("rooms", broken, "toilet"))[0].startswith("二楼")


def test_the_same_on_another_floor() -> None:
    run = after("senses", register(), "glasses", "elsewhere", "glasses-3")
    assert lines(run)[0].startswith("三楼")
    run.back()
    assert keys(run) == ["glasses-1", "glasses-2", "glasses-3"]


def test_a_broken_thing_is_not_lent_and_not_reported_twice() -> None:
    run = after("senses", register(magnifier=Standing(FAULT, 1)), "magnifier")
    assert keys(run) == ["call", "ok"]


@pytest.mark.parametrize(
    ("need", "item", "reason"),
    [
        ("walking", "wheelchair", CallReason.WHEELCHAIR),
        ("walking", "lift", CallReason.GUIDE),
        ("care", "medicine", CallReason.MEDICINE),
        ("care", "mask", CallReason.MASK),
        ("care", "umbrella", CallReason.BORROW),
        ("water", "wifi", CallReason.HELP),
    ],
)
def test_each_call_says_what_it_is_for(need: str, item: str, reason: CallReason) -> None:
    run = after(need, register(), item, "call")
    assert isinstance(run.step, CallPerson)
    assert run.step.reason is reason


def test_medicine_is_only_handed_out_by_a_person() -> None:
    run = after("care", register(medicine_1=Standing(A, 0)), "medicine")
    assert keys(run)[0] == "call"
    assert "borrow" not in keys(run)


def test_borrowing_by_the_tag_needs_two_deliberate_steps_and_no_name() -> None:
    run = after("senses", register(glasses_1=Standing(A, 0, frozenset({2}))), "glasses", "borrow")
    assert keys(run) == ["1", "3", "4"]
    run.give("3")
    assert run.step == Lend("glasses-1", 3)
    run.give(Lent())
    assert shown(run).title == "3 号老花镜，借好了"
    assert lines(run) == ["用完放回一楼，咨询导服台"]
    assert not run.can_back


def test_who_was_slower_takes_another_or_calls_a_person() -> None:
    run = after("senses", register(), "braille", "borrow", "1", TAKEN)
    assert shown(run).hint == "这一个刚借出去了"
    assert keys(run) == ["call", "ok"], "there was only one"
    run = after("senses", register(), "hearing", "borrow", "1", TAKEN, "another")
    assert keys(run) == ["2"]
    run.give("2")
    assert run.step == Lend("hearing", 2)
    run.give(NO_STORE)
    assert keys(run) == ["call", "ok"], "no number can be written down now"


def test_bringing_back() -> None:
    out = register(glasses_1=Standing(A, 0, frozenset({4, 2})), lift=Standing(A, 0))
    run = after("return", out)
    assert keys(run) == ["glasses-1"]
    run.give("glasses-1")
    assert keys(run) == ["2", "4"]
    run.give("4")
    assert run.step == BringBack("glasses-1", 4)
    run.give(BroughtBack())
    assert shown(run).id == "return-done"
    assert lines(run) == ["请放回一楼，咨询导服台", "只记下：老花镜 4 号今天还了"]


@pytest.mark.parametrize(
    "answers", [("return", NO_STORE), ("return", Register()), ("return", "out", "wheelchair", "1", NO_STORE)]
)
def test_what_cannot_be_written_down_is_taken_by_a_person(answers: tuple[Any, ...]) -> None:
    out = register(wheelchair=Standing(A, 0, frozenset({1})))
    run = after(*(out if answer == "out" else answer for answer in answers))
    assert keys(run)[0] == "call"
    assert lines(run) == ["请交到咨询导服台"]


def test_a_report_says_only_what_will_happen() -> None:
    run = after("walking", register(), "lift", "missing")
    assert run.step == ReportMissing("lift", FAULT, HALL.mending)
    run.give(NOTED)
    assert shown(run).hint == "第 12 号，工作人员会来看"
    run = after("care", register(), "mask", "missing")
    assert run.step == ReportMissing("mask", FacilityState.OUT, HALL.mending)
    run.give(NO_STORE)
    assert keys(run)[0] == "call"


def test_the_room_for_mothers_lists_what_is_in_it() -> None:
    words = "".join(lines(after("rooms", register(), "nursery")))
    assert all(its in words for its in ("沙发", "婴儿床", "茶几", "微波炉", "冰箱"))


def test_wifi_by_name_and_code_without_a_phone_number() -> None:
    run = after("water", register(), "wifi")
    assert isinstance(run.step, Tell)
    view = shown(run)
    assert view.title == "i-Quzhou"
    assert view.code == "WIFI:T:nopass;S:i-Quzhou;;"
    assert "爱衢州" in view.speech


SAID = Words(zh="衢州", en="Quzhou")


@pytest.mark.parametrize(
    ("name", "password", "code"),
    [
        ("hall", "", "WIFI:T:nopass;S:hall;;"),
        ("hall", "12345678", "WIFI:T:WPA;S:hall;P:12345678;;"),
        ("a;b,c", 'x:y"z\\1', r"WIFI:T:WPA;S:a\;b\,c;P:x\:y\"z\\1;;"),
        ("衢州大厅", "", "WIFI:T:nopass;S:衢州大厅;;"),
    ],
)
def test_the_code_of_a_network(name: str, password: str, code: str) -> None:
    assert Wifi(name=name, said=SAID, password=password).code == code


GOOD = HALL.facility("glasses-1").model_dump(mode="json")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"tags": []}, "borrowed by"),
        ({"tags": [1, 1]}, "each once"),
        ({"tags": [0]}, "from 1"),
        ({"kind": "place"}, "borrowed by"),
        ({"item": "wifi"}, "wifi"),
        ({"owner": ""}, "owner"),
        ({"item": "sauna"}, "item"),
    ],
)
def test_a_mistake_in_the_register_is_named(change: dict[str, Any], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        Facility.model_validate({**GOOD, **change})


def test_the_register_is_asked_once_and_before_it_is_spoken_of() -> None:
    assert isinstance(after("walking").step, AskFacilities)


def test_every_screen_of_the_register_is_reached() -> None:
    assert {
        *("facilities", "facility-which", "facility", "facility-elsewhere", "facility-wifi"),
        *("loan-tag", "loan-done", "loan-not-done", "missing-noted", "missing-not-noted"),
        *("return-what", "return-tag", "return-done", "return-nothing", "return-not-noted", "called"),
    } <= {found.screen.id for found in every_screen(facilities)}
