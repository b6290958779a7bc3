"""Calling a person: why, who is rung first, and what the visitor may be told.

Policy clause 三: "以咨询导服人员为主、志愿者为辅", so the guide desk is rung before the volunteers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from kiosk.domain.hall import Station, StationRole

ORDER: tuple[StationRole, ...] = ("guide_desk", "volunteer", "duty_leader")


class CallReason(StrEnum):
    HELP = "help"  # 叫人帮忙 of the bottom bar
    GUIDE = "guide"  # 咨询引导
    ACCOMPANY = "accompany"  # 办事陪同
    COPY_PRINT = "copy_print"  # 复印打印
    AGENT = "agent"  # 专人代理
    HOME_VISIT = "home_visit"  # 预约上门
    INTERPRETER = "interpreter"  # 手语、外语翻译
    WHEELCHAIR = "wheelchair"  # 送轮椅
    WRITE_DOWN = "write_down"  # the printer failed: write the number down for the visitor


class CallState(StrEnum):
    RINGING = "ringing"
    RUNG = "rung"  # the bell took the frame: 已通知
    UNREACHED = "unreached"  # no bell could be rung
    CLOSED = "closed"


@dataclass(frozen=True)
class Call:
    id: int
    reason: CallReason
    station: str
    state: CallState
    ticket_id: int | None
    created: datetime


def ring_order(stations: Sequence[Station]) -> list[Station]:
    """Stations in the order the policy calls them; within a role in the order of hall.toml."""
    return sorted(stations, key=lambda station: ORDER.index(station.role))
