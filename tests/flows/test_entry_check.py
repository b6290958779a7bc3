"""无健康码通道: nobody is stopped, whatever the lookup says (E38); a person is always at hand."""

from __future__ import annotations

import pytest

from kiosk.domain.call import CallReason
from kiosk.domain.entry import Outcome
from kiosk.flows.entry_check import AskEntry, NoteEntry, entry_check
from kiosk.flows.frames import home_screen
from kiosk.flows.profiles import Look
from kiosk.flows.registry import home
from kiosk.flows.resolve import Resolver
from kiosk.flows.run import Run
from kiosk.flows.script import Called, CallPerson, Failed, PresentCard, Screen, Trouble
from kiosk.flows.steps import NO_CARD
from kiosk.text import LANGUAGES, Catalogue
from tests.flows.crawl import ADULT_LAPSED, ELDER, HALL, told

STATION = HALL.stations[0].name


def up(run: Run) -> str:
    assert isinstance(run.step, Screen), run.step
    return run.step.id


@pytest.mark.parametrize("outcome", [outcome for outcome in Outcome if outcome is not Outcome.NO_CARD])
def test_E38_every_outcome_leads_on_to_the_ticket(outcome: Outcome) -> None:
    run = told(entry_check, (ELDER, outcome, "on", "on", "on"))
    assert run.step == NoteEntry(outcome)
    run.give(None)
    assert isinstance(run.step, PresentCard), "straight on to the ticket; the card is known already"


def test_the_card_is_asked_about_by_its_pseudonym() -> None:
    assert told(entry_check, (ELDER,)).step == AskEntry(ELDER.key)


def test_E11_a_card_that_has_expired_is_as_good() -> None:
    assert told(entry_check, (ADULT_LAPSED,)).step == AskEntry(ADULT_LAPSED.key)


def test_what_cannot_be_asked_is_no_verdict() -> None:
    assert up(told(entry_check, (ELDER, Failed("ticket-store-down")))) == "entry-source-down"


@pytest.mark.parametrize("outcome", [Outcome.EXPIRED, Outcome.NONE, Outcome.MISMATCH, Outcome.SOURCE_DOWN])
def test_a_person_is_the_first_answer_where_a_machine_knows_nothing(outcome: Outcome) -> None:
    run = told(entry_check, (ELDER, outcome))
    assert isinstance(run.step, Screen)
    assert run.step.options[0].key == "call"
    run.give("call")
    assert run.step == CallPerson(CallReason.HEALTH)


def test_without_a_card_and_by_a_persons_hand() -> None:
    assert up(told(entry_check, (NO_CARD,))) == "entry-no-card"
    assert told(entry_check, ("call",)).step == CallPerson(CallReason.HEALTH)


def test_a_mask_is_brought() -> None:
    run = told(entry_check, (ELDER, Outcome.VALID, "on", "on", "call"))
    assert run.step == CallPerson(CallReason.MASK)
    run.give(Called(1, STATION))
    run.give("came")
    run.give(None)
    assert run.step == NoteEntry(Outcome.VALID)


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_red_and_nothing_refuses(language: str) -> None:
    words = Resolver(Catalogue(), language)
    for outcome in Outcome:
        run = told(entry_check, (NO_CARD,) if outcome is Outcome.NO_CARD else (ELDER, outcome))
        assert isinstance(run.step, Screen)
        assert not isinstance(run.step, Trouble)
        said = words.view(run.step).speech
        assert not any(
            word in said for word in ("禁止", "不符合", "请回", "异常", "阳性", "not allowed", "abnormal")
        )


def test_it_is_on_the_home_screen_only_where_the_hall_switched_it_on() -> None:
    on = HALL.model_copy(update={"entry_check": HALL.entry_check.model_copy(update={"on": True})})
    look = Look("dark", "normal")
    assert "entry" not in [option.key for option in home_screen(look, home(HALL)).options]
    assert "entry" in [option.key for option in home_screen(look, home(on)).options]
