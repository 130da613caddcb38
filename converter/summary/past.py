"""What a built site and the report beside it say, to compare the next one with."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from converter.compress import read_either

#: A document or a finding, as the published data and reports describe it.
Item = Mapping[str, Any]

#: So many of the largest pages are listed.
LARGEST = 5

_PAGE = "index.html"


@dataclass(frozen=True, slots=True)
class Sizes:
    """How large a site is, in bytes.

    Attributes:
        files: How many files there are.
        total: All of them.
        search: The index of the search.
        pages: All pages.
        page_count: How many pages there are.
        largest: The largest pages: path and size, the largest first.
    """

    files: int
    total: int
    search: int
    pages: int
    page_count: int
    largest: Sequence[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class Past:
    """A site that was built before.

    Attributes:
        name: How messages call it.
        documents: Its documents.
        findings: The findings of the run that built it; None where its report is missing.
        sizes: How large it is.
    """

    name: str
    documents: Sequence[Item]
    findings: Sequence[Item] | None
    sizes: Sizes


def read_past(site: Path) -> Past | None:
    """Read what a site says of itself, and the report beside it.

    Args:
        site: The folder of the site.

    Returns:
        What it says; None if there is no site that can be read.
    """
    documents = read_documents(site)
    if documents is None:
        return None
    report = _load(site.absolute().parent / "report.json")
    findings = report.get("findings") if isinstance(report, dict) else None
    return Past(site.as_posix(), documents, _items(findings), measure(site))


def read_documents(site: Path) -> list[Item] | None:
    """Read the documents of a site; None where they cannot be read."""
    return _items(_load(site / "data" / "documents.json"))


def _load(path: Path) -> Any:
    try:
        return json.loads(read_either(path))
    except (OSError, ValueError, RecursionError):
        return None


def _items(value: object) -> list[Item] | None:
    if isinstance(value, list) and all(isinstance(item, dict) for item in value):
        return value
    return None


def measure(site: Path) -> Sizes:
    """Measure a site.

    Args:
        site: The folder of the site.

    Returns:
        Its sizes; a file that vanishes meanwhile is not counted.
    """
    sizes = dict(_sizes(site))
    pages = {path: size for path, size in sizes.items() if path.rpartition("/")[2] == _PAGE}
    largest = sorted(pages.items(), key=lambda page: (-page[1], page[0]))
    return Sizes(
        len(sizes),
        sum(sizes.values()),
        sum(s for path, s in sizes.items() if path.startswith("search/") and path not in pages),
        sum(pages.values()),
        len(pages),
        largest[:LARGEST],
    )


def _sizes(site: Path) -> Iterator[tuple[str, int]]:
    for root, _, names in os.walk(site):
        below = Path(root).relative_to(site)
        for name in names:
            try:
                yield (below / name).as_posix(), os.stat(os.path.join(root, name)).st_size
            except OSError:
                continue
