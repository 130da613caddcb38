"""Word files as LibreOffice shows them, compared with what is read; and files that it writes."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from converter.discards import essential
from converter.readers.docx.read import read_docx
from tests.docx_helpers import check_conserved, level, made, numbering, par, word
from tests.test_reader_docx_numbering import CASES, NONE, OFFICIAL, Case

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(OFFICE is None, reason="needs LibreOffice (soffice)"),
]


def convert(folder: Path, files: Mapping[str, bytes], target: str) -> dict[str, bytes]:
    """Let LibreOffice convert files, with a profile of its own; return them by name."""
    for name, data in files.items():
        (folder / name).write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [OFFICE or "", profile, "--headless", "--convert-to", target, "--outdir"]
    subprocess.run(
        [*command, str(folder / "out"), *(str(folder / name) for name in files)],
        check=True,
        capture_output=True,
        timeout=300,
    )
    return {path.stem: path.read_bytes() for path in (folder / "out").iterdir()}


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """What LibreOffice shows of each case; without white space, as its export adds some."""
    files = {
        f"{index}.docx": word(*case.blocks(), lists=case.lists, styles=case.styles)
        for index, case in enumerate(CASES.values())
    }
    shown = convert(tmp_path_factory.mktemp("office"), files, "txt:Text (encoded):UTF8")
    texts = {name: shown[str(index)].decode("utf-8-sig") for index, name in enumerate(CASES)}
    return {
        name: [essential(line) for line in text.removesuffix("\n").split("\n")]
        for name, text in texts.items()
    }


@pytest.mark.parametrize("name", CASES)
def test_numbers_as_seen(seen: dict[str, list[str]], name: str) -> None:
    case: Case = CASES[name]
    expected = case.shown or case.expected()
    assert seen[name] == [essential(line) for line in expected]
    assert bool(case.differs) == bool(case.shown)


#: The formats for which LibreOffice has characters of its own and not those of Word.
SAME_FORMATS = (
    "decimal decimalZero upperLetter lowerLetter upperRoman lowerRoman chineseLegalSimplified"
    " taiwaneseCountingThousand ideographLegalTraditional ideographTraditional ideographZodiac"
).split()
#: Those that both write alike up to 九十九 or ⑩.
SAME_BELOW = {
    "chineseCounting": 99,
    "chineseCountingThousand": 100,
    "japaneseCounting": 99,
    "taiwaneseCounting": 99,
    "decimalEnclosedCircle": 20,
    "decimalEnclosedCircleChinese": 10,
}


def test_number_formats_as_seen(tmp_path: Path) -> None:
    numbers = (1, 2, 9, 10, 11, 12, 19, 20, 21, 30, 98, 99, 100, 101, 110, 111, 120)
    pairs = [(name, n) for name in SAME_FORMATS for n in numbers]
    pairs += [(name, n) for name, most in SAME_BELOW.items() for n in numbers if n <= most]
    lists = numbering(
        {i: level(0, name, "第%1号", NONE, start=n) for i, (name, n) in enumerate(pairs, 1)},
        {i: (i, "") for i in range(1, len(pairs) + 1)},
    )
    rows = [par(f"{name}-{n}", number=f"{i}/0") for i, (name, n) in enumerate(pairs, 1)]
    data = word(*rows, lists=lists)
    shown = convert(tmp_path, {"x.docx": data}, "txt:Text (encoded):UTF8")["x"].decode("utf-8-sig")
    ours = read_docx("x.docx", data).text
    assert list(map(essential, shown.split("\n"))) == list(map(essential, ours.split("\n")))


HTML = """<html><head><meta charset="utf-8"></head><body>
<p>关于做好工作的通知</p><p>各单位：</p>
<table border="1"><tr><td rowspan="2">类别</td><td colspan="2">数量</td></tr>
<tr><td>甲</td><td>乙</td></tr></table>
<ol><li>第一项<li>第二项</ol><p>特此通知。</p></body></html>"""


def test_a_file_that_libreoffice_wrote(tmp_path: Path) -> None:
    target = "docx:MS Word 2007 XML"
    page = {"x.html": HTML.encode()}
    odt = convert(tmp_path, page, "odt:writerweb8_writer")["x"]
    (tmp_path / "second").mkdir()
    data = convert(tmp_path / "second", {"x.odt": odt}, target)["x"]
    source = read_docx("x.docx", data)
    check_conserved(source, data)
    assert [line.strip() for line in source.text.split("\n") if line.strip()] == [
        *("关于做好工作的通知", "各单位：", "类别", "数量", "甲", "乙"),
        *("1.\t第一项", "2.\t第二项", "特此通知。"),
    ]
    assert [
        (source.slice(c.span), c.row, c.column, c.rows, c.columns) for c in source.tables[0].cells
    ] == [
        ("类别", 1, 1, 2, 1),
        ("数量", 1, 2, 1, 2),
        ("甲", 2, 2, 1, 1),
        ("乙", 2, 3, 1, 1),
    ]
    assert made(source) == ["1.", "2."]


def test_a_file_that_libreoffice_wrote_anew(tmp_path: Path) -> None:
    rows = [par("总体要求", number="5/0"), par("甲", number="5/1"), par("乙", number="5/1")]
    data = word(*rows, lists=numbering({1: OFFICIAL}, {5: (1, "")}))
    odt = convert(tmp_path, {"x.docx": data}, "odt")["x"]
    (tmp_path / "second").mkdir()
    again = convert(tmp_path / "second", {"x.odt": odt}, "docx:MS Word 2007 XML")["x"]
    assert read_docx("x.docx", again).text == read_docx("x.docx", data).text
