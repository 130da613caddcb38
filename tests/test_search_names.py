"""What the browser is given to find documents by name and clauses by number."""

from __future__ import annotations

from converter.bundle import Bundle
from converter.entry import Entry
from converter.search.names import names, spelling
from converter.search.outlines import FILE_SIZE, outline, outlines
from converter.slugs import spelt
from converter.view import View
from tests.helpers import make_document
from tests.typed import bundle

#: Letters as in `converter/search/outlines.py`: K 一、, G （一）, C 1., c （1）, A 条, P 款,
#: I 项, E a 款 without words, X 附件; ~ has words of its own, ^ restarts from here on.
OUTLINES = {
    "banfa": "tNA(P)A(P(II))A2-1(E(II))",
    "tiaoli": "tNH!(A(P)A(P(II)P))",
    "tiaoli-2018": "tNH!(A(P)A(P(II)P))",
    "yaodian-2022": "tK(C(T)C~)K(C~)",
    "yaodian-2023": "tK(C(T)C~)K(C~)",
    "tongzhi": "tNaK(^G(T)G(C~(c~c~)C~))K(G(T)G(T))gdX(tA(P))X(tA(P)A(P)A(P))",
    "jishi/2010-05-06": "tNA(P)A(P)A(PP)A(P)A(P)A(P)A(P)A(P)",
    "jishi/2018-07-08": "tNA(P)A(P)A(P)A(PP)A(P)A(P)A(P)A(P)A(P)",
    "jishi": "tNA(P)A(P)A(P)A(P)A(P)A(P)A(P)A(P)",
}


def test_outlines() -> None:
    assert {doc.slug: outline(doc) for doc in bundle().documents} == OUTLINES


def test_what_does_not_follow_is_written() -> None:
    text = "某办法\n第一条 甲。\n第三条 乙。\n第三条 丙。\n附表\n某表\n附件5\n某规定\n第二条 丁。\n"
    assert outline(make_document(text)) == 'tA(P)A3(P)A3"art_3_inst2"(P)Y0(t)X5(tA2(P))'


def test_outlines_are_packed_into_files() -> None:
    text = "某办法\n" + "".join(f"第{n}条 甲。\n" for n in range(1, 2_000))
    made = [make_document(text)] * 4 + list(bundle().documents)
    files = outlines(map(outline, made))
    assert [(first, len(texts)) for first, texts in files] == [(0, 3), (3, 10)]
    assert sum(len(str(text)) for text in files[0][1]) <= FILE_SIZE


def test_names() -> None:
    found = names(View(bundle()))
    kinds = str(found.pop("kinds"))
    assert found == {
        "aliases": {},
        "numbers": {"0": ["某市人民政府令5号"], "5": ["某政发〔2023〕12号"]},
        "versions": [[2, 1], [6, 7, 8]],
    }
    assert "办法" in kinds.strip("(?:)").split("|")


TITLES = {
    "重庆市条例": "zhong-qing-shi-tiao-li",
    "重大事项条例": "b",
    "重要事项条例": "c",
    "银行条例": "d",
    "行政条例": "e",
    "旅行条例（2）": "lv-xing-tiao-li-2",
}


def test_spelling() -> None:
    documents = [
        make_document(f"{title}\n第一条 甲。\n", entry=Entry(file=f"{n}.txt", slug=slug))
        for n, (title, slug) in enumerate(TITLES.items())
    ]
    found = spelling(View(Bundle(tuple(documents))))
    assert found["words"] == [("重庆", 0, "chong"), ("银行", 1, "hang")]
    assert found["slugs"] == {"0": "zhong-qing-shi-tiao-li", "1": "b", "2": "c", "3": "d", "4": "e"}
    syllables = found["syllables"]
    assert isinstance(syllables, list)
    assert [group for group in syllables if set(group) & set("重行")] == ["xing行", "zhong重"]


def test_each_character_is_spelt() -> None:
    assert spelt("重庆ＡB2年（一）") == ("chong", "qing", "", "", "", "nian", "", "yi", "")
