"""`kiosk media check`: which texts have a clip of sign language or a recorded voice, and what is wrong with those."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from kiosk.starting import SHIPPED, load_config
from kiosk.technician import ConfigFolder

media_app = typer.Typer(no_args_is_help=True, help="Clips of sign language and recorded voices.")
SHOWN = 12  # missing ids in words; --json has all


@media_app.callback()
def _media() -> None:
    """Without this, Typer would make the only command of this group the group itself."""


@media_app.command("check")
def check(
    config: ConfigFolder = SHIPPED,
    as_json: Annotated[bool, typer.Option("--json", help="everything, for programs")] = False,
) -> None:
    """Exit code 1 when a clip is damaged, does not belong to a text or has no licence. Missing ones are no fault."""
    from kiosk.media import ASSETS, Media, check_signs, check_voices
    from kiosk.text import LANGUAGES, Catalogue

    settings = load_config(config).settings.media
    media, catalogue = Media(settings.folder or ASSETS, settings.voice), Catalogue()
    reports = {"sign": check_signs(media, catalogue)} | {
        f"voice {media.voice_folder(language).name}": check_voices(media, catalogue, language)
        for language in LANGUAGES
    }
    if as_json:
        told = {
            name: {"slots": len(its.slots), "found": its.found, "missing": its.missing, "wrong": its.wrong}
            for name, its in reports.items()
        }
        typer.echo(json.dumps(told, ensure_ascii=False, indent=1))
    else:
        for name, its in reports.items():
            typer.echo(f"{name}: {len(its.found)} of {len(its.slots)} texts have a clip")
            if its.missing:
                more = f" ... and {len(its.missing) - SHOWN} more" if len(its.missing) > SHOWN else ""
                typer.echo(f"  missing, the most important first: {', '.join(its.missing[:SHOWN])}{more}")
            for wrong in its.wrong:
                typer.echo(f"  WRONG: {wrong}")
    if any(its.wrong for its in reports.values()):
        raise typer.Exit(1)
