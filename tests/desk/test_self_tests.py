"""Self tests on a whole terminal, at the far ends of its wires: what comes of each is kept, no visit hears of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.domain.check import SelfTest, Verdict
from kiosk.domain.guided_run import RunKind
from kiosk.domain.hall import Words
from kiosk.domain.rig import RIG_CHECKS
from kiosk.domain.staff import Actor, StaffMember, StaffRole
from kiosk.flows.desk.glass import Glass
from kiosk.flows.desk.screen import GLASS_OVER, Pressed
from kiosk.flows.script import Say
from tests.desk.person import Person
from tests.desk.terminal import TECHNICIAN, Terminal, terminal


@pytest.fixture
def its(tmp_path: Path) -> Iterator[Terminal]:
    with terminal(tmp_path) as made:
        made.technician.tab("devices")
        yield made


def begin(its: Terminal, part: str, test: SelfTest) -> None:
    its.technician.press("look", part)
    its.technician.press("try", test.value)


def seen(its: Terminal) -> str:
    """Text id of what was seen, as it is told."""
    told = its.technician.say("desk-test-kept").args["seen"]
    assert isinstance(told, Say)
    return told.id


def kept(its: Terminal, part: str) -> list[tuple[SelfTest, Verdict, str]]:
    """The newest first."""
    return [(its_.test, its_.verdict, its_.words) for its_ in its.parts.store.self_tests.of(part)]


def done(its: Terminal) -> None:
    its.page_until(lambda person: "desk-test-kept" in person.notes)


def test_a_card_is_read_and_only_which_fields_came_is_kept(its: Terminal) -> None:
    begin(its, "reader", SelfTest.READ_CARD)
    its.rig.place_card("elder-woman")
    done(its)
    [record] = its.parts.store.self_tests.of("reader")
    assert (record.verdict, record.by) == (Verdict.PASS, TECHNICIAN.name.zh)
    assert str(record.args["fields"]).split(",")[:2] == ["name", "number"]
    ledger = its.config.settings.store.url.removeprefix("sqlite:///")
    everything = b"".join(path.read_bytes() for path in Path(ledger).parent.glob("kiosk.db*"))
    persona = its.rig.personas["elder-woman"]
    for secret in (persona.name, persona.address, persona.number):
        assert secret.encode() not in everything
    assert its.heard.cards == [], "it belongs to nobody's visit"


def test_a_card_that_cannot_be_read_fails_by_itself(its: Terminal) -> None:
    its.rig.set_condition("reader", "read_fails")
    begin(its, "reader", SelfTest.READ_CARD)
    its.rig.place_card("elder-woman")
    done(its)
    assert kept(its, "reader")[0][1:] == (Verdict.FAIL, "trial-card-moved")


def test_the_test_page_is_on_paper_and_never_counted(its: Terminal) -> None:
    begin(its, "printer", SelfTest.PRINT)
    its.page_until(lambda person: "trial-print-look" in person.notes)
    assert its.technician.say("trial-print-look").args["number"] == "TEST 001"
    paper = its.rig.printer.paper.text()
    assert "1 gb2312" in paper and "绿色通道 医保 社保" in paper
    assert its.rig.tickets == 1, "one paper, cut"
    its.technician.press("good")
    assert kept(its, "printer") == [(SelfTest.PRINT, Verdict.PASS, "trial-said-good")]
    its.technician.press("try", "print")
    its.page_until(lambda person: "trial-print-look" in person.notes)
    assert its.technician.say("trial-print-look").args["number"] == "TEST 002"
    assert its.parts.store.unsettled() == []


def test_without_paper_the_test_page_says_so_by_itself(its: Terminal) -> None:
    its.rig.set_condition("printer", "paper_out")
    begin(its, "printer", SelfTest.PRINT)
    done(its)
    assert kept(its, "printer") == [(SelfTest.PRINT, Verdict.FAIL, "printer-paper-out")]


def test_a_station_is_rung_and_passes_when_somebody_there_answers(its: Terminal) -> None:
    station = next(station for station in its.config.hall.stations if station.ack_input)
    begin(its, f"bell:{station.id}", SelfTest.RING)
    its.until(lambda: station.channel in its.rig.rung_channels)
    assert "desk-test-kept" not in its.technician.notes
    its.rig.answer_call(station.ack_input or 0)
    done(its)
    assert kept(its, f"bell:{station.id}") == [(SelfTest.RING, Verdict.PASS, "trial-ring-answered")]
    check = next(its_ for its_ in its.parts.checks() if its_.id == f"bell:{station.id}")
    assert (check.verdict, check.words) == (Verdict.PASS, "diagnose-test-passed")
    assert its.parts.desk.open_calls == [], "nobody was called"


def test_a_bell_that_refuses_fails_by_itself(its: Terminal) -> None:
    its.rig.set_condition("bell", "exception")
    begin(its, f"bell:{its.config.hall.stations[0].id}", SelfTest.RING)
    done(its)
    assert seen(its) == "trial-ring-refused"


def test_every_key_lights_up_and_none_reaches_a_visit(its: Terminal) -> None:
    begin(its, "keypad", SelfTest.KEYS)
    assert all(row.cells[1] == Say("desk-test-dark") for row in its.technician.rows().values())
    for key in ("KEY_UP", "KEY_DOWN", "KEY_ENTER", "KEY_LEFT"):
        its.rig.keypad.press(key)
    its.page_until(lambda person: sum(row.shade == "good" for row in person.rows().values()) == 4)
    its.rig.keypad.press("KEY_RIGHT")
    done(its)
    assert kept(its, "keypad") == [(SelfTest.KEYS, Verdict.PASS, "trial-keys-all")]
    assert its.heard.keys == []


def test_the_jack_wants_both_in_and_out(its: Terminal) -> None:
    begin(its, "jack", SelfTest.JACK)
    its.rig.jack.insert()
    its.page_until(lambda person: "trial-jack-out" in person.notes)
    its.rig.jack.pull_out()
    done(its)
    assert kept(its, "jack") == [(SelfTest.JACK, Verdict.PASS, "trial-jack-both")]


def test_a_scan_is_told_by_its_kind_and_never_by_what_it_says(its: Terminal) -> None:
    begin(its, "scanner", SelfTest.SCAN)
    its.rig.scanner.scan("6901234567892")
    done(its)
    assert kept(its, "scanner") == [(SelfTest.SCAN, Verdict.PASS, "trial-scan-other")]
    assert its.heard.scans == []


def test_the_disk_is_written_synced_and_read(its: Terminal) -> None:
    begin(its, "disk", SelfTest.DISK)
    done(its)
    assert kept(its, "disk")[0][1] is Verdict.PASS
    folder = Path(its.config.settings.store.url.removeprefix("sqlite:///")).parent
    assert not list(folder.glob("self-test-*")), "and taken away again"


def test_without_a_sound_device_the_sound_test_says_so(
    its: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    begin(its, "speaker", SelfTest.SOUND_LEFT)
    done(its)
    assert kept(its, "speaker") == [(SelfTest.SOUND_LEFT, Verdict.FAIL, "trial-no-sound")]


def test_the_clock_beside_a_file_is_compared_by_a_person(its: Terminal) -> None:
    begin(its, "clock", SelfTest.CLOCK)
    its.page_until(lambda person: "trial-clock-look" in person.notes)
    its.technician.press("good")
    assert kept(its, "clock") == [(SelfTest.CLOCK, Verdict.PASS, "trial-said-good")]


def test_what_is_given_up_is_not_kept_and_the_devices_are_the_visitors_again(its: Terminal) -> None:
    begin(its, "keypad", SelfTest.KEYS)
    its.technician.press("give-up")
    assert its.technician.notes[0] == "desk-test-stopped"
    assert kept(its, "keypad") == []
    its.rig.keypad.press("KEY_DOWN")
    its.until(lambda: len(its.heard.keys) == 1)


def test_leaving_the_desk_ends_a_test(its: Terminal) -> None:
    begin(its, "scanner", SelfTest.SCAN)
    its.technician.tab("calls")
    its.rig.scanner.scan("6901234567892")
    its.until(lambda: its.heard.scans == [None])
    assert kept(its, "scanner") == []


def test_a_failed_test_is_a_fault_until_it_is_passed(its: Terminal) -> None:
    for verdict, key in ((Verdict.FAIL, "bad"), (Verdict.PASS, "good")):
        its.technician.tab("devices")
        begin(its, "printer", SelfTest.PRINT)
        its.page_until(lambda person: "trial-print-look" in person.notes)
        its.technician.press(key)
        check = next(check for check in its.parts.checks() if check.id == "printer")
        assert check.verdict is verdict


def test_touch_targets_tell_their_drift(its: Terminal) -> None:
    begin_glass(its, "touch", SelfTest.TOUCH, Glass.TOUCH)
    its.technician.send(Pressed(GLASS_OVER, values={"most": "2.40", "missed": "0"}))
    assert kept(its, "touch") == [(SelfTest.TOUCH, Verdict.PASS, "trial-touch-good")]
    its.technician.press("try", "touch")
    its.technician.press("begin")
    its.technician.send(Pressed(GLASS_OVER, values={"most": "9.10", "missed": "0"}))
    assert kept(its, "touch")[0] == (SelfTest.TOUCH, Verdict.FAIL, "trial-touch-drifts")
    its.technician.press("try", "touch")
    its.technician.press("begin")
    its.technician.send(Pressed(GLASS_OVER, values={"most": "1.00", "missed": "3"}))
    assert kept(its, "touch")[0] == (SelfTest.TOUCH, Verdict.FAIL, "trial-touch-missed")


def test_the_ruler_says_by_how_much_the_configuration_is_off(its: Terminal) -> None:
    begin_glass(its, "display", SelfTest.RULER, Glass.RULER)
    its.technician.send(Pressed(GLASS_OVER))
    its.technician.type("measured", "9")
    its.technician.press("good")
    assert its.technician.notes == ["trial-ruler-what"], "nine millimetres are no hundred"
    its.technician.type("measured", "103.5")
    its.technician.press("good")
    [record] = its.parts.store.self_tests.of("display")
    assert (record.verdict, record.words) == (Verdict.FAIL, "trial-ruler-off")
    assert record.args == {"mm": "103.5", "percent": "103.5"}


def begin_glass(its: Terminal, part: str, test: SelfTest, glass: Glass) -> None:
    begin(its, part, test)
    its.technician.press("begin")
    assert its.technician.page.glass == glass


def test_in_training_nothing_rings_and_nothing_is_kept(its: Terminal) -> None:
    its.technician.send(Pressed("training"))
    station = its.config.hall.stations[0]
    its.technician.press("look", f"bell:{station.id}")
    its.technician.press("try", "ring")
    assert its.technician.notes[0] == "desk-devices-training"
    assert its.parts.bench.trying is None
    assert its.rig.rung_channels == []
    assert kept(its, f"bell:{station.id}") == []


def test_the_daily_opening_is_four_tests_and_is_taken_up_where_it_was_left(its: Terminal) -> None:
    its.technician.press("run:opening")
    assert len(its.technician.rows()) == 4
    its.technician.press("next")
    its.page_until(lambda person: "trial-print-look" in person.notes)
    its.technician.press("good")
    its.technician.tab("calls")
    its.technician.tab("devices")
    its.technician.press("run:opening")
    assert its.technician.rows()["printer=print"].shade == "good", "one has been done"
    its.technician.press("try", "reader=read_card")
    its.rig.place_card("elder-woman")
    done(its)
    its.technician.press("end")
    assert its.technician.notes[:2] == ["desk-run-over", "desk-run-ended"]
    [run] = its.parts.store.self_tests.runs()
    assert run.kind is RunKind.OPENING and run.ended is not None
    assert its.technician.say("desk-run-ended").args["left"] == 2, "what nobody did is not called good"


def test_commissioning_has_every_fitted_part_and_the_checklist_of_the_site(its: Terminal) -> None:
    its.technician.press("run:commissioning")
    steps = its.technician.rows()
    assert {"reader=read_card", "printer=print", "keypad=keys", "disk=disk"} <= set(steps)
    assert {f"bell:{station.id}=ring" for station in its.config.hall.stations} <= set(steps)
    assert not any(step.startswith("cards=") for step in steps), "what is not fitted is not tested"
    its.technician.press("rig")
    assert list(its.technician.rows()) == list(RIG_CHECKS)
    its.technician.type("figure", "67")
    its.technician.press("rig-good", "A11")
    its.technician.press("rig-bad", "F1")
    assert list(its.technician.rows())[-2:] == ["A11", "F1"], "what is done goes to the end"
    [run] = its.parts.store.self_tests.runs()
    records = its.parts.store.self_tests.records_of(run.id)
    assert [(its_.check, its_.verdict, dict(its_.args)) for its_ in records] == [
        ("rig:A11", Verdict.PASS, {"figure": "67"}),
        ("rig:F1", Verdict.FAIL, {}),
    ]


def test_two_technicians_end_a_run_and_the_second_is_told(its: Terminal) -> None:
    its.technician.press("run:opening")
    [run] = its.parts.store.self_tests.runs()
    its.parts.store.self_tests.end_run(Actor(TECHNICIAN), run.id)
    its.technician.press("end")
    assert its.technician.notes[0] == "desk-run-over-already"


def test_every_test_leaves_a_line_of_the_trail_with_who_did_it(its: Terminal) -> None:
    begin(its, "disk", SelfTest.DISK)
    done(its)
    line = its.parts.store.audit.lines()[-1]
    assert (line.staff_name, line.action, line.subject) == (
        TECHNICIAN.name.zh,
        "self_tested",
        "disk disk pass",
    )
    assert its.parts.store.audit.verify() is None


def test_whoever_signs_in_next_is_told_of_a_test_that_failed(its: Terminal) -> None:
    begin(its, "printer", SelfTest.PRINT)
    its.page_until(lambda person: "trial-print-look" in person.notes)
    its.technician.press("bad")
    volunteer = StaffMember(1, Words(zh="志愿者小王", en="Wang"), StaffRole.VOLUNTEER)
    person = Person(its.parts.desk_hands, volunteer)
    assert person.say("desk-devices-left").args == {"n": 1, "part": Say("device-printer")}
    again = Person(its.parts.desk_hands, TECHNICIAN)
    assert again.page.id == "desk-devices", "a technician begins where it is listed"
    assert again.rows()["printer"].shade == "late"
