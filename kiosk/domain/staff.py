"""Who works at the hall, what each role may do at the desk, and the words of the trail that is kept of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from kiosk.domain.hall import Words


class StaffRole(StrEnum):
    VOLUNTEER = "volunteer"
    DUTY_LEADER = "duty_leader"
    TECHNICIAN = "technician"


@dataclass(frozen=True)
class StaffMember:
    """name: as visitors may read and hear it, for instance 志愿者小王, volunteer Xiao Wang."""

    id: int
    name: Words
    role: StaffRole


@dataclass(frozen=True)
class Actor:
    """Who does something at the desk. training: on the ledger for training, never on the real one."""

    member: StaffMember
    training: bool = False


@dataclass(frozen=True)
class WrongPin:
    """left: tries until this person is locked out."""

    left: int


@dataclass(frozen=True)
class LockedOut:
    """seconds: until the next try."""

    seconds: int


# The command line, at which whoever administers the machine sits: it has no row among the staff.
SHELL = Actor(StaffMember(0, Words(zh="命令行", en="command line"), StaffRole.TECHNICIAN))


class NoPin(StrEnum):
    """Why something cannot be anybody's PIN."""

    LENGTH = "length"
    EASY = "easy"  # 000000, 123456, 987654: guessed first


def why_no_pin(pin: str, length: int) -> NoPin | None:
    """None for a good one of `length` digits."""
    if not (pin.isascii() and pin.isdigit()) or len(pin) != length:
        return NoPin.LENGTH
    steps = {int(later) - int(earlier) for earlier, later in pairwise(pin)}
    return NoPin.EASY if steps in ({0}, {1}, {-1}) else None


class DeskTab(StrEnum):
    """The pages of the desk, in their order."""

    SERVE = "serve"
    CALLS = "calls"
    TICKETS = "tickets"
    LOANS = "loans"
    VISITS = "visits"  # 预约上门, 便民热线
    CASH = "cash"  # 现金缴费代办
    DIFFICULTIES = "difficulties"  # 不便之处, 整改
    PATROL = "patrol"  # 每周值周巡查
    FIGURES = "figures"
    DEVICES = "devices"  # what is wrong with this terminal, and self tests
    SETTINGS = "settings"  # what is set on site


_HELPING = frozenset(DeskTab) - {DeskTab.FIGURES, DeskTab.DEVICES, DeskTab.SETTINGS}
MAY: dict[StaffRole, frozenset[DeskTab]] = {
    StaffRole.VOLUNTEER: _HELPING,
    StaffRole.DUTY_LEADER: _HELPING | {DeskTab.FIGURES},
    StaffRole.TECHNICIAN: frozenset(
        {DeskTab.CALLS, DeskTab.DIFFICULTIES, DeskTab.PATROL, DeskTab.DEVICES, DeskTab.SETTINGS}
    ),
}


class StaffAction(StrEnum):
    """What the audit trail can say. What it was done to stands beside it: a number of a row, never a visitor."""

    SIGNED_IN = "signed_in"
    SIGNED_OUT = "signed_out"
    LOCKED_OUT = "locked_out"
    STAFF_ADDED = "staff_added"
    STAFF_REMOVED = "staff_removed"
    PIN_SET = "pin_set"
    BADGE_GIVEN = "badge_given"
    TICKET_ISSUED = "ticket_issued"
    TICKET_REPRINTED = "ticket_reprinted"
    TICKET_MOVED = "ticket_moved"  # to another window
    TICKET_SERVED = "ticket_served"
    TICKET_NO_SHOW = "ticket_no_show"
    TICKET_CANCELLED = "ticket_cancelled"
    TICKET_TAKEN_BACK = "ticket_taken_back"  # a mark that was a mistake
    ACCOMPANY_FINISHED = "accompany_finished"
    ON_DUTY = "on_duty"
    OFF_DUTY = "off_duty"
    CALL_TAKEN = "call_taken"
    CALL_ARRIVED = "call_arrived"
    CALL_DONE = "call_done"
    CALL_PASSED_ON = "call_passed_on"
    LENT = "lent"
    RETURNED = "returned"
    DAMAGED = "damaged"
    MENDED = "mended"
    FACILITY_CHECKED = "facility_checked"
    BOOKING_ADDED = "booking_added"
    VISIT_ASSIGNED = "visit_assigned"
    VISIT_PASSED_ON = "visit_passed_on"  # to the grid worker
    VISIT_DONE = "visit_done"
    VISIT_PHONE_SHOWN = "visit_phone_shown"  # on the screen
    VISIT_SHEET_TAKEN = "visit_sheet_taken"  # on paper, with phones
    CASH_TAKEN = "cash_taken"
    CASH_PAID = "cash_paid"
    CASH_RETURNED = "cash_returned"
    CASH_CANCELLED = "cash_cancelled"  # before anything was paid: the money is back with the visitor
    DIFFICULTY_REPORTED = "difficulty_reported"
    DIFFICULTY_ADVANCED = "difficulty_advanced"
    PATROL_CHECKED = "patrol_checked"  # one item of the round
    PATROL_DONE = "patrol_done"
    FOLLOW_UP_SETTLED = "follow_up_settled"
    FOLLOW_UP_PHONE_SHOWN = "follow_up_phone_shown"
    EXPORTED = "exported"
    SELF_TESTED = "self_tested"
    RUN_BEGUN = "run_begun"  # a guided run of self tests
    RUN_ENDED = "run_ended"
    REPORT_SIGNED = "report_signed"
    SETTING_CHANGED = "setting_changed"
    SETTINGS_RESTORED = "settings_restored"  # a previous version
    RESTARTED = "restarted"  # the kiosk, from the desk
