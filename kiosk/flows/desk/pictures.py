"""Figures as pictures: what is drawn at the desk, page by page, and what stands in a report for the office."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from kiosk.domain.evaluation import Level
from kiosk.domain.figures import Figures, Groups, Span, ToDo
from kiosk.domain.ticket import Group
from kiosk.flows.desk.screen import Bar, Chart, Shade
from kiosk.flows.script import Say

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class Topic(StrEnum):
    """What stands on one page: pictures that are read together."""

    VISITS = "visits"
    CALLS = "calls"
    OPINIONS = "opinions"
    TO_DO = "to-do"


def heading(of: Figures) -> Say:
    """Which day or week it is, and how many visits."""
    first, last = of.period.first, of.period.last
    if of.period.span is Span.DAY:
        return Say("desk-figures-of-day", {"name": of.period.name, "n": of.visits})
    year, week, _ = first.isocalendar()
    days = f"{first:%m-%d} – {last:%m-%d}"
    return Say("desk-figures-of-week", {"year": str(year), "week": week, "days": days, "n": of.visits})


def charts(of: Figures) -> Mapping[Topic, tuple[Chart, ...]]:
    """All pictures that have bars, by page: the desk shows one page, a report has all of them."""
    by_day = (_by_day(of),) if of.period.span is Span.WEEK else ()
    pages = {
        Topic.VISITS: (*by_day, _by_hour(of), _by_group(of.groups), _ended(of)),
        Topic.CALLS: (_calls(of), _waits(of), _loans(of)),
        Topic.OPINIONS: (
            _levels(Say("desk-figures-levels-alone"), of.evaluations.alone),
            _levels(Say("desk-figures-levels-assisted"), of.evaluations.assisted),
        ),
        Topic.TO_DO: (
            _to_do(Say("desk-figures-complaints"), of.complaints),
            _to_do(Say("desk-figures-difficulties"), of.difficulties),
        ),
    }
    return {topic: tuple(chart for chart in page if chart.bars) for topic, page in pages.items()}


_PEOPLE, _TIMES, _MINUTES, _PIECES = (
    Say("desk-figures-unit-people"),
    Say("desk-figures-unit-times"),
    Say("desk-figures-unit-minutes"),
    Say("desk-figures-unit-pieces"),
)


def _by_day(of: Figures) -> Chart:
    bars = tuple(
        Bar(Say(f"desk-figures-{WEEKDAYS[day.weekday()]}", {"day": f"{day:%m-%d}"}), n)
        for day, n in of.by_day.items()
    )
    return Chart(Say("desk-figures-by-day"), _PEOPLE, bars)


def _by_hour(of: Figures) -> Chart:
    """Every hour from the first to the last in which somebody came: a gap is a bar of nothing, not a lack."""
    hours = range(min(of.by_hour), max(of.by_hour) + 1) if of.by_hour else range(0)
    bars = tuple(Bar(str(hour), of.by_hour.get(hour, 0)) for hour in hours)
    return Chart(Say("desk-figures-by-hour"), _PEOPLE, bars)


def _by_group(groups: Groups) -> Chart:
    def bar(group: Group) -> Bar:
        label = Say(f"group-{group}")
        if group in groups.few:
            return Bar(label, 0, figure=Say("desk-figures-few"))
        return Bar(label, groups.told[group])

    rest = Say("desk-figures-rest-and-few" if groups.few else "desk-figures-rest")
    return Chart(Say("desk-figures-by-group"), _PEOPLE, (*map(bar, Group), Bar(rest, groups.rest)))


def _ended(of: Figures) -> Chart:
    bars = tuple(Bar(Say(f"desk-figures-ended-{how}"), n) for how, n in of.ended.items())
    return Chart(Say("desk-figures-ended"), _PEOPLE, bars)


def _calls(of: Figures) -> Chart:
    waits = of.waits
    return Chart(
        Say("desk-figures-calls"),
        _TIMES,
        (
            Bar(Say("desk-figures-calls-all"), waits.calls),
            Bar(Say("desk-figures-calls-arrived"), waits.arrived, Shade.GOOD),
            Bar(Say("desk-figures-calls-nobody"), waits.nobody, Shade.LATE if waits.nobody else Shade.NORMAL),
        ),
    )


def _waits(of: Figures) -> Chart:
    """In minutes with one decimal; without bars where nobody came to anybody."""
    known = ((of.waits.median, "median"), (of.waits.worst, "worst"))
    bars = tuple(
        Bar(Say(f"desk-figures-waits-{which}"), round(seconds / 60, 1))
        for seconds, which in known
        if seconds is not None
    )
    return Chart(Say("desk-figures-waits"), _MINUTES, bars)


def _loans(of: Figures) -> Chart:
    loans = of.loans
    return Chart(
        Say("desk-figures-loans"),
        _PIECES,
        (
            Bar(Say("desk-figures-loans-lent"), loans.lent),
            Bar(Say("desk-figures-loans-back"), loans.back, Shade.GOOD),
            Bar(Say("desk-figures-loans-out"), loans.out),
            Bar(
                Say("desk-figures-loans-overdue"),
                loans.overdue,
                Shade.LATE if loans.overdue else Shade.NORMAL,
            ),
        ),
    )


def _levels(words: Say, levels: Mapping[Level, int]) -> Chart:
    def bar(level: Level) -> Bar:
        n = levels.get(level, 0)
        return Bar(Say(f"level-{level}"), n, Shade.LATE if level.low and n else Shade.NORMAL)

    return Chart(words, _TIMES, tuple(map(bar, Level)))


def _to_do(words: Say, to_do: ToDo) -> Chart:
    return Chart(
        words,
        _PIECES,
        (
            Bar(Say("desk-figures-to-do-new"), to_do.new),
            Bar(Say("desk-figures-to-do-open"), to_do.open),
            Bar(
                Say("desk-figures-to-do-overdue"),
                to_do.overdue,
                Shade.LATE if to_do.overdue else Shade.NORMAL,
            ),
        ),
    )
