"""PDF files with a text layer: lines to paragraphs, what margins repeat, what is refused."""

from __future__ import annotations

import random
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from converter.beside import Removal
from converter.discards import essential
from converter.readers.pdf import read_pdf
from converter.readers.text import Unreadable
from converter.source import SourceText
from converter.span import Position, Unit
from tests.io_helpers import fill, run
from tests.pdf_helpers import LEFT, SIZE, Placed, make_pdf, page_of

NOTICE = (
    """\
　　　　关于做好今年防汛工作的通知
各乡镇人民政府：
　　今年汛期降雨偏多，各地要提高认识，压
实责任，确保安全度汛。现将有关事项通知如
下：
　　一、加强值守
　　（一）严格执行二十四小时值班制度，及
时报告汛情，不得迟报、漏报和瞒报。值班情
况应当由专人依照《某市防汛条例》第八条和
""",
    """\
第十条的规定记入台账。
　　（二）各单位要配备好一台新的 HP
LaserJet 打印机、三台排水泵和必要的救援装
备，并定期检查，做到随时能用𠀀。
　　某县人民政府
""",
)
PARAGRAPHS = """\
关于做好今年防汛工作的通知
各乡镇人民政府：
今年汛期降雨偏多，各地要提高认识，压实责任，确保安全度汛。现将有关事项通知如下：
一、加强值守
（一）严格执行二十四小时值班制度，及时报告汛情，不得迟报、漏报和瞒报。\
值班情况应当由专人依照《某市防汛条例》第八条和第十条的规定记入台账。
（二）各单位要配备好一台新的 HP LaserJet 打印机、三台排水泵和必要的救援装备，\
并定期检查，做到随时能用𠀀。
某县人民政府
"""


def printed(pages: Sequence[str], head: str = "", foot: str = "") -> list[list[Placed]]:
    """Place texts on pages; `#` in the foot is the number of the page."""
    return [page_of(p, head, foot.replace("#", str(n))) for n, p in enumerate(pages, 1)]


def read(pages: Sequence[Sequence[Placed]], pictures: Sequence[int] = ()) -> SourceText:
    return read_pdf("x.pdf", make_pdf(pages, pictures))


def test_pages_become_paragraphs() -> None:
    source = read(printed(NOTICE))
    assert source.text == PARAGRAPHS
    assert essential(source.text) == essential("".join(NOTICE))
    assert (source.unit, source.encoding, source.removals) == (Unit.PAGE, "", ())


def test_a_place_is_a_page_and_a_character_on_it() -> None:
    source = read(printed(NOTICE))
    places = {
        words: source.position(source.text.index(words))
        for words in ("关于", "各乡镇", "今年汛期", "压实", "实责任", "第十条", "（二）")
    }
    assert places == {
        "关于": Position(1, 1),
        "各乡镇": Position(1, 14),
        "今年汛期": Position(1, 22),
        "压实": Position(1, 39),
        "实责任": Position(1, 40),
        "第十条": Position(2, 1),
        "（二）": Position(2, 12),
    }


def test_what_pages_repeat_in_their_margins_is_left_out_and_listed() -> None:
    source = read(printed(NOTICE, head="某县防汛文件", foot="— # —"))
    assert source.text == PARAGRAPHS
    assert source.removals == (
        Removal(Position(1, 1), "running-head", "某县防汛文件"),
        Removal(Position(1, 132), "page-number", "— 1 —"),
        Removal(Position(2, 1), "running-head", "某县防汛文件"),
        Removal(Position(2, 83), "page-number", "— 2 —"),
    )


@pytest.mark.parametrize("foot", ["#", "- # -", "第#页", "第 # 页 共 2 页", "#/2", "·#·"])
def test_forms_of_page_numbers(foot: str) -> None:
    assert read(printed(NOTICE, foot=foot)).text == PARAGRAPHS


def test_what_pages_do_not_repeat_is_text() -> None:
    """One head, numbers that do not count on, and a last line that is a number."""
    first, second = printed(NOTICE, foot="7")
    source = read([[(LEFT, 800.0, "某县防汛文件", 10.0), *first], second])
    assert source.removals == ()
    assert essential(source.text) == essential(f"某县防汛文件{NOTICE[0]}7{NOTICE[1]}7")


def test_the_first_line_of_the_text_is_no_running_head() -> None:
    """The same words at the same place, but no further from the text than its lines are."""
    source = read(printed([f"　　某县防汛文件\n{page}" for page in NOTICE]))
    assert source.removals == () and source.text.count("某县防汛文件") == 2


def test_one_page() -> None:
    assert read(printed(NOTICE[:1], foot="- 1 -")).removals == (
        Removal(Position(1, 126), "page-number", "- 1 -"),
    )
    assert read(printed(NOTICE[:1], foot="1")).text.endswith("\n1\n")


def test_paragraphs_that_are_set_apart_and_not_indented() -> None:
    text = """\
第一条 为了加强防汛工作，落实各级责任，
根据有关法律、法规，结合本市实际，制定本
规定。

第二条 县水利局应当督促各项工作落实，并
于每月末报告。

县人民政府应当公布报告。
"""
    assert read(printed([text])).text == (
        "第一条 为了加强防汛工作，落实各级责任，根据有关法律、法规，结合本市实际，制定本规定。\n"
        "第二条 县水利局应当督促各项工作落实，并于每月末报告。\n县人民政府应当公布报告。\n"
    )


