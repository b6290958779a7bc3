"""Size, colours, sound, language and ability profiles of this visit: what is in force, and the settings pages.

One decision a page (accessibility F6); what is chosen acts at once, and everything is as before when the
visit ends. Keys of options are `name:value`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from kiosk.domain.ticket import Need
from kiosk.flows.profiles import PERCENTS, PROFILES, RATE_PERCENTS, SCHEMES, SIZES, Look, profile
from kiosk.flows.script import Choose, ChooseSeveral, Line, Option, Say, Screen, Step, Tell

HOME, DONE = "home", "done"
MENU = "settings"
SETTINGS_PAGES = (
    MENU,
    "settings-size",
    "settings-scheme",
    "settings-sound",
    "settings-uses",
    "settings-more",
    "how-to",
)
FINISH = Option(DONE, Say("settings-done"), icon="check", primary=True)
HOW_TO = (  # icon, message: each way to use the terminal, and how
    ("pointer", "how-to-touch"),
    ("keyboard", "how-to-keys"),
    ("ear", "how-to-listen"),
    ("bell-ring", "how-to-help"),
)


class Preferences:
    """What this visitor has chosen, and the hall's own choice to go back to when the visit ends.

    page: id of the settings page that is open, '' for none.
    """

    def __init__(self, look: Look, language: str) -> None:
        self._hall = (look, language)
        self.look, self.language = look, language
        self.page = ""

    @property
    def hall_look(self) -> Look:
        return self._hall[0]

    @property
    def hall_language(self) -> str:
        return self._hall[1]

    @property
    def changed(self) -> bool:
        return (self.look, self.language) != self._hall

    def reset(self) -> None:
        self.look, self.language = self._hall
        self.page = ""

    def back(self) -> None:
        """From a page to the menu, from the menu to what lay under it."""
        self.page = "" if self.page == MENU else MENU

    def hear(self, step: Step | None, answer: Any) -> bool:
        """An answer of the visit that says how somebody wants to be served. Returns whether it was one."""
        if not isinstance(step, ChooseSeveral) or step.id not in ("needs", "uses"):
            return False
        if step.id == "needs":
            self._adopt_needs(frozenset(Need(key) for key in answer))
        else:
            for key in answer:
                self.look = profile(key).on(self.look)
        return True

    def _adopt_needs(self, needs: frozenset[Need]) -> None:
        """What the visitor asked for acts at once, not only on paper."""
        if Need.LARGE_TYPE in needs:
            self.look = replace(self.look, size="huge")
        if Need.SLOWLY in needs:
            self.look = profile("unhurried").on(self.look)
        if Need.SPEECH in needs:
            self.look = replace(self.look, read_all=True)
        if needs & {Need.SIGN, Need.WRITING}:
            self.look = replace(self.look, visual=True)

    def choose(self, key: str) -> Say | None:
        """An option of a page, or what a keypad's key stands for: `rate:faster`. Returns what to tell of it."""
        name, _, value = key.partition(":")
        look = self.look
        match name:
            case "page":
                self.page = value
            case "language":
                self.language = value or _other(self.language)
            case "size":
                self.look = replace(look, size=value)
            case "scheme":
                self.look = replace(look, scheme=value)
            case "rate":
                self.look = replace(
                    look, rate_percent=_step(RATE_PERCENTS, look.rate_percent, value == "faster")
                )
            case "volume":
                self.look = replace(
                    look, volume_percent=_step(PERCENTS, look.volume_percent, value == "louder")
                )
            case "profile":
                its = profile(value)
                was = its.within(look)
                self.look = its.off(look, self._hall[0]) if was else its.on(look)
                return Say("profile-off" if was else f"profile-{value}-on")
            case "toggle":
                on = not getattr(look, value)
                self.look = replace(look, **{value: on})
                return Say(f"toggle-{value.replace('_', '-')}-{'on' if on else 'off'}")
            case _:
                self.page = ""  # 好了
        return None

    def screen(self) -> Screen:
        """The page that is open."""
        return settings_page(self.page, self.look, self.language)


