"""What makes today's visit easier, and which group: both optional, in the visitor's own words.

Needs first, not diagnoses. No group is ever proved by a machine beyond age, and none is ever refused.
"""

from __future__ import annotations

from kiosk.domain.eligibility import suggested_group
from kiosk.domain.identity import Holder
from kiosk.domain.ticket import Group, Need
from kiosk.flows.profiles import PROFILES
from kiosk.flows.script import Choose, ChooseSeveral, Option, Say, Script
from kiosk.flows.visit import Visit

SKIP = "skip"

NEED_ICONS = {
    Need.LARGE_TYPE: "a-large-small",
    Need.SPEECH: "volume-2",
    Need.WRITING: "pencil",
    Need.SIGN: "hand",
    Need.WHEELCHAIR: "accessibility",
    Need.SLOWLY: "hourglass",
    Need.COMPANY: "users",
    Need.DIALECT: "message-square-text",
    Need.FOREIGN: "languages",
}
GROUP_ICONS = {
    Group.ELDER: "glasses",
    Group.DISABLED: "accessibility",
    Group.PREGNANT: "baby",
    Group.MILITARY: "medal",
    Group.OTHER: "heart-handshake",
}


def ask_needs(step: tuple[int, int]) -> Script[frozenset[Need]]:
    answer = yield ChooseSeveral(
        "needs",
        step=step,
        options=tuple(
            Option(need.value, Say(f"need-{need.value}"), icon=icon) for need, icon in NEED_ICONS.items()
        ),
    )
    return frozenset(Need(key) for key in answer)


def ask_group(visit: Visit, holder: Holder | None, step: tuple[int, int]) -> Script[Group | None]:
    """Not asked of those whose age already says it: one question less."""
    suggested = suggested_group(holder.age if holder else None, visit.hall.policy)
    if suggested:
        return suggested
    answer = yield Choose(
        "group",
        step=step,
        options=(
            *(
                Option(group.value, Say(f"group-{group.value}"), icon=icon)
                for group, icon in GROUP_ICONS.items()
            ),
            Option(SKIP, Say("group-skip"), icon="arrow-right"),
        ),
    )
    return None if answer == SKIP else Group(answer)


def offer_uses(step: tuple[int, int]) -> ChooseSeveral:
    """The ability profiles, offered and never forced. What is chosen acts at once; the flow need not know."""
    return ChooseSeveral(
        "uses",
        step=step,
        options=tuple(Option(its.key, Say(f"profile-{its.key}"), icon=its.icon) for its in PROFILES),
    )
