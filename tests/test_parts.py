"""Long pages are written in parts; a short one is not, and nothing else of a page is changed."""

from __future__ import annotations

from converter.numerals import to_chinese
from converter.writers.markdown import render
from converter.writers.parts import CLOSE, LONG, OPEN, SEAM, divided
from tests.helpers import make_document

WORDS = "各级人民政府应当加强对湿地保护工作的领导，将湿地保护纳入国民经济和社会发展规划。"
STATUTE = "某某条例\n" + "".join(
    f"第{to_chinese(nth // 30 + 1)}章　规定\n" * (nth % 30 == 0)
    + f"第{to_chinese(nth + 1)}条　{WORDS}\n{WORDS}\n"
    for nth in range(120)
)


def test_a_long_page_is_divided_before_articles_and_chapters() -> None:
    page = render(make_document(STATUTE))
    before, *parts = page.split(f"\n\n{OPEN}\n\n")
    assert before.split("\n")[4].startswith("# 某某条例 ")
    assert len(parts) > 3
    for part in parts:
        assert part.startswith("#")
        assert part.count(CLOSE) == 1 and part.rstrip("\n").endswith(CLOSE)
    assert all(len(part) > LONG for part in parts[:-1])


def test_a_short_page_has_no_parts() -> None:
    assert OPEN not in render(make_document(STATUTE[: len(STATUTE) // 10]))


def test_parts_change_nothing_else() -> None:
    blocks = ["# 甲", *(block for nth in range(9) for block in (SEAM, f"{nth}" * LONG, "乙"))]
    found = divided(blocks)
    assert found[:5] == ["# 甲", OPEN, "0" * LONG, "乙", CLOSE]
    assert [block for block in found if block not in (OPEN, CLOSE)] == [
        block for block in blocks if block != SEAM
    ]


def test_the_number_of_an_article_without_words_stays_a_line_of_its_own() -> None:
    page = render(make_document("某某条例\n第一条　甲。\n第二条\n第三条　乙。\n第四条\n"))
    alone = [line.partition("]")[0] for line in page.splitlines() if ".tw-alone" in line]
    assert alone == ["## [第二条", "## [第四条"]
