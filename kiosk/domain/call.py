"""Calling a person: why, who is rung and in which order, and what has come of it.

Policy clause 三: "以咨询导服人员为主、志愿者为辅", so the guide desk is rung before the volunteers and the duty
leader after them. A call goes on to the next station until somebody answers; when nobody does, the visitor
is told where people are and which number to ring. Pure: who rings and who waits is kiosk/calls.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from kiosk.domain.hall import Station, StationRole

ORDER: tuple[StationRole, ...] = ("guide_desk", "volunteer", "duty_leader", "service_desk", "security")


class CallReason(StrEnum):
    HELP = "help"  # 叫人帮忙 of the bottom bar
    GUIDE = "guide"  # 咨询引导
    ACCOMPANY = "accompany"  # 办事陪同
    COPY_PRINT = "copy_print"  # 复印打印
    AGENT = "agent"  # 专人代理
    HOME_VISIT = "home_visit"  # 预约上门
    INTERPRETER = "interpreter"  # 手语、外语翻译
    LANGUAGE = "language"  # 方言、外语
    MASK = "mask"  # 取口罩
    HEALTH = "health"  # 无健康码通道: somebody checks by hand
    MEDICINE = "medicine"  # 便民药箱: handed out by a person, never by advice of a machine
    BORROW = "borrow"  # 爱心设施 brought or handed out
    CASH = "cash"  # 现金代缴
    COMPLAINT = "complaint"  # 投诉协调
    EMERGENCY = "emergency"  # 紧急呼叫
    WHEELCHAIR = "wheelchair"  # 送轮椅
    WRITE_DOWN = "write_down"  # the printer failed: write the number down for the visitor


# Who has what is asked for comes before the policy's order.
SPECIALISTS: dict[CallReason, StationRole] = {
    CallReason.INTERPRETER: "sign_language",
    CallReason.WHEELCHAIR: "wheelchair",
}


class CallState(StrEnum):
    RINGING = "ringing"  # a bell took it; nobody has answered yet
    ACKNOWLEDGED = "acknowledged"  # somebody said that they are coming
    ARRIVED = "arrived"
    DONE = "done"
    UNREACHED = "unreached"  # no bell could be rung, or nobody answered at any station
    CANCELLED = "cancelled"  # the visitor no longer needs anybody


OPEN = frozenset({CallState.RINGING, CallState.ACKNOWLEDGED, CallState.UNREACHED})


class IllegalCall(Exception):
    """A step that this call can no longer take."""


@dataclass(frozen=True)
class Call:
    """station: id of the one rung last or that answers, '' before the first. attempts: how many rings a bell has taken.

    by: who acknowledged it, as staff and visitors may read it; '' when nobody has.
    """

    id: int
    reason: CallReason
    station: str
    state: CallState
    ticket_id: int | None
    created: datetime
    attempts: int = 0
    by: str = ""

    @property
    def open(self) -> bool:
        """Somebody is still expected."""
        return self.state in OPEN

    @property
    def emergency(self) -> bool:
        """Rings everybody until staff are there: no visitor ends it, and it is never given up."""
        return self.reason is CallReason.EMERGENCY

    def rung(self, station: Station) -> Call:
        """A bell took it. A call that somebody had acknowledged and forgotten rings again for everybody."""
        self._must_be(OPEN)
        return replace(self, state=CallState.RINGING, station=station.id, attempts=self.attempts + 1, by="")

    def unreached(self) -> Call:
        self._must_be(OPEN)
        return replace(self, state=CallState.UNREACHED, by="")

    def acknowledged(self, by: str, station: str = "") -> Call:
        """The first who answers comes; a second answer changes nothing. station: the one that answers, if known."""
        if self.state is CallState.ACKNOWLEDGED:
            return self
        self._must_be(OPEN)
        return replace(self, state=CallState.ACKNOWLEDGED, by=by, station=station or self.station)

    def arrived(self, by: str = "") -> Call:
        self._must_be(OPEN)
        return replace(self, state=CallState.ARRIVED, by=by or self.by)

    def done(self) -> Call:
        self._must_be(OPEN | {CallState.ARRIVED})
        return replace(self, state=CallState.DONE)

    def cancelled(self) -> Call:
        self._must_be(OPEN)
        if self.emergency:
            raise IllegalCall(f"call {self.id} is an emergency: only staff end it")
        return replace(self, state=CallState.CANCELLED)

    def _must_be(self, states: frozenset[CallState]) -> None:
        if self.state not in states:
            raise IllegalCall(f"call {self.id} is {self.state}")


def ring_order(stations: Sequence[Station], reason: CallReason, floor: str) -> list[Station]:
    """Stations as this reason calls them from this floor: specialists, then the policy's order.

    Within a role those of the same floor come first, then as hall.toml has them. Specialists are not
    disturbed for anything else. There is always one: the first station when nothing else fits.
    """
    wanted = SPECIALISTS.get(reason)
    roles = ((wanted,) if wanted else ()) + ORDER
    rung = [station for station in stations if station.role in roles]
    rung.sort(key=lambda station: (roles.index(station.role), station.floor != floor))
    return rung or list(stations[:1])


def without_specialist(stations: Sequence[Station]) -> dict[CallReason, StationRole]:
    """What visitors may ask for though no station of its role is here; such calls ring the policy's order."""
    roles = {station.role for station in stations}
    return {reason: role for reason, role in SPECIALISTS.items() if role not in roles}


def next_station(call: Call, order: Sequence[Station]) -> Station | None:
    """The next to ring, None when everybody has been asked."""
    return order[call.attempts] if call.attempts < len(order) else None
