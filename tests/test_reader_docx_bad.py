"""Files that are no Word documents, or broken or harmful ones: what is said of them."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable
from contextlib import suppress
from copy import deepcopy
from pathlib import Path

import pytest
from lxml import etree

from converter.readers import read
from converter.readers.docx.read import read_docx
from converter.readers.text import Unreadable
from tests.docx_helpers import level, numbering, par, run, word
from tests.test_reader_docx import BOTH, SEEN, note, picture, reference
from tests.test_reader_docx_tables import DOWN, ON, cell, row, table


def repacked(data: bytes, change: Callable[[str, bytes], bytes | None]) -> bytes:
    """Pack a file anew, each member changed, or left out where None comes back."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(packed, "w", 8) as new:
        for name in old.namelist():
            member = change(name, old.read(name))
            if member is not None:
                new.writestr(name, member)
    return packed.getvalue()


def replaced(name: str, old: bytes, new: bytes) -> bytes:
    """Make a file with something replaced in one of its members."""
    made = repacked(word(par("甲")), lambda n, d: d.replace(old, new) if n == name else d)
    return made


def without(name: str) -> bytes:
    return repacked(word(par("甲")), lambda n, d: None if n == name else d)


def archive(**members: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", 8) as file:
        for name, data in members.items():
            file.writestr(name.replace("__", "/"), data)
    return packed.getvalue()


def bomb() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", 8) as file:
        file.writestr("[Content_Types].xml", b"<x/>")
        file.writestr("word/document.xml", b"0" * 20_000_000)
    return packed.getvalue()


SAVE = "open it in Word or WPS, and save it again as a Word document (docx)"
CONVERT = "convert it with `libreoffice --headless --convert-to docx FILE`"
DOCUMENT = "word/document.xml"
MAIN = b"wordprocessingml.document.main"
REFUSED = {
    "old Word file": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"),
        f"is not a Word document (docx) but an old Word or WPS file; {CONVERT}",
    ),
    "password": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
        "is protected by a password; open it in Word or WPS, remove that, and save it",
    ),
    "web page": (
        b"\xef\xbb\xbf<HTML><body>x",
        "is not a Word document but a web page; give it the suffix of one",
    ),
    "RTF": (b"{\\rtf1 x}", f"is not a Word document but an RTF file; {CONVERT}"),
    "PDF": (b"%PDF-1.7", "is not a Word document but a PDF file; give it the suffix of one"),
    "text": ("第一条".encode(), f"is not a Word document (docx); {SAVE}"),
    "nothing": (b"", f"is not a Word document (docx); {SAVE}"),
    "cut off": (
        word(par("甲"))[:3000],
        f"is a damaged Word document (BadZipFile: File is not a zip file); {SAVE}",
    ),
    "ZIP archive": (
        archive(a=b"x"),
        "is not a Word document but a ZIP archive; unpack it",
    ),
    "OpenDocument": (
        archive(**{"content.xml": b"<x/>"}),
        f"is not a Word document but an OpenDocument file; {CONVERT}",
    ),
    "Excel": (
        archive(**{"[Content_Types].xml": b"<x/>", "xl__workbook.xml": b"<x/>"}),
        "is not a Word document but an Excel file; save its text in Word",
    ),
    "macros": (
        replaced(
            "[Content_Types].xml",
            b"application/vnd.openxmlformats-officedocument." + MAIN,
            b"application/vnd.ms-word.document.macroEnabled.main",
        ),
        f"is a Word document with macros; {SAVE}, without them",
    ),
    "template": (
        replaced("[Content_Types].xml", MAIN, b"wordprocessingml.template.main"),
        "is not a Word document but of the type application/vnd.openxmlformats-officedocument"
        f".wordprocessingml.template.main+xml; {SAVE}",
    ),
    "strict": (
        replaced(
            "_rels/.rels",
            b"http://schemas.openxmlformats.org/officeDocument/2006",
            b"http://purl.oclc.org/ooxml/officeDocument",
        ),
        f"is in the format “Strict Open XML”; {SAVE}",
    ),
    "no main part": (
        without(DOCUMENT),
        'is a damaged Word document (KeyError: "no relationship of type'
        " 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument'"
        f' in collection"); {SAVE}',
    ),
    "no body": (
        replaced(DOCUMENT, b"w:body>", b"w:head>"),
        "is a Word document without a body; save it again in Word or WPS",
    ),
    "zip bomb": (
        bomb(),
        "unpacks word/document.xml to 20 MB, which no document does",
    ),
}


@pytest.mark.parametrize(("data", "message"), REFUSED.values(), ids=REFUSED)
def test_refuses(tmp_path: Path, data: bytes, message: str) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(data)
    source, _, problems = read(path, "a.docx")
    assert source is None
    assert [str(problem) for problem in problems] == [f"a.docx: error: {message} [unreadable]"]


def message_of(data: bytes) -> str:
    with pytest.raises(Unreadable) as caught:
        read_docx("x.docx", data)
    return str(caught.value)


def test_broken_xml_is_named() -> None:
    message = message_of(replaced(DOCUMENT, b"</w:body>", b""))
    assert message.startswith("holds broken XML (") and message.endswith(f"; {SAVE}")
    broken = repacked(
        word(par("甲"), parts={"footnotes": note("footnote", 2, "注")}),
        lambda n, d: d[:-9] if n == "word/footnotes.xml" else d,
    )
    assert message_of(broken).startswith("holds broken XML in /word/footnotes.xml (")


