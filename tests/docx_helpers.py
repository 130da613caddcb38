"""Word files made for tests, from short notations and raw XML, and an independent look at them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from functools import cache

import docx
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from lxml import etree

from converter.discards import essential
from converter.readers.docx.read import read_docx
from converter.source import SourceText

_NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "wpsCustomData": "http://www.wps.cn/officeDocument/2013/wpsCustomData",
}
W = f"{{{_NAMESPACES['w']}}}"
_DECLARED = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in _NAMESPACES.items())

#: Kind of part to its content type, after the prefix that all have.
_KINDS = {
    "comments": "comments+xml",
    "footnotes": "footnotes+xml",
    "endnotes": "endnotes+xml",
    "header": "header+xml",
    "footer": "footer+xml",
}
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


def run(text: str, properties: str = "") -> str:
    """Write a run."""
    inner = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{inner}<w:t xml:space="preserve">{text}</w:t></w:r>'


def par(content: str = "", properties: str = "", style: str = "", number: str = "") -> str:
    """Write a paragraph.

    Args:
        content: Its text, or the XML of its runs.
        properties: More XML of its properties.
        style: The id of its style.
        number: The list and the level of its number, as in `7/0`.
    """
    inner = content if content.startswith("<") or not content else run(content)
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    list_id, _, level = number.partition("/")
    at = f'<w:ilvl w:val="{level}"/>' if level else ""
    counted = f'<w:numPr>{at}<w:numId w:val="{list_id}"/></w:numPr>' if number else ""
    return f"<w:p><w:pPr>{named}{counted}{properties}</w:pPr>{inner}</w:p>"


def level(at: int, format_: str, template: str, more: str = "", start: int = 1) -> str:
    """Write a level of a list."""
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{format_}"/>'
        f'{more}<w:lvlText w:val="{template}"/></w:lvl>'
    )


def numbering(definitions: Mapping[int, str], lists: Mapping[int, tuple[int, str]]) -> str:
    """Write a `numbering.xml`: definitions by id; lists by id, with definition and overrides."""
    abstract = "".join(
        f'<w:abstractNum w:abstractNumId="{key}"><w:multiLevelType w:val="multilevel"/>'
        f"{levels}</w:abstractNum>"
        for key, levels in definitions.items()
    )
    return abstract + "".join(
        f'<w:num w:numId="{key}"><w:abstractNumId w:val="{definition}"/>{overrides}</w:num>'
        for key, (definition, overrides) in lists.items()
    )


def _children(xml: str) -> list[etree._Element]:
    return list(docx.oxml.parse_xml(f"<w:x {_DECLARED}>{xml}</w:x>"))


@cache
def _template() -> bytes:
    saved = io.BytesIO()
    docx.Document().save(saved)
    return saved.getvalue()


def word(
    *blocks: str,
    lists: str = "",
    styles: str = "",
    parts: Mapping[str, str] | None = None,
    files: Mapping[str, bytes] | None = None,
) -> bytes:
    """Make a Word file.

    Args:
        *blocks: The XML of its paragraphs and tables.
        lists: The content of its `numbering.xml`.
        styles: Styles to add, as XML.
        parts: Kind to content of further parts; `header` is related as `rIdHeader`.
        files: Name to bytes of pictures, related as `rId` and the name without suffix.
    """
    document = docx.Document(io.BytesIO(_template()))
    body = document.element.body
    for child in list(body):
        body.remove(child)
    body.extend(_children("".join(blocks)))
    root = document.part.numbering_part.element
    for child in list(root):
        root.remove(child)
    root.extend(_children(lists))
    document.part._styles_part.element.extend(_children(styles))
    for kind, xml in (parts or {}).items():
        blob = f"<w:{kind} {_DECLARED}>{xml}</w:{kind}>".encode()
        name = PackURI(f"/word/{kind}.xml")
        part = Part(name, _TYPE + _KINDS[kind], blob, document.part.package)
        document.part.rels.add_relationship(_RELATION + kind, part, f"rId{kind.title()}")
    for file, data in (files or {}).items():
        picture = Part(PackURI(f"/word/media/{file}"), "image/png", data, document.part.package)
        document.part.rels.add_relationship(
            _RELATION + "image", picture, f"rId{file.partition('.')[0]}"
        )
    saved = io.BytesIO()
    document.save(saved)
    return saved.getvalue()


def read_word(*blocks: str, lists: str = "", styles: str = "", **more: object) -> SourceText:
    """Make a Word file and read it; what the text must conserve is checked each time."""
    data = word(*blocks, lists=lists, styles=styles, **more)
    source = read_docx("x.docx", data)
    check_conserved(source, data)
    return source


def lines(*blocks: str, lists: str = "", styles: str = "", **more: object) -> list[str]:
    """Make a Word file and return the lines of its text, as they are."""
    source = read_word(*blocks, lists=lists, styles=styles, **more)
    return source.text.removesuffix("\n").split("\n")


def made(source: SourceText) -> list[str]:
    """Return what the file's program makes: numbers, bullets, signs of formulas."""
    return [source.slice(span) for span in source.generated]


def check_conserved(source: SourceText, data: bytes, symbols: str = "") -> None:
    """Compare the characters of a file, whatever their order, with those handed on.

    What stands in the XML as text, less what is listed as left out, and what the program
    makes is the text. This looks at the XML by itself and knows nothing of the reader.
    """
    stored: list[str] = []
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in ("document", "comments", "footnotes", "endnotes"):
            if f"word/{name}.xml" in archive.namelist():
                stored += _stored(etree.fromstring(archive.read(f"word/{name}.xml")))
    out = [r.text for r in source.removals if r.rule not in ("header", "footer")]
    spans = source.generated
    edges = [0, *(edge for span in spans for edge in (span.start, span.end)), len(source.text)]
    kept = "".join(source.text[a:b] for a, b in zip(edges[::2], edges[1::2], strict=True))
    assert sorted(essential(kept + "".join(out))) == sorted(essential("".join(stored) + symbols))


def _stored(root: etree._Element) -> list[str]:
    for twice in root.xpath("//mc:AlternateContent[mc:Choice]/mc:Fallback", namespaces=_NAMESPACES):
        twice.getparent().remove(twice)
    paths = "//w:t | //w:delText | //m:t | //a:t | //w:noBreakHyphen | //w:softHyphen"
    found = root.xpath(f"{paths} | //v:textpath/@string", namespaces=_NAMESPACES)
    single = {f"{W}noBreakHyphen": "\u2011", f"{W}softHyphen": "\u00ad"}
    own = ("".join(f.xpath("text()")) if not isinstance(f, str) else f for f in found)
    return [single.get(getattr(f, "tag", "")) or text for f, text in zip(found, own, strict=True)]
