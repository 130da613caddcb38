"""The gold files of citations: read them, and compare them with what is found.

A gold file is a document in which each citation is marked where it stands:

    依照〚本法第三条→art_3__para_1〛处理。

What is left of the arrow is the text, what is right of it the target:

    art_3__para_1       a clause of the same document
    hedao-fa            another document (its slug is the file's name, or the catalog says it)
    hedao-fa#art_3      a clause of it
    art_3..art_5        a range, also behind a slug and #
    ?not-in-corpus      no target, for that reason; so too ?no-such-clause and ?ambiguous

What is not marked is no citation. A line that begins with # is no text: it names the form
of the citations in the lines below it, up to the next such line; `# 陷阱` stands above lines
with something that looks like a citation and is none, or not the one that it looks like.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from converter.bundle import Bundle
from converter.catalog import FILE_NAME, read_catalog
from converter.model import Document
from converter.readers import READERS
from converter.tree import Node

#: What a comment names that stands above traps.
TRAP = "陷阱"

_MARK = re.compile(r"〚(?P<text>[^〚〛→]+)→(?P<target>[^〚〛→]+)〛")
_COMMENT = re.compile(r"#\s*(?P<form>\S*)\s*")


@dataclass(frozen=True, slots=True, order=True)
class Found:
    """A citation, marked or found: where it stands and what became of it.

    `start` and `end` count characters of the source's text, `line` lines of the gold file.
    """

    slug: str
    start: int
    end: int
    text: str
    status: str
    target: str
    line: int = 0

    @property
    def outcome(self) -> str:
        return self.target if self.status == "resolved" else f"?{self.status}"


@dataclass(frozen=True, slots=True)
class GoldFile:
    """One marked document: its name and slug, its text without marks, and what is marked."""

    name: str
    slug: str
    raw: str
    lines: tuple[int, ...]  # of the raw text, each with its line in the gold file
    marked: tuple[Found, ...]
    forms: Counter[str]  # form to number of citations
    traps: int  # lines under # 陷阱


def _target(slug: str, written: str) -> tuple[str, str]:
    """Return status and target, the target always with its slug."""
    if written.startswith("?"):
        return written[1:], ""
    own = "_" in written and "#" not in written
    return "resolved", f"{slug}#{written}" if own else written


def _shown(text: str, path: Path) -> str:
    """Return the text that a reader makes of a file, given the file's text."""
    return READERS[path.suffix](path.name, text.encode()).text


def read_gold(path: Path, slug: str) -> GoldFile:
    """Read one gold file.

    The marks are looked up in what the reader makes of the file, so that they may stand
    in a web page, too.
    """
    forms: Counter[str] = Counter()
    form, traps = "", 0
    kept, numbers, written = [], [], []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if comment := _COMMENT.fullmatch(line):
            form = comment["form"]
            continue
        kept.append(line)
        numbers.append(number)
        marks = [number for _ in _MARK.finditer(line)]
        written += marks
        forms[form] += len(marks)
        traps += form == TRAP and bool(line.strip())
    text = "".join(f"{line}\n" for line in kept)
    raw = _MARK.sub(lambda mark: mark["text"], text)
    assert not re.search("[〚〛→]", raw), f"{path.name}: a mark is not closed"
    marked = []
    shift = 0
    shown = _shown(text, path)
    for number, mark in zip(written, _MARK.finditer(shown), strict=True):
        start = mark.start() - shift
        shift += len(mark[0]) - len(mark["text"])
        end = mark.end() - shift
        found = Found(slug, start, end, mark["text"], *_target(slug, mark["target"]), number)
        marked.append(found)
    assert _MARK.sub(lambda mark: mark["text"], shown) == _shown(raw, path), path
    return GoldFile(path.name, slug, raw, tuple(numbers), tuple(marked), forms, traps)


def read_folder(folder: Path) -> list[GoldFile]:
    """Read the gold files of a folder, in the order of their names."""
    entries = read_catalog(folder, folder.name).entries
    paths = sorted(path for path in folder.iterdir() if path.suffix in (".txt", ".html"))
    slugs = (entries[p.name].slug if p.name in entries else p.stem for p in paths)
    return [read_gold(path, slug) for path, slug in zip(paths, slugs, strict=True)]


