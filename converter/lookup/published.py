"""The published data read back: documents, and the clauses of each when they are asked for.

Reads: `documents.json` and `clauses.jsonl` (or `documents.json.gz`, `clauses.jsonl.gz`),
`versions.json` and `addresses.json`, of a built site or as they would be written. Guarantees: what
is found there is what is found in the converted documents, since the same code looks; a look-up
reads the clauses of the documents that it needs.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path

from converter.compress import read_either
from converter.lookup.line_files import packed_lines, plain_lines
from converter.lookup.outline import Line, Outline


class NotASite(Exception):
    """A folder that holds no published data, or data that cannot be read."""


class Published:
    """The published documents and their clauses.

    Attributes:
        documents: The items of `documents.json`, by slug.
    """

    def __init__(
        self,
        documents: Sequence[Line],
        clauses: Callable[[str], Sequence[Line]],
        versions: Sequence[Line] = (),
        addresses: Sequence[Line] = (),
    ) -> None:
        """Keep what there is.

        Args:
            documents: The items of `documents.json`.
            clauses: Takes a slug and returns its lines of `clauses.jsonl`.
            versions: The items of `versions.json`.
            addresses: The items of `addresses.json`.
        """
        self.documents: Mapping[str, Line] = {str(doc["slug"]): doc for doc in documents}
        self.outline: Callable[[str], Outline] = cache(lambda slug: Outline(clauses(slug)))
        self._families: Mapping[str, Line] = {
            slug: item for item in versions for slug in item["documents"]
        }
        self._moved: Mapping[tuple[str, str | None], Line] = {
            (item["slug"], item["eid"]): item for item in addresses
        }

    def moved(self, slug: str, eid: str | None) -> Line | None:
        """Return what the ledger says of an address that leads nowhere.

        Args:
            slug: The name of a document, or what it was before.
            eid: An id; None for the document as a whole.

        Returns:
            Its item of `addresses.json`; for an id of a document that has another name now, and
            that is found there, one that says so.
        """
        found = self._moved.get((slug, eid))
        page = self._moved.get((slug, None))
        if found or not page or page["removed"]:
            return found or page
        return {**page, "eid": eid, "now": {"doc": page["now"]["doc"], "eid": eid}}

    def family(self, slug: str) -> tuple[str, ...]:
        """Return the versions of what a document is one of, itself included, the oldest first."""
        item = self._families.get(slug)
        return tuple(item["documents"]) if item else (slug,)

    def successors(self, slug: str, eid: str) -> Sequence[str] | None:
        """Return what a clause of a version that is not the latest became in the next one.

        Args:
            slug: The version.
            eid: A clause of it.

        Returns:
            Ids there, none if it did not last; None where that is not known.
        """
        item = self._families[slug]
        changed = item["changed"][item["documents"].index(slug)]
        return None if changed is None else changed.get(eid, [eid])


#: What a look-up reads of a document.
_NEEDED = frozenset("slug title aliases url profile number version facts".split())


def read_site(site: Path) -> Published:
    """Read the data of a built site.

    Args:
        site: The folder of the site.

    Returns:
        What is published there.

    Raises:
        NotASite: There is no such data, or it cannot be read.
    """
    data = site / "data"
    try:
        documents = json.loads(read_either(data / "documents.json"))
        names = [data / name for name in ("versions.json", "addresses.json")]
        known = [json.loads(name.read_bytes()) for name in names if name.exists()]
        complete = all(set(doc) >= _NEEDED for doc in documents)
    except (OSError, ValueError, TypeError, RecursionError) as error:
        raise NotASite(f"{site.as_posix()} holds no data of a site") from error
    if not complete or len(known) < len(names):
        raise NotASite(f"{site.as_posix()} was built by another version")
    packed = data / "clauses.jsonl.gz"
    lines = packed if packed.exists() else data / "clauses.jsonl"
    read = packed_lines(lines) if lines == packed else plain_lines(lines)

    def clauses(slug: str) -> Sequence[Line]:
        try:
            return [json.loads(line) for line in read(slug)]
        except (OSError, ValueError, RecursionError, zlib.error) as error:
            raise NotASite(f"{lines.as_posix()} cannot be read") from error

    return Published(documents, clauses, *known)
