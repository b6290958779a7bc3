"""The five kinds of help of policy clause 三, and who comes for which."""

from __future__ import annotations

from kiosk.domain.call import CallReason
from kiosk.domain.hall import Errand
from kiosk.domain.ticket import HelpMode, Need
from kiosk.flows.for_another import for_another
from kiosk.flows.script import Choose, Option, Say, Script
from kiosk.flows.visit import Visit

FOR_ANOTHER = "for_another"

HELP_ICONS = {
    HelpMode.SEAT: "armchair",
    HelpMode.ACCOMPANY: "users",
    HelpMode.AGENT: "file-check",
    HelpMode.HOME_VISIT: "house",
    HelpMode.INTERPRETER: "languages",
}
CALL_FOR = {
    HelpMode.ACCOMPANY: CallReason.ACCOMPANY,
    HelpMode.AGENT: CallReason.AGENT,
    HelpMode.HOME_VISIT: CallReason.HOME_VISIT,
    HelpMode.INTERPRETER: CallReason.INTERPRETER,
}


def ask_help(
    visit: Visit, errand: Errand, needs: frozenset[Need], step: tuple[int, int]
) -> Script[tuple[HelpMode, bool]]:
    """All five kinds; the one that suits the needs comes first. True: whoever stands here comes for another."""
    modes = sorted(HelpMode, key=lambda mode: mode is not likely_help(needs))
    options = [Option(mode.value, Say(f"help-{mode.value}"), icon=HELP_ICONS[mode]) for mode in modes]
    told = False
    while True:
        other = [] if told else [Option(FOR_ANOTHER, Say("help-for-another"), icon="hand-coins")]
        answer = yield Choose("help", step=step, options=(*options, *other))
        if answer != FOR_ANOTHER:
            return HelpMode(answer), told
        yield from for_another(visit, errand)
        told = True


def likely_help(needs: frozenset[Need]) -> HelpMode:
    if needs & {Need.SIGN, Need.FOREIGN}:
        return HelpMode.INTERPRETER
    if needs & {Need.COMPANY, Need.WHEELCHAIR, Need.SPEECH}:
        return HelpMode.ACCOMPANY
    return HelpMode.SEAT


def person_for(help_mode: HelpMode, needs: frozenset[Need]) -> CallReason | None:
    """Whom to ring for. A wheelchair is brought even to someone who goes alone afterwards."""
    if help_mode.needs_person:
        return CALL_FOR[help_mode]
    if Need.WHEELCHAIR in needs:
        return CallReason.WHEELCHAIR
    if Need.SIGN in needs:
        return CallReason.INTERPRETER
    if needs & {Need.FOREIGN, Need.DIALECT}:
        return CallReason.LANGUAGE
    if Need.COMPANY in needs:
        return CallReason.ACCOMPANY
    return None
