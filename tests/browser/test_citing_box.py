"""The citation box: documents by name, clauses by citation, as the command line finds them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import pytest
from playwright.sync_api import Browser

from converter.bundle import Bundle
from converter.corpus import make_bundle
from converter.entry import Entry
from converter.lookup.cite import Answer, Status, cite
from converter.lookup.published import Published
from converter.model import Document
from converter.numerals import to_chinese
from converter.stored import changed
from converter.tree import Kind
from converter.work import publish
from tests.browser.citing_box import Box
from tests.helpers import CORPORA, SOURCES, make_document
from tests.io_helpers import fill, scratch
from tests.rich import make_rich_document
from tests.test_typed import more, written
from tests.typed import bundle, table

MakeBox = Callable[[Bundle], Box]


@pytest.fixture
def make_box(browser: Browser) -> Iterator[MakeBox]:
    """Make a box for a collection, on a bare page."""
    context = browser.new_context()
    yield lambda made: Box(context.new_page(), made)
    context.close()


def test_the_table(make_box: MakeBox) -> None:
    box = make_box(bundle())
    wrong = []
    for row in table():
        ((places, _, exact),) = box.answers({row.typed: row.here})
        if places != [*row.places, *row.more] or exact != (row.sign == ""):
            wrong.append(f"{row.line}: {row.typed} → {exact} {places}")
    assert wrong == []


NOTES = {
    "某市监察条例第二条第二款": "另有其他版本：2018年3月20日。",
    "某市监察条例": "另有其他版本：2018年3月20日。",
    "某市监察条例第二条第九款": (
        "《某市监察条例》没有第二条第九款，所列为第二条。另有其他版本：2018年3月20日。"
    ),
    "实施办法第九条": "《某市监察条例实施办法》没有第九条，所列为该文件。",
    "档案工作的通知 二(九)": ("《某市人民政府关于加强档案工作的通知》没有二、（九），所列为二、。"),
    "实施办法第一条": "",
    "要点第3条": "“要点”可能指下列文件。",
    "要点": "“要点”可能指下列文件。",
    "要点第30条": "下列文件都没有第30条。",
    "某市监查条例第二条": "没有名为“某市监查条例”的文件，所列为名称相近的文件。",
    "渔业法第三条": "没有名为“渔业法”的文件。",
    "documents/yuye-fa/": "本站没有这个地址的文件。",
    "banfa#art_5": "《某市监察条例实施办法》没有编号为 art_5 的条款，所列为该文件。",
    "四种形态": "",
    # other versions
    "集市管理细则第一条": "另有其他版本：2010年5月6日、2018年7月8日。",
    "集市管理细则第四条": ("2010年5月6日文本第四条，现第六条。另有其他版本：2018年7月8日。"),
    "集市管理细则第三条": "2010年5月6日文本第三条，现第四条。另有其他版本：2018年7月8日。",
    "集市管理细则第六条": (
        "2018年7月8日文本第六条，最新文本已删去。2010年5月6日文本第六条，现第七条。"
    ),
    "集市管理细则第九条": (
        "《某市集市管理细则》最新文本没有第九条。2018年7月8日文本第九条，最新文本已删去。"
        "另有其他版本：2010年5月6日。"
    ),
    "集市管理细则 4.2": (
        "《某市集市管理细则》最新文本没有第4条第2款。2018年7月8日文本第四条第二款，"
        "最新文本没有对应的内容，所在条文现为第四条。另有其他版本：2010年5月6日。"
    ),
    "集市管理细则（2018年）第五条": (
        "最新文本（2024年9月10日）中为第六条。另有其他版本：2010年5月6日。"
    ),
    "集市管理细则（2010年）第八条": (
        "最新文本（2024年9月10日）已删去。另有其他版本：2018年7月8日。"
    ),
    "集市管理细则原第四条第二款": (
        "最新文本（2024年9月10日）没有与此对应的内容，所在条文现为第四条。"
        "另有其他版本：2010年5月6日。"
    ),
    "集市管理细则第九十条": (
        "《某市集市管理细则》没有第九十条，所列为该文件。另有其他版本：2010年5月6日、2018年7月8日。"
    ),
    "集市管理细则（2020年）第五条": "没有名为“集市管理细则(2020年)”的文件。",
    "实施办法原第一条": ("本站没有收录《某市监察条例实施办法》更早的文本，所列为已收录的文本。"),
    # what the ledger knows
    "banfa#art_7": "该条款的地址已变更，所列为现在的地址。",
    "banfa#art_8": "该地址的条款（“本办法由某局解释”）已删去，所列为其后续内容。",
    "banfa#art_9": "该地址的条款（“本办法自发布之日起施行”）已删去。",
    "documents/jiu-banfa/#art_1": "该文件的地址已变更，所列为现在的地址。",
    "documents/fangan/": "该地址的文件（“某市方案”）已删去。",
}


def test_what_is_said(make_box: MakeBox) -> None:
    box = make_box(bundle())
    assert {query: box.answers([query])[0][1] for query in NOTES} == NOTES


def test_of_many_documents_the_first_are_listed(make_box: MakeBox) -> None:
    made = with_slugs(
        [make_document(f"某市第{n}号管理办法\n第一条 甲。\n第二条 乙。\n") for n in range(12)]
    )
    box = make_box(Bundle(tuple(made)))
    ((places, note, exact),) = box.answers(["管理办法第二条"])
    assert (len(places), exact) == (5, False)
    assert note == "“管理办法”可能指下列文件。共 12 件，所列为前 5 件，请写明文件名称。"
    # So many are rather two words, or one.
    assert box.answers(["管理办法 2", "管理办法"]) == [([], "", False)] * 2


def test_files_are_loaded_when_they_are_needed(make_box: MakeBox) -> None:
    box = make_box(bundle())
    box.answers(["四种形态", "某市监察条例", "要点", "疫情 3"])
    assert box.loaded == []
    box.answers(["某市监察条例第一条", "要点第3条"])
    # What became of clauses is asked for where there are several versions.
    assert set(box.loaded) == {"outlines-0", "v0"}
    box.answers(["jctl"])
    assert "pinyin" in box.loaded


# Every clause by its labels


def labelled(documents: Sequence[Document]) -> list[str]:
    """Return the labels of all clauses, short and full, each behind the title."""
    return list(
        dict.fromkeys(
            f"《{doc.title}》{labels[node.key]}"
            for doc in documents
            for node in doc.clauses()
            for labels in (doc.labels, doc.full_labels)
        )
    )


def expected(answer: Answer) -> tuple[list[str], bool]:
    """Return the places that the command line gives, and whether they are meant for sure."""
    if answer.status is Status.NOT_IN_CORPUS:
        return [], False
    places = [answer.target] if answer.target else answer.candidates
    listed = [written(place) for place in places] + more(answer, places)
    return listed, answer.target is not None


def check_labels(box: Box, documents: Sequence[Document], published: Published) -> int:
    """Check that each label leads where the command line finds it; return how many do."""
    queries = labelled(documents)
    found = [(places, exact) for places, _, exact in box.answers(queries)]
    wanted = [expected(cite(query, published)) for query in queries]
    pairs = zip(queries, found, wanted, strict=True)
    assert [pair for pair in pairs if pair[1] != pair[2]] == []
    return sum(exact for _, exact in wanted)


def check_outlines(box: Box, documents: Sequence[Document]) -> None:
    """Check that ids and places of clauses are read from the outlines as they are."""
    read = box.page.evaluate(
        """async (count) => {
          const { of } = tiaowen.search.outlines;
          const all = [];
          for (let doc = 0; doc < count; doc += 1) {
            const nodes = (await of(doc, base)).nodes.filter((node) => node.clause >= 0);
            all.push(nodes.map((node, at) => (node.clause === at ? node.eid : "")));
          }
          return all;
        }""",
        len(documents),
    )
    assert read == [[doc.ids[node.key] for node in doc.clauses()] for doc in documents]


def named(box: Box, documents: Sequence[Document]) -> list[tuple[str, str]]:
    """Return the labels of the units of statutes, those of the browser and those of the tree."""
    read = box.page.evaluate(
        """async (count) => {
          const { of, label } = tiaowen.search.outlines;
          const all = [];
          for (let doc = 0; doc < count; doc += 1) {
            const nodes = (await of(doc, base)).nodes.filter((node) => node.clause >= 0);
            all.push(nodes.map(label));
          }
          return all;
        }""",
        len(documents),
    )
    units = {Kind.PART, Kind.CHAPTER, Kind.ARTICLE, Kind.PARAGRAPH, Kind.ITEM, Kind.SUBITEM}
    return [
        (label, doc.labels[node.key])
        for doc, labels in zip(documents, read, strict=True)
        for node, label in zip(doc.clauses(), labels, strict=True)
        if node.kind in units and "att_" not in doc.ids[node.key]
    ]


def test_labels_of_units(make_box: MakeBox) -> None:
    many = "".join(f"第{to_chinese(n)}条 甲。\n" for n in (10, 11, 20, 101, 110, 1000, 1011, 1260))
    made = [make_document(f"某某法\n{many}"), make_rich_document(RICH), *bundle().documents]
    pairs = named(make_box(Bundle(tuple(with_slugs(made)))), made)
    assert [pair for pair in pairs if pair[0] != pair[1]] == []
    assert len(pairs) > 100


RICH = """\
某某法典
目录
第一编 总则
第二编 分则
序言
为了试验，制定本法典。
第一编 总则
第一分编 通则
第一章 一般规定
第一节 目的
第一条　收费标准如下[^1]：
| 项目 | 标准 |
| 甲   |      |
第二条 下列情形：
（一）甲：
1.乙；
（1）丙。
第二编 分则
第一章 附加规定
第三条 以上。
附表1
收费表
附录
名词
附件2
某某规定
第一章 总则
第一条 甲。
第三条 乙。
[^1]: 另有规定的除外。
"""
SPEECH = """\
在某会议上的讲话
同志们：
今天讲几点意见。
一、提高认识
一是学习。二是落实。
要抓好三件事：
一是甲。
二是乙。
（一）丙
第一，丁。第二，戊。
（三）己
（三）庚
同志们，让我们努力。
某某
2023年1月2日
"""


def test_outlines_of_every_kind_of_clause(make_box: MakeBox) -> None:
    documents = [make_rich_document(RICH), make_document(SPEECH), *bundle().documents]
    made = Bundle(tuple(with_slugs(documents)))
    kinds = {node.kind for doc in documents for node in doc.clauses()}
    missing = {*Kind} - kinds
    assert missing <= {Kind.DOCUMENT, Kind.SUBSUBITEM, Kind.TOC}, missing
    box = make_box(made)
    check_outlines(box, made.documents)
    check_labels(box, made.documents, publish(made))


def test_clauses_of_the_five_documents(make_box: MakeBox) -> None:
    made = make_bundle(SOURCES, "sources")
    box = make_box(made)
    check_outlines(box, made.documents)
    assert check_labels(box, made.documents, publish(made)) > 150


@pytest.mark.corpora
@pytest.mark.slow
def test_clauses_of_real_statutes(make_box: MakeBox) -> None:
    laws = CORPORA / "laws"
    if not laws.is_dir():
        pytest.skip("the corpora are not beside the checkout")
    texts = [(path, path.read_text(encoding="utf-8-sig")) for path in sorted(laws.glob("*.txt"))]
    documents = [make_document(text, path.name) for path, text in texts[::40]]
    made = Bundle(tuple(with_slugs(documents)))
    box = make_box(made)
    check_outlines(box, made.documents)
    assert check_labels(box, made.documents, publish(made)) > 3_000
    assert [pair for pair in named(box, made.documents) if pair[0] != pair[1]] == []


def with_slugs(documents: Sequence[Document]) -> list[Document]:
    """Give documents different slugs."""
    return [
        changed(doc, entry=Entry(file=doc.source.name, slug=f"d-{number}"))
        for number, doc in enumerate(documents)
    ]


# Names


FOUND = {
    # by pinyin, by first letters, by a mixture, with the name of the state or without
    "jianchafa": ["jcf-2024", "jcf-2018"],
    "jcf": ["jcf-2024", "jcf-2018"],
    "jiancf": ["jcf-2024", "jcf-2018"],
    "jchaf": ["jcf-2024", "jcf-2018"],
    "zhrmghgjcf": ["jcf-2024", "jcf-2018"],
    "JCF": ["jcf-2024", "jcf-2018"],
    "jian cha fa": ["jcf-2024", "jcf-2018"],
    "jcfss": ["jcf-shishi"],
    "shishitiaoli": ["jcf-shishi"],
    "yhf": ["yinhang"],
    "yinhangfa": ["yinhang"],
    "yinxingfa": [],
    "cqsda": ["cq-dangan"],
    "chongqing": ["cq-dangan"],
    "dagltl": ["cq-dangan"],
    "lvshifa": ["lvshi"],
    "lüshifa": ["lvshi"],
    "2023yd": ["yaodian-23"],
    "wangan": ["wangan"],
    "waf": ["wangan"],
    # a part: what has a later version comes last
    "监察": ["jcf-2024", "jcf-shishi", "jcf-2018"],
    # one slip
    "jainchafa": ["jcf-2024", "jcf-2018"],
    "jianchfaa": ["jcf-2024", "jcf-2018"],
    "jianchxfa": ["jcf-2024", "jcf-2018"],
    "xianchafa": ["jcf-2024", "jcf-2018"],
    "监查法": ["jcf-2024", "jcf-2018"],
    "监法": [],
    "监察察法": ["jcf-2024", "jcf-2018"],
    "察监法": ["jcf-2024", "jcf-2018"],
    "监察法实施例": ["jcf-shishi"],
    "监查法实施条例": ["jcf-shishi"],
    "网络安权法": ["wangan"],
    "重庆市档案管条理例": ["cq-dangan"],
    "重庆市档管案条理例": [],
    "档案管理条列": ["cq-dangan"],
    # another number is another document
    "2022年要点": [],
    "2024年要点": [],
    "解释（三）": [],
    "解释（二）": ["jieshi-2"],
    # two slips are none
    "监查发": [],
    "jainhcafa": [],
}

TITLES = {
    "jcf-2018": "中华人民共和国监察法\n2018年3月20日通过",
    "jcf-2024": "中华人民共和国监察法\n2018年3月20日通过 根据2024年12月25日决定修正",
    "jcf-shishi": "中华人民共和国监察法实施条例",
    "yinhang": "中华人民共和国银行法",
    "cq-dangan": "重庆市档案管理条例（试行）",
    "lvshi": "中华人民共和国律师法",
    "wangan": "中华人民共和国网络安全法",
    "yaodian-23": "2023年要点",
    "jieshi-2": "关于适用刑法若干问题的解释（二）",
}


def test_names(make_box: MakeBox) -> None:
    texts = {f"{slug}.txt": f"{head}\n第一条 甲。\n" for slug, head in TITLES.items()}
    entries = "".join(
        f"  - {{file: {slug}.txt, slug: {slug}{', aliases: [网安法]' * (slug == 'wangan')}}}\n"
        for slug in TITLES
    )
    folder = fill(scratch() / "named", {**texts, "catalog.yml": f"documents:\n{entries}"})
    box = make_box(make_bundle(folder, "named"))
    assert box.found(FOUND) == FOUND
