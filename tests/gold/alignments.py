"""The gold files of versions: which clause became which, written down by reading both texts.

    older: 某法2018.txt
    newer: 某法2024.txt
    art_3 = art_4           the same rule, whatever its wording
    art_5 = art_6 art_7     one clause has become several
    art_8 art_9 = art_10    several have become one, or several others
    art_11 =                deleted
    = art_12                new
    ? art_13 = art_14       the reader was not sure

What stands behind # is a remark. The files named are those of the corpus of statutes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from converter.comparison import Comparison
from converter.model import Document
from converter.tree import Kind

FOLDER = Path(__file__).parent / "versions"
#: Pairs that whoever wrote the aligner had not seen, nor anything that was found in them.
HELD_OUT = Path(__file__).parent / "versions_heldout"

Ids = frozenset[str]


@dataclass(frozen=True, slots=True)
class Row:
    """A row: ids of the older version, ids of the newer one, and whether the reader was sure."""

    older: Ids
    newer: Ids
    sure: bool = True
    line: int = 0

    @property
    def ids(self) -> tuple[Ids, Ids]:
        return self.older, self.newer

    def __str__(self) -> str:
        return f"{_shown(self.older)} = {_shown(self.newer)}".strip()


@dataclass(frozen=True, slots=True)
class GoldPair:
    """Two files of the corpus, and what a reader says became of the clauses of the one."""

    name: str
    older: str
    newer: str
    rows: tuple[Row, ...]


def _shown(ids: Ids) -> str:
    numbers = {eid: [int(n) for n in eid.removeprefix("art_").split("-")] for eid in ids}
    return " ".join(sorted(ids, key=lambda eid: numbers[eid]))


def parse(name: str, text: str) -> GoldPair:
    """Read the text of a gold file.

    Raises:
        ValueError: A line is none of those above, or a clause is in two rows.
    """
    files: dict[str, str] = {}
    rows: list[Row] = []
    for number, whole in enumerate(text.splitlines(), 1):
        line = whole.partition("#")[0].strip()
        key, colon, value = line.partition(":")
        if colon and key in ("older", "newer"):
            files[key] = value.strip()
        elif line:
            sure = not line.startswith("?")
            before, equals, after = line.removeprefix("?").partition("=")
            older, newer = frozenset(before.split()), frozenset(after.split())
            ids = [*older, *newer]
            if not equals or not ids or not all(eid.startswith("art_") for eid in ids):
                raise ValueError(f"{name}:{number}: {line}")
            rows.append(Row(older, newer, sure, number))
    for side in ("older", "newer"):
        listed = [eid for row in rows for eid in getattr(row, side)]
        twice = sorted({eid for eid in listed if listed.count(eid) > 1})
        if twice:
            raise ValueError(f"{name}: in two rows of the {side} version: {' '.join(twice)}")
    return GoldPair(name, files["older"], files["newer"], tuple(rows))


def read_pairs(folder: Path = FOLDER) -> list[GoldPair]:
    """Read the gold files of a folder, in the order of their names."""
    paths = sorted(folder.glob("*.txt"))
    return [parse(path.stem, path.read_text(encoding="utf-8")) for path in paths]


def found_rows(comparison: Comparison, older: Document, newer: Document) -> list[Row]:
    """Return the rows of a comparison that hold articles."""
    articles = [
        {n.key: doc.ids[n.key] for n in doc.root.walk() if n.kind is Kind.ARTICLE}
        for doc in (older, newer)
    ]
    rows = [
        Row(
            frozenset(articles[0][key] for key in match.older if key in articles[0]),
            frozenset(articles[1][key] for key in match.newer if key in articles[1]),
        )
        for match in comparison.rows
    ]
    return [row for row in rows if row.older or row.newer]


@dataclass(frozen=True, slots=True)
class Score:
    """How the rows found agree with those of a reader."""

    gold: tuple[Row, ...]
    found: tuple[Row, ...]

    def wrong(self, sure: bool = False) -> list[Row]:
        """Return the rows of the reader that were not found; `sure` leaves out the doubtful."""
        found = {row.ids for row in self.found}
        return [row for row in self.gold if row.ids not in found and (row.sure or not sure)]

    def count(self, sure: bool = False) -> int:
        """Return how many rows the reader wrote; `sure` leaves out the doubtful."""
        return sum(row.sure or not sure for row in self.gold)

    def links(self) -> tuple[int, int, int]:
        """Count links from a clause to a clause: right ones, those of the reader, those found."""
        gold, found = _links(self.gold), _links(self.found)
        return len(gold & found), len(gold), len(found)

    def differences(self) -> Iterator[str]:
        """Yield a line for each row that was not found, with what was found instead."""
        for row in self.wrong():
            instead = [
                str(other)
                for other in self.found
                if other.older & row.older or other.newer & row.newer
            ]
            doubt = "" if row.sure else "? "
            yield f"line {row.line}: {doubt}{row}; found: {'; '.join(instead)}"


def _links(rows: tuple[Row, ...]) -> set[tuple[str, str]]:
    """Return the links of rows; what has no answer is linked to nothing."""
    links = set()
    for row in rows:
        links |= {(one, other) for one in row.older or {""} for other in row.newer or {""}}
    return links
