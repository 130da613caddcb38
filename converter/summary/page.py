"""The summary as Markdown, for the page that a CI server shows of a job."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from converter.finding_table.links import LINKS
from converter.finding_table.site import SITE
from converter.summary.changes import DocumentChange, compare_documents, compare_findings
from converter.summary.past import Item, Past, Sizes

#: So many rows a table has; how many more there are stands below it.
MOST = 50
#: The longest bar of the chart of times, in characters.
_WIDTH = 30
#: Eighths of a character, for the end of a bar.
_EIGHTHS = " ▏▎▍▌▋▊▉"


@dataclass(frozen=True, slots=True)
class Run:
    """A run that is over.

    Attributes:
        outcome: What came of it, for the heading.
        counts: What there is, in a line.
        documents: The documents, as the published data describe them.
        findings: The findings, as `report.json` has them.
        timings: Stage to seconds.
        sizes: How large the site is, if one was built.
        recorded: What the ledger records, in a line, if there is one.
    """

    outcome: str
    counts: str
    documents: Sequence[Item]
    findings: Sequence[Item]
    timings: Mapping[str, float]
    sizes: Sizes | None = None
    recorded: str = ""


def render(run: Run, past: Past | None) -> str:
    """Write the summary of a run.

    Args:
        run: The run.
        past: The site to compare it with; None if there is none.

    Returns:
        Markdown; but for the times, the same for the same runs.
    """
    against = f"Compared with {_text(past.name)}." if past else "There was no site before."
    parts = [[f"# {_text(run.outcome)}"], [f"{_text(run.counts)}. {against}"]]
    parts += [_documents(run, past), _findings(run, past), _links(run)]
    if run.sizes:
        parts.append(_sizes(run.sizes, past.sizes if past else None))
    parts.append(_times(run.timings))
    return "\n".join(line for part in parts for line in [*part, ""]).rstrip("\n") + "\n"


class _Escapes(dict[int, str]):
    """Translation to Markdown inside a line or a cell; filled as characters are met."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        if char in "&<@":
            out = f"&#{code};"  # no entity, no HTML, nobody notified
        elif char in "\\`*_[]>|~#$!":
            out = f"\\{char}"
        else:
            out = char if char.isprintable() else " "
        self[code] = out
        return out


_ESCAPES = _Escapes()


def _text(words: object) -> str:
    """Write text so that Markdown shows it as it is."""
    return str(words).translate(_ESCAPES)


def _table(heads: Sequence[str], rows: Iterable[Sequence[object]], right: str = "") -> list[str]:
    """Write a table; rows hold Markdown.

    Args:
        heads: The heads of the columns.
        rows: The rows; beyond `MOST` they are counted.
        right: The heads of the columns that stand at the right.
    """
    listed = [f"| {' | '.join(map(str, row))} |" for row in rows]
    rule = ("---:" if head and head in right.split(",") else "---" for head in heads)
    lines = [f"| {' | '.join(heads)} |", f"|{'|'.join(rule)}|", *listed[:MOST]]
    more = len(listed) - MOST
    return [*lines, "", f"and {more:,} more"] if more > 0 else lines


def _documents(run: Run, past: Past | None) -> list[str]:
    lines = ["## Documents", ""]
    if past is None:
        return [*lines, f"{len(run.documents):,} in all."]
    changes = compare_documents(past.documents, run.documents)
    counts = Counter(change.what for change in changes)
    words = (f"{counts[what]:,} {what}" for what in ("added", "changed", "removed"))
    lines.append(f"{', '.join(words)}; {len(run.documents):,} in all.")
    if changes:
        heads = ("", "Document", "Address", "Clauses", "Other")
        lines += ["", *_table(heads, map(_document, changes), "Clauses")]
    return lines


def _document(change: DocumentChange) -> tuple[str, ...]:
    counts = [f"{n:,}" for n in (change.before, change.now) if n is not None]
    clauses = " → ".join(dict.fromkeys(counts))
    details = ", ".join(change.details)
    return change.what, *map(_text, (change.title, change.slug, clauses, details))