def settings_page(page: str, look: Look, language: str) -> Screen:
    """One page in this state. Raises KeyError for a page that does not exist."""
    pages = {
        MENU: _menu,
        "settings-size": _sizes,
        "settings-scheme": _schemes,
        "settings-sound": _sound,
        "settings-uses": _uses,
        "settings-more": _more,
        "how-to": _how_to,
    }
    return pages[page](look, language)


def profile_options(look: Look, *, compact: bool = False) -> tuple[Option, ...]:
    """One toggle for each ability profile."""
    return tuple(
        Option(
            f"profile:{its.key}",
            Say(f"profile-{its.key}"),
            icon=its.icon,
            chosen=its.within(look),
            compact=compact,
        )
        for its in PROFILES
    )


def _menu(look: Look, language: str) -> Screen:
    def page(name: str, words: str, icon: str, now: Say | None = None) -> Option:
        return Option(f"page:{name}", Say(words), hint=now, icon=icon)

    return Choose(
        MENU,
        options=(
            page("settings-size", "settings-size-open", "a-large-small", Say(f"size-{look.size}")),
            page("settings-scheme", "settings-scheme-open", "contrast", Say(f"scheme-{look.scheme}")),
            page("settings-sound", "settings-sound-open", "volume-2", _sound_now(look)),
            page("settings-uses", "settings-uses-open", "accessibility"),
            page("settings-more", "settings-more-open", "ellipsis"),
            FINISH,
        ),
    )


def _sizes(look: Look, language: str) -> Screen:
    sizes = tuple(Option(f"size:{size}", Say(f"size-{size}"), icon="a-large-small") for size in SIZES)
    return ChooseSeveral("settings-size", options=(*sizes, FINISH), chosen=frozenset({f"size:{look.size}"}))


def _schemes(look: Look, language: str) -> Screen:
    schemes = tuple(
        Option(f"scheme:{scheme}", Say(f"scheme-{scheme}"), icon="contrast") for scheme in SCHEMES
    )
    return ChooseSeveral(
        "settings-scheme", options=(*schemes, FINISH), chosen=frozenset({f"scheme:{look.scheme}"})
    )


def _sound_now(look: Look) -> Say:
    return Say("settings-sound-now", {"rate": look.rate_percent, "volume": look.volume_percent})


def _sound(look: Look, language: str) -> Screen:
    return Choose(
        "settings-sound",
        args={"now": _sound_now(look)},
        options=(
            Option("rate:slower", Say("rate-slower"), icon="turtle"),
            Option("rate:faster", Say("rate-faster"), icon="rabbit"),
            Option("volume:softer", Say("volume-softer"), icon="volume-1"),
            Option("volume:louder", Say("volume-louder"), icon="volume-2"),
            FINISH,
        ),
    )


def _uses(look: Look, language: str) -> Screen:
    return Choose("settings-uses", options=(*profile_options(look), FINISH))


def _more(look: Look, language: str) -> Screen:
    def toggle(name: str, icon: str) -> Option:
        words = Say(f"toggle-{name.replace('_', '-')}")
        return Option(f"toggle:{name}", words, icon=icon, chosen=getattr(look, name))

    return Choose(
        "settings-more",
        options=(
            toggle("read_all", "volume-2"),
            toggle("explore", "pointer"),
            toggle("curtain", "monitor-off"),
            Option(f"language:{_other(language)}", Say("home-language"), icon="languages"),
            Option("page:how-to", Say("how-to-open"), icon="circle-question-mark"),
            Option(HOME, Say("settings-home"), icon="house", costly=True),
            FINISH,
        ),
    )


def _how_to(look: Look, language: str) -> Screen:
    return Tell(
        "how-to", lines=tuple(Line(icon, Say(message)) for icon, message in HOW_TO), options=(FINISH,)
    )


def _other(language: str) -> str:
    return "zh-CN" if language == "en" else "en"


def _step(steps: tuple[int, ...], percent: int, up: bool) -> int:
    place = steps.index(percent) + (1 if up else -1)
    return steps[max(0, min(place, len(steps) - 1))]
