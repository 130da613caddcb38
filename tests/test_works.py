"""Which documents are versions of one, and what they are called in addresses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from converter.bundle import Bundle
from converter.corpus import make_bundle
from converter.view import View
from tests.io_helpers import fill, run, scratch

_LAW = "某某法\n（{}通过）\n第一条　为了规范工作，制定本法。\n第二条　各级机关应当遵守。\n"
_OLD = _LAW.format("2018年3月20日第十三届全国人民代表大会第一次会议")
_NEW = (
    _LAW.format("2024年12月25日第十三届全国人民代表大会第一次会议")
    + "第三条　本法自公布之日起施行。\n"
)
_OTHER = _OLD.replace("某某法", "某某条例").replace("2018年3月20日", "2020年1月1日")


def _bundle(texts: dict[str, str], catalog: str = "") -> Bundle:
    files = {**texts, **({"catalog.yml": catalog} if catalog else {})}
    return make_bundle(fill(scratch() / "texts", files), "texts")


def _names(bundle: Bundle) -> dict[str, str]:
    return {doc.entry.file: doc.slug for doc in bundle.documents}


def test_the_latest_version_has_the_name_of_the_work() -> None:
    bundle = _bundle({"a.txt": _NEW, "b.txt": _OLD, "c.txt": _OTHER})
    assert _names(bundle) == {
        "a.txt": "mou-mou-fa",
        "b.txt": "mou-mou-fa/2018-03-20",
        "c.txt": "mou-mou-tiao-li",
    }
    assert [doc.work for doc in bundle.documents] == ["mou-mou-fa"] * 2 + ["mou-mou-tiao-li"]
    assert [doc.version for doc in bundle.documents] == ["2024-12-25", "2018-03-20", "2020-01-01"]
    assert bundle.families == (("mou-mou-fa/2018-03-20", "mou-mou-fa"),)
    view = View(bundle)
    new, old, other = bundle.documents
    assert view.versions(old) == view.versions(new) == (old, new)
    assert view.current(old) is new and view.current(other) is other


def test_a_version_that_is_added_takes_the_address_of_the_work() -> None:
    assert _names(_bundle({"b.txt": _OLD})) == {"b.txt": "mou-mou-fa"}


def test_texts_of_one_date_or_of_none_are_no_versions() -> None:
    undated = "某某法\n第一条　为了规范工作，制定本法。\n"
    for other in (_OLD.replace("规范", "加强"), undated):
        bundle = _bundle({"a.txt": _OLD, "b.txt": other})
        assert _names(bundle) == {"a.txt": "mou-mou-fa", "b.txt": "mou-mou-fa-2"}
        assert bundle.families == ()


@pytest.mark.parametrize("title", ["关于某某的批复", "某某通知"])
def test_titles_that_many_documents_share_make_no_versions(title: str) -> None:
    texts = {n: t.replace("某某法", title) for n, t in {"a.txt": _OLD, "b.txt": _NEW}.items()}
    assert _bundle(texts).families == ()


_CATALOG = """\
documents:
  - file: a.txt
    slug: fa
    version: "2018-03-20"
  - file: b.txt
    slug: fa
    version: "{}"
"""


def test_the_catalog_names_versions() -> None:
    texts = {"a.txt": _OLD, "b.txt": _NEW.replace("某某法", "某某工作法")}
    bundle = _bundle(texts, _CATALOG.format("2025-01-01"))
    assert _names(bundle) == {"a.txt": "fa/2018-03-20", "b.txt": "fa"}
    assert bundle.documents[1].version == "2025-01-01"
    assert bundle.families == (("fa/2018-03-20", "fa"),)
    assert bundle.diagnostics == ()


def test_two_versions_of_one_date_are_refused() -> None:
    bundle = _bundle({"a.txt": _OLD, "b.txt": _NEW}, _CATALOG.format("2018-03-20"))
    assert [str(found) for found in bundle.diagnostics] == [
        "texts/catalog.yml:5:1: error: a.txt and b.txt are both the version of 2018-03-20 of 'fa';"
        " correct one `version:`, or give it another slug [catalog]"
    ]
    # All can be shown all the same.
    assert _names(bundle) == {"a.txt": "fa/2018-03-20", "b.txt": "fa"}


def test_a_text_without_an_entry_joins_the_work_of_its_title() -> None:
    catalog = "documents:\n  - file: a.txt\n    slug: fa\n"
    bundle = _bundle({"a.txt": _OLD, "b.txt": _NEW}, catalog)
    assert _names(bundle) == {"a.txt": "fa/2018-03-20", "b.txt": "fa"}


def test_names_that_the_catalog_gives_stay_though_titles_are_alike() -> None:
    catalog = "documents:\n  - file: a.txt\n    slug: fa-2018\n  - file: b.txt\n    slug: fa-2024\n"
    bundle = _bundle({"a.txt": _OLD, "b.txt": _NEW}, catalog)
    assert _names(bundle) == {"a.txt": "fa-2018", "b.txt": "fa-2024"}
    assert bundle.families == (("fa-2018", "fa-2024"),)


def test_a_site_of_versions_is_built_and_linked() -> None:
    citing = "某某规定\n（2019年1月1日某某会议通过）\n第一条　《某某法》第一条适用于本规定。\n"
    folder = fill(scratch() / "texts", {"a.txt": _OLD, "b.txt": _NEW, "c.txt": citing})
    site = folder.parent / "site"
    done = run("build", "--sources", str(folder), "--site", str(site))
    assert done.exit_code == 0, done.output
    documents = json.loads((site / "data/documents.json").read_text(encoding="utf-8"))
    assert [doc["url"] for doc in documents] == [
        "documents/mou-mou-fa/2018-03-20/",
        "documents/mou-mou-fa/",
        "documents/mou-mou-gui-ding/",
    ]
    assert all((site / Path(doc["url"]) / "index.html").is_file() for doc in documents)
    page = (site / "documents/mou-mou-fa/2018-03-20/index.html").read_text(encoding="utf-8")
    assert 'href="../../mou-mou-gui-ding/"' in page
