"""The sentences of 文字沟通, each with its picture."""

from __future__ import annotations

VISITOR_PHRASES: tuple[tuple[str, str], ...] = (  # name, icon; six a page
    ("deaf", "ear-off"),
    ("slowly", "turtle"),
    ("help", "hand-helping"),
    ("sign", "hand"),
    ("yes", "thumbs-up"),
    ("no", "thumbs-down"),
    ("medical", "shield-plus"),
    ("pension", "hand-coins"),
    ("identity", "id-card"),
    ("window", "map-pin"),
    ("toilet", "toilet"),
    ("unwell", "heart-pulse"),
    ("again", "repeat"),
    ("thanks", "smile"),
)
STAFF_PHRASES: tuple[tuple[str, str], ...] = (
    ("what", "circle-question-mark"),
    ("wait", "hourglass"),
    ("come", "footprints"),
    ("show-card", "id-card"),
    ("yes", "thumbs-up"),
    ("no", "thumbs-down"),
    ("go-window", "map-pin"),
    ("fill-in", "file-pen"),
    ("sign-here", "signature"),
    ("copy", "copy"),
    ("pay", "banknote"),
    ("missing", "file-x"),
    ("finished", "circle-check"),
    ("please-write", "pencil"),
)
PHRASES = dict((*VISITOR_PHRASES, *STAFF_PHRASES))