def _findings(run: Run, past: Past | None) -> list[str]:
    counts = Counter(str(found["severity"]) for found in run.findings)
    kinds = ("error", "warning", "note")
    parts = ", ".join(f"{counts[one]:,} {one}{'' if counts[one] == 1 else 's'}" for one in kinds)
    lines = ["## Findings", ""]
    if past is None or past.findings is None:
        lines.append(f"{len(run.findings):,} in all ({parts}).")
        unknown = "There is no report of the last run beside its site."
        return [*lines, "", unknown] if past else lines
    new, fixed = compare_findings(past.findings, run.findings, [*past.documents, *run.documents])
    lines.append(f"{len(new):,} new, {len(fixed):,} fixed; {len(run.findings):,} in all ({parts}).")
    rows = [*_finding_rows("new", new), *_finding_rows("fixed", fixed)]
    if rows:
        lines += ["", *_table(("", "Place", "Finding", "Kind"), rows)]
    return lines


def _finding_rows(what: str, findings: Sequence[Item]) -> Iterator[tuple[str, ...]]:
    for found in findings:
        places = [str(found[key]) for key in ("line", "column") if found.get(key)]
        place = ":".join([str(found["path"]), *places])
        words = f"{found['severity']}: {found['message']} {found.get('spot') or ''}".rstrip()
        yield what, _text(place), _text(words), _text(found["code"])


#: Rows of the part on links: what is counted, and the kinds of finding.
_LINK_ROWS = (
    ("links within the site that lead nowhere", {"link-broken"}),
    ("requests for something outside the site", {"link-external"}),
    ("addresses of clauses without a place", {"id-missing", "id-duplicate", "address-lost"}),
    ("published addresses that somebody has to decide on", {row.code for row in LINKS}),
)


def _links(run: Run) -> list[str]:
    counts = Counter(str(found["code"]) for found in run.findings)
    lines = ["## Links and published addresses", ""]
    for words, codes in _LINK_ROWS:
        checked = run.sizes or not codes & {row.code for row in SITE}
        count = sum(counts[code] for code in codes)
        lines.append(f"- {words}: {f'{count:,}' if checked or count else 'not checked'}")
    return [*lines, f"- {_text(run.recorded)}"] if run.recorded else lines


def _sizes(now: Sizes, before: Sizes | None) -> list[str]:
    old = before or Sizes(0, 0, 0, 0, 0, ())
    rows = (
        ("site", now.total, old.total, f"{now.files:,} files"),
        ("pages", now.pages, old.pages, f"{now.page_count:,} pages"),
        ("index of the search", now.search, old.search, ""),
    )
    table = [
        (name, _size(size), _grown(size, then) if before else "", more)
        for name, size, then, more in rows
    ]
    largest = [(_text(path), _size(size)) for path, size in now.largest]
    return [
        *("## Size", ""),
        *_table(("", "Size", "Change", "Of"), table, "Size,Change"),
        "",
        *_table(("Largest pages", "Size"), largest, "Size"),
    ]


def _size(size: int) -> str:
    return f"{size / 1e6:,.1f} MB" if size >= 1e6 else f"{size / 1e3:,.1f} KB"


def _grown(now: int, before: int) -> str:
    """Say by how much something has grown."""
    if now == before or not before:
        return "±0" if now == before else "new"
    return f"{(now - before) / before:+.1%}".replace("-", "−")


def _times(timings: Mapping[str, float]) -> list[str]:
    longest = max(timings.values(), default=0) or 1
    rows = [(name, f"{seconds:,.1f}", _bar(seconds / longest)) for name, seconds in timings.items()]
    return ["## Time", "", *_table(("Stage", "Seconds", ""), rows, "Seconds")]


def _bar(part: float) -> str:
    eighths = round(part * _WIDTH * 8)
    return "█" * (eighths // 8) + _EIGHTHS[eighths % 8].strip()
