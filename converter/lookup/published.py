"""The published data read back: documents, clauses, and a tree to look clauses up in.

Reads: `documents.json`, `clauses.jsonl` (or `clauses.jsonl.gz`), `versions.json` and
`addresses.json`, of a built site or as they would be written. Guarantees: what is found there is
what is found in the converted documents, since the same code looks; a look-up reads the clauses of
the documents that it needs.
"""

from __future__ import annotations

import gzip
import json
import re
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from itertools import islice
from pathlib import Path
from typing import Any

from converter.citations.places import Tree
from converter.discards import essential
from converter.labels import Labels, make_labels
from converter.levels import NAMED_HEADINGS, match_level, match_point
from converter.numerals import ARABIC, CHINESE
from converter.source import SourceText
from converter.span import Span
from converter.tree import Kind, Node, Number

Line = Mapping[str, Any]


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
        documents = json.loads((data / "documents.json").read_bytes())
        names = [data / name for name in ("versions.json", "addresses.json")]
        known = [json.loads(name.read_bytes()) for name in names if name.exists()]
        complete = all(set(doc) >= _NEEDED for doc in documents)
    except (OSError, ValueError, TypeError, RecursionError) as error:
        raise NotASite(f"{site.as_posix()} holds no data of a site") from error
    if not complete or len(known) < len(names):
        raise NotASite(f"{site.as_posix()} was built by another version")
    packed = data / "clauses.jsonl.gz"
    lines = packed if packed.exists() else data / "clauses.jsonl"
    read = _packed_lines(lines) if lines == packed else _plain_lines(lines)

    def clauses(slug: str) -> Sequence[Line]:
        try:
            return [json.loads(line) for line in read(slug)]
        except (OSError, ValueError, RecursionError, zlib.error) as error:
            raise NotASite(f"{lines.as_posix()} cannot be read") from error

    return Published(documents, clauses, *known)


def _plain_lines(path: Path) -> Callable[[str], list[bytes]]:
    """Return what reads the lines of one document."""
    places: dict[str, tuple[int, int]] = {}

    def read(slug: str) -> list[bytes]:
        with path.open("rb") as file:
            if not places:
                places.update(_places(file))
            start, count = places.get(slug, (0, 0))
            file.seek(start)
            return list(islice(file, count))

    return read


def _packed_lines(path: Path) -> Callable[[str], list[bytes]]:
    """Return what reads the lines of one document, which are a member of a compressed file."""
    places: dict[str, tuple[int, int]] = {}

    def read(slug: str) -> list[bytes]:
        if not places:
            places.update(_members(path.read_bytes()))
        start, end = places.get(slug, (0, 0))
        with path.open("rb") as file:
            file.seek(start)
            return gzip.decompress(file.read(end - start)).splitlines(keepends=True)

    return read


def _members(content: bytes) -> Iterator[tuple[str, tuple[int, int]]]:
    """Find where the member of each document begins and ends."""
    start = 0
    while start < len(content):
        slug, end = _member(content, start)
        yield slug, (start, end)
        start = end


def _member(content: bytes, start: int) -> tuple[str, int]:
    """Say whose lines a member holds, and where it ends."""
    reader = zlib.decompressobj(_GZIP)
    first, at = b"", start
    while not reader.eof:
        piece = content[at : at + _PIECE]
        if not piece:
            raise ValueError(f"the member at {start} is cut short")
        text = reader.decompress(piece)
        first, at = first or text, at + len(piece)
    found = _SLUG.match(first)
    if found is None:
        raise ValueError(f"no clause at {start}")
    return found[1].decode(), at - len(reader.unused_data)


#: That what is read is a gzip file, in the words of `zlib`; so much of it is read at a time.
_GZIP = zlib.MAX_WBITS + 16
_PIECE = 16_384

_SLUG = re.compile(rb'\{"doc":"([a-z0-9/-]+)"')


def _places(lines: Iterable[bytes]) -> dict[str, tuple[int, int]]:
    """Find where in a file the clauses of each document begin, and how many there are."""
    places: dict[str, tuple[int, int]] = {}
    at = 0
    for line in lines:
        found = _SLUG.match(line)
        if found is None:
            raise ValueError(f"no clause at {at}")
        slug = found[1].decode()
        start, count = places.get(slug, (at, 0))
        places[slug] = start, count + 1
        at += len(line)
    return places


@dataclass(slots=True)
class _Draft:
    """A node whose children are not complete."""

    node: Node
    children: list[_Draft]

    def finish(self) -> Node:
        children = tuple(child.finish() for child in self.children)
        return replace(self.node, children=children) if children else self.node


