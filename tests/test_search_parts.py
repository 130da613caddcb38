"""The index is made of parts: the same with other processes, a cache, or after a change."""

from __future__ import annotations

import json
from concurrent.futures import Executor, ProcessPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from converter.bundle import Bundle
from converter.cache import Cache
from converter.entry import Entry
from converter.model import Document
from converter.parallel import pack, unpack
from converter.search import blocks, common, files, filing, groups, lists, segments, write
from converter.search.clauses import clauses, folded
from converter.search.fold import fold
from converter.search.part import part, words
from converter.search.stream import Segment
from converter.search.write import about, write_index
from converter.site_files import SiteFiles
from converter.view import View
from tests.helpers import make_document
from tests.io_helpers import scratch

MATTERS = ("消防通道", "安全出口", "演练方案", "监督检查", "公平秤", "营业执照")

#: What makes an index of many small files and segments.
SMALL_INDEX = (
    (write, "SMALL", 0),
    (write, "BLOCK_CHARACTERS", 100),
    (segments, "MOST", 700),
    (filing, "FILE_BYTES", 64),
    (filing, "_AT_A_TIME", 300),
    (common, "CHARACTER_PLACES", 100),
    (common, "PAIR_PLACES", 100),
    (common, "WORDING_PLACES", 60),
)


def document(number: int, matter: str) -> Document:
    """Make a document of twenty articles on a matter."""
    articles = (f"第{at}条 {matter}{at}由街道办事处{'负责' * (at % 5)}。\n" for at in range(1, 21))
    entry = Entry(f"{number}.txt", slug=f"doc-{number}")
    return make_document(f"某市{matter}条例\n{''.join(articles)}", entry.file, entry)


@pytest.fixture
def documents(monkeypatch: pytest.MonkeyPatch) -> list[Document]:
    """Documents, and an index of many small files and segments."""
    for module, name, value in SMALL_INDEX:
        monkeypatch.setattr(module, name, value)
    return [document(number, matter) for number, matter in enumerate(MATTERS)]


def index(
    documents: list[Document], executor: Executor | None = None, cache: Cache | None = None
) -> dict[str, bytes]:
    """Write the index of documents; return its files."""
    view = View(Bundle(tuple(documents)))
    # Parts come from other processes and earlier runs.
    parts = [unpack(pack(part(document))) for document in documents]
    folder = scratch() / "search"
    write_index(parts, about(view, parts), SiteFiles(folder), "", executor, cache)
    paths = [path for path in folder.rglob("*") if path.is_file()]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def test_other_processes_make_the_same_index(documents: list[Document]) -> None:
    alone = index(documents)
    with ProcessPoolExecutor(2) as pool:
        assert index(documents, pool) == alone
    # There is something to share out.
    assert len([name for name in alone if Path(name).name.startswith("t")]) > 10
    assert len([name for name in alone if Path(name).name.startswith("b")]) > 10
    assert len([name for name in alone if Path(name).name.startswith("c")]) > 3


def test_a_cache_makes_no_difference(
    documents: list[Document], monkeypatch: pytest.MonkeyPatch
) -> None:
    fresh = index(documents)
    cache = Cache(scratch() / "cache")
    assert index(documents, cache=cache) == fresh
    sorts: list[int] = []
    plain = groups.sorted_segment

    def counted(segment: Segment) -> groups.Groups:
        sorts.append(len(segment.counts))
        return plain(segment)

    monkeypatch.setattr(groups, "sorted_segment", counted)
    assert index(documents, cache=Cache(cache.folder)) == fresh
    assert not sorts
    changed = [*documents[:-1], document(len(MATTERS) - 1, "临时摊点")]
    assert index(changed, cache=Cache(cache.folder)) == index(changed)
    # The first of each two is with the cache: one segment is new, of one document or two.
    assert sorts[0] <= 2 < sum(sorts[1:])


