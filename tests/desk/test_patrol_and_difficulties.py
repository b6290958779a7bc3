"""The hands of the two pages on a real ledger and a real folder of pictures."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PIL import Image

from kiosk.config import load
from kiosk.desk.difficulties import difficulties_hand
from kiosk.desk.patrol import patrol_hand
from kiosk.domain.difficulty import Hindrance, Mending
from kiosk.domain.facility import FacilityState
from kiosk.domain.hall import Exchange, Hall
from kiosk.domain.patrol import Found
from kiosk.flows.desk.difficulties import ListDifficulties, MoveDifficulty, NoteDifficulty
from kiosk.flows.desk.patrol import FinishPatrol, ListPatrol, MarkItem, WriteDown
from kiosk.flows.desk.screen import DeskAction, Done, Refused
from kiosk.flows.script import Say
from kiosk.store.errors import StoreUnavailable
from kiosk.text import LANGUAGES, Catalogue
from tests.store.conftest import Opener
from tests.store.trail import LI, WANG, trail, with_trail

HALL = load(Path(__file__).parents[2] / "config").hall
WEEK = "2026-W48"


@pytest.fixture
def hall(tmp_path: Path) -> Hall:
    stick = tmp_path / "stick"
    stick.mkdir()
    Image.new("RGB", (40, 30), "red").save(stick / "lift.jpg")
    (stick / "letter.jpg").write_bytes(b"a letter")
    return HALL.model_copy(update={"exchange": Exchange(folder=str(stick), photo_mb=1)})


def words(result: object) -> str:
    """The sentence that is told: it can be formed in every language."""
    assert isinstance(result, Done | Refused)
    args = {name: "…" if isinstance(value, Say) else value for name, value in result.words.args.items()}
    said = [Catalogue().text(result.words.id, language, args) for language in LANGUAGES]
    return said[0]


def test_a_report_with_a_picture(ledger: Opener, hall: Hall, tmp_path: Path) -> None:
    store = with_trail(ledger())
    board = difficulties_hand(ListDifficulties(WANG), store, hall)
    assert {photo.key for photo in board.photos} == {"lift.jpg", "letter.jpg"}
    assert board.today == date(2026, 11, 23)
    told = difficulties_hand(NoteDifficulty(WANG, Hindrance.BROKEN, "lift", "lift.jpg"), store, hall)
    assert words(told) == "第 1 号，12-14 前整改"
    [kept] = (tmp_path / "photos").iterdir()
    [noted] = difficulties_hand(ListDifficulties(WANG), store, hall).difficulties
    assert noted.photo == kept.name
    assert trail(store) == [("志愿者小王", "difficulty_reported", "broken lift")]


def test_a_picture_that_is_none_changes_nothing(ledger: Opener, hall: Hall, tmp_path: Path) -> None:
    store = with_trail(ledger())
    told = difficulties_hand(NoteDifficulty(WANG, Hindrance.BROKEN, "lift", "letter.jpg"), store, hall)
    assert isinstance(told, Refused) and words(told) == "打不开，请换 JPG 或 PNG 照片"
    assert store.difficulties.to_mend() == [] and not (tmp_path / "photos").exists()


def test_a_second_picture_of_the_same_thing_is_not_kept(ledger: Opener, hall: Hall, tmp_path: Path) -> None:
    store = with_trail(ledger())
    for _ in range(2):
        difficulties_hand(NoteDifficulty(WANG, Hindrance.BROKEN, "lift", "lift.jpg"), store, hall)
    assert len(list((tmp_path / "photos").iterdir())) == 1


def test_a_ledger_that_is_away_leaves_no_picture_behind(ledger: Opener, hall: Hall, tmp_path: Path) -> None:
    store = with_trail(ledger())
    with store._engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE audit")
    with pytest.raises(Exception, match="audit"):
        difficulties_hand(NoteDifficulty(WANG, Hindrance.BROKEN, "lift", "lift.jpg"), store, hall)
    assert list((tmp_path / "photos").iterdir()) == []


def test_of_two_desks_one_moves_it_on(ledger: Opener, hall: Hall) -> None:
    one, other = with_trail(ledger("T1")), ledger("T2")
    difficulties_hand(NoteDifficulty(WANG, Hindrance.REACH, "w12"), one, hall)
    assert words(difficulties_hand(MoveDifficulty(WANG, 1, Mending.REPORTED), one, hall)) == "第 1 号：…"
    second = difficulties_hand(MoveDifficulty(LI, 1, Mending.REPORTED), other, hall)
    assert isinstance(second, Refused) and words(second) == "别人先按了，第 1 号…"
    [noted] = other.difficulties.to_mend()
    assert noted.step is Mending.ACCEPTED


def test_a_round_from_the_first_press_to_its_end(ledger: Opener, hall: Hall) -> None:
    one, other = with_trail(ledger("T1")), ledger("T2")
    lift = next(item for item in hall.patrol if item.where == "lift")

    def tell(action: DeskAction) -> str:
        return words(patrol_hand(action, one, hall))

    assert tell(WriteDown(WANG, WEEK, lift)) == "请先记下有没有问题"
    assert tell(MarkItem(WANG, WEEK, lift, Found.OK, None)) == "记下了：…"
    assert one.facilities.standings()["lift"].state is FacilityState.AVAILABLE
    assert (
        words(patrol_hand(MarkItem(LI, WEEK, lift, Found.NOT_OK, None), other, hall)) == "志愿者小王先记了：…"
    )
    assert tell(MarkItem(WANG, WEEK, lift, Found.NOT_OK, Found.OK)) == "记下了：…"
    assert tell(WriteDown(WANG, WEEK, lift)) == "已上报，第 1 号"
    assert words(patrol_hand(WriteDown(LI, WEEK, lift), other, hall)) == "已经上报过，第 1 号"
    assert one.facilities.standings()["lift"].state is FacilityState.FAULT
    assert tell(FinishPatrol(WANG, WEEK)) == "本周巡查完成了"
    assert words(patrol_hand(FinishPatrol(LI, WEEK), other, hall)) == "志愿者小王已经完成了本周巡查"
    board = patrol_hand(ListPatrol(LI), other, hall)
    assert board.now.week == WEEK and board.now.done and board.before is None


def test_what_is_being_mended_already_is_found_again_next_week(ledger: Opener, hall: Hall) -> None:
    store = with_trail(ledger())
    lift = next(item for item in hall.patrol if item.where == "lift")
    for n, week in enumerate((WEEK, "2026-W49")):
        patrol_hand(MarkItem(WANG, week, lift, Found.NOT_OK, None), store, hall)
        assert words(patrol_hand(WriteDown(WANG, week, lift), store, hall)) == "已上报，第 1 号"
        if n == 0:
            store.difficulties.move_on(LI, 1, Mending.REPORTED)
    assert len(store.difficulties.to_mend()) == 1


def test_an_action_of_another_page_has_no_hand_here(ledger: Opener, hall: Hall) -> None:
    store = with_trail(ledger())
    with pytest.raises(TypeError):
        patrol_hand(ListDifficulties(WANG), store, hall)
    with pytest.raises(TypeError):
        difficulties_hand(ListPatrol(WANG), store, hall)


def test_a_ledger_that_cannot_be_used_is_told_as_such(ledger: Opener, hall: Hall) -> None:
    store = with_trail(ledger())
    with store._engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE patrol_checks")
        connection.exec_driver_sql("DROP TABLE patrols")
    with pytest.raises(StoreUnavailable):
        patrol_hand(ListPatrol(WANG), store, hall)
