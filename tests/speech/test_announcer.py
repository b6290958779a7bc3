"""One mouth: who hears what, in which order, and what never becomes sound."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from kiosk.config import SpeechSettings, load
from kiosk.flows.profiles import PERCENTS, Look
from kiosk.flows.settings import Preferences
from kiosk.speech.announcer import HINT_AFTER, LONGEST_CAPTION, Announcer, Utterance, sentences
from tests.flows.crawl import CONFIG


class Ear:
    """An engine that only remembers; `finish` is the end of a sound."""

    def __init__(self, diary: list[str]) -> None:
        self.diary = diary
        self.orders: list[tuple[str, str, int, float]] = []
        self.speaking = False

    def chime(self, volume: float) -> None:
        self.orders.append(("chime", "", 0, volume))
        self.diary.append("chime everywhere")
        self.speaking = True

    def speak(self, text: str, language: str, rate: int, volume: float, *, everywhere: bool = False) -> None:
        self.orders.append((text, language, rate, volume))
        self.diary.append(f"sound {text}" + " everywhere" * everywhere)
        self.speaking = True

    def stop(self) -> None:
        self.diary.append("silence")
        self.speaking = False

    def set_output(self, output: str) -> None:
        self.diary.append(f"to {output}")

    def close(self) -> None:
        self.diary.append("closed")

    def finish(self) -> None:
        self.speaking = False


class Room:
    """An announcer with a listener, an ear and a clock, and one diary of all that was heard and shown."""

    def __init__(self, *, with_engine: bool = True) -> None:
        self.now = 0.0
        self.diary: list[str] = []
        self.ear = Ear(self.diary)
        self.announcer = Announcer(SpeechSettings(rate=200, volume=0.5), lambda: self.now)
        self.announcer.subscribe(lambda words: self.diary.append(f"caption {words}"))
        if with_engine:
            self.announcer.use(self.ear)

    def say(self, speech: str, language: str = "zh-CN", *, private: bool = False) -> None:
        self.announcer.say(Utterance(speech, language, private=private))

    def later(self, seconds: float) -> None:
        self.now += seconds
        self.announcer.tick()


@pytest.fixture
def room() -> Room:
    return Room()


def test_the_caption_comes_before_the_sound(room: Room) -> None:
    room.say("请放身份证。")
    assert room.diary == ["caption 请放身份证。", "sound 请放身份证。"]
    assert room.ear.orders == [("请放身份证。", "zh-CN", 200, 0.5)]


def test_sentences_follow_each_other_when_each_has_been_said(room: Room) -> None:
    room.say("请把身份证放在屏幕下面的读卡区，放稳。听到“好了”，您再把它拿走，不要着急。")
    room.later(5)
    assert len(room.ear.orders) == 1  # still being said
    room.ear.finish()
    room.later(0.1)
    assert [order[0] for order in room.ear.orders] == [
        "请把身份证放在屏幕下面的读卡区，放稳。",
        "听到“好了”，您再把它拿走，不要着急。",
    ]
    room.ear.finish()
    room.later(1)
    assert not room.announcer.speaking


def test_the_newest_is_said_and_the_rest_of_the_old_is_forgotten(room: Room) -> None:
    room.say("这是很长很长的第一句话，后面还有第二句话。这是永远说不到的第二句话，没有人会听到它。")
    room.say("新的。")
    room.ear.finish()
    room.later(5)
    assert [order[0] for order in room.ear.orders][1:] == ["新的。"]


def test_repeat_says_the_same_again(room: Room) -> None:
    room.say("您的号码是绿零零一。")
    room.ear.finish()
    room.later(1)
    first, room.diary[:] = list(room.diary), []
    room.announcer.repeat()
    assert room.diary == first


def test_nothing_can_be_repeated_after_a_visit(room: Room) -> None:
    room.say("您的号码是绿零零一。")
    room.announcer.stop()
    assert room.diary[-2:] == ["silence", "caption "]
    room.diary.clear()
    room.announcer.repeat()
    assert room.diary == []


EMERGENCY = Utterance("已经在叫人。", "zh-CN", urgent=True, loud=True, chime=True)


def test_an_emergency_is_as_loud_as_may_be_and_the_visitors_own_volume_comes_back(room: Room) -> None:
    room.announcer.set_volume(50)
    room.announcer.say(EMERGENCY)
    assert room.diary == ["chime everywhere"]
    room.later(5)
    assert room.diary == ["chime everywhere"], "the words wait for its end"
    room.ear.finish()
    room.later(0.1)
    assert room.diary[1:] == ["caption 已经在叫人。", "sound 已经在叫人。 everywhere"]
    assert [order[3] for order in room.ear.orders] == [1.0, 1.0], "twice what is configured: the loudest step"
    room.say("请坐。")
    assert room.diary[-1] == "sound 请坐。"
    assert room.ear.orders[-1][3] == 0.25


def test_an_emergency_is_heard_though_it_is_muted_and_nothing_else_is(room: Room) -> None:
    room.announcer.set_muted(True)
    room.announcer.say(EMERGENCY)
    room.ear.finish()
    room.later(0.1)
    assert [order[0] for order in room.ear.orders] == ["chime", "已经在叫人。"]
    room.say("请坐。")
    assert [order[0] for order in room.ear.orders] == ["chime", "已经在叫人。"]


def test_heard_again_an_emergency_has_no_chime_and_is_still_loud(room: Room) -> None:
    room.announcer.say(EMERGENCY)
    room.announcer.repeat()
    assert room.diary[-1] == "sound 已经在叫人。 everywhere"


def test_a_chime_that_is_broken_off_is_not_said_as_words(room: Room) -> None:
    room.announcer.say(EMERGENCY)
    room.announcer.pause()
    room.announcer.pause()
    assert [order[0] for order in room.ear.orders] == ["chime", "已经在叫人。"]


def test_without_sound_an_emergency_is_captioned_at_once() -> None:
    room = Room(with_engine=False)
    room.announcer.say(EMERGENCY)
    assert room.diary == ["caption 已经在叫人。"]


def test_a_private_text_is_shown_but_never_said_aloud(room: Room) -> None:
    room.say("您好，欢迎。")
    room.say("您的身份证号是一二三。", private=True)
    assert room.diary[2:] == ["silence", "caption 您的身份证号是一二三。"]
    room.announcer.repeat()
    room.later(60)
    assert [order[0] for order in room.ear.orders] == ["您好，欢迎。"]


def test_a_headset_hears_private_texts_until_it_is_pulled_out(room: Room) -> None:
    room.announcer.set_headset(True)
    room.say("您的身份证号是一二三。", private=True)
    assert room.ear.speaking
    room.announcer.set_headset(False)
    assert not room.ear.speaking
    room.announcer.repeat()
    assert not room.ear.speaking


def test_pulling_the_headset_does_not_silence_what_all_may_hear(room: Room) -> None:
    room.announcer.set_headset(True)
    room.say("请到三号窗口。")
    room.announcer.set_headset(False)
    assert room.ear.speaking


def test_muting_is_at_once_and_captions_go_on(room: Room) -> None:
    room.say("请到三号窗口。")
    room.announcer.set_muted(True)
    assert not room.ear.speaking
    room.say("请坐。")
    assert room.diary[-1] == "caption 请坐。"
    room.announcer.set_muted(False)
    room.say("请起。")
    assert room.ear.speaking


def test_saying_nothing_is_silence(room: Room) -> None:
    room.say("请到三号窗口。")
    room.say("")
    assert not room.ear.speaking
    assert not room.announcer.speaking


@pytest.mark.parametrize(("percent", "rate", "volume"), [(100, 200, 0.5), (50, 100, 0.25), (1, 100, 0.25),
                                                          (125, 250, 0.625), (300, 600, 1.0),
                                                          (999, 600, 1.0)])  # fmt: skip
def test_rate_and_volume_are_percents_within_the_steps(percent: int, rate: int, volume: float) -> None:
    room = Room()
    room.announcer.set_rate(percent)
    room.announcer.set_volume(percent)
    room.say("您好。")
    assert room.ear.orders == [("您好。", "zh-CN", rate, pytest.approx(volume))]


def test_every_step_of_the_volume_is_heard_and_the_last_is_all_there_is() -> None:
    """Louder must be louder, by at most 10 dB a step, up to all that the engine has (A11, A14; VVSG 7.1-K)."""
    room = Room()
    own = Preferences(Look("dark", "normal"), "zh-CN")
    for _ in PERCENTS:
        own.choose("volume:softer")
    heard: list[float] = []
    for _ in PERCENTS:
        room.announcer.set_volume(own.look.volume_percent)
        room.say("您好。")
        heard.append(room.ear.orders[-1][3])
        own.choose("volume:louder")
    steps = [20 * math.log10(louder / softer) for softer, louder in pairwise(heard)]
    assert all(1.0 <= step <= 10.0 for step in steps), steps  # less than 1 dB is no step to an ear
    assert heard[-1] == 1.0


def test_the_shipped_volume_and_every_volume_that_may_be_configured_leave_room_for_louder() -> None:
    assert load(CONFIG).settings.speech.volume == SpeechSettings().volume == 0.5
    with pytest.raises(ValidationError, match=r"less than or equal to 0\.5"):
        SpeechSettings(volume=0.51)


@pytest.mark.parametrize(
    ("speech", "language"),
    [
        ("请把身份证放在屏幕下面的读卡区，放稳。" * 2, "zh-CN"),
        ("Put your identity card on the reader below the screen. Leave it there, please.", "en"),
    ],
)
def test_without_an_engine_captions_keep_the_pace_of_speech(speech: str, language: str) -> None:
    room = Room(with_engine=False)
    room.say(speech, language)
    room.later(3.0)
    assert len(room.diary) == 1
    room.later(4.0)
    assert len(room.diary) == 2


def test_closing_ends_the_engine(room: Room) -> None:
    room.say("您好。")
    room.announcer.close()
    assert room.diary[-1] == "closed"
    room.say("再见。")
    assert room.diary[-1] == "caption 再见。"


def test_a_dot_within_a_number_ends_no_sentence() -> None:
    speech = "The hall is open from 9.30 to 17.00 on weekdays. Come and see us on any of them."
    assert sentences(speech)[0] == "The hall is open from 9.30 to 17.00 on weekdays."


@given(st.text(alphabet="您好一二三，。？！ .,abc", max_size=300))
def test_nothing_is_lost_between_the_captions(speech: str) -> None:
    assert "".join("".join(sentences(speech)).split()) == "".join(speech.split())


@given(st.lists(st.text(alphabet="您好一二三", min_size=1, max_size=40), min_size=1, max_size=9))
def test_every_clause_fits_a_caption(clauses: list[str]) -> None:
    assert all(len(piece) <= LONGEST_CAPTION for piece in sentences("，".join(clauses) + "。"))


def test_paused_it_holds_on_and_goes_on_with_the_sentence_that_was_broken_off(room: Room) -> None:
    room.say(
        "这是第一句话，写得长一些，好让它自己占一行字幕。这是第二句话，也写得长一些，好让它自己占一行字幕。"
    )
    room.ear.finish()
    room.later(10)
    before = len(room.diary)
    room.announcer.pause()
    assert not room.announcer.speaking
    room.later(10)
    assert not any(entry.startswith("caption") for entry in room.diary[before:])
    room.announcer.pause()
    assert room.announcer.speaking
    assert room.diary[-1].startswith("speak 这是第二句话") or "这是第二句话" in room.diary[-1]


def test_pause_with_nothing_being_said_says_it_again(room: Room) -> None:
    room.say("请放身份证。")
    room.ear.finish()
    room.later(10)
    assert not room.announcer.speaking
    room.announcer.pause()
    assert "请放身份证" in room.diary[-1]


def test_what_was_paused_does_not_outlive_the_next_screen(room: Room) -> None:
    room.say("请放身份证。")
    room.announcer.pause()
    room.say("请选一项。")
    room.ear.finish()
    room.later(10)
    room.announcer.pause()
    assert "请选一项" in room.diary[-1]


def test_a_hint_follows_when_nothing_else_was_said_for_a_while(room: Room) -> None:
    room.announcer.say(Utterance("社保，按钮。", "zh-CN", after="养老金、社保卡。"))
    room.ear.finish()
    room.later(1.0)
    assert not room.announcer.speaking
    room.later(HINT_AFTER - 0.2)
    assert "sound 养老金、社保卡。" not in room.diary
    room.later(0.3)
    assert room.diary[-2:] == ["caption 养老金、社保卡。", "sound 养老金、社保卡。"]


def test_who_goes_on_does_not_hear_the_hint(room: Room) -> None:
    room.announcer.say(Utterance("社保，按钮。", "zh-CN", after="养老金、社保卡。"))
    room.ear.finish()
    room.later(1.0)
    room.say("出入境，按钮。")
    room.ear.finish()
    for _ in range(5):
        room.later(1.0)
    assert not any("养老金" in entry for entry in room.diary)


def test_what_a_person_has_recorded_stays_in_one_piece(room: Room) -> None:
    recorded = "您属于哪一类？自己选就行，不用证明，也可以不选。"
    room.announcer.use(room.ear, {recorded})
    room.say(f"请看。{recorded}共五项。")
    pieces: list[str] = []
    while room.announcer.speaking:
        pieces.append(room.ear.orders[-1][0])
        room.ear.finish()
        room.later(1.0)
    assert pieces == ["请看。", recorded, "共五项。"]
