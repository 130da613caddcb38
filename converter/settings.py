"""Settings of a site: how long its lists grow before they are divided.

They stand in `mkdocs.yml` under `extra: tiaowen:`. A further setting is a further field of
`Settings`: its metadata holds all that is checked and said of it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from converter.diagnostics import Diagnostic
from converter.yamlfile import Field, Located, Problems, load, read_record

#: The file that holds them, and where in it they stand.
FILE_NAME = "mkdocs.yml"
_SECTION = ("extra", "tiaowen")

#: No list is longer: a page with more rows is none that a reader can use.
_LONGEST = 100_000


def _number(default: int, least: int, meaning: str, most: int = _LONGEST) -> Any:
    """Declare a setting that is a whole number within limits."""
    return field(default=default, metadata={"least": least, "most": most, "meaning": meaning})


@dataclass(frozen=True, slots=True)
class Settings:
    """What may be set; the meaning of each stands beside it."""

    most_in_navigation: int = _number(
        40, 0, "with more documents than this, the sidebar shows kinds of documents instead"
    )
    most_kinds: int = _number(
        12, 1, "so many kinds, issuers and years are shown in short, with a link to the rest"
    )
    most_on_home: int = _number(
        40, 1, "with more documents than this, home shows categories and the latest only"
    )
    latest_on_home: int = _number(10, 1, "so many of the latest documents are shown then")
    rows_per_page: int = _number(200, 1, "rows of a list on one page")
    uses_per_page: int = _number(6, 1, "clauses that are quoted on a page of the glossary")
    links_per_entry: int = _number(
        12, 1, "citing clauses that are linked in one entry of the index of citations"
    )
    places_per_page: int = _number(
        500, 1, "lines on a page where clauses are linked and not quoted"
    )
    most_on_index: int = _number(
        400, 0, "with more citing clauses than this, the index of citations leads to its letters"
    )
    senses_per_page: int = _number(20, 1, "documents whose senses of a word share a page")
    most_in_fold: int = _number(
        20, 1, "clauses that are quoted behind a clause that they cite, and documents in a fold"
    )
    data_plain_up_to: int = _number(
        10_000_000,
        0,
        "with more characters of text than this, large data files are compressed (`.gz`)",
        most=10_000_000_000,
    )


def meanings() -> Mapping[str, tuple[int, str]]:
    """Return the default and the meaning of each setting, by name."""
    return {one.name: (int(str(one.default)), one.metadata["meaning"]) for one in fields(Settings)}


def read_settings(path: Path, shown: str = FILE_NAME) -> tuple[Settings, list[Diagnostic]]:
    """Read the settings of a site.

    Args:
        path: The configuration of MkDocs.
        shown: How to name it in messages.

    Returns:
        The settings, the default for each that is missing or wrong, and what is wrong. What
        else the file holds is for MkDocs to judge.
    """
    problems = Problems(shown, "settings")
    found = load(path, problems)
    for name in _SECTION:
        inner = found.value if found else None
        found = inner.get(name) if isinstance(inner, dict) else None
    if found is None or found.value is None:
        return Settings(), problems.found
    good = read_record(found, [_field(one.name) for one in fields(Settings)], problems)
    values = {name: _value(name, item, problems) for name, item in good.items()}
    return Settings(**{name: value for name, value in values.items() if value is not None}), (
        problems.found
    )


def _field(name: str) -> Field:
    return Field(name, (str,), "a whole number such as `100`", pattern=re.compile("[0-9]{1,11}"))


def _value(name: str, item: Located, problems: Problems) -> int | None:
    limits = next(one.metadata for one in fields(Settings) if one.name == name)
    least, most = limits["least"], limits["most"]
    value = int(str(item.value))
    if least <= value <= most:
        return value
    problems.add(item.place, f"{name}: expected {least} to {most}, found {value}")
    return None
