"""What happens to a visit: the visitor answers, devices tell, staff come, time passes.

How its tellings go on from there, and which screen is up, is in telling.py.
"""

from __future__ import annotations

from typing import Any

from kiosk.domain.call import CallReason
from kiosk.domain.identity import Holder
from kiosk.domain.staff import StaffMember
from kiosk.flows import registry
from kiosk.flows.desk.access import AtDesk
from kiosk.flows.desk.screen import FOUND_KEY, CardLaid, Desk, Leave, Pressed, Refresh
from kiosk.flows.emergency import emergency
from kiosk.flows.found_ticket import scanned
from kiosk.flows.frames import CARD_PROBLEMS
from kiosk.flows.script import (
    DEVICE_READY,
    Action,
    CallNews,
    CallPerson,
    PresentCard,
    Say,
    Trouble,
)
from kiosk.flows.settings import HOME
from kiosk.flows.steps import call_sentence
from kiosk.flows.telling import Telling
from kiosk.flows.view import OptionView
from kiosk.flows.visit import Flow
from kiosk.flows.volunteer import help_here

REFRESH_SECONDS = 20.0  # how long somebody has waited is shown in minutes


class Runner(Telling):
    """Every method is called on the UI's thread, one after the other."""

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

    # What staff do

    def staff(self, member: StaffMember | None = None) -> None:
        """The corner was pressed, or a badge laid down: the desk, over whatever a visitor was doing.

        member: whose badge it is; None: a PIN is asked for.
        """
        from kiosk.flows.desk.handed import handed_over

        self.activity()
        self._parting.end()
        self._over.close()
        self._host.hush()
        self._badge_taken = False
        self._stack = [run for run in self._stack if not isinstance(run.flow, AtDesk)]
        self._begin(AtDesk(member, handed_over(self._stack, self._visit.hall, self._card.holder)))

    def badge_taken(self) -> None:
        """The desk that a badge has opened closes with it, whatever is being done there."""
        desk = next((run for run in self._stack if isinstance(run.flow, AtDesk) and run.flow.member), None)
        self._badge_taken = desk is not None

    def ledger_changed(self) -> None:
        """Here or at another desk: what the desk shows is asked for anew."""
        self._refreshed = self._clock()
        if (desk := self._at_desk) and isinstance(desk.step, Desk):
            self._refreshing = True
            self._give(desk, Refresh(), automatic=True)

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
        elif isinstance(self._top.step, Desk):
            self._give(self._top, CardLaid(holder), automatic=True)

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
        elif (desk := self._at_desk) and isinstance(desk.step, Desk):
            self._give(desk, Pressed(FOUND_KEY, values={"token": token}))
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
        if self._at_desk and isinstance(step, Desk):
            if self._badge_taken or self._idle.seconds >= self._times.staff:
                self._badge_taken = False
                self._give(self._top, Leave(), automatic=True)
            elif self._clock() - self._refreshed >= REFRESH_SECONDS:
                self.ledger_changed()
            return
        busy = self._host.speaking or isinstance(step, Action)
        due = self._idle.due(step, busy=busy, asking=self._over.asking)
        if due == "end":
            self._end("timeout")
        elif due == "ask":
            self._over.asking = True
            self._idle.touch()
            self._show()

    # Inside

    def _notify(self, message: str) -> None:
        """One sentence on the card screen, spoken alone: the visitor knows the rest already."""
        if self._stack and isinstance(self._top.step, PresentCard) and not self._own.page:
            self._tell(Say(message))

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

    def change_setting(self, key: str) -> None:
        if key == HOME:
            self._end("home")
            return
        if say := self._own.choose(key):
            self._presenter.notice = self._presenter.sentence(say)
        self._apply_look()
        self._greeted = True
        self._show()