def test_only_lists_that_a_change_touches_are_made_again(
    documents: list[Document], monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = Cache(scratch() / "cache")
    index(documents, cache=cache)
    made: list[int] = []
    plain = lists.merged

    def counted(these: filing.Range) -> list[files.Packed]:
        found = plain(these)
        made.append(len(found))
        return found

    monkeypatch.setattr(lists, "merged", counted)
    text = documents[2].source.text.replace("演练方案7由", "演练方案7办由")
    changed = [*documents[:2], make_document(text, "2.txt", documents[2].entry), *documents[3:]]
    with_cache = index(changed, cache=Cache(cache.folder))
    again = sum(made)
    assert with_cache == index(changed)
    # No other clause has another place, so that few lists are new.
    assert 0 < 2 * again < sum(made) - again


@given(st.data())
@settings(max_examples=30, deadline=None)
def test_random_changes_give_what_a_fresh_run_gives(data: st.DataObject) -> None:
    with pytest.MonkeyPatch.context() as patch:
        for module, name, value in SMALL_INDEX:
            patch.setattr(module, name, value)
        current = [document(number, matter) for number, matter in enumerate(MATTERS)]
        cache = Cache(scratch() / "cache")
        index(current, cache=cache)
        for _ in range(3):
            at = data.draw(st.integers(0, len(current) - 1))
            old = data.draw(st.sampled_from(("办事处", "负责", "第3条", "\n第9条")))
            new = data.draw(st.sampled_from(("", "办", "责任\n", "龘", "办事处负责")))
            text = current[at].source.text.replace(old, new, data.draw(st.integers(1, 9)))
            current[at] = make_document(text, f"{at}.txt", current[at].entry)
            assert index(current, cache=Cache(cache.folder)) == index(current)


def test_a_damaged_cache_is_noticed(documents: list[Document]) -> None:
    cache = Cache(scratch() / "cache")
    fresh = index(documents, cache=cache)
    for path in (cache.folder / "search-segments").iterdir():
        path.write_bytes(path.read_bytes()[:-1])
    again = Cache(cache.folder)
    assert index(documents, cache=again) == fresh
    assert again.damaged


def test_a_part_knows_neither_slug_nor_title() -> None:
    old = document(1, "消防通道")
    entry = replace(old.entry, slug="another")
    assert part(replace(old, entry=entry, title="别的", title_assigned=True)) == part(old)


def test_the_name_of_the_folder_does_not_depend_on_how_well_files_are_compressed(
    documents: list[Document], monkeypatch: pytest.MonkeyPatch
) -> None:
    name = index(documents)["manifest.js"]
    monkeypatch.setattr(files, "LEVEL", 1)
    monkeypatch.setattr(blocks, "LEVEL", 1)
    assert index(documents)["manifest.js"] == name


def test_texts_are_folded_together_as_each_is() -> None:
    text = "某市Ａ条例\n第一条 “國”\u200b家𠀀𠀀\ufffd　Ｂ。\n第二条 \n第三条 末\n"
    listed = clauses(make_document(text))
    row = folded(listed).characters.decode("utf-16-le")
    assert row == "".join(f"{fold(clause.text)}\0" for clause in listed)


def test_words_are_written_by_what_is_new_in_them() -> None:
    long = "长" * 80
    found = words(["art_1", "art_1__para_1", "art_1", "art_1", "", long, f"{long}二"])
    assert found.rest.split("\n") == [
        "0art_1",
        "5__para_1",
        "5",
        "5",
        "0",
        f"0{long}",
        f"v{'长' * 10}二",
    ]


def test_the_json_of_texts_is_cut_out() -> None:
    made = part(document(1, "“公平\\秤”\u2028"))
    texts = [clause.text for clause in clauses(document(1, "“公平\\秤”\u2028"))]
    assert json.loads(b"[" + made.text_json(3, 9) + b"]") == texts[3:9]
    assert json.loads(b"[" + made.text_json(0, len(texts)) + b"]") == texts


def test_every_file_of_texts_names_its_documents() -> None:
    """Several files, in a segment before which there are other documents."""
    texts = ("甲办法\n第一条　监督。\n第二条　检查。\n", "乙办法\n第一条　考核。\n第二条　奖励。\n")
    parts = [part(make_document(text)) for text in texts]
    clauses = [at for at, each in enumerate(parts) for _ in range(len(each.sizes) // 4)]
    listed = list(blocks.blocks(parts, ["jia", "yi"], 7, most=6))
    assert len(listed) > 2
    ends = [block.first for block in listed[1:]] + [len(clauses)]
    for block, end in zip(listed, ends, strict=True):
        named = {str(7 + at): ["jia", "yi"][at] for at in clauses[block.first : end]}
        assert json.loads(block.value)["slugs"] == named
