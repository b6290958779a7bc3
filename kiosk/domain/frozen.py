"""The base of all that is read from hall.toml, and words in both languages."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field


class Frozen(BaseModel):
    """Unknown keys are errors: a misspelt key must not be silently ignored."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


# What a row of the ledger names; PostgreSQL refuses what its column is too short for.
Id = Annotated[str, Field(min_length=1, max_length=64)]


class Words(Frozen):
    """The same words in both languages of the interface."""

    zh: str = Field(min_length=1)
    en: str = Field(min_length=1)

    def of(self, language: str) -> str:
        return self.en if language == "en" else self.zh
