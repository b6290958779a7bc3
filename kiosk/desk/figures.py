"""The hands of the figures: counted from the ledger, saved into the hall's exchange folder."""

from __future__ import annotations

import errno
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kiosk.domain.figures import Span, day_period, week_period
from kiosk.domain.hall import Hall
from kiosk.domain.staff import StaffAction
from kiosk.flows.desk.figures import AskFigures, FiguresBoard, SaveFigures
from kiosk.flows.desk.screen import DeskAction, Done, Refused
from kiosk.flows.script import Say

if TYPE_CHECKING:  # SQLAlchemy is loaded after the first screen stands
    from kiosk.store.tickets import Store

FILE = "kiosk-figures-{name}.{kind}"


def figures_hand(action: DeskAction, store: Store, hall: Hall) -> Any:
    """The action's result. Raises StoreUnavailable, and TypeError for an action of another page."""
    match action:
        case AskFigures(span=span, back=back):
            period = (day_period if span is Span.DAY else week_period)(store.day).back(back)
            return FiguresBoard(
                store.figures(period), can_save=_folder(hall) is not None and not action.by.training
            )
        case SaveFigures():
            return _save(action, store, hall)
        case _:
            raise TypeError(f"no hand for {action!r}")


def _save(action: SaveFigures, store: Store, hall: Hall) -> Done | Refused:
    """Written whole beside its place, then its line of the trail, then its name: no file without its line."""
    from kiosk.flows.resolve import Resolver
    from kiosk.report.pages import make_report
    from kiosk.report.write import report_bytes, stage
    from kiosk.text import Catalogue

    folder = _folder(hall)
    if folder is None or action.by.training:  # made-up figures must not lie about in the office
        return Refused(Say("desk-photo-no-folder"))
    path = folder / FILE.format(name=action.period.name, kind=action.kind)
    words = Resolver(Catalogue(), "zh-CN")
    data = report_bytes(make_report(store.figures(action.period), hall, words, datetime.now()), action.kind)
    try:
        staged = stage(path, data)
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        return Refused(Say("desk-figures-disk-full" if full else "desk-figures-not-saved"))
    try:
        store.audit.note(action.by, StaffAction.EXPORTED, f"{action.period.name} {action.kind}")
        staged.replace(path)
    except OSError:  # pulled out at this very moment: the trail says more than there is, never less
        return Refused(Say("desk-figures-not-saved"))
    finally:
        staged.unlink(missing_ok=True)
    return Done(Say("desk-figures-saved", {"file": path.name}))


def _folder(hall: Hall) -> Path | None:
    folder = Path(hall.exchange.folder)
    return folder if hall.exchange.folder and folder.is_dir() else None
