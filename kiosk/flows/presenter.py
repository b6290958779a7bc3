"""What the runner says and shows, in the visitor's language: whole screens, and sentences that come on top."""

from __future__ import annotations

from dataclasses import replace

from kiosk.flows.host import Host
from kiosk.flows.resolve import Resolver
from kiosk.flows.script import Say, Screen
from kiosk.flows.settings import Preferences
from kiosk.flows.view import Kind, OptionView, View
from kiosk.text import Catalogue, join_sentences


class Presenter:
    """notice: one sentence more for the next screen that is shown; gone after that."""

    def __init__(self, host: Host, catalogue: Catalogue, own: Preferences) -> None:
        self._host = host
        self._catalogue = catalogue
        self._own = own
        self.notice = ""

    def text(self, message: str) -> str:
        return self._resolver.text(message)

    def view(
        self, screen: Screen, kind: Kind | None, *, can_back: bool, since: float | None, language: str = ""
    ) -> View:
        """language: '' for the visitor's."""
        return Resolver(self._catalogue, language or self._own.language).view(
            screen,
            kind=kind,
            can_back=can_back,
            since=since,
            notice=self.notice,
            read_all=self._own.look.read_all,
        )

    def show(self, view: View, *, urgent: bool = False) -> None:
        """Show a screen and say all of it. The desk is silent: whatever was being said ends."""
        if view.desk is not None and not view.speech:
            self._host.hush()
        self._host.show(replace(view, alert=view.alert or urgent))
        self.say(view.speech, urgent=urgent or view.loud, loud=view.loud, chime=view.chime)
        self.notice = ""

    def repeat(self, view: View, now: float) -> None:
        """What was said last; where the time since a call is shown, the screen with the time by now (monotonic)."""
        if view.since is None:
            self._host.repeat()
        else:
            speech = join_sentences(
                view.language, view.speech, self._resolver.elapsed(view, now - view.since)
            )
            self.say(speech, urgent=view.loud, loud=view.loud)

    def show_silently(self, view: View) -> None:
        self._host.show(view)
        self.notice = ""

    def say(
        self, speech: str, *, urgent: bool = False, after: str = "", loud: bool = False, chime: bool = False
    ) -> None:
        """after: said when the visitor has had time to act. loud, chime: as in Host.say."""
        self._host.say(speech, self._own.language, urgent=urgent, after=after, loud=loud, chime=chime)

    def say_sentence(self, say: Say) -> None:
        self.say(self._resolver.said(say))

    def sentence(self, say: Say) -> str:
        return self._resolver.text(say.id, say.args)

    def say_position(self, place: int, of: int, option: OptionView, *, first: str = "") -> None:
        """first: words that a listener must have heard before, such as where they are."""
        words, hint = self._resolver.position(place, of, option)
        self.say(first + words, after=hint)

    @property
    def _resolver(self) -> Resolver:
        return Resolver(self._catalogue, self._own.language)
