"""Runs the flows for one visitor after another: home, back, repeat, help, language, card, time-outs.

Lives on one thread (the UI's) and knows no Qt: the Host shows, speaks and acts for it. Which screen is up
is decided in one place, `_screen_now`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from kiosk.config import TimeSettings
from kiosk.domain.call import CallReason
from kiosk.domain.identity import Holder
from kiosk.flows import registry
from kiosk.flows.card import CardAtHand
from kiosk.flows.emergency import emergency
from kiosk.flows.found_ticket import scanned
from kiosk.flows.frames import CARD_LEFT, CARD_PROBLEMS, home_screen, working_screen
from kiosk.flows.host import Host
from kiosk.flows.idle import IdleClock
from kiosk.flows.over import Over
from kiosk.flows.own_calls import OwnCalls
from kiosk.flows.parting import Parting
from kiosk.flows.presenter import Presenter
from kiosk.flows.profiles import Look
from kiosk.flows.run import Run
from kiosk.flows.script import (
    DEVICE_READY,
    Action,
    CallNews,
    CallPerson,
    PresentCard,
    Say,
    Screen,
    Trouble,
    Waiting,
)
from kiosk.flows.settings import HOME, Preferences
from kiosk.flows.steps import call_sentence
from kiosk.flows.view import Kind, OptionView, View
from kiosk.flows.visit import Flow, Visit
from kiosk.flows.volunteer import help_here
from kiosk.text import Catalogue


class Runner:
    """default_look, default_language: what every visit starts with again. clock: monotonic seconds."""

    def __init__(
        self,
        host: Host,
        catalogue: Catalogue,
        visit: Visit,
        times: TimeSettings,
        default_look: Look,
        default_language: str,
        clock: Callable[[], float],
    ) -> None:
        self._host = host
        self._visit = visit
        self._own = Preferences(default_look, default_language)
        self._presenter = Presenter(host, catalogue, self._own)
        self._clock = clock
        self._idle = IdleClock(times, clock)
        self._stack: list[Run] = []
        self._card = CardAtHand()
        self._ready: dict[str, bool] = {}
        self._over = Over(self._own)
        self._greeted = False  # somebody has heard the home screen
        self._parting = Parting(clock)
        self._calls = OwnCalls()

    # What the visitor does

    def answer(self, key: Any) -> None:
        """An option's key, or a frozenset of keys from ChooseSeveral, for the screen that is up."""
        self.activity()
        key = self._over.weigh(key, self._screen_now()[0])
        if key is None:
            self._show()
        elif self._over.asking:
            self._over.asking = False
            if key == "end":
                self._end("left")
            else:
                self._show()
        elif self._own.page:
            self.change_setting(str(key))
        elif self._parting.going_on:
            self.start()
        elif not self._stack:
            self._leave_home(str(key))
        else:
            self._give(self._top, key)

    def back(self) -> None:
        self.activity()
        if self._over.up:
            self._over.back()
            self._show()
        elif self._stack and not isinstance(self._top.step, Action):
            if self._top.can_back:
                self._top.back()
                self._advance(self._top)
            elif not self._top.committed and len(self._stack) > 1:
                self._stack.pop()
                self._show()
            elif not self._top.committed:
                self._end("back")

    def home(self) -> None:
        """Start over. What was issued stays issued."""
        if not (self._stack and isinstance(self._top.step, Action)):
            self._end("home")

    def repeat(self) -> None:
        """Say it again; on the home screen, which is silent by itself, say it at all."""
        self.activity()
        if self._stack:
            self._presenter.repeat(self.view(), self._clock())
        else:
            self._greeted = True
            self._presenter.say(self.view().speech)

    def help(self, how: Flow = help_here) -> None:
        """Call a person from wherever the visitor is; afterwards they are back there with nothing lost."""
        self.activity()
        if how is emergency or not any(run.tells(how) for run in self._stack):
            self._parting.end()
            self._over.close()
            self._begin(how)

    def settings(self) -> None:
        self.activity()
        self._over.settings()
        self._show()

    def adjust(self, key: str) -> None:
        """A key for rate, volume or the curtain: as on the settings pages, without showing them."""
        self.activity()
        say = self._own.choose(key)
        self._apply_look()
        if say:
            self._tell(say)
        else:
            self.repeat()

    def activity(self) -> None:
        """The visitor touched something."""
        self._idle.touch()

    def focused(self, place: int, of: int, option: OptionView) -> None:
        """The focus ring moved to an option (1-based place). On the home screen, say first where we are."""
        self.activity()
        self._idle.keypad = True
        first = "" if self._stack or self._own.page or self._greeted else self.view().speech
        self._greeted = True
        self._presenter.say_position(place, of, option, first=first)

    # What the devices do

    def card_reading(self) -> None:
        self._card.present = True
        self._begin_by_card(quiet=True)
        self._notify("card-reading")

    def card_read(self, holder: Holder) -> None:
        self._card.present = True
        self.activity()
        if self._parting.going_on:
            return
        self._card.holder = holder
        if not self._stack:
            self._begin_by_card(quiet=False)
        elif isinstance(self._top.step, PresentCard):
            self._presenter.notice = self._presenter.text("card-done")
            self._give(self._top, holder, automatic=True)

    def card_trouble(self, problem: str) -> None:
        """problem: a CardProblem's value."""
        self._begin_by_card(quiet=True)
        self._notify(CARD_PROBLEMS.get(problem, "card-unreadable"))

    def card_removed(self) -> None:
        self._card.present = False
        if self._parting.going_on:
            self.start()

    def device_changed(self, device: str, ready: bool) -> None:
        was, self._ready[device] = self._ready.get(device), ready
        step = self._top.step if self._stack else None
        if ready and isinstance(step, Trouble) and step.until == device:
            self._give(self._top, DEVICE_READY, automatic=True)
        elif device == "reader" and isinstance(step, PresentCard) and was is not ready:
            self._presenter.notice = self._reader_notice()
            self._show()

    def scanned(self, token: str | None) -> None:
        """A ticket's QR, or None for something else. It opens a conversation; it never answers a question."""
        self.activity()
        if token is None:
            self._tell(Say("ticket-unknown"))
        elif self._stack or self._parting.going_on:
            self._tell(Say("ticket-scan-later"))
        else:
            self._begin(scanned(token))

    def call_news(self, news: CallNews) -> None:
        """Somebody answered, arrived, or the next station was rung: told where the visitor is now."""
        waiting = [run for run in self._stack if run.waits_for(news.call_id)]
        for run in waiting:
            self._give(run, news, automatic=True)
        if not waiting and self._calls.keep(news) and (say := call_sentence(news)):
            self._tell(say)

    def tick(self) -> None:
        """Call a few times a second: time-outs and the forgotten card."""
        if self._parting.going_on:
            if self._parting.reminder_due():
                self._presenter.say(self.view().speech, urgent=True)
            if self._parting.call_due():
                self._host.perform(CallPerson(CallReason.HELP), "", self._own.language, lambda _: None)
            return
        if not self._stack and not self._own.page:
            if self._own.changed and self._idle.expired(None):
                self.start()
            return
        step = self._top.step if self._stack else None
        if self._stack and self._top.has_become_slow(self._clock()):
            self._show()
        busy = self._host.speaking or isinstance(step, Action)
        due = self._idle.due(step, busy=busy, asking=self._over.asking)
        if due == "end":
            self._end("timeout")
        elif due == "ask":
            self._over.asking = True
            self._idle.touch()
            self._show()

    # Inside

    @property
    def look(self) -> Look:
        return self._own.look

    @property
    def _top(self) -> Run:
        return self._stack[-1]

    def _screen_now(self) -> tuple[Screen, Kind | None]:
        """Which screen is up: one ordered list."""
        if over := self._over.screen:
            return over
        if self._parting.going_on:
            return CARD_LEFT, None
        if not self._stack or self._top.step is None:
            return home_screen(self.look, registry.home(self._visit.hall)), Kind.HOME
        if isinstance(self._top.step, Action):
            return working_screen(self._top.step), Kind.WORKING
        return self._top.step, None

    def view(self) -> View:
        """The screen that is up, in words."""
        screen, kind = self._screen_now()
        since = self._top.since if self._stack and isinstance(screen, Waiting) else None
        can_back = self._over.up or (
            bool(self._stack) and not isinstance(self._top.step, Action) and not self._top.committed
        )
        return self._presenter.view(screen, kind, can_back=can_back, since=since)

    def _show(self) -> None:
        self._presenter.show(self.view(), urgent=self._over.asking)

    def _notify(self, message: str) -> None:
        """One sentence on the card screen, spoken alone: the visitor knows the rest already."""
        if self._stack and isinstance(self._top.step, PresentCard) and not self._own.page:
            self._tell(Say(message))

    def _tell(self, say: Say) -> None:
        """One sentence more on the screen that is up."""
        self._presenter.notice = self._presenter.sentence(say)
        self._presenter.show_silently(self.view())
        self._presenter.say_sentence(say)

    def _reader_notice(self) -> str:
        return self._presenter.text("card-reader-down") if self._ready.get("reader") is False else ""

    def _leave_home(self, key: str) -> None:
        if key == registry.LANGUAGE or ":" in key:  # a setting
            self.change_setting(key)
        else:
            entry = registry.home_entry(key)
            self._card.answer = entry.card_answer
            self._begin(entry.flow)

    def _begin_by_card(self, *, quiet: bool) -> None:
        """A card laid down on the home screen begins the first errand."""
        self.activity()
        if not self._stack and not self._parting.going_on:
            self._begin(registry.HOME[0].flow, quiet=quiet)

    def _begin(self, flow: Flow, *, quiet: bool = False) -> None:
        if not self._stack:
            self._host.visit_started()
        self._stack = [run for run in self._stack if not run.tells(flow)]  # pressed again: it rings again
        self._stack.append(Run(flow, self._visit))
        self._advance(self._top, quiet=quiet)

    def _give(self, run: Run, value: Any, *, automatic: bool = False) -> None:
        step = run.step
        if isinstance(step, Action) and not automatic:
            return
        if self._own.hear(step, value):
            self._apply_look()
        run.give(value, automatic=automatic)
        self._advance(run)

    def _advance(self, run: Run, *, quiet: bool = False) -> None:
        """Go on until the flow wants the visitor: known cards and actions are answered without them."""
        step = run.step
        if isinstance(step, PresentCard) and (known := self._card.known()):
            if self._card.holder:
                self._presenter.notice = self._presenter.text("card-done")
            self._give(run, known, automatic=True)
            return
        if isinstance(step, PresentCard):
            self._presenter.notice = self._reader_notice()
        if news := self._calls.missed(step):
            self._give(run, news, automatic=True)
            return
        run.count_waiting(self._clock())
        if isinstance(step, Action) and step.beside:
            self._host.perform(step, run.intent, self._own.language, lambda _: None)
            run.give(None, automatic=True)
            self._advance(run)
            return
        if isinstance(step, Action):
            self._host.perform(step, run.intent, self._own.language, partial(self._performed, run))
        if run.finished:
            self._stack = [other for other in self._stack if other is not run]
            if not self._stack:
                self._end("done")
                return
        if run is self._stack[-1] or run.finished:
            self._idle.touch()
            if not quiet and not (isinstance(step, Action) and step.brief):
                self._show()

    def _performed(self, run: Run, result: Any) -> None:
        """An action's result. A visit that has ended meanwhile no longer wants it."""
        if run in self._stack:
            self._calls.performed(result)
            run.give(result, automatic=True)
            self._advance(run)

    def _apply_look(self) -> None:
        self._host.set_look(self.look)
        self._idle.slow = self.look.takes_time

    def change_setting(self, key: str) -> None:
        if key == HOME:
            self._end("home")
            return
        if say := self._own.choose(key):
            self._presenter.notice = self._presenter.sentence(say)
        self._apply_look()
        self._greeted = True
        self._show()

    def _end(self, how: str) -> None:
        """The visit is over: forget everything, then home, or the card that was left behind."""
        if self._stack or how != "home":
            self._host.visit_ended(how)
        self._stack.clear()
        if self._card.present:
            self._parting.begin()
            self._over.close()
            self._show()
        else:
            self.start()

    def start(self) -> None:
        """The home screen, with everything of the last visit forgotten."""
        self._stack.clear()
        self._calls.forget()
        self._card.forget()
        self._parting.end()
        self._over.close()
        self._greeted = False
        self._presenter.notice = ""
        self._idle.reset()
        self._own.reset()
        self._host.hush()
        self._host.set_look(self.look)
        # Nobody may be there: the home screen is not spoken until somebody asks for it.
        self._presenter.show_silently(self.view())
