"""The accessibility checks that only the installed terminal or a person can show, one line of the checklist each.

They are the rows with `site` in tests/accessibility/requirements.toml; their sentences are the texts rig-<id>.
"""

from __future__ import annotations

RIG_CHECKS = (
    "A3",
    "A4",
    "A5",
    "A6",
    "A7",
    "A11",
    "A12",
    "A14",
    "A17",
    "A18",
    "A26",
    "A27",
    "B7",
    "B15",
    "B16",
    "C6",
    "C15",
    "C16",
    "D9",
    "F1",
    "F2",
    "F3",
    "F5",
    "F7",
    "F9",
    "F10",
    "F11",
)
