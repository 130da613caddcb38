"""What the measurements of the search take for right."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bench.search.measure import spread
from bench.search.queries import Draw
from bench.search.triple import retitled, triple
from bench.search.truth import Corpus, fold
from converter.compress import gzip


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    """Two versions of a law, and a regulation."""
    documents = [
        {"slug": "jia-2018", "title": "中华人民共和国甲法", "date": "2018-03-20"},
        {"slug": "jia", "title": "中华人民共和国甲法", "date": "2024-12-25"},
        {"slug": "yi", "title": "乙条例", "date": None},
    ]
    texts = ["监督 机关应当依照ＡＢ标准办理有关审查事项。", "称“湿地”，是指积水的地带。", "应当。"]
    rows = [
        {"doc": doc["slug"], "eid": f"art_{n}", "kind": "article", "num": num, "text": text}
        for doc in documents
        for n, (num, text) in enumerate(zip(("第一条", "第二条", "第三条"), texts, strict=True), 1)
    ]
    lines = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    (tmp_path / "clauses.jsonl").write_text(lines, encoding="utf-8")
    (tmp_path / "documents.json").write_text(json.dumps(documents), encoding="utf-8")
    return Corpus(tmp_path)


def test_the_data_of_a_large_site_are_read(corpus: Corpus, tmp_path: Path) -> None:
    for path in list(tmp_path.iterdir()):
        path.with_name(f"{path.name}.gz").write_bytes(gzip(path.read_bytes()))
        path.unlink()
    large = Corpus(tmp_path)
    assert (large.documents, large.clauses) == (corpus.documents, corpus.clauses)


def test_folding_leaves_out_what_a_reader_does_not_mean() -> None:
    assert fold("Ａ b，\u3000「湿地」‘甲’（１）①㎡") == 'ab,"湿地""甲"(1)①㎡'


def test_words_are_in_the_clauses_whose_own_text_has_all_of_them(corpus: Corpus) -> None:
    assert corpus.having("督机关应当") == {"jia-2018#art_1", "jia#art_1", "yi#art_1"}
    assert corpus.having("应当", "ab标准") == corpus.having("督机关应当")
    assert corpus.having("『湿地』") == {"jia-2018#art_2", "jia#art_2", "yi#art_2"}
    assert corpus.having("办理。称") == set()
    assert len(corpus.having("应当")) == 6


def test_a_number_leads_to_the_current_version(corpus: Corpus) -> None:
    cited = Draw(corpus, seed=1, each=30).sets()["title + number"]
    leads = {query.text: query.truth for query in cited}
    assert leads["甲法第一条"] == {"jia#art_1"}
    assert all(query.first for query in cited)
    assert {name.split("#")[0] for names in leads.values() for name in names} == {"jia", "yi"}


def test_the_same_seed_draws_the_same_queries(corpus: Corpus) -> None:
    one, same, other = (Draw(corpus, seed, each=5).sets() for seed in (1, 1, 2))
    assert one == same != other


def test_a_spread_names_the_value_that_95_percent_do_not_exceed() -> None:
    assert spread(range(1, 101)) == {"count": 100, "median": 50, "p95": 95, "max": 100}
    assert spread([]) == {"count": 0, "median": 0.0, "p95": 0.0, "max": 0.0}


def test_a_tripled_collection_has_other_titles_and_the_same_words(tmp_path: Path) -> None:
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "甲.txt").write_text("\ufeff\n甲条例\n第一条 丁。\n", encoding="utf-8")
    assert triple(folder, tmp_path / "three") == 3
    written = {path.name: path.read_text() for path in (tmp_path / "three").iterdir()}
    assert written == {
        "甲.txt": "\ufeff\n甲条例\n第一条 丁。\n",
        "甲省甲.txt": "\ufeff\n甲省甲条例\n第一条 丁。\n",
        "乙省甲.txt": "\ufeff\n乙省甲条例\n第一条 丁。\n",
    }
    assert retitled("乙办法", "甲省") == "甲省乙办法"
