"""Reading files: what is read right, and what is refused with which words."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest

from converter.readers import READERS, read, sha256
from converter.readers.advice import ADVICE
from tests.io_helpers import TEXT, fill, run

GB = TEXT.encode("gb18030")
UTF8 = TEXT.encode()

GOOD = {
    "UTF-8": (UTF8, TEXT, "utf-8"),
    "UTF-8 with BOM": (codecs.BOM_UTF8 + UTF8, TEXT, "utf-8"),
    "GB18030": (GB, TEXT, "gb18030"),
    "GB18030 with a character of four bytes": ("㐂字。\n".encode("gb18030"), "㐂字。\n", "gb18030"),
    "UTF-16 LE": (codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"), TEXT, "utf-16-le"),
    "UTF-16 BE": (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), TEXT, "utf-16-be"),
    "UTF-32 LE": (codecs.BOM_UTF32_LE + TEXT.encode("utf-32-le"), TEXT, "utf-32-le"),
    "CR LF": (UTF8.replace(b"\n", b"\r\n"), TEXT.replace("\n", "\r\n"), "utf-8"),
    "CR": (UTF8.replace(b"\n", b"\r"), TEXT.replace("\n", "\r"), "utf-8"),
    "no end of line": (UTF8.rstrip(), TEXT.rstrip(), "utf-8"),
    "a few control characters": (b"a\x00b" + UTF8, f"a\x00b{TEXT}", "utf-8"),
}


@pytest.mark.parametrize(("data", "text", "encoding"), GOOD.values(), ids=GOOD)
def test_reads(tmp_path: Path, data: bytes, text: str, encoding: str) -> None:
    path = tmp_path / "a.TXT"  # the case of a suffix does not matter
    path.write_bytes(data)
    source, digest, problems = read(path, "a.TXT")
    assert source is not None
    assert (source.text, source.encoding, problems) == (text, encoding, [])
    assert digest == sha256(data)
    place = source.position(text.index("抓好") if "抓好" in text else 0)
    assert (place.line, place.column) == ((5, 1) if "抓好" in text else (1, 1))


KNOWN = ", ".join(sorted(READERS))
WORDS = (
    "convert it with `libreoffice --headless --convert-to docx FILE`,"
    " and move the original out of the sources"
)
SHEETS = WORDS.replace("docx", "html") + ", or copy its tables into a .docx file"
LAYOUT = (
    "open it in its viewer and save it as Word or as a PDF with text; if it is a scan,"
    " recognise it first, as with `ocrmypdf -l chi_sim FILE NEW`"
)
PICTURE = (
    "recognise its text, as with `tesseract FILE OUT -l chi_sim`, compare the result with it"
    " word by word, and move the picture out of the sources"
)
REFUSED = {
    "empty": ("a.txt", b"", "holds no text; fill it, or remove it and its catalog entry [empty]"),
    "white space only": (
        "a.txt",
        " \r\n\u3000\ufeff\u200b\n".encode(),
        "holds no text; fill it, or remove it and its catalog entry [empty]",
    ),
    "PNG": (
        "a.txt",
        b"\x89PNG\r\n\x1a\n",
        f"is not text but a PNG picture; {PICTURE} [unreadable]",
    ),
    "PDF": (
        "a.txt",
        b"%PDF-1.7\n",
        "is not text but a PDF file; rename it to .pdf [unreadable]",
    ),
    "ZIP": (
        "a.txt",
        b"PK\x03\x04\x14\x00",
        "is not text but a ZIP archive; unpack it, and move the archive out of the sources"
        " [unreadable]",
    ),
    "old Word": (
        "a.txt",
        b"\xd0\xcf\x11\xe0\xa1\xb1",
        f"is not text but an old Word or WPS file; {WORDS} [unreadable]",
    ),
    "RTF": ("a.txt", b"{\\rtf1 x}", f"is not text but an RTF file; {WORDS} [unreadable]"),
    "binary": (
        "a.txt",
        bytes(range(32)) * 20,
        "is not text: too many control characters; convert it to text first [unreadable]",
    ),
    "text named pdf": (
        "a.PDF",
        UTF8,
        "is no PDF file, whatever its name says; see what it is, and rename it [unreadable]",
    ),
    "no suffix": (
        "说明",
        UTF8,
        f"files without a suffix cannot be read (known: {KNOWN});"
        " convert it to one of these, or move it out of the sources [suffix]",
    ),
}


@pytest.mark.parametrize(("name", "data", "message"), REFUSED.values(), ids=REFUSED)
def test_refuses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, data: bytes, message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    fill(Path("s"), {name: data})
    result = run("check", "--sources", "s")
    assert result.output == (
        f"s/{name}: error: {message}\n0 documents, 0 clauses, 1 finding (1 error)\n"
    )
    assert result.exit_code == 2


#: What is said about files of these kinds, but for those that a reader reads.
ADVICE_FOR = {
    ".doc .docm .dot .wps .wpt .rtf .odt .fodt": WORDS,
    ".xls .xlsx .xlsm .et .ods .csv": SHEETS,
    ".ppt .pptx .dps .odp": WORDS.replace("docx", "pdf"),
    ".ofd .ceb .cebx .gd .sep": LAYOUT,
    ".png .jpg .jpeg .gif .bmp .tif .tiff .webp": PICTURE,
    ".zip .rar .7z .gz .tar": "unpack it, and move the archive out of the sources",
    ".mht .mhtml .webarchive": "open it in a browser and save it as a web page (HTML only),"
    " or as its text",
    ".shtml .xhtml": "rename it to .html",
    ".md .markdown": "rename it to .txt; what looks like Markdown in it is shown as it is",
    ".epub .xyz": "convert it to one of these, or move it out of the sources",
}


@pytest.mark.parametrize("suffixes", ADVICE_FOR)
def test_kinds_that_no_reader_reads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, suffixes: str
) -> None:
    monkeypatch.chdir(tmp_path)
    kinds = sorted(suffixes.split())
    assert not set(kinds) & set(READERS)
    fill(Path("s"), {f"a{suffix}": UTF8 for suffix in kinds})
    assert run("check", "--sources", "s").output.splitlines()[:-1] == [
        f"s/a{suffix}: error: {suffix} files cannot be read (known: {KNOWN});"
        f" {ADVICE_FOR[suffixes]} [suffix]"
        for suffix in kinds
    ]


def test_all_advice_is_tested() -> None:
    known = {suffix for suffixes in ADVICE_FOR for suffix in suffixes.split()}
    assert set(ADVICE) <= known


UNDECODABLE = {
    "UTF-8, then GB18030": (
        UTF8 + GB,
        "6:1: error: mixes encodings: line 1 is UTF-8 and line 6 is not",
    ),
    "GB18030, then UTF-8": (
        GB + UTF8,
        "1:1: error: mixes encodings: line 6 is UTF-8 and line 1 is not",
    ),
    "both in one line": (
        "坚持党的全面领导".encode() + "毫不动摇".encode("gb18030"),
        "1:9: error: mixes encodings: line 1 is UTF-8 in part only",
    ),
    "neither": (
        GB + b"\xd6\xd0\x81\x30\xff\xff\n",
        "6:2: error: is neither UTF-8 nor GB18030 from here on",
    ),
    "a BOM that lies": (
        codecs.BOM_UTF8 + UTF8 + GB,
        "6:1: error: begins with the mark of UTF-8 and is not from here on",
    ),
    "half a character of UTF-16": (
        codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le") + b"\x00",
        "6:1: error: begins with the mark of UTF-16-LE and is not from here on",
    ),
}


@pytest.mark.parametrize(("data", "message"), UNDECODABLE.values(), ids=UNDECODABLE)
def test_wrong_encodings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, data: bytes, message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    fill(Path("s"), {"a.txt": data})
    end = "save the whole file as UTF-8" if "mixes" in message else "save it as UTF-8"
    result = run("check", "--sources", "s")
    assert result.output == (
        f"s/a.txt:{message}; {end} [unreadable]\n0 documents, 0 clauses, 1 finding (1 error)\n"
    )
    assert result.exit_code == 2


def test_the_file_cannot_be_opened(tmp_path: Path) -> None:
    folder = tmp_path / "a.txt"
    folder.mkdir()
    source, _, problems = read(folder, "a.txt")
    assert source is None
    assert [str(p) for p in problems] == [
        "a.txt: error: cannot be read: Is a directory [unreadable]"
    ]


def test_one_bad_file_does_not_hide_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    fill(Path("s"), {"a.txt": b"", "b.txt": UTF8, "c.odt": b"", "unter/d.txt": "要“求\n抓好。\n"})
    assert run("check", "--sources", "s").output.splitlines() == [
        "s/unter/d.txt:1:2: warning: “ is not closed in its paragraph 要〔“〕求 [quote-unclosed]",
        "s/a.txt: error: holds no text; fill it, or remove it and its catalog entry [empty]",
        f"s/c.odt: error: .odt files cannot be read (known: {KNOWN}); {WORDS} [suffix]",
        "2 documents, 7 clauses, 3 findings (2 errors, 1 warning)",
    ]


def test_files_that_are_no_sources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    names = (".hidden.txt", ".git/x.txt", "~$a.txt", "Thumbs.db", "desktop.ini", "errata.yml")
    fill(Path("s"), {"a.txt": UTF8, **dict.fromkeys(names, b"")})
    assert run("check", "--sources", "s").output == "1 document, 5 clauses, 0 findings\n"
