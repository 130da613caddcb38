"""Damaged documents: what may happen to a text or a file, and what must hold all the same.

The damage is that of real life, done at random from a seed: characters lost, doubled and
swapped, lines joined, split and moved, punctuation and numbers changed, characters that do
not show, other encodings. `tests/test_fuzz.py` tries some on the published documents,
`python -m bench.fuzz` as many as wanted on any folder.
"""

from __future__ import annotations

import json
import re
import sys
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from random import Random
from zipfile import BadZipFile, ZipFile

from converter.citations import find_citations
from converter.discards import essential
from converter.entry import Entry
from converter.findings import FINDINGS
from converter.model import Document
from converter.pipeline import Job, convert
from converter.span import Unit
from converter.writers import data
from tests.helpers import eids, ids_of, make_document, source_text_of, to_html, uncovered

Change = Callable[[Random, str], str]

_PUNCTUATION = "。，、；：！？“”‘’《》〈〉（）()〔〕[]【】「」『』—…·.．,;:!?\"' \u3000\n"
_DIGITS = "零〇一二三四五六七八九十百千万0123456789０１２３４５６７８９①②⑩㈠⒈ⅠⅡ两壹"
_UNSEEN = (
    *"\x00\x01\x07\x0b\x0c\x1b\x1f\x7f\x85\x9f\xad\u180e\u200b\u200c\u200d\u200e\u200f\u2028\u2029",
    *"\u202a\u202e\u2060\ufeff\ufdd0\ufffd\ufffe\uffff\U0001ffff\ue000\t\xa0\u3000",
)
#: What looks like structure where it is none.
_MARKERS = (
    "第一编　,第一章　,第一节　,第三条　,第十二条之一　,一、,（一）,1.,１．,（1）,①,一是,首先，,"
    "附件,附件1,附件2：,目录,目　录,序言,总纲,附则,同志们：,各单位：,2018年3月20日,"
    "（2018年3月20日通过）,国发〔2023〕5号,关于修改某法的决定,某法修正案,将第一条修改为：“,附：,"
    "抄送：,主席令第五号,---,# ,> ,<p>,&#8203;,{#id},{{ x }},[x](y),*[甲]: 乙,```,| 甲 | 乙 |"
).split(",")


def _place(random: Random, text: str) -> int:
    return random.randrange(len(text)) if text else 0


def _drop(random: Random, text: str) -> str:
    at = _place(random, text)
    return text[:at] + text[at + random.choice((1, 1, 1, 2, 5, 40)) :]


def _double(random: Random, text: str) -> str:
    at = _place(random, text)
    return text[: at + 1] + text[at : at + 1] * random.choice((1, 1, 3)) + text[at + 1 :]


def _swap(random: Random, text: str) -> str:
    at = _place(random, text)
    return text[:at] + text[at + 1 : at + 2] + text[at : at + 1] + text[at + 2 :]


def _insert(pieces: Sequence[str]) -> Change:
    def change(random: Random, text: str) -> str:
        at = random.randint(0, len(text))
        return text[:at] + random.choice(pieces) + text[at:]

    return change


def _replace(kind: str) -> Change:
    """Change one of the characters of a kind into another, or into none."""
    pattern = re.compile(f"[{re.escape(kind)}]")

    def change(random: Random, text: str) -> str:
        places = [found.start() for found in pattern.finditer(text)]
        if not places:
            return text
        at = random.choice(places)
        return text[:at] + random.choice(("", random.choice(kind))) + text[at + 1 :]

    return change


def _join(random: Random, text: str) -> str:
    ends = [found.start() for found in re.finditer("\n", text)]
    if not ends:
        return text
    at = random.choice(ends)
    return text[:at] + text[at + 1 :]


def _on_lines(work: Callable[[Random, list[str]], None]) -> Change:
    def change(random: Random, text: str) -> str:
        lines = text.split("\n")
        work(random, lines)
        return "\n".join(lines)

    return change


def _move_line(random: Random, lines: list[str]) -> None:
    line = lines.pop(random.randrange(len(lines)))
    lines.insert(random.randint(0, len(lines)), line)


def _repeat_line(random: Random, lines: list[str]) -> None:
    at = random.randrange(len(lines))
    lines[at:at] = [lines[at]] * random.choice((1, 1, 2))


def _lose_line(random: Random, lines: list[str]) -> None:
    del lines[random.randrange(len(lines))]


def _mark_line(random: Random, lines: list[str]) -> None:
    at = random.randrange(len(lines))
    lines[at] = random.choice(_MARKERS) + lines[at]


def _set_line(random: Random, lines: list[str]) -> None:
    lines.insert(random.randint(0, len(lines)), random.choice(_MARKERS))


