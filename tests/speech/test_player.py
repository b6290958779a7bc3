"""Which player is taken: a sound server before a card, and none rather than one that cannot sound."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.speech.player import choose_player, has_sound_card

ALL = {"pactl", "paplay", "aplay"}


@pytest.mark.parametrize(
    ("installed", "server", "card", "command"),
    [
        (ALL, True, True, ["paplay"]),
        (ALL, True, False, ["paplay"]),
        (ALL, False, True, ["aplay", "-q"]),
        (ALL, False, False, []),
        ({"aplay"}, True, True, ["aplay", "-q"]),
        ({"aplay"}, True, False, []),
        ({"pactl", "paplay"}, False, True, []),
        (set[str](), True, True, []),
    ],
)
def test_the_player_of_a_machine(installed: set[str], server: bool, card: bool, command: list[str]) -> None:
    assert choose_player(installed, server=server, card=card) == command


def test_a_card_is_seen_in_the_kernel_s_list(tmp_path: Path) -> None:
    cards = tmp_path / "cards"
    cards.write_text(
        " 0 [PCH            ]: HDA-Intel - HDA Intel PCH\n                      HDA at 0xf7e10000\n"
    )
    assert has_sound_card(cards)
    cards.write_text("--- no soundcards ---\n")
    assert not has_sound_card(cards)
    assert not has_sound_card(tmp_path / "no-such-file")
