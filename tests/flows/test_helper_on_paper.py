"""确保有专人服务 (policy 1.2d): the person who comes stands on the ticket, or there is room for their name."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.actions import Actions
from kiosk.calls import CallDesk
from kiosk.desk.hands import DeskHands
from kiosk.devices.printer.ticket_printer import TicketPrinter
from kiosk.devices.simulators.rig import Rig
from kiosk.devices.supervisor import Supervised
from kiosk.domain.call import CallReason
from kiosk.domain.entry import EntryPolicy
from kiosk.domain.ticket import HelpMode, Need
from kiosk.drivers import make_printer
from kiosk.entry_desk import EntryDesk
from kiosk.flows.resolve import Resolver
from kiosk.flows.script import Printed, PrintTicket
from kiosk.flows.ticket_face import ticket_face
from kiosk.late import Late
from kiosk.store.issuing import NewTicket
from kiosk.text import Catalogue
from tests.flows.crawl import ANY_ISSUE, HALL, ticket_for
from tests.store.conftest import Clock
from tests.store.test_calls_and_staff import open_at

WORDS = Resolver(Catalogue(), "zh-CN")


@pytest.mark.parametrize(
    ("mode", "who", "line"),
    [
        (HelpMode.ACCOMPANY, "", "服务人员：＿＿＿＿＿"),
        (HelpMode.ACCOMPANY, "志愿者小王", "服务人员：志愿者小王"),
        (HelpMode.SEAT, "志愿者小王", ""),
    ],
)
def test_the_line_is_there_where_the_help_is_a_person(mode: HelpMode, who: str, line: str) -> None:
    ticket = ticket_for(replace(ANY_ISSUE, help_mode=mode))
    assert ticket_face(ticket, HALL, WORDS, reprint=0, helper=who).helper == line


def test_who_has_answered_is_named_on_the_paper(tmp_path: Path) -> None:
    """Real ledger, real printer's bytes: room to write at first, the name on a paper that is printed again."""
    store = open_at(f"sqlite:///{tmp_path / 'kiosk.db'}", Clock())
    needs = frozenset[Need]()
    ticket = store.issue(
        NewTicket("visit", HALL.errands[0].id, HelpMode.ACCOMPANY, needs, None, CallReason.ACCOMPANY)
    )
    late = Late(lambda: store)
    with Rig(tmp_path / "out", paced=False) as rig:
        printer: Supervised[TicketPrinter] = Supervised(make_printer(rig.devices["printer"]), lambda _: None)
        printer.start()
        desk = CallDesk(HALL, late, None, lambda _: None)
        actions = Actions(
            HALL,
            Catalogue(),
            late,
            printer,
            desk,
            EntryDesk(EntryPolicy(), lambda: bytes(32)),
            Late(lambda: DeskHands(late, HALL, lambda: bytes(32))),
        )
        try:
            deadline = time.monotonic() + 5
            while not printer.status.ready:
                assert time.monotonic() < deadline, printer.status
                time.sleep(0.01)
            for answered, line in (("", "服务人员：____"), ("志愿者小王", "服务人员：志愿者小王")):
                if answered:
                    assert ticket.call_id is not None
                    store.save_call(store.call(ticket.call_id).acknowledged(answered, "guide"))
                result = actions._do(PrintTicket(ticket), "visit", "zh-CN")
                assert isinstance(result, Printed)
                paper = rig.printer.paper.texts()[-1].replace("\n", "")
                assert line.replace("____", "") in paper
        finally:
            actions.close()
            printer.stop()
