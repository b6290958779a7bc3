"""Which group may be suggested. Nobody is ever refused: the worst outcome is an ordinary ticket and a person."""

from __future__ import annotations

from kiosk.domain.hall import AgePolicy
from kiosk.domain.ticket import Group


def suggested_group(age: int | None, policy: AgePolicy) -> Group | None:
    """Age is the only thing an identity card proves; every other group is the visitor's own word."""
    if age is not None and age >= policy.elder_age:
        return Group.ELDER
    return None