@pytest.mark.parametrize(
    "declared",
    [
        b'<!ENTITY x SYSTEM "file:///etc/hostname">',
        b'<!ENTITY y "aaaa"><!ENTITY x "&y;&y;&y;">',
    ],
    ids=["external", "internal"],
)
def test_entities_are_refused_and_not_resolved(declared: bytes) -> None:
    data = repacked(
        word(par("甲")),
        lambda n, d: (
            d.replace(b"<w:document", b"<!DOCTYPE x [" + declared + b"]><w:document").replace(
                "甲".encode(), b"&x;"
            )
            if n == DOCUMENT
            else d
        ),
    )
    assert message_of(data) == f"declares XML entities in /word/document.xml; {SAVE}"


def test_xml_that_nests_too_deep() -> None:
    deep = "<w:smartTag>" * 150 + run("甲") + "</w:smartTag>" * 150
    message = f"nests XML deeper than any document in /word/document.xml; {SAVE}"
    assert message_of(word(par(deep))) == message


def test_relations_to_what_is_not_there_do_no_harm() -> None:
    more = b'<Relationship Id="rId99" Type="http://x/image" Target="NULL"/></Relationships>'
    data = replaced("word/_rels/document.xml.rels", b"</Relationships>", more)
    assert read_docx("x.docx", data).text == "甲\n"


def rich() -> bytes:
    """Make a file that has a little of everything."""
    definition = level(0, "chineseCounting", "%1、") + level(1, "decimal", "%1.%2")
    return word(
        par("总则", number="5/0"),
        par("甲", number="5/1", style="Yi"),
        *(par(content) for content, _ in SEEN.values()),
        par(f"<w:r>{BOTH}</w:r>" + picture("rIdtu") + reference("footnote", 2)),
        table(row(cell(par("一"), properties=DOWN), "二"), row(cell(properties=ON), "三")),
        lists=numbering({1: definition}, {5: (1, "")}),
        styles='<w:style w:type="paragraph" w:styleId="Yi"><w:basedOn w:val="Normal"/></w:style>',
        parts={"footnotes": note("footnote", 2, "注。"), "header": par("页眉")},
        files={"tu.png": b"\x89PNG"},
    )


def mutated(data: bytes, chance: random.Random) -> bytes:
    """Change some bytes of XML, as a broken disk or program does, or a tag or value as a person."""
    made = bytearray(data)
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(made))
        kind = chance.randrange(5)
        if kind == 0:
            made[at] = chance.randrange(256)
        elif kind == 1:
            del made[at : at + chance.randint(1, 30)]
        elif kind == 2:
            made[at:at] = made[at : at + chance.randint(1, 60)]
        else:
            # Tags and values change places, so that most of these are still XML.
            pattern = b"<w:" if kind == 3 else b'w:val="'
            first, second = made.find(pattern, at), made.find(pattern, chance.randrange(len(made)))
            if first >= 0 and second >= 0:
                end = made.find(b'"', second + 7) if kind == 4 else made.find(b">", second)
                stop = made.find(b'"', first + 7) if kind == 4 else made.find(b">", first)
                made[first:stop] = made[second:end]
    return bytes(made)


def rearranged(data: bytes, chance: random.Random) -> bytes:
    """Take elements away, copy, move and rename them, and change values: XML, but nonsense."""
    root = etree.fromstring(data)
    for _ in range(chance.randint(1, 5)):
        elements = [e for e in root.iter() if isinstance(e.tag, str) and e is not root]
        if not elements:
            break
        one, other = chance.choice(elements), chance.choice(elements)
        kind = chance.randrange(5)
        if kind == 0:
            one.getparent().remove(one)
        elif kind == 1 and len(list(one.iter())) < 100:
            other.append(deepcopy(one))
        elif kind == 2 and other not in one.iter():
            other.append(one)
        elif kind == 3:
            one.tag = other.tag
        elif one.attrib:
            values = ["0", "1", "-1", "9" * 20, "x", "", "restart", "begin", "end", "separate"]
            one.set(chance.choice(list(one.attrib)), chance.choice(values))
    return etree.tostring(root)


def test_whatever_stands_where_a_file_is_read_or_refused() -> None:
    data = rich()
    chance = random.Random(5)
    targets = [DOCUMENT, DOCUMENT, "word/numbering.xml", "word/styles.xml", "word/footnotes.xml"]
    for _ in range(40):
        target = chance.choice(targets)
        changed = repacked(data, lambda n, d, c=chance, t=target: rearranged(d, c) if n == t else d)
        with suppress(Unreadable):
            source = read_docx("x.docx", changed)
            for found in source.tables:
                assert all(found.span.contains(cell_.span) for cell_ in found.cells)


def test_whatever_is_broken_a_file_is_read_or_refused() -> None:
    data = rich()
    assert "总则" in read_docx("x.docx", data).text
    chance = random.Random(3)
    outcomes = {"read": 0, "refused": 0}
    for _ in range(60):
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            names = [n for n in file.namelist() if n.endswith((".xml", ".rels"))]
        weights = [20 if n in (DOCUMENT, "word/numbering.xml") else 2 for n in names]
        target = chance.choices(names, weights)[0]
        changed = repacked(data, lambda n, d, c=chance, t=target: mutated(d, c) if n == t else d)
        try:
            source = read_docx("x.docx", changed)
        except Unreadable:
            outcomes["refused"] += 1
        else:
            outcomes["read"] += 1
            assert all(s.end <= len(source.text) for s in source.generated)
    assert min(outcomes.values()) > 10


def test_whatever_bytes_are_broken_a_file_is_read_or_refused() -> None:
    data = rich()
    chance = random.Random(4)
    for _ in range(100):
        changed = bytearray(data)
        for _ in range(chance.randint(1, 5)):
            changed[chance.randrange(len(changed))] = chance.randrange(256)
        with suppress(Unreadable):
            read_docx("x.docx", bytes(changed))
