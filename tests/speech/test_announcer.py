"""The one mouth: captions first, newest wins, private words only into a headset."""

from __future__ import annotations

import pytest

from kiosk.config import SpeechSettings
from kiosk.speech.announcer import LONGEST_CAPTION, Announcer, Utterance, sentences


class Mouth:
    """An engine that says what the test wants to know."""

    def __init__(self, order: list[str]) -> None:
        self.order = order
        self.speaking = False
        self.rates: list[int] = []

    def speak(self, text: str, language: str, rate: int, volume: float) -> None:
        self.order.append(f"sound {text}")
        self.rates.append(rate)
        self.speaking = True

    def stop(self) -> None:
        self.order.append("silence")
        self.speaking = False

    def close(self) -> None:
        self.order.append("closed")


class Bench:
    def __init__(self) -> None:
        self.now = 0.0
        self.order: list[str] = []
        self.mouth = Mouth(self.order)
        self.announcer = Announcer(SpeechSettings.model_validate({}), lambda: self.now)
        self.announcer.subscribe(lambda words: self.order.append(f"caption {words}"))
        self.announcer.use(self.mouth)

    def said(self) -> None:
        """The present sentence ends."""
        self.mouth.speaking = False
        self.now += 1
        self.announcer.tick()


@pytest.fixture
def bench() -> Bench:
    return Bench()


def test_the_caption_comes_before_the_sound(bench: Bench) -> None:
    bench.announcer.say(Utterance("您好。", "zh-CN"))
    assert bench.order == ["caption 您好。", "sound 您好。"]


def test_a_long_text_is_captioned_sentence_by_sentence(bench: Bench) -> None:
    long = "您的号码是绿零零一，请记住这个号码，再说一遍绿零零一。"
    bench.announcer.say(Utterance(long + "请到二楼十二号窗口去办，坐右手边的电梯上去就是。", "zh-CN"))
    assert bench.announcer.speaking
    bench.said()
    assert bench.order[-1].startswith("sound 请到二楼")
    bench.said()
    assert not bench.announcer.speaking


def test_a_sentence_is_not_cut_off_by_the_clock(bench: Bench) -> None:
    bench.announcer.say(Utterance("您好，请放身份证，放稳，听到好了再拿走。" * 3, "zh-CN"))
    before = len(bench.order)
    bench.now += 100
    bench.announcer.tick()
    assert len(bench.order) == before, "the engine is still speaking"


def test_repeating_says_the_same_again(bench: Bench) -> None:
    bench.announcer.say(Utterance("您好。", "zh-CN"))
    bench.said()
    bench.announcer.repeat()
    assert bench.order[-1] == "sound 您好。"


def test_stopping_is_silence_and_nothing_to_repeat(bench: Bench) -> None:
    bench.announcer.say(Utterance("您好。", "zh-CN"))
    bench.announcer.stop()
    assert bench.order[-2:] == ["silence", "caption "]
    bench.announcer.repeat()
    assert bench.order[-1] == "caption "


def test_private_words_are_captioned_and_not_heard(bench: Bench) -> None:
    bench.announcer.say(Utterance("九九零零。", "zh-CN", private=True))
    assert bench.order == ["caption 九九零零。"]
    bench.announcer.headset = True
    bench.announcer.say(Utterance("九九零零。", "zh-CN", private=True))
    assert bench.order[-1] == "sound 九九零零。"


def test_without_an_engine_captions_go_at_the_pace_of_speech() -> None:
    now = [0.0]
    captions: list[str] = []
    announcer = Announcer(SpeechSettings.model_validate({}), lambda: now[0])
    announcer.subscribe(captions.append)
    announcer.say(Utterance("您好，请把身份证放在下面的读卡区里放稳。" * 2, "zh-CN"))
    announcer.tick()
    assert len(captions) == 1
    now[0] = 30.0
    announcer.tick()
    assert len(captions) == 2


def test_the_rate_follows_the_visitor(bench: Bench) -> None:
    bench.announcer.set_rate(75)
    bench.announcer.say(Utterance("您好。", "zh-CN"))
    bench.announcer.set_rate(1000)
    bench.announcer.repeat()
    assert bench.mouth.rates == [150, 400]


def test_pieces_fit_a_caption_and_lose_nothing() -> None:
    text = "您好，今天来办什么？请按一个，或者直接把身份证放在下面的读卡区。" * 3
    pieces = sentences(text)
    assert "".join(pieces) == text
    assert all(len(piece) <= LONGEST_CAPTION for piece in pieces)
