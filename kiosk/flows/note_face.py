"""What stands on the board, as the words on its paper."""

from __future__ import annotations

from kiosk.domain.hall import Hall
from kiosk.domain.note import NoteFace, NoteRemark
from kiosk.flows.resolve import Resolver
from kiosk.flows.script import Remark


def note_face(remarks: tuple[Remark, ...], hall: Hall, words: Resolver) -> NoteFace:
    """Raises MissingText."""
    who = {False: words.text("board-who-visitor"), True: words.text("board-who-staff")}
    return NoteFace(
        hall_name=hall.name.of(words.language),
        title=words.text("board-note-title"),
        remarks=tuple(NoteRemark(who[remark.staff], words.pieces(remark.pieces)) for remark in remarks),
        foot=words.text("board-note-foot"),
    )
