"""Screens that belong to no flow: home, still there, working, the card left behind."""

from __future__ import annotations

from kiosk.flows import registry
from kiosk.flows.profiles import Look
from kiosk.flows.script import Action, Option, Say, Screen, Tell
from kiosk.flows.settings import profile_options

CARD_PROBLEMS = {  # what a reader tells -> what the card screen says
    "moved": "card-moved",
    "not_an_identity_card": "card-not-identity",
    "name_locked": "card-name-locked",
}
STILL_THERE = Tell(
    "still-there",
    icon="hand",
    options=(
        Option("yes", Say("still-there-yes"), icon="arrow-right", primary=True),
        Option("end", Say("still-there-end"), icon="x", costly=True),
    ),
)
CARD_LEFT = Tell(
    "card-left", icon="id-card", options=(Option("again", Say("card-left-again"), icon="house"),)
)


SURE = Tell(
    "sure",
    icon="hand",
    options=(
        Option("no", Say("sure-no"), icon="undo-2", primary=True),
        Option("yes", Say("sure-yes"), icon="check"),
    ),
)


def home_screen(look: Look, entries: tuple[registry.Entry, ...] = registry.HOME) -> Screen:
    """What can be done here, the other language, and the ability profiles, each in one tap.

    In large type, and for those who want few answers on a screen, the profiles are behind one answer.
    """
    options = (
        Option(
            its.key,
            Say(f"home-{its.key.replace('_', '-')}"),
            icon=its.icon,
            primary=its.primary,
            compact=its.compact,
        )
        for its in entries
    )
    language = Option(registry.LANGUAGE, Say("home-language"), icon="languages", compact=True)
    if look.size in ("large", "huge") or look.slow:
        uses = Option("page:settings-uses", Say("settings-uses-open"), icon="accessibility", compact=True)
        return Tell("home", options=(*options, language, uses))
    return Tell("home", options=(*options, language, *profile_options(look, compact=True)))


def working_screen(action: Action | type[Action]) -> Screen:
    """What is up while an action of this kind is being done."""
    return Tell(action.working)
