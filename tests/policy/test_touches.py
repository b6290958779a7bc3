"""How many touches each errand takes from the home screen, by the shortest way: at most five, a ticket by card four.

`docs/touches.md` lists them; KIOSK_WRITE_GOLDEN=1 writes it anew.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import cache
from heapq import heappop, heappush
from itertools import count
from typing import Any

import pytest

from kiosk.domain.identity import Holder
from kiosk.flows.facility_asks import Lend, ReportDifficulty
from kiosk.flows.found_ticket import scanned
from kiosk.flows.home_visit_asks import BookHomeVisit
from kiosk.flows.registry import HOME, MORE, more
from kiosk.flows.script import (
    Action,
    CallNews,
    CallPerson,
    ChooseSeveral,
    Evaluate,
    IssueTicket,
    PresentCard,
    Screen,
)
from kiosk.flows.sheet import PrintSheet
from kiosk.flows.visit import Flow
from tests.flows.crawl import ELDER, told, values_for
from tests.policy.rows import ROOT

PAGE = ROOT / "docs" / "touches.md"
HEAD = """# Touches

From the home screen to the moment the errand is done, by the shortest way; counted by `tests/policy/test_touches.py`.
A card laid on the reader, a ticket held under the scanner and taking paper are not touches. A home visit takes more
than five, because five things must be told; it can as well be booked by telephone in two touches.

| errand | touches |
| --- | --- |
"""
FLOWS: dict[str, Flow] = {entry.key: entry.flow for entry in HOME}
SCANNED = scanned("GC1.T1.20261123.7.AAAA")

# errand, where it begins, touches before its flow begins, what is reached when it is done
ERRANDS: tuple[tuple[str, Flow, int, type[Action] | str], ...] = (
    ("绿色通道取号（有身份证）", FLOWS["ticket"], 0, IssueTicket),
    ("绿色通道取号（没带身份证）", FLOWS["no_card"], 1, IssueTicket),
    ("找窗口、看路线", FLOWS["guide"], 1, "way-to"),
    ("路线打印出来", FLOWS["guide"], 1, PrintSheet),
    ("叫志愿者", FLOWS["volunteer"], 1, CallPerson),
    ("文字沟通", FLOWS["board"], 1, "board-visitor"),
    ("查设施在哪里", more, 1, "facility"),
    ("借用", more, 1, Lend),
    ("这里不方便", more, 1, ReportDifficulty),
    ("电话咨询", more, 1, "hotline"),
    ("现金代缴", more, 1, CallPerson),
    ("预约上门", more, 1, BookHomeVisit),
    ("投诉：请人来听", more, 1, CallPerson),
    ("打印意见表", more, 1, PrintSheet),
    ("评价（扫小票）", SCANNED, 0, Evaluate),
    ("看留下了什么（扫小票）", SCANNED, 0, "kept"),
)
WAYS = {  # the entry behind 更多服务 that the errand is about
    "查设施在哪里": "facilities",
    "借用": "facilities",
    "这里不方便": "inconvenient",
    "电话咨询": "hotline",
    "现金代缴": "cash",
    "预约上门": "hotline",
    "投诉：请人来听": "opinion",
    "打印意见表": "opinion",
}
MOST = 5
LONGER = {"预约上门": 9}  # where, what, when, how to ring back, what eases it: each a question of its own
WITH_CARD = 4


def touches(flow: Flow, target: type[Action] | str, way: str = "") -> int:
    """Fewest touches inside a flow until `target` is up. way: the answer that 更多服务 must be given."""
    order = count()
    waiting: list[tuple[int, int, tuple[Any, ...]]] = [(0, next(order), ())]
    seen: set[str] = set()
    while waiting:
        cost, _, values = heappop(waiting)
        step = told(flow, values).step
        # Two ways to the same action go on differently.
        here = f"{step!r} {values[-1:] if isinstance(step, Action) else ''}"
        if step is None or here in seen:
            continue
        seen.add(here)
        if (isinstance(step, Screen) and step.id == target) or (
            isinstance(target, type) and isinstance(step, target)
        ):
            return cost
        for value, price in _answers(step, way):
            heappush(waiting, (cost + price, next(order), (*values, value)))
    raise AssertionError(f"{target} is never reached")


def _answers(step: Screen | Action, way: str) -> Iterator[tuple[Any, int]]:
    """Answers with the touches that each takes. Of an action only its good end is a way to go on."""
    if isinstance(step, Action):
        yield values_for(step)[0], 0
        return
    for value in values_for(step):
        if isinstance(value, CallNews) or (step.id == "more" and value != way):
            continue
        if isinstance(step, PresentCard) and isinstance(value, Holder):
            yield ELDER, 0
        elif isinstance(step, ChooseSeveral):
            yield value, 1 + len(value)
        else:
            yield value, 1


@cache
def counted() -> dict[str, int]:
    result: dict[str, int] = {}
    for name, flow, before, target in ERRANDS:
        inside = touches(
            _after_card(flow) if name.startswith("绿色通道取号（没带") else flow, target, WAYS.get(name, "")
        )
        result[name] = before + inside
    return result


def _after_card(flow: Flow) -> Flow:
    """The card screen answered by the home screen's 没带身份证."""

    def without_card(visit: Any) -> Any:
        run = flow(visit)
        next(run)
        step = run.send("no_card")
        while True:
            answer = yield step
            try:
                step = run.send(answer)
            except StopIteration:
                return

    return without_card


@pytest.mark.parametrize("name", [name for name, *_ in ERRANDS])
def test_a_newcomer_gets_there_in_few_touches(name: str) -> None:
    assert counted()[name] <= LONGER.get(name, WITH_CARD if "有身份证" in name else MOST), counted()


def test_every_entry_is_counted() -> None:
    assert {entry.key for entry in MORE} - set(WAYS.values()) <= {"kept"}
    assert {entry.flow for entry in HOME} <= {flow for _, flow, _, _ in ERRANDS}


def test_the_list_is_up_to_date() -> None:
    page = HEAD + "".join(f"| {name} | {n} |\n" for name, n in counted().items())
    if os.environ.get("KIOSK_WRITE_GOLDEN"):
        PAGE.write_text(page, encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == page
