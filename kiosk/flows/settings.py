"""Size, colours, speech rate and language for this visit. Everything is as before when the visit ends."""

from __future__ import annotations

from dataclasses import replace

from kiosk.domain.ticket import Need
from kiosk.flows.host import Look
from kiosk.flows.script import ChooseSeveral, Option, Say, Screen

HOME, DONE = "home", "done"
RATES = (50, 75, 100, 125, 150, 175, 200)  # percent, after VVSG 7.1-K


def settings_screen(look: Look, language: str) -> Screen:
    """Keys are name:value; what is in force now is marked as chosen."""
    choices = (
        *(
            Option(f"size:{size}", Say(f"settings-size-{size}"), icon="a-large-small")
            for size in ("normal", "large", "huge")
        ),
        *(
            Option(f"scheme:{scheme}", Say(f"settings-scheme-{scheme}"), icon="contrast")
            for scheme in ("dark", "light", "soft")
        ),
        Option("rate:slower", Say("settings-rate-slower"), icon="turtle"),
        Option("rate:faster", Say("settings-rate-faster"), icon="rabbit"),
        Option(
            f"language:{'zh-CN' if language == 'en' else 'en'}", Say("settings-language"), icon="languages"
        ),
        Option(HOME, Say("settings-home"), icon="house"),
        Option(DONE, Say("settings-done"), icon="check", primary=True),
    )
    return ChooseSeveral(
        "settings", options=choices, chosen=frozenset({f"size:{look.size}", f"scheme:{look.scheme}"})
    )


def change_setting(key: str, look: Look, language: str) -> tuple[Look, str]:
    """The look and the language after an option of the settings screen was chosen."""
    name, _, value = key.partition(":")
    if name == "language":
        return look, value
    if name == "size":
        return replace(look, size=value), language
    if name == "scheme":
        return replace(look, scheme=value), language
    if name == "rate":
        place = RATES.index(look.rate_percent) + (1 if value == "faster" else -1)
        return replace(look, rate_percent=RATES[max(0, min(place, len(RATES) - 1))]), language
    return look, language


def look_for(needs: frozenset[Need], look: Look) -> Look:
    """What the visitor asked for acts at once, not only on paper."""
    if Need.LARGE_TYPE in needs:
        look = replace(look, size="huge")
    if Need.SLOWLY in needs:
        look = replace(look, rate_percent=75)
    return look