class Outline:
    """The clauses of one document, by id and as a tree."""

    def __init__(self, lines: Sequence[Line]) -> None:
        """Take the lines of a document in their order."""
        self.lines = lines

    @cached_property
    def places(self) -> Mapping[str, int]:
        """The place of each id among the lines."""
        return {str(line["eid"]): place for place, line in enumerate(self.lines)}

    @cached_property
    def tree(self) -> Tree:
        """The clauses as citations are resolved among them."""
        text = "".join((line["num"] or "") + line["text"] for line in self.lines)
        ids: dict[int, str] = {}
        root = _Draft(Node(0, Kind.DOCUMENT, Span(0, len(text))), [])
        drafts = {"": root}
        at = 0
        for line in self.lines:
            above = drafts[line["parent"] or ""]
            empty = _empty_paragraph(line)
            if empty and empty not in drafts:
                node = Node(len(ids) + 1, Kind.PARAGRAPH, Span(at, at))
                drafts[empty] = _Draft(node, [])
                above.children.append(drafts[empty])
                ids[node.key] = empty
            above = drafts[empty] if empty else above
            node = _node(line, len(ids) + 1, at)
            drafts[line["eid"]] = _Draft(node, [])
            above.children.append(drafts[line["eid"]])
            ids[node.key] = line["eid"]
            at += len(line["num"] or "") + len(line["text"])
        return Tree(SourceText.plain("", text), root.finish(), ids)

    @cached_property
    def _labels(self) -> Labels:
        return make_labels(self.tree.source, self.tree.root, self.tree.ids)

    @cached_property
    def _keys(self) -> Mapping[str, int]:
        return {eid: key for key, eid in self.tree.ids.items()}

    def label(self, eid: str) -> str:
        """Return the label to cite a clause by, such as 第二十条第二款.

        Where the published words do not suffice for that, it is the published label with
        all levels above.
        """
        key, published = self._keys[eid], self.lines[self.places[eid]]["label"]
        labels = self._labels
        return labels.short[key] if labels.full[key] == published else str(published)

    def within(self, eid: str, last: str | None = None) -> Iterator[Line]:
        """Yield the lines of a clause and all below it, or of the clauses up to another."""
        start = self.places[eid]
        end = self.places[last] if last else start
        inside = {self.lines[end]["eid"]}
        yield from self.lines[start : end + 1]
        for line in self.lines[end + 1 :]:
            if line["parent"] not in inside:
                return
            inside.add(line["eid"])
            yield line


_NUMBER = re.compile(r"_(?P<n>\d+)(?:-(?P<sub>\d+))?(?:_inst\d+)?$")
_PRINTED = re.compile(f"{ARABIC}|{CHINESE}")
_EMPTY = re.compile(r"(?P<paragraph>.*__para_1)__[a-z]+_[0-9-]+(?:_inst\d+)?")


def _empty_paragraph(line: Line) -> str:
    """Return the id of the empty 款 that a line lies in and that is not listed, or nothing.

    An article that opens with （一） has one: its items are those of its first 款.
    """
    found = _EMPTY.fullmatch(line["eid"])
    if not found or line["parent"] == found["paragraph"]:
        return ""
    return found["paragraph"] if found["paragraph"] == f"{line['parent']}__para_1" else ""


def _node(line: Line, key: int, at: int) -> Node:
    num, heading, text = line["num"] or "", line["heading"] or "", line["text"]
    begin = at + len(num)
    middle = begin + (len(heading) if text.startswith(heading) else 0)
    end = begin + len(text)
    kind = Kind(line["kind"])
    level, number = _level(kind, num, heading, line["eid"])
    return Node(
        key,
        kind,
        Span(at, end),
        level,
        Span(at, begin) if num else None,
        number,
        Span(begin, middle) if heading else None,
        (Span(middle, end),) if end > middle else (),
    )


def _level(kind: Kind, num: str, heading: str, eid: str) -> tuple[str, Number | None]:
    """Read a printed number again: the level that it follows, and its value."""
    if not num:
        named = essential(heading)
        return (named if named in NAMED_HEADINGS else ""), None
    counted = _NUMBER.search(eid)
    number = Number(int(counted["n"]), int(counted["sub"] or 0)) if counted else None
    if kind is Kind.ATTACHMENT:
        # 附录 alone has no number; its id counts it.
        number = number if _PRINTED.search(num) else None
        return num[:2] if num[:2] in ("附表", "附录", "附图") else "", number
    marker = match_level(num, 0, len(num))
    if marker and kind in (marker.level.kind, marker.level.in_article):
        return marker.level.name, number
    point = match_point(num, 0, len(num))
    return (point.style.name if point and kind is Kind.POINT else ""), number
