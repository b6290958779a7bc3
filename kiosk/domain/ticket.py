"""A green-channel ticket: its number, its states, and the face that is printed.

Never on it: the visitor's name, group or any digit of an identity number; neighbours can read it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class HelpMode(StrEnum):
    """The kinds of help that clause 三 of the policy names. A priority seat needs nobody to come."""

    SEAT = "seat"  # 专座优先办
    ACCOMPANY = "accompany"  # 全程陪同办
    AGENT = "agent"  # 专人代理办
    HOME_VISIT = "home_visit"  # 预约上门办
    INTERPRETER = "interpreter"  # 手语、外语翻译

    @property
    def needs_person(self) -> bool:
        return self is not HelpMode.SEAT


class Need(StrEnum):
    """Needs first, not diagnoses: what makes today's visit easier."""

    LARGE_TYPE = "large_type"  # 大字
    SPEECH = "speech"  # 语音
    WRITING = "writing"  # 手写
    SIGN = "sign"  # 手语
    WHEELCHAIR = "wheelchair"  # 轮椅
    SLOWLY = "slowly"  # 慢一点
    COMPANY = "company"  # 有人陪
    DIALECT = "dialect"  # 方言
    FOREIGN = "foreign"  # 外语


class Group(StrEnum):
    """特定群体 of the policy; always optional, never proved by a machine beyond age."""

    ELDER = "elder"
    DISABLED = "disabled"
    PREGNANT = "pregnant"
    MILITARY = "military"
    OTHER = "other"


class OnBehalf(StrEnum):
    """For whom whoever holds the ticket has come. Nothing of the principal is written down."""

    SELF = "self"
    AGENT = "agent"  # 授权代理
    RELATIVE = "relative"  # 亲友代办


class TicketNote(StrEnum):
    """What staff may note for the window. A fixed list, so that nothing personal can be noted."""

    MATERIALS_MISSING = "materials_missing"  # 材料还缺
    MATERIALS_CHECKED = "materials_checked"  # 材料已看过
    WITH_COMPANION = "with_companion"  # 有人陪同
    OWN_WISH = "own_wish"  # 需当面问本人意愿
    COMES_BACK = "comes_back"  # 还会再来
    CASH = "cash"  # 用现金


class PrintState(StrEnum):
    """reserved -> printing -> printed | failed | uncertain; uncertain is settled by a person."""

    RESERVED = "reserved"
    PRINTING = "printing"
    PRINTED = "printed"
    FAILED = "failed"
    UNCERTAIN = "uncertain"
    VOID = "void"


@dataclass(frozen=True)
class TicketNumber:
    """A number of one series on one business day. str() is what is shown: 绿001."""

    series: str
    n: int

    def __str__(self) -> str:
        return f"{self.series}{self.n:03d}"

    @property
    def digits(self) -> str:
        return f"{self.n:03d}"


@dataclass(frozen=True)
class Ticket:
    """A row as the rest of the kiosk sees it. issued_at is local wall time with offset."""

    id: int
    intent: str
    business_day: date
    number: TicketNumber
    errand: str
    help_mode: HelpMode
    needs: frozenset[Need]
    group: Group | None
    issued_at: datetime
    print_state: PrintState
    reprints: int
    people_ahead: int
    call_id: int | None
    token: str  # for the QR: signed, no personal data
    for_another: bool = False  # whoever holds it comes for somebody else (授权代理、亲友代办)
    window: str = ""  # id of the one that staff moved it to, '' for the errand's own


@dataclass(frozen=True)
class TicketFace:
    """Every word on the paper, resolved. `large` lines are for people; nothing here names the visitor."""

    hall_name: str
    channel: str  # 绿色通道
    number: str  # 绿001
    errand: str
    place: str  # 二楼 12、13号窗口
    way: str  # how to get there
    help_name: str  # 全程陪同办
    help_line: str  # 工作人员会到您身边，陪您办完
    people_ahead: str
    cash: str
    next_steps: tuple[str, ...]
    next_steps_title: str
    hotline: str
    time: str
    qr: str
    reprint: str = ""  # "补打 1"
    materials: str = ""  # 请带：身份证、医保卡
    helper: str = ""  # 服务人员：志愿者小王, or room to write the name
