"""The measurements of the search, on a small page that keeps to the search's contract."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from bench.search.measure import Result, measure
from bench.search.ours import Ours
from bench.search.queries import Draw
from bench.search.serve import serving
from bench.search.truth import Corpus

#: A search that reads all clauses; `FAULT` is where a test breaks it.
_PAGE = """<!doctype html><meta charset="utf-8"><title>Search</title>
<input id="tw-search-input"><div id="tw-search-results"></div>
<script>
globalThis.tiaowen = { search: (() => {
  let clauses;
  const fold = (text) => text.toLowerCase().replace(/\\s+/g, "").replace(/[“”「」『』]/g, '"')
    .replace(/[！-～]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0));
  const open = async () => {
    const lines = await (await fetch("search/clauses.js")).text();
    clauses ??= lines.trim().split("\\n").map((line) => JSON.parse(line));
  };
  const run = async (query) => {
    await open();
    const words = query.trim().split(/\\s+/).map((word) => fold(word).replace(/^"|"$/g, ""));
    let hits = clauses.filter((each) => words.every((word) => fold(each.text).includes(word)));
    FAULT
    const rows = (of) => of.map((each) =>
      ({ eid: each.eid, url: `documents/${each.doc}/#${each.eid}` }));
    const docs = [...new Set(hits.map((each) => each.doc))];
    const rowsOf = async (doc, start, count) =>
      rows(hits.filter((each) => each.doc === docs[doc]).slice(start, start + count));
    return {
      query, total: hits.length, documents: docs.length, answer: { rows: [] }, rowsOf,
      groups: (start, count, few) => Promise.all(docs.slice(start, start + count).map(
        async (name, at) => ({ doc: start + at,
          count: hits.filter((each) => each.doc === name).length,
          rows: await rowsOf(start + at, 0, few) }))),
    };
  };
  return { open, run };
})() };
const results = document.querySelector("#tw-search-results");
document.querySelector("#tw-search-input").addEventListener("input", async ({ target }) => {
  const query = target.value;
  const found = await tiaowen.search.run(query);
  const groups = await found.groups(0, 10, 3);
  results.replaceChildren(...groups.flatMap((group) => group.rows).map((row) => {
    const link = document.createElement("a");
    link.className = "tw-hit";
    link.dataset.clause = row.url.replace("documents/", "").replace("/", "");
    return link;
  }));
  results.dataset.total = String(found.total);
  results.dataset.query = query;
});
</script>
"""

_TEXTS = [
    "国家鼓励节约用水、雨水利用、中水回用，县级以上人民政府应当制定“节水规划”并公布。",
    "县级以上人民政府应当公布名录、目录、清单和“节水规划”，依照《节约用水条例》办理。",
    "本条例所称再生水，是指经处理的污水、雨水、矿井水等达到ＡＢＣ标准12项以上的水。",
    "违反《节约用水条例》的，由主管部门给予警告、罚款、没收，情节严重的吊销执照。",
]


def _site(folder: Path, fault: str) -> Path:
    """Make a site of two documents of the same clauses."""
    rows = [
        {"doc": doc, "eid": f"art_{n}", "kind": "article", "num": f"第{n}条", "text": text}
        for doc in ("jia", "yi")
        for n, text in enumerate(_TEXTS, 1)
    ]
    lines = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    documents = [{"slug": doc, "title": f"{doc}条例", "date": None} for doc in ("jia", "yi")]
    for name, text in (
        ("data/clauses.jsonl", lines),
        ("data/documents.json", json.dumps(documents)),
        ("search/clauses.js", lines),
        ("index.html", _PAGE.replace("FAULT", fault)),
    ):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def _measured(browser: Browser, site: Path) -> Result:
    sets = Draw(Corpus(site / "data"), seed=1, each=2).sets()
    kept = {name: sets[name] for name in ("two terms", "quoted")}
    assert all(kept.values())
    with serving(site) as server:
        return measure(browser, server, Ours(site), kept, seed=1)


def test_a_search_that_is_right_has_no_fault(browser: Browser, tmp_path: Path) -> None:
    found = _measured(browser, _site(tmp_path, ""))
    assert {
        name: (each.recall, each.false, each.precision, each.totals, each.wrong, each.failed)
        for name, each in found.sets.items()
    } == dict.fromkeys(found.sets, (100, 0, 100, 100, [], []))
    assert found.cold_requests["max"] == 1
    assert found.cold_bytes["max"] == found.cold_index["max"] < found.cold_plain["max"]
    assert found.further_bytes["max"] == 0
    assert found.heap_end > 0


@pytest.mark.parametrize(
    ("fault", "fallen"),
    [
        ("hits = hits.filter((each) => each.doc === 'jia');", {"recall": 50.0, "totals": 0.0}),
        ("hits = [...hits, ...clauses.slice(0, 1)];", {"totals": 0.0}),
    ],
)
def test_a_search_that_is_wrong_is_found_out(
    browser: Browser, tmp_path: Path, fault: str, fallen: dict[str, float]
) -> None:
    found = _measured(browser, _site(tmp_path, fault))
    for each in found.sets.values():
        assert {name: getattr(each, name) for name in fallen} == fallen
        assert len(each.wrong) == each.queries
