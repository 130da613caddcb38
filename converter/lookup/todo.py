"""The editor's list after a law is revised, for a terminal, for a program, for a page of notes.

Reads: what rests on superseded texts. Guarantees: the same list in each form.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from converter.comparison import Change
from converter.history.affected import Affected, Revision
from converter.history.fates import URGENCIES, Fate
from converter.title_names import in_title_marks
from converter.view import View

#: What became of a clause, and whether it bears another number, in the order of `URGENCIES`.
_KINDS = {
    (Change.DELETED, False): "deleted",
    (Change.REGROUPED, False): "regrouped",
    (Change.SPLIT, False): "split",
    (Change.MERGED, False): "merged",
    (Change.REWORDED, True): "reworded and renumbered",
    (Change.REWORDED, False): "reworded",
    (Change.UNCHANGED, True): "renumbered",
    (Change.UNCHANGED, False): "as it was",
}


@dataclass(frozen=True, slots=True)
class Row:
    """A place that has to be looked at.

    Attributes:
        kind: What became of the clause that it rests on, in words.
        fate: The same in full.
        place: Where it stands: file, line and column.
        doc: The slug of the citing document; empty for an entry of the glossary.
        eid: The citing clause; empty likewise.
        where: The citing clause as it is cited, or the entry.
        words: The words of the citation, or the term.
        became: The clause that it rests on, as it was and as it is now; of a range those that
            are not as they were.
        uses: How often the term of an entry is used.
    """

    kind: str
    fate: Fate
    place: str
    doc: str
    eid: str
    where: str
    words: str
    became: str
    uses: int = 0


@dataclass(frozen=True, slots=True)
class Part:
    """What rests on one superseded version.

    Attributes:
        revision: The same, as it was found.
        title: The title of the document.
        dates: Of the superseded and the latest text.
        rows: The places, the most urgent first.
    """

    revision: Revision
    title: str
    dates: tuple[str, str]
    rows: tuple[Row, ...]


def kind_of(fate: Fate) -> str:
    """Say what became of a clause, in words."""
    return _KINDS[URGENCIES[fate.urgency]]


def parts(view: View, found: Sequence[Revision], glossary: str = "glossary.yml") -> list[Part]:
    """Look up what is said of each place.

    Args:
        view: The bundle.
        found: What rests on superseded versions.
        glossary: How to name the glossary file.

    Returns:
        A part a version on which anything rests that has to be looked at.
    """
    made = []
    for revision in found:
        if revision.affected:
            older, newer = view.documents[revision.older], view.documents[revision.newer]
            rows = tuple(_row(view, item, glossary) for item in revision.affected)
            made.append(Part(revision, newer.title, (older.version, newer.version), rows))
    return made


def _row(view: View, item: Affected, glossary: str) -> Row:
    fate, citation = item.fate, item.citation
    changed = [part for part in item.parts if not part.is_as_it_was]
    became = "; ".join(_became(view, part) for part in changed)
    kind = kind_of(fate)
    if citation is None:
        term = item.term
        assert term is not None
        place = f"{glossary}:{term.line}"
        return Row(kind, fate, place, "", "", "glossary", term.term, became, item.uses)
    of = view.of(citation.slug)
    start = of.span(citation.key, citation.start, citation.end).start
    at = of.document.source.position(start)
    place = f"{of.document.source.name}:{at.line}:{at.column}"
    return Row(
        kind,
        fate,
        place,
        citation.slug,
        of.document.ids[citation.key],
        in_title_marks(of.document.title) + of.document.labels[citation.key],
        citation.text,
        became,
    )


def _became(view: View, fate: Fate) -> str:
    older, newer = view.documents[fate.older], view.documents[fate.newer]
    now = "、".join(newer.labels[key] for key in fate.now) or "deleted"
    alike = f" ({fate.likeness:.0%} alike)" if fate.now and fate.likeness < 1 else ""
    return f"{older.labels[fate.was[0]]} → {now}{alike}"


def _counts(made: Sequence[Part], undated: int) -> list[str]:
    clauses = sum(part.revision.clauses for part in made)
    entries = sum(not row.doc for part in made for row in part.rows)
    untouched = sum(part.revision.untouched for part in made)
    said = [
        f"{clauses:,} citing {'clause' if clauses == 1 else 'clauses'} of"
        f" {len(made):,} revised {'text' if len(made) == 1 else 'texts'} to look at,"
        f" {entries:,} {'entry' if entries == 1 else 'entries'} of the glossary;"
        f" {untouched:,} further {'citation' if untouched == 1 else 'citations'} as before"
    ]
    if undated:
        said.append(
            f"{undated:,} {'clause' if undated == 1 else 'clauses'} of documents without a date"
            f" {'cites' if undated == 1 else 'cite'} revised texts, which text cannot be told"
        )
    return said


def to_lines(made: Sequence[Part], undated: int = 0) -> list[str]:
    """Write the list for a terminal.

    Args:
        made: What rests on each superseded version.
        undated: How many citing clauses there are of which that cannot be told.

    Returns:
        Lines; the last ones are the counts.
    """
    lines: list[str] = []
    for part in made:
        older, newer = part.dates
        lines.append(f"{in_title_marks(part.title)} {older or '?'} → {newer or '?'}")
        for kind, rows in groupby(part.rows, lambda row: row.kind):
            listed = list(rows)
            lines.append(f"  {kind}: {len(listed):,}")
            lines += [f"    {line}" for line in map(_line, listed)]
        lines.append("")
    return lines + _counts(made, undated)


def _line(row: Row) -> str:
    used = f", used {row.uses:,} {'time' if row.uses == 1 else 'times'}" if not row.doc else ""
    return f"{row.place}: {row.where} 〔{row.words}〕{used}: {row.became}"


def to_markdown(made: Sequence[Part], undated: int = 0) -> list[str]:
    """Write the list with boxes to tick, as forges and wikis read it; see `to_lines`."""
    lines: list[str] = []
    for part in made:
        older, newer = part.dates
        lines += [f"## {in_title_marks(part.title)} {older or '?'} → {newer or '?'}", ""]
        for kind, rows in groupby(part.rows, lambda row: row.kind):
            listed = list(rows)
            lines += [f"### {kind} ({len(listed):,})", ""]
            lines += [f"- [ ] `{row.place}` {_ticked(row)}" for row in listed]
            lines.append("")
    return lines + _counts(made, undated)


def _ticked(row: Row) -> str:
    return f"{row.where} 〔{row.words}〕: {row.became}"


def to_items(view: View, made: Sequence[Part], undated: int = 0) -> dict[str, Any]:
    """Write the list for a program; see docs/data.md."""
    return {
        "clauses": sum(part.revision.clauses for part in made),
        "untouched": sum(part.revision.untouched for part in made),
        "undated": undated,
        "revisions": [
            {
                "doc": part.revision.older,
                "version": part.dates[0] or None,
                "latest": {"doc": part.revision.newer, "version": part.dates[1] or None},
                "clauses": part.revision.clauses,
                "affected": list(_items(view, part)),
            }
            for part in made
        ],
    }


def _items(view: View, part: Part) -> Iterator[dict[str, Any]]:
    older = view.documents[part.revision.older].ids
    newer = view.documents[part.revision.newer].ids
    for row in part.rows:
        yield {
            "doc": row.doc or None,
            "eid": row.eid or None,
            "term": None if row.doc else row.words,
            "text": row.words,
            "place": row.place,
            "target": [older[key] for key in row.fate.was],
            "now": [newer[key] for key in row.fate.now],
            "change": row.fate.change.value,
            "renumbered": row.fate.renumbered,
            "likeness": round(row.fate.likeness, 3),
        }