def _line_ends(random: Random, text: str) -> str:
    return text.replace("\n", random.choice(("\r\n", "\r", "\n\n", "\u2028", "\x0c", " \n\u3000")))


def _cut(random: Random, text: str) -> str:
    start, end = sorted((_place(random, text), _place(random, text)))
    return text[start : end + 1]


#: What may happen to a text; the common misfortunes several times.
CHANGES: tuple[Change, ...] = (
    *(_drop, _double, _swap, _join, _join, _on_lines(_move_line), _on_lines(_repeat_line)),
    *(_on_lines(_lose_line), _on_lines(_mark_line), _on_lines(_mark_line), _on_lines(_set_line)),
    *(_replace(_PUNCTUATION), _replace(_PUNCTUATION), _replace(_DIGITS), _replace(_DIGITS)),
    *(_insert(_PUNCTUATION), _insert(_UNSEEN), _insert(_MARKERS), _insert("\n")),
)
_RARE: tuple[Change, ...] = (_line_ends, _cut)

#: Longer texts are mostly tried in part, for more mutants in the same time.
_LONGEST = 6000


def mutate(random: Random, text: str) -> str:
    """Damage a text in one to a dozen places.

    Args:
        random: Where chance comes from.
        text: The text.

    Returns:
        Another text; of a long one mostly some lines only.
    """
    if len(text) > _LONGEST and random.random() < 0.9:
        start = random.choice((0, random.randrange(len(text)), len(text) - _LONGEST // 2))
        text = text[start : start + random.choice((_LONGEST // 6, _LONGEST))]
    for _ in range(random.choice((1, 2, 3, 5, 12))):
        change = random.choice(_RARE if random.random() < 0.03 else CHANGES)
        text = change(random, text)
    return text


_BYTES = (b"\x00", b"\xff", b"\x80", b"\xef\xbb\xbf", b"<", b">", b"</p>", b"<table>", b"<tr>")
_BYTES += (b"<td>", b"<!--", b"<br>", b"&", b"&#0;", b"</body>", b"<script>", b'"', b"\xa1\xa3")


def mutate_bytes(random: Random, content: bytes) -> bytes:
    """Damage a file, without regard to its encoding or format.

    Args:
        random: Where chance comes from.
        content: Its bytes.

    Returns:
        Other bytes.
    """
    if content.startswith(_PACKED) and random.random() < 0.9:
        with suppress(BadZipFile, EOFError, NotImplementedError):
            return _mutate_packed(random, content)
    for _ in range(random.choice((1, 2, 5, 12, 40))):
        at = random.randint(0, len(content))
        length = random.choice((0, 1, 1, 2, 3, 20, 200))
        put = random.choice(
            (b"", random.choice(_BYTES), random.randbytes(random.choice((1, 4))), content[at:][:9])
        )
        content = content[:at] + put + content[at + length :]
    return content


_PACKED = b"PK\x03\x04"
_ELEMENT = re.compile(
    rb"<w:(p|r|t|tbl|tr|tc|numPr|pPr|rPr|tcPr|sectPr|ins|del|num|lvl|style)\b[^>]*>.*?</w:\1>"
    rb"|<w:(\w+)\b[^>]*/>",
    re.DOTALL,
)


def _mutate_packed(random: Random, content: bytes) -> bytes:
    """Lose, double and move elements in one of the parts of a Word file."""
    with ZipFile(BytesIO(content)) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    own = sorted(name for name in parts if re.fullmatch(r"word/\w+\.xml", name))
    name = "word/document.xml" if random.random() < 0.7 or not own else random.choice(own)
    data = parts.get(name, b"")
    for _ in range(random.choice((1, 2, 5))):
        found = [match.span() for match in _ELEMENT.finditer(data)]
        if found:
            (start, end), to = random.choice(found), random.choice(found)[0]
            element = data[start:end]
            less = data[:start] + data[end:]
            data = random.choice(
                (less, data[:to] + element + data[to:], less[:to] + element + less[to:])
            )
    parts[name] = data
    if random.random() < 0.05:
        del parts[random.choice(sorted(parts))]
    out = BytesIO()
    with ZipFile(out, "w") as packed:
        for part, raw in parts.items():
            packed.writestr(part, raw)
    return out.getvalue()


_ENCODINGS = ("utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-32")


def encode(random: Random, text: str) -> bytes:
    """Write a text in one of the encodings that files come in."""
    return text.encode(random.choice(_ENCODINGS), "replace")


# What must hold


def document_faults(
    document: Document, page: bool = False, lines: int | None = None
) -> Iterator[str]:
    """Say which of the rules for every document this one breaks.

    Args:
        document: A document as converted.
        page: Also look at its page as rendered, which takes most of the time.
        lines: How many lines its file has; those of its text if None.

    Yields:
        A few words for each fault; the first is its kind.
    """
    source, root = document.source, document.root
    for span in uncovered(document)[:3]:
        yield f"conservation: {span} {source.slice(span)[:40]!r}"
    ids = list(document.ids.values())
    if len(set(ids)) != len(ids):
        yield f"ids: twice {sorted(eid for eid in set(ids) if ids.count(eid) > 1)[:3]}"
    keys = {node.key for node in root.walk()} - {root.key}
    for name in ("ids", "labels", "full_labels"):
        table = getattr(document, name)
        if set(table) != keys or not all(table.values()):
            yield f"{name}: not one for every node"
    most = lines or source.text.count("\n") + source.text.count("\r") + 1
    for node in document.clauses():
        place = source.position(node.span.start)
        if not (1 <= place.line <= most and place.column >= 1):
            yield f"position: {document.ids[node.key]} at {place}"
    for found in document.diagnostics:
        if not (0 <= found.line <= most and found.column >= 0):
            yield f"position: {found}"
    # Nothing that is made of it may fail.
    json.dumps([*data.clauses(document)], ensure_ascii=False)
    find_citations([document])
    if page:
        yield from _page_faults(document)


def _page_faults(document: Document) -> Iterator[str]:
    html = to_html(document)
    shown, meant = essential(source_text_of(html)), essential(document.source.text)
    if shown != meant:
        pairs = enumerate(zip(shown, meant, strict=False))
        at = next((at for at, (a, b) in pairs if a != b), min(len(shown), len(meant)))
        yield f"page: shows {shown[at : at + 20]!r} for {meant[at : at + 20]!r}"
    found = ids_of(html)
    if len(set(found)) != len(found):
        yield "page: an id twice"
    if not set(eids(document)) <= set(found):
        yield f"page: without {sorted(set(eids(document)) - set(found))[:3]}"


def _raised(error: Exception) -> str:
    last = traceback.extract_tb(error.__traceback__)[-1]
    return f"exception: {type(error).__name__} in {last.name}: {error}"


def text_faults(text: str, page: bool = False, twice: bool = False) -> list[str]:
    """Convert a text and say what is wrong with the result.

    Args:
        text: Any text.
        page: Also look at its page.
        twice: Also see whether a second run gives the same.

    Returns:
        A few words for each fault.
    """
    try:
        document = make_document(text)
        faults = [*document_faults(document, page)]
        if twice and make_document(text) != document:
            faults.append("determinism: two runs differ")
        return faults
    except Exception as error:
        return [_raised(error)]


def file_faults(path: Path, page: bool = False, twice: bool = False) -> list[str]:
    """Convert a file and say what is wrong with the result.

    A file may be refused, with a finding that says so, but not in any other way.

    Args:
        path: A file that a reader takes.
        page: Also look at its page.
        twice: Also see whether a second run gives the same.

    Returns:
        A few words for each fault.
    """
    job = Job(path, path.name, path.name, Entry(file=path.name, slug="x"))
    try:
        document, problems = convert(job)
        faults = [f"refusal: {found}" for found in problems if not FINDINGS[found.code].input]
        if document is None and not problems:
            faults.append("refusal: without a reason")
        if document:
            content = path.read_bytes()
            ends = content.count(b"\n") + content.count(b"\r") + 1
            # Paragraphs and pages of a packed file cannot be counted from outside.
            lines = ends if document.source.unit is Unit.LINE else sys.maxsize
            faults += document_faults(document, page, lines)
        if twice and convert(job) != (document, problems):
            faults.append("determinism: two runs differ")
        return faults
    except Exception as error:
        return [_raised(error)]


def kind_of(fault: str) -> str:
    """Tell faults apart: their kind, and for exceptions the function."""
    return fault.rpartition(": ")[0] if fault.startswith("exception") else fault.partition(":")[0]


def shrink(text: str, fails: Callable[[str], bool], most: int = 3000) -> str:
    """Make a text that fails smaller as long as it fails.

    Args:
        text: The text.
        fails: Tells whether a text still fails.
        most: How many tries there are.

    Returns:
        A text that fails; without any line or character that is not needed, if the
        tries were enough.
    """
    tries = 0
    for split, glue in ((lambda t: t.split("\n"), "\n"), (list, "")):
        parts = split(text)
        size = max(1, len(parts) // 2)
        while size and tries < most:
            at = 0
            while at < len(parts) and tries < most:
                fewer = parts[:at] + parts[at + size :]
                tries += 1
                if fails(glue.join(fewer)):
                    parts = fewer
                else:
                    at += size
            size //= 2
        text = glue.join(parts)
    return text
