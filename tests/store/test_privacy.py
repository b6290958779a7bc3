"""The terminal's secret, and a ledger in which nobody can be found."""

from __future__ import annotations

import stat
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.domain.identity import pseudonym
from kiosk.store.errors import BadKeyFile
from kiosk.store.issuing import NewTicket
from kiosk.store.privacy import TokenFields, load_or_create_key, make_token, read_token
from tests.store.conftest import KEY, Opener, issue

NUMBER = "990000194801011234"
NAME = "王桂英"


def test_the_key_is_made_once_and_nobody_else_may_read_it(tmp_path: Path) -> None:
    path = tmp_path / "state" / "kiosk.key"
    key = load_or_create_key(path)
    assert len(key) == 32
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert load_or_create_key(path) == key
    assert [file.name for file in path.parent.iterdir()] == ["kiosk.key"]


def test_a_key_that_others_may_read_or_that_is_torn_is_refused_by_name(tmp_path: Path) -> None:
    path = tmp_path / "kiosk.key"
    load_or_create_key(path)
    path.chmod(0o644)
    with pytest.raises(BadKeyFile, match=r"kiosk\.key.*0644"):
        load_or_create_key(path)
    path.chmod(0o600)
    path.write_bytes(b"short")
    with pytest.raises(BadKeyFile, match="5 bytes"):
        load_or_create_key(path)


def test_the_token_of_a_known_ticket() -> None:
    """A vector: any window with the key must compute the same."""
    fields = TokenFields("T1", date(2026, 11, 23), 7)
    token = make_token(bytes(range(32)), fields)
    assert token.startswith("GC1.T1.20261123.7.")
    assert len(token.split(".")[-1]) == 32
    assert read_token(bytes(range(32)), token) == fields


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=80))
def test_no_other_text_is_a_token(words: str) -> None:
    assert read_token(KEY, words) is None


def test_every_changed_character_breaks_the_token() -> None:
    token = make_token(KEY, TokenFields("T1", date(2026, 11, 23), 7))
    for place, char in enumerate(token):
        other = "0" if char != "0" else "1"
        assert read_token(KEY, token[:place] + other + token[place + 1 :]) is None


def test_the_files_of_the_ledger_name_nobody(ledger: Opener, on_disk: Callable[[], bytes]) -> None:
    store = ledger()
    store.issue(
        NewTicket(
            "a",
            errand="medical",
            help_mode=issue(store, "b").help_mode,
            needs=frozenset(),
            group=None,
            call=None,
            holder_key=pseudonym(NUMBER, date(2026, 11, 23), KEY),
        )
    )
    left = on_disk()
    assert pseudonym(NUMBER, date(2026, 11, 23), KEY).encode() in left, "the search itself works"
    assert NUMBER.encode() not in left
    assert NAME.encode() not in left


def test_the_pseudonym_of_another_day_is_another() -> None:
    assert pseudonym(NUMBER, date(2026, 11, 23), KEY) != pseudonym(NUMBER, date(2026, 11, 24), KEY)