def test_a_gap_cannot_be_seen_at_the_top_of_a_page() -> None:
    article = """\
第{}条 为了加强防汛工作，落实各级责任，
根据有关法律、法规，结合本市实际，制定本规
定。

"""
    first = "".join(article.format(n) for n in "一二三四")
    full = "第五条 有关单位违反本规定的，应予以处罚。\n"
    text = read(printed([first + full, article.format("六")])).text
    assert text.splitlines()[-2:] == [
        full.strip(),
        "第六条 为了加强防汛工作，落实各级责任，根据有关法律、法规，结合本市实际，制定本规定。",
    ]


def test_a_line_is_put_together_from_its_pieces() -> None:
    """Files draw a line in several pieces; a wide gap between two of them is a space."""
    lines = [
        (LEFT, 700.0, "第一条", SIZE),
        (LEFT + 4 * SIZE, 700.0, "为了加强", SIZE),
        (LEFT + 8 * SIZE, 700.0, "管理", SIZE),
        (LEFT, 672.0, "一一一", SIZE),
    ]
    assert read([lines]).text == "第一条 为了加强管理\n一一一\n"


def test_findings_of_a_pdf_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    pages = [*printed(NOTICE), []]
    fill(Path("s"), {"a.pdf": make_pdf(pages, pictures=(2, 3))})
    output = run("check", "--sources", "s").output.splitlines()
    assert output == [
        "s/a.pdf:1:39: note: 14 wrapped lines were joined to 7 paragraphs; check the paragraphs"
        " 多，各地要提高认识，〔压实〕责任，确保安全度汛。 [lines-joined]",
        "s/a.pdf:2:1: note: Page 2 holds pictures, which are not taken over"
        " 市防汛条例》第八条和〔〕第十条的规定记入台账 [page-pictures]",
        "s/a.pdf:2:71: warning: Page 3 holds no text; if it has some, recognise it first (OCR)"
        " 〔〕某县人民政府 [page-without-text]",
        "1 document, 7 clauses, 2 citations (2 unresolved), 3 findings (1 warning, 2 notes)",
    ]


def test_a_page_with_few_words_is_no_scan() -> None:
    source = read([*printed(NOTICE), page_of("某县"), page_of("甲")])
    assert source.text.endswith("\n某县\n甲\n")
    assert {remark.code for remark in source.remarks} == {"lines-joined"}


FULL = page_of(NOTICE[0])
REFUSED = {
    "a scan": (
        make_pdf([[], page_of("1"), FULL], pictures=(1, 2)),
        "is a PDF file without text on 2 of 3 pages, as a scan is; recognise its text with"
        " `ocrmypdf -l chi_sim FILE NEW`, and compare it word by word",
    ),
    "an empty page": (
        make_pdf([[]]),
        "is a PDF file without text on 1 of 1 pages, as a scan is; recognise its text with"
        " `ocrmypdf -l chi_sim FILE NEW`, and compare it word by word",
    ),
    "encrypted": (
        make_pdf([FULL], encrypted=True),
        "is a PDF file that asks for a password; open it with the password and print it to a"
        " new PDF file, or use `qpdf --decrypt --password=PASSWORD FILE NEW`",
    ),
    "broken": (
        b"%PDF-1.7\nthe rest is missing",
        "is a broken PDF file; take it from its origin again, or repair it with `qpdf FILE NEW`",
    ),
    "no PDF": (
        b"PK\x03\x04",
        "is no PDF file, whatever its name says; see what it is, and rename it",
    ),
}


@pytest.mark.parametrize(("data", "message"), REFUSED.values(), ids=REFUSED)
def test_refuses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, data: bytes, message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    fill(Path("s"), {"a.pdf": data})
    result = run("check", "--sources", "s")
    assert result.output == (
        f"s/a.pdf: error: {message} [unreadable]\n0 documents, 0 clauses, 1 finding (1 error)\n"
    )
    assert result.exit_code == 2


def test_the_library_is_an_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    fill(Path("s"), {"a.pdf": make_pdf([FULL]), "b.txt": "要求\n抓好。\n"})
    assert run("check", "--sources", "s").output.splitlines()[0] == (
        "s/a.pdf: error: is a PDF file, and reading those needs pypdfium2;"
        " install it with `pip install 'tiaowen[pdf]'` [unreadable]"
    )


def test_damaged_files_are_read_or_refused() -> None:
    data = make_pdf(printed(NOTICE, head="某县防汛文件", foot="— # —"), pictures=(1,))
    rng = random.Random(3)
    outcomes = set()
    for _ in range(150):
        damaged = bytearray(data)
        for _ in range(rng.randint(1, 12)):
            damaged[rng.randrange(20, len(data))] = rng.randrange(256)
        try:
            source = read_pdf("x.pdf", bytes(damaged)[: rng.randint(len(data) // 2, len(data))])
            outcomes.add("read")
            source.text.encode()  # half a character would not go into a file
            assert source.marks[0].offset == 0
        except Unreadable:
            outcomes.add("refused")
    assert outcomes == {"read", "refused"}
