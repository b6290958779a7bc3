"""The tellings of one visit, one over the other, and how each goes on: shown, said, done, ended.

Lives on one thread (the UI's) and knows no Qt: the Host shows, speaks and acts for it. Which screen is up is
decided in one place, `_screen_now`. What makes it go on, the visitor, devices and staff, is in runner.py.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from kiosk.config import TimeSettings
from kiosk.flows import registry
from kiosk.flows.card import CardAtHand
from kiosk.flows.desk.access import AtDesk
from kiosk.flows.desk.screen import Desk, Pressed
from kiosk.flows.frames import CARD_LEFT, home_screen, working_screen
from kiosk.flows.host import Host
from kiosk.flows.idle import IdleClock
from kiosk.flows.over import Over
from kiosk.flows.own_calls import OwnCalls
from kiosk.flows.parting import Parting
from kiosk.flows.presenter import Presenter
from kiosk.flows.profiles import Look
from kiosk.flows.run import Run
from kiosk.flows.script import Action, PresentCard, Say, Screen, Waiting
from kiosk.flows.settings import Preferences
from kiosk.flows.view import Kind, View
from kiosk.flows.visit import Flow, Instead, Visit
from kiosk.text import Catalogue


class Telling:
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
        self._times = times
        self._idle = IdleClock(times, clock)
        self._held: Pressed | None = None  # pressed while the desk's page was being asked for anew
        self._refreshing = False
        self._refreshed = 0.0  # when the desk's page was last asked for anew
        self._badge_taken = False  # the desk closes as soon as what it does is done
        self._stack: list[Run] = []
        self._card = CardAtHand()
        self._ready: dict[str, bool] = {}
        self._over = Over(self._own)
        self._greeted = False  # somebody has heard the home screen
        self._parting = Parting(clock)
        self._calls = OwnCalls()

    # What is up

    @property
    def look(self) -> Look:
        """As the visitor wants it; the desk is as the hall wants it: a blank screen would be of no use there."""
        return self._own.hall_look if self._at_desk else self._own.look

    @property
    def _at_desk(self) -> Run | None:
        """The staff's desk, when it is what is up."""
        return self._top if self._stack and isinstance(self._top.flow, AtDesk) else None

    @property
    def _top(self) -> Run:
        return self._stack[-1]

    def view(self) -> View:
        """The screen that is up, in words."""
        screen, kind = self._screen_now()
        since = self._top.since if self._stack and isinstance(screen, Waiting) else None
        can_back = self._over.up or (
            bool(self._stack) and not isinstance(self._top.step, Action) and not self._top.committed
        )
        desk = self._at_desk
        language = self._own.hall_language if desk else ""
        view = self._presenter.view(screen, kind, can_back=can_back, since=since, language=language)
        if desk and view.desk:
            return replace(view, desk=replace(view.desk, session=desk.intent))
        return view

    def _show(self) -> None:
        self._presenter.show(self.view(), urgent=self._over.asking)

    def _tell(self, say: Say) -> None:
        """One sentence more on the screen that is up."""
        self._presenter.notice = self._presenter.sentence(say)
        self._presenter.show_silently(self.view())
        self._presenter.say_sentence(say)

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

    def _reader_notice(self) -> str:
        return self._presenter.text("card-reader-down") if self._ready.get("reader") is False else ""

    # How it goes on

    def _begin(self, flow: Flow, *, quiet: bool = False) -> None:
        if not self._stack:
            self._host.visit_started()
        self._stack = [run for run in self._stack if not run.tells(flow)]  # pressed again: it rings again
        self._stack.append(Run(flow, self._visit))
        self._apply_look()
        self._advance(self._top, quiet=quiet)

    def _give(self, run: Run, value: Any, *, automatic: bool = False) -> None:
        step = run.step
        if isinstance(step, Action) and not automatic:
            if self._refreshing and isinstance(value, Pressed):
                self._held = value
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
        if isinstance(step, Desk) and self._refreshing:
            self._refreshing, held = False, self._held
            self._held = None
            if held is not None:
                self._give(run, held)
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
            self._apply_look()
            if isinstance(run.outcome, Instead):
                self._stack.clear()
                self._begin(run.outcome.flow)
                return
            if not self._stack:
                self._end("done")
                return
        if run is self._stack[-1] or run.finished:
            if self._at_desk is None:  # there only hands count: what changes in the hall keeps no desk open
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