def write_raw(folder: Path, files: Sequence[GoldFile], into: Path) -> None:
    """Write the documents without their marks, and the catalog beside them."""
    for file in files:
        (into / file.name).write_text(file.raw, encoding="utf-8", newline="\n")
    catalog = folder / FILE_NAME
    if catalog.exists():
        (into / FILE_NAME).write_bytes(catalog.read_bytes())


def own_places(document: Document, node: Node) -> list[tuple[int, int]]:
    """Return where each piece of a node's own text begins there and in the source."""
    places, at = [], 0
    for span in ([node.heading] if node.heading else []) + list(node.body):
        stripped = document.source.strip(span)
        places.append((at, stripped.start))
        at += len(stripped)
    return places


def in_source(places: Sequence[tuple[int, int]], offset: int) -> int:
    """Return where a place of a node's own text is in the source."""
    own, start = places[bisect_right(places, offset, key=lambda place: place[0]) - 1]
    return start + offset - own


def _target_found(slug: str | None, eid: str | None, last: str | None) -> str:
    target = "#".join(part for part in (slug, eid) if part)
    return f"{target}..{last}" if last else target


def found_in(bundle: Bundle, files: Sequence[GoldFile]) -> list[Found]:
    """Return what a bundle holds, with the places of the sources."""
    lines = {file.slug: file.lines for file in files}
    nodes = {
        doc.slug: {node.key: own_places(doc, node) for node in doc.root.walk()}
        for doc in bundle.documents
    }
    sources = {doc.slug: doc.source for doc in bundle.documents}
    out = []
    for citation in bundle.citations:
        places = nodes[citation.slug][citation.key]
        start = in_source(places, citation.start)
        # The place of the last character: the offset behind it may be that of the next piece.
        end = in_source(places, citation.end - 1) + 1
        last = getattr(citation, "last_eid", None)
        target = _target_found(citation.target_slug, citation.target_eid, last)
        status = citation.status.value
        line = lines[citation.slug][sources[citation.slug].position(start).line - 1]
        target = target if status == "resolved" else ""
        out.append(Found(citation.slug, start, end, citation.text, status, target, line))
    return out


@dataclass(frozen=True, slots=True)
class Comparison:
    """How what was found agrees with what is marked: both lists less the line numbers."""

    marked: tuple[Found, ...]
    found: tuple[Found, ...]

    @property
    def right(self) -> int:
        return len(set(self.marked) & set(self.found))

    @property
    def precision(self) -> float:
        return self.right / len(self.found) if self.found else 0.0

    @property
    def recall(self) -> float:
        return self.right / len(self.marked) if self.marked else 0.0

    def differences(self) -> Iterator[str]:
        """Yield a line for each place where the two differ, in order of the files."""
        marked = {(f.slug, f.start, f.end): f for f in self.marked}
        found = {(f.slug, f.start, f.end): f for f in self.found}
        for place in sorted({*marked, *found}):
            wanted, got = marked.get(place), found.get(place)
            if wanted == got:
                continue
            here = wanted or got
            assert here is not None
            wants = wanted.outcome if wanted else "no citation"
            gets = got.outcome if got else "not found"
            yield f"{here.slug}:{here.line}: 〔{here.text}〕 marked: {wants}; found: {gets}"

    def __str__(self) -> str:
        lines = list(self.differences())
        return "\n".join(
            [
                f"{self.right} right of {len(self.found)} found and {len(self.marked)} marked:"
                f" precision {self.precision:.2%}, recall {self.recall:.2%}",
                *lines,
            ]
        )


def compare(files: Sequence[GoldFile], bundle: Bundle) -> Comparison:
    """Compare what a bundle of the same documents holds with what is marked."""
    marked = tuple(mark for file in files for mark in file.marked)
    return Comparison(marked, tuple(found_in(bundle, files)))


def broken_targets(files: Sequence[GoldFile], bundle: Bundle) -> list[str]:
    """Return the marks whose target no document has: mistakes of the gold file itself."""
    ids = {doc.slug: {doc.ids[node.key] for node in doc.clauses()} for doc in bundle.documents}
    wrong = []
    for mark in (mark for file in files for mark in file.marked if mark.target):
        slug, _, clause = mark.target.partition("#")
        eids = clause.split("..") if clause else []
        if slug not in ids or not ids[slug].issuperset(eids):
            wrong.append(f"{mark.slug}:{mark.line}: 〔{mark.text}〕 {mark.target}")
    return wrong
