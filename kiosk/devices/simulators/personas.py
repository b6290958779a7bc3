"""Invented people with identity cards: who can be put on the simulated reader.

Numbers carry the region 990000 (or 83, 99), which does not exist, so that no number is a living person's.
"""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Literal

from pydantic import Field

from kiosk.domain.hall import Frozen, Words

LONG_TERM = "长期"
PERSONAS_FILE = Path(__file__).with_name("personas.toml")


class Persona(Frozen):
    """One card as it is printed. Fields that a layout does not carry are left empty.

    layout: "resident", or the type flag of the card (I, J, Y). sex: code of GB/T 2261.1.
    nation: code of GB/T 3304. nationality: three letters of GB/T 2659. valid_to: a date or 长期.
    """

    id: str
    title: Words
    layout: Literal["resident", "I", "J", "Y"] = "resident"
    name: str = Field(repr=False)
    latin_name: str = Field("", repr=False)
    sex: Literal["0", "1", "2", "9"] = Field(repr=False)
    nation: str = Field("", pattern=r"^(\d\d)?$", repr=False)
    nationality: str = Field("", pattern=r"^([A-Z]{3})?$", repr=False)
    birth: date = Field(repr=False)
    address: str = Field("", repr=False)
    number: str = Field(repr=False)
    issuer: str = Field("", repr=False)
    valid_from: date = Field(repr=False)
    valid_to: date | Literal["长期"] = Field(repr=False)
    pass_number: str = Field("", repr=False)  # J: travel permit to the mainland
    issue_count: str = ""  # J
    card_version: str = ""  # I
    agency: str = ""  # I: code of the accepting agency
    renewal_count: str = ""  # Y
    old_number_link: str = Field("", repr=False)  # Y: with it the 15-character number can be built


def load_personas() -> dict[str, Persona]:
    """All personas by id, in the order of personas.toml."""
    tables = tomllib.loads(PERSONAS_FILE.read_text(encoding="utf-8"))
    return {persona: Persona.model_validate({"id": persona, **table}) for persona, table in tables.items()}
