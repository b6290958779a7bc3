"""The house rules that a program can check, and that locks and papers agree with pyproject.toml."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
MOST_LINES = 400
SOURCES = sorted((ROOT / "kiosk").rglob("*.py"))
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def named(requirements: list[str]) -> set[str]:
    """Names in PyPI's normal form: PySide6-Essentials>=6.8 is pyside6-essentials."""
    names = (re.split(r"[^A-Za-z0-9._-]", requirement)[0] for requirement in requirements)
    return {re.sub(r"[-_.]+", "-", name).lower() for name in names}


def locked(lock: str) -> set[str]:
    """The lines `name==version` of a lock."""
    return set(re.findall(r"^[a-z0-9-]+==[^ ]+", (ROOT / lock).read_text(encoding="utf-8"), re.MULTILINE))


RUN = named(
    PROJECT["project"]["dependencies"]
    + sum(PROJECT["project"]["optional-dependencies"].values(), list[str]())
)
DEV = named(PROJECT["dependency-groups"]["dev"])


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_file_is_small_enough_to_be_read_at_once(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MOST_LINES


def test_every_package_says_what_lives_there() -> None:
    packages = [path for path in SOURCES if path.name == "__init__.py"]
    assert ROOT / "kiosk" / "__init__.py" in packages
    silent = [path for path in packages if not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))]
    assert silent == []


def test_every_folder_with_code_is_a_package() -> None:
    """Alembic's scripts are read by Alembic and imported by nobody."""
    folders = {path.parent for path in SOURCES if "migrations" not in path.parts}
    assert [folder for folder in sorted(folders) if not (folder / "__init__.py").exists()] == []


def test_whoever_has_the_dev_lock_has_the_run_lock() -> None:
    """scripts/install.sh relies on it: after `dev` it does not install `run` again."""
    assert locked("requirements.lock") - locked("requirements-dev.lock") == set()


def test_the_locks_hold_what_the_project_asks_for() -> None:
    assert RUN - {entry.split("==")[0] for entry in locked("requirements.lock")} == set()
    assert DEV - {entry.split("==")[0] for entry in locked("requirements-dev.lock")} == set()


def test_constraints_are_in_the_locks() -> None:
    text = (ROOT / "packaging" / "constraints.txt").read_text(encoding="utf-8").lower()
    pins = set(re.findall(r"^[a-z0-9-]+==[^\s]+", text, re.MULTILINE))
    assert pins
    assert pins <= locked("requirements.lock")
    assert pins <= locked("requirements-dev.lock")


def test_every_dependency_is_explained() -> None:
    page = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    rows = named(re.findall(r"^\|(?: `\w+` \|)? ([\w.-]+) \|", page, re.MULTILINE))
    assert (RUN | DEV) - rows == set()


@pytest.mark.parametrize("page", sorted((ROOT / "docs").glob("*.md")), ids=lambda page: page.name)
def test_files_that_the_papers_name_exist(page: Path) -> None:
    told = re.findall(
        r"`((?:kiosk|tests|scripts|packaging|assets|docs)/[\w./-]+)`", page.read_text(encoding="utf-8")
    )
    examples = {
        "kiosk/devices/bell/modbus.py",
        "tests/devices/test_modbus.py",
        "kiosk/flows/glasses.py",
        "tests/flows/test_glasses.py",
    }
    assert [name for name in told if name not in examples and not (ROOT / name).exists()] == []
