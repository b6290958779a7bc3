"""Size, colours, speech rate and language for this visit. Everything is as before when the visit ends."""

from __future__ import annotations

from dataclasses import replace

from kiosk.domain.ticket import Need
from kiosk.flows.host import Look
from kiosk.flows.script import ChooseSeveral, Option, Say, Screen

HOME, DONE = "home", "done"
PERCENTS = (50, 75, 100, 125, 150, 175, 200)  # of rate and of volume, after VVSG 7.1-K


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
        Option("volume:softer", Say("settings-volume-softer"), icon="volume-1"),
        Option("volume:louder", Say("settings-volume-louder"), icon="volume-2"),
        Option(
            f"language:{'zh-CN' if language == 'en' else 'en'}", Say("settings-language"), icon="languages"
        ),
        Option(HOME, Say("settings-home"), icon="house"),
        Option(DONE, Say("settings-done"), icon="check", primary=True),
    )
    return ChooseSeveral(
        "settings", options=choices, chosen=frozenset({f"size:{look.size}", f"scheme:{look.scheme}"})
    )


class Preferences:
    """What this visitor has chosen, and the hall's own choice to go back to when the visit ends."""

    def __init__(self, look: Look, language: str) -> None:
        self._hall = (look, language)
        self.look, self.language = look, language

    @property
    def changed(self) -> bool:
        return (self.look, self.language) != self._hall

    def reset(self) -> None:
        self.look, self.language = self._hall

    def other_language(self) -> None:
        self.language = "zh-CN" if self.language == "en" else "en"

    def adopt(self, needs: frozenset[Need]) -> None:
        """What the visitor asked for acts at once, not only on paper."""
        if Need.LARGE_TYPE in needs:
            self.look = replace(self.look, size="huge")
        if Need.SLOWLY in needs:
            self.look = replace(self.look, rate_percent=75)

    def choose(self, key: str) -> None:
        """An option of the settings screen, or what a keypad's key stands for: `rate:faster`."""
        name, _, value = key.partition(":")
        match name:
            case "language":
                self.language = value
            case "size":
                self.look = replace(self.look, size=value)
            case "scheme":
                self.look = replace(self.look, scheme=value)
            case "rate":
                self.look = replace(self.look, rate_percent=_step(self.look.rate_percent, value == "faster"))
            case "volume":
                louder = _step(self.look.volume_percent, value == "louder")
                self.look = replace(self.look, volume_percent=louder)
            case _:
                return  # the buttons that only close the screen


def _step(percent: int, up: bool) -> int:
    place = PERCENTS.index(percent) + (1 if up else -1)
    return PERCENTS[max(0, min(place, len(PERCENTS) - 1))]
