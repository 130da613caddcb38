"""Encodings that files do not name, and texts that are none."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from converter.discards import essential
from converter.readers.text import Unreadable, decode, read_text
from converter.span import Position
from tests.io_helpers import TEXT, fill, run

CHINESE = "关于工作的通知\r\n一、总体要求\r\n坚持全面领导，抓好落实。\r\n"


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        CHINESE,
        CHINESE.replace("\r\n", "\r"),
        "第一条　为了“加强”管理，制定本规定。",  # no end of line
        "Annex A\n",
        "关于一",  # 一 is U+4E00
    ],
)
def test_utf16_without_its_mark(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == (text, encoding)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        CHINESE,
        "Bush hid the facts",  # pairs of its letters are Chinese characters in UTF-16
        "A. B. C.\x0c" * 9,
        "\x00" + TEXT,
        "第\x01一条\x02" + TEXT,
        "1\n2\n3\n",
    ],
)
def test_other_encodings_are_not_taken_for_utf16(text: str, encoding: str) -> None:
    found, name = decode(text.encode(encoding))
    assert found == text
    assert name in ("utf-8", encoding)


def test_utf16_that_breaks_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    fill(Path("s"), {"a.txt": (TEXT * 5).encode("utf-16-le") + b"\x00"})
    assert run("check", "--sources", "s").output == (
        "s/a.txt:26:1: error: is UTF-16-LE and is not from here on; save it as UTF-8"
        " [unreadable]\n0 documents, 0 clauses, 1 finding (1 error)\n"
    )


@pytest.mark.parametrize(
    "text",
    [
        "甲\x0c乙。\n",
        "甲\u00ad乙\u2028丙\u2029丁\ufe0f戊\u200b\n",
        "葛\U000e0100城区\n",  # a variation selector says which form of 葛 is meant
        "甲\x85乙\x0b丙\n",
    ],
)
def test_rare_characters_are_handed_on(text: str) -> None:
    source = read_text("x.txt", text.encode())
    assert source.text == text
    assert source.position(len(text) - 1) == Position(1, len(text))


def test_soft_hyphens_are_text_and_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    text = "要求\n一、监\u00ad察\n抓好\u2028落实\u034f。\n"
    assert essential(text) == "要求一、监\u00ad察抓好落实\u034f。"
    fill(Path("s"), {"a.txt": text})
    assert run("check", "--sources", "s").output == (
        "s/a.txt:2:4: warning: The text holds U+00AD, which cannot be seen 一、监〔\u00ad〕察"
        " [character-suspicious]\n"
        "s/a.txt:3:3: warning: U+2028 ends a line, though most programs do not show it"
        " 抓好〔 〕落实\u034f。 [character-suspicious]\n"
        "s/a.txt:3:6: warning: The text holds U+034F, which cannot be seen 抓好 落实〔\u034f〕。"
        " [character-suspicious]\n"
        "1 document, 3 clauses, 3 findings (3 warnings)\n"
    )


def zipped(name: str) -> bytes:
    """Make a ZIP archive with one member."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(name, "x")
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "message", "kind"),
    [
        (b"{\\rtf1\\ansi x}", "is not text but an RTF file", "rtf"),
        (b"%PDF-1.7\n", "is not text but a PDF file", "pdf"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "is not text but an old Word or WPS file", "doc"),
        (zipped("word/document.xml"), "is not text but a Word file", "docx"),
        (zipped("xl/workbook.xml"), "is not text but an Excel file", "xlsx"),
        (zipped("OFD.xml"), "is not text but an OFD file", "ofd"),
        (zipped("a.txt"), "is not text but a ZIP archive", "zip"),
        (b"<!DOCTYPE html><p>x", "is not text but an HTML page", "html"),
        (b"\xef\xbb\xbf\r\n <HTML lang=zh><p>x", "is not text but an HTML page", "html"),
        ("\ufeff<html>条".encode("utf-16-le"), "is not text but an HTML page", "html"),
        ("<html>\n<p>条例".encode("gb18030"), "is not text but an HTML page", "html"),
    ],
)
def test_what_is_no_text(data: bytes, message: str, kind: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read_text("a.txt", data)
    assert (str(caught.value), caught.value.kind) == (message, kind)


@pytest.mark.parametrize(
    "text",
    [
        "说明：<!DOCTYPE html>是网页的第一行。\n",
        "<html5>标准\n",
        "<p>一、要求</p>\n",
        "{rtf}\n",
    ],
)
def test_texts_about_markup_are_texts(text: str) -> None:
    assert read_text("a.txt", text.encode()).text == text
