"""The pipeline: its order, its independence of order and processes, and what it reads."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path

import pytest

from converter.catalog import Catalog, read_catalog
from converter.corpus import count_sources, list_jobs, make_bundle
from converter.diagnostics import Diagnostic
from converter.entry import Profile
from converter.pipeline import PASSES, Job, convert
from tests.helpers import ROOT, SOURCES
from tests.io_helpers import TEXT, fill


def test_the_order_of_the_passes() -> None:
    assert [step.__name__ for step in PASSES] == [
        "scan_lines",
        "detect_profile",
        "divide_lines",
        "build_tree",
        "give_ids",
        "give_labels",
        "find_metadata",
        "find_cited",
        "define_terms",
        "check_text",
    ]


@pytest.mark.parametrize("step", PASSES, ids=lambda step: step.__name__)
def test_every_pass_says_what_it_reads_and_writes(step: object) -> None:
    doc = step.__doc__ or ""
    assert "Reads `" in doc and "writes" in doc


def test_a_bundle_does_not_depend_on_where_documents_are_converted() -> None:
    glossary = ROOT / "glossary.yml"
    alone = make_bundle(SOURCES, "sources", glossary)
    with ProcessPoolExecutor(2) as processes, ThreadPoolExecutor(3) as threads:
        for executor in (processes, threads):
            assert make_bundle(SOURCES, "sources", glossary, executor) == alone
    assert len(alone.documents) == 5


def test_documents_stand_in_the_order_of_their_files(tmp_path: Path) -> None:
    names = ["b.txt", "a/z.txt", "a.txt", "纪检.txt", "A.txt"]
    fill(tmp_path, dict.fromkeys(names, TEXT))
    bundle = make_bundle(tmp_path, "s")
    assert [doc.entry.file for doc in bundle.documents] == sorted(names)
    assert [doc.source.name for doc in bundle.documents] == [f"s/{name}" for name in sorted(names)]


def test_findings_stand_in_the_order_of_their_places(tmp_path: Path) -> None:
    fill(tmp_path, {"b.txt": "要“求\n抓，，好\n", "a.txt": "要“求\n抓好\n", "c.txt": ""})
    bundle = make_bundle(tmp_path, "s")
    assert list(bundle.diagnostics) == sorted(bundle.diagnostics, key=Diagnostic.sort_key)
    places = [(found.path, found.line, found.code) for found in bundle.diagnostics]
    assert places == [
        ("s/a.txt", 1, "quote-unclosed"),
        ("s/b.txt", 1, "quote-unclosed"),
        ("s/b.txt", 2, "punctuation-doubled"),
        ("s/c.txt", 0, "empty"),
    ]


def test_progress_counts_every_source(tmp_path: Path) -> None:
    fill(tmp_path, {"a.txt": TEXT, "b.txt": "", "c.odt": TEXT})
    calls: list[tuple[int, int]] = []
    make_bundle(tmp_path, "s", progress=lambda done, total: calls.append((done, total)))
    assert calls == [(1, 3), (2, 3), (3, 3)]
    assert count_sources(tmp_path) == 3


def test_entries_are_given_to_their_files(tmp_path: Path) -> None:
    catalog = "documents: [{file: u/a.txt, slug: x, profile: statute}]\n"
    fill(tmp_path, {"u/a.txt": TEXT, "b.txt": TEXT, "catalog.yml": catalog})
    jobs = list_jobs(tmp_path, "s", read_catalog(tmp_path, "s"))
    assert [(job.file, job.shown, job.entry and job.entry.slug) for job in jobs] == [
        ("b.txt", "s/b.txt", None),
        ("u/a.txt", "s/u/a.txt", "x"),
    ]
    bundle = make_bundle(tmp_path, "s")
    assert [(doc.slug, doc.profile) for doc in bundle.documents] == [
        ("guan-yu-gong-zuo-de-tong-zhi", Profile.OFFICIAL),
        ("x", Profile.STATUTE),
    ]


def test_a_derived_slug_gives_way_to_one_of_the_catalog(tmp_path: Path) -> None:
    slug = "guan-yu-gong-zuo-de-tong-zhi"
    catalog = f"documents: [{{file: z.txt, slug: {slug}}}]\n"
    fill(tmp_path, {"a.txt": TEXT, "z.txt": TEXT, "catalog.yml": catalog})
    bundle = make_bundle(tmp_path, "s")
    assert [(doc.entry.file, doc.slug) for doc in bundle.documents] == [
        ("a.txt", f"{slug}-2"),
        ("z.txt", slug),
    ]


@pytest.mark.parametrize(
    ("text", "profile"),
    [
        ("办法\n第一条 甲。\n第二条 乙。\n", Profile.STATUTE),
        ("最高人民法院关于某问题的批复\n某法院：\n你院请示收悉。\n", Profile.STATUTE),
        ("某法修正案（七）\n一、将第一条修改为：“甲。”\n", Profile.STATUTE),
        ("国务院关于同意某事的复函\n某省：\n同意。\n", Profile.OFFICIAL),
        (TEXT, Profile.OFFICIAL),
        ("一、甲\n乙。\n", Profile.OFFICIAL),
    ],
)
def test_profiles(tmp_path: Path, text: str, profile: Profile) -> None:
    fill(tmp_path, {"a.txt": text})
    document, problems = convert(Job(tmp_path / "a.txt", "a.txt", "a.txt", None))
    assert document is not None and problems == []
    assert document.profile is profile


def test_titles_come_from_the_text_the_catalog_or_the_file_in_this_order(tmp_path: Path) -> None:
    bare = "一、甲\n乙。\n二、丙\n丁。\n"
    catalog = (
        "documents:\n  - {file: a.txt, slug: a, title: 拟题}\n"
        "  - {file: b.txt, slug: b, title: 拟题}\n"
    )
    fill(tmp_path, {"a.txt": TEXT, "b.txt": bare, "c.txt": bare, "catalog.yml": catalog})
    bundle = make_bundle(tmp_path, "s")
    assert [(doc.title, doc.title_assigned) for doc in bundle.documents] == [
        ("关于工作的通知", False),
        ("拟题", True),
        ("c", True),
    ]


def test_an_unreadable_source_is_no_document(tmp_path: Path) -> None:
    document, problems = convert(Job(tmp_path / "none.txt", "s/none.txt", "none.txt", None))
    assert document is None
    assert [str(found) for found in problems] == [
        "s/none.txt: error: cannot be read: No such file or directory [unreadable]"
    ]


def test_an_empty_folder(tmp_path: Path) -> None:
    assert list_jobs(tmp_path, "s", Catalog()) == []
    assert make_bundle(tmp_path, "s").documents == ()
