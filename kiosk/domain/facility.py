"""The register of clause (四): what helps a visitor, on which floor, who looks after it, whether it is there.

What stands where is configuration (hall.toml); what state it is in is written by people, with the day on which
they looked. Nothing that was not looked at for a week is promised to anybody.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, Self

from pydantic import Field, model_validator

from kiosk.domain.frozen import Frozen, Id, Words


class Item(StrEnum):
    """What clause (四) names, the masks of clause (一), and the seats of clause (三)."""

    RAMP = "ramp"  # 无障碍通道
    WHEELCHAIR = "wheelchair"  # 爱心轮椅
    LIFT = "lift"  # 无障碍电梯
    TOILET = "toilet"  # 无障碍卫生间
    BELL = "bell"  # 紧急呼叫铃
    GLASSES = "glasses"  # 老花镜
    MEDICINE = "medicine"  # 便民药箱
    UMBRELLA = "umbrella"  # 雨伞
    WATER = "water"  # 直饮水机
    WIFI = "wifi"  # 免费WIFI
    CHARGING = "charging"  # 手机加油站
    MAGNIFIER = "magnifier"  # 手持助视器
    VIDEO_MAGNIFIER = "video_magnifier"  # 电子助视器
    HEARING = "hearing"  # 听觉障碍辅具
    PAD = "pad"  # 文字手写沟通板
    BRAILLE = "braille"  # 盲文签字板
    NURSERY = "nursery"  # 母婴室
    MASK = "mask"  # 口罩
    SEAT = "seat"  # 爱心专座


class FacilityState(StrEnum):
    AVAILABLE = "available"  # 可用
    LENT = "lent"  # 借出: every piece is with somebody
    OUT = "out"  # 缺货
    FAULT = "fault"  # 故障, by staff's or a visitor's word
    UNVERIFIED = "unverified"  # 未核实: never looked at, or too long ago


USED_UP = frozenset({Item.MEDICINE, Item.MASK})  # what is missing there has run out; it is not broken


class Wifi(Frozen):
    """said: the name as it is read aloud; a speech engine spells Latin letters badly. password: '' where open."""

    name: str = Field(min_length=1, max_length=32)
    said: Words
    password: str = Field(default="", max_length=63)

    @property
    def code(self) -> str:
        r"""What a phone's camera joins: WIFI:T:WPA;S:name;P:password;; with a backslash before each of \ ; , " :"""
        if not self.password:
            return f"WIFI:T:nopass;S:{_escaped(self.name)};;"
        return f"WIFI:T:WPA;S:{_escaped(self.name)};P:{_escaped(self.password)};;"


def _escaped(words: str) -> str:
    return "".join(f"\\{char}" if char in '\\;,":' else char for char in words)


class Facility(Frozen):
    """One entry. kind: a place to go to, a thing to borrow, or what only a person hands out.

    owner: who is responsible for it (clause 三之一). tags: the numbers on the pieces that may be borrowed.
    place: where on its floor, with a landmark. contents: what is in it.
    loan_minutes: how long a piece is lent at the desk, None until closing.
    """

    id: Id
    item: Item
    kind: Literal["place", "borrow", "call"]
    name: Words
    icon: str
    floor: str
    place: Words
    owner: str = Field(min_length=1)
    contents: Words | None = None
    tags: tuple[int, ...] = ()
    loan_minutes: int | None = Field(default=None, ge=5, le=1440)
    wifi: Wifi | None = None

    @model_validator(mode="after")
    def check_kind(self) -> Self:
        if self.loan_minutes is not None and self.kind != "borrow":
            raise ValueError(f"{self.id!r} of kind {self.kind!r}: loan_minutes is for what is borrowed")
        if bool(self.tags) != (self.kind == "borrow"):
            raise ValueError(
                f"{self.id!r} of kind {self.kind!r}: tags are what is borrowed by, and only that"
            )
        if len(set(self.tags)) != len(self.tags) or any(tag < 1 for tag in self.tags):
            raise ValueError(f"{self.id!r}: tags are whole numbers from 1, each once")
        if (self.wifi is not None) != (self.item is Item.WIFI):
            raise ValueError(
                f"{self.id!r} of item {self.item!r}: wifi stands at the item wifi, and only there"
            )
        return self

    @property
    def missing(self) -> FacilityState:
        """What a visitor's 坏了、没有了 means here."""
        return FacilityState.OUT if self.item in USED_UP else FacilityState.FAULT


class RegisterPolicy(Frozen):
    """fresh_days: how long what somebody saw is passed on as true (one weekly round, clause 三之一 值周巡查)."""

    fresh_days: int = Field(default=7, ge=1, le=90)


@dataclass(frozen=True)
class Standing:
    """What is written of one entry. days: since somebody looked, None for never.

    on_loan, damaged: tags; a piece is in one of them at most.
    """

    state: FacilityState = FacilityState.UNVERIFIED
    days: int | None = None
    on_loan: frozenset[int] = frozenset()
    damaged: frozenset[int] = frozenset()

    def free(self, facility: Facility) -> tuple[int, ...]:
        return tuple(tag for tag in facility.tags if tag not in self.on_loan | self.damaged)


def state_of(facility: Facility, standing: Standing, fresh_days: int) -> FacilityState:
    """What may be told. Bad news is told however old it is; good news only while it is fresh."""
    if standing.state in (FacilityState.FAULT, FacilityState.OUT):
        return standing.state
    if facility.tags and not standing.free(facility):
        return FacilityState.LENT if standing.on_loan else FacilityState.FAULT
    if standing.days is None or standing.days > fresh_days:
        return FacilityState.UNVERIFIED
    return standing.state


TOLD_LAST = frozenset({FacilityState.FAULT, FacilityState.OUT, FacilityState.LENT})


def nearest_first(
    facilities: Sequence[Facility],
    states: dict[str, FacilityState],
    floors: Sequence[str],
    here: str,
) -> list[Facility]:
    """Those that can be had first, each group by how many floors away. states: by facility id."""

    def order(facility: Facility) -> tuple[bool, int]:
        away = abs(floors.index(facility.floor) - floors.index(here))
        return states[facility.id] in TOLD_LAST, away

    return sorted(facilities, key=order)
