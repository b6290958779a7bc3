"""Writes docs/events.md from kiosk/events.toml; with --check only says whether it is stale (exit 1)."""

from __future__ import annotations

import sys
from pathlib import Path

from kiosk.log import catalogue

PAGE = Path(__file__).parent.parent / "docs" / "events.md"


def page() -> str:
    lines = [
        "# Log events",
        "",
        "Made from `kiosk/events.toml` by `scripts/generate_events.py`. One JSON object a line.",
        "",
        "| event | level | words | fields |",
        "| --- | --- | --- | --- |",
    ]
    for event, entry in catalogue().items():
        fields = ", ".join(f"`{field}`" for field in entry["fields"])
        lines.append(f"| `{event}` | {entry['level']} | {entry['words']} | {fields} |")
    return "\n".join(lines) + "\n"


def main() -> None:
    if "--check" in sys.argv:
        sys.exit(PAGE.read_text(encoding="utf-8") != page())
    PAGE.write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
