"""The files of the published data: lines of documents and tables, plain or compressed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from concurrent.futures import Executor
from contextlib import ExitStack
from dataclasses import dataclass, fields
from functools import partial
from itertools import islice
from pathlib import Path

from converter.model import Document
from converter.parallel import stream
from converter.view import View
from converter.writers import history
from converter.writers.clause_lines import clause_lines
from converter.writers.data import changes, citations, documents, glossary, related
from converter.writers.large import ENDING, compressed

#: So many senses of terms are compressed together.
_PACKED_TOGETHER = 200

_dump = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of one document in each of the files that hold lines of documents."""

    clauses: bytes = b""
    citations: bytes = b""
    related: bytes = b""

    def packed(self) -> Lines:
        """Compress them, each file's apart from those of other documents."""
        return Lines(*(compressed(getattr(self, field.name)) for field in fields(self)))


def lines(view: View, doc: Document) -> Lines:
    """Write the lines of a document.

    Args:
        view: The bundle, or the part of it that the document's page shows.
        doc: The document.
    """
    each = (clause_lines(doc), map(_dump, citations(view, doc)), map(_dump, related(view, doc)))
    return Lines(*("\n".join([*lines, ""]).encode() for lines in each))


def write_lines(every: Iterable[Lines], folder: Path, packed: bool) -> None:
    """Write the files that hold lines of documents.

    Args:
        every: The lines of each document, in the order of the documents.
        folder: The folder `data` of the site; made if it is missing.
        packed: Whether the lines are compressed.
    """
    folder.mkdir(parents=True, exist_ok=True)
    ending = f".jsonl{ENDING if packed else ''}"
    with ExitStack() as opened:
        names = [field.name for field in fields(Lines)]
        files = [opened.enter_context((folder / f"{name}{ending}").open("wb")) for name in names]
        for of_one in every:
            for name, file in zip(names, files, strict=True):
                file.write(getattr(of_one, name))


def write_data(view: View, folder: Path, packed: bool = False) -> None:
    """Write all data files.

    Args:
        view: What there is.
        folder: The folder `data` of the site's pages; made if it is missing.
        packed: Whether large ones are compressed.
    """
    every = (lines(view, doc) for doc in view.bundle.documents)
    write_lines((one.packed() for one in every) if packed else every, folder, packed)
    write_tables(view, folder, packed)


def write_tables(view: View, folder: Path, packed: bool, executor: Executor | None = None) -> None:
    """Write the data files that hold no lines of documents.

    Args:
        view: What there is.
        folder: The folder `data` of the site; made if it is missing.
        packed: Whether large ones are compressed.
        executor: Where they are compressed; in this process if None.
    """
    folder.mkdir(parents=True, exist_ok=True)
    write = partial(_write_packed, executor=executor) if packed else _write
    ending = ENDING if packed else ""
    write(folder / f"documents.json{ending}", [_indented(documents(view.bundle))])
    write(folder / f"changes.jsonl{ending}", map(_dump, changes(view)))
    _write(folder / "versions.json", _array(map(_dump, history.versions(view))))
    _write(folder / "addresses.json", _array(map(_dump, history.addresses(view))))
    write(folder / f"glossary.json{ending}", _array(map(_dump, glossary(view))))


def _indented(value: object, before: str = "\n") -> str:
    """Write JSON as `json.dumps` does with `indent=1`, in a quarter of its time."""
    if not value or not isinstance(value, dict | list):
        return _dump(value)
    inner = f"{before} "
    if isinstance(value, list):
        return f"[{inner}{f',{inner}'.join(_indented(one, inner) for one in value)}{before}]"
    rows = (f"{_dump(name)}: {_indented(one, inner)}" for name, one in value.items())
    return f"{{{inner}{f',{inner}'.join(rows)}{before}}}"


def _array(items: Iterable[str]) -> Iterator[str]:
    """Write an array an item a line, so that a large one can be read a line at a time."""
    yield "["
    last = ""
    for item in items:
        if last:
            yield f"{last},"
        last = item
    if last:
        yield last
    yield "]"


def _write_packed(path: Path, lines: Iterable[str], executor: Executor | None) -> None:
    """Write lines compressed, many of them to a member, so that the memory holds few."""
    waiting = iter(lines)
    together = iter(lambda: "".join(f"{line}\n" for line in islice(waiting, _PACKED_TOGETHER)), "")
    with path.open("wb") as file:
        for member in stream(compressed, map(str.encode, together), executor, batch=1):
            file.write(member)


def _write(path: Path, lines: Iterable[str]) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(f"{line}\n" for line in lines)
