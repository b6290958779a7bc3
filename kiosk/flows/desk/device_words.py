"""Names, verdicts and moments of parts and self tests, as the technician's pages say them."""

from __future__ import annotations

from datetime import datetime

from kiosk.domain.check import BELL, RIG, Check, SelfTest, TestRecord, Verdict
from kiosk.domain.hall import Hall, Words
from kiosk.flows.desk.screen import Shade, Text
from kiosk.flows.script import Say

SHADES = {Verdict.PASS: Shade.GOOD, Verdict.FAIL: Shade.LATE, Verdict.NOT_CHECKED: Shade.NORMAL}
NOTHING = "–"


def part_name(hall: Hall, check: str) -> Say:
    """Of a check's id. A station that is no longer in hall.toml is named by its id."""
    if check.startswith(RIG):
        return Say(f"rig-{check.removeprefix(RIG).lower()}")
    if not check.startswith(BELL):
        return Say(f"device-{check}")
    station = check.removeprefix(BELL)
    name = next((its.name for its in hall.stations if its.id == station), Words(zh=station, en=station))
    return Say("diagnose-station", {"station": name})


def test_name(test: SelfTest) -> Say:
    return Say(f"self-test-{test.value.replace('_', '-')}")


def verdict_words(verdict: Verdict) -> Say:
    return Say(f"diagnose-verdict-{verdict.value}")


def moment(at: datetime | None, now: datetime) -> str:
    """The time of day of today, else the day too."""
    if at is None:
        return NOTHING
    return f"{at:%H:%M:%S}" if at.date() == now.date() else f"{at:%m-%d %H:%M}"


def check_words(check: Check) -> Say:
    return Say(check.words, dict(check.args))


def record_words(record: TestRecord) -> Text:
    """What was seen; a line of the checklist says only its figure."""
    return Say(record.words, seen_args(dict(record.args)))


def seen_args(args: dict[str, str | int]) -> dict[str, str | int | Words | Say]:
    """Fields of a card are told by their names, never by what stands in them."""
    told: dict[str, str | int | Words | Say] = dict(args)
    for name in ("fields", "missing"):
        if isinstance(value := args.get(name), str):
            told[name] = Words(zh=_fields(value, 0, "、"), en=_fields(value, 1, ", "))
    return told


def _fields(joined: str, language: int, between: str) -> str:
    return between.join(FIELD_NAMES[name][language] for name in joined.split(",") if name) or NOTHING


FIELD_NAMES = {
    "name": ("姓名", "name"),
    "latin_name": ("英文姓名", "Latin name"),
    "number": ("号码", "number"),
    "sex": ("性别", "sex"),
    "nation": ("民族", "nation"),
    "birth": ("出生", "birth"),
    "address": ("住址", "address"),
    "issuer": ("签发机关", "issuer"),
    "nationality": ("国籍", "nationality"),
    "valid_from": ("有效期", "validity"),
}
