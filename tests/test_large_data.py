"""Large data files: compressed instead of plain, named as they are, read alike."""

from __future__ import annotations

import gzip
import json
import re
import shutil
import zlib
from functools import cache
from pathlib import Path

import pytest

from converter.assemble import assemble
from converter.bundle import Bundle
from converter.corpus import make_bundle
from converter.lookup.published import NotASite, read_site
from converter.project import GENERATED, make_project, untimed, write_project
from converter.settings import Settings
from converter.writers.large import is_large, leads_to_compressed, page_of_compressed
from tests.helpers import ROOT
from tests.io_helpers import contents, fill, scratch

FILES = {
    "a.txt": "市场条例\n第一条　本条例所称经营者，是指从事经营的人。\n第二条　依照第一条办理。\n",
    "b.txt": "空白\n",
    "c.txt": "市场办法\n第一条　根据《市场条例》第二条，制定本办法。\n第二条　经营者登记。\n",
    "catalog.yml": "documents:\n"
    + "".join(f"  - {{file: {name}.txt, slug: {name}}}\n" for name in "abc"),
}
LARGE = tuple(
    "changes.jsonl citations.jsonl clauses.jsonl documents.json glossary.json related.jsonl".split()
)
SMALL = ("addresses.json", "versions.json")


@cache
def bundle() -> Bundle:
    """Read the documents."""
    return make_bundle(fill(scratch() / "s", FILES), "s", related=True)


@cache
def origin(plain_up_to: int) -> Path:
    """Copy what sites are made of, with the setting."""
    place = scratch()
    for part in ("docs", "docs/javascripts"):
        ignored = shutil.ignore_patterns(*(GENERATED if part == "docs" else ()), ".*")
        shutil.copytree(ROOT / part, place / part, ignore=ignored, dirs_exist_ok=True)
    text = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    setting = f"  tiaowen:\n    data_plain_up_to: {plain_up_to}\n    most_in_navigation: 1\n"
    (place / "mkdocs.yml").write_text(text.replace("  tiaowen: {}\n", setting), encoding="utf-8")
    return place


@cache
def built(plain_up_to: int) -> Path:
    """Build a site; it is checked, links included."""
    place = scratch()
    assert assemble(bundle(), place, origin(plain_up_to), untimed, None, {}) == []
    return place / "site"


def files_of(folder: Path) -> list[str]:
    """List the data files of a folder."""
    return sorted(path.name for path in folder.iterdir() if path.name != "index.html")


def test_text_is_counted_over_all_documents() -> None:
    size = sum(len("".join(text.split())) for name, text in FILES.items() if name != "catalog.yml")
    assert not is_large(bundle(), Settings())
    assert not is_large(bundle(), Settings(data_plain_up_to=size))
    assert is_large(bundle(), Settings(data_plain_up_to=size - 1))


def test_large_files_are_compressed_and_never_there_twice() -> None:
    assert files_of(built(10_000) / "data") == sorted([*LARGE, *SMALL])
    assert files_of(built(0) / "data") == sorted([*(f"{name}.gz" for name in LARGE), *SMALL])


@pytest.mark.parametrize("name", LARGE)
def test_what_is_compressed_is_the_same(name: str) -> None:
    packed = (built(0) / "data" / f"{name}.gz").read_bytes()
    assert gzip.decompress(packed) == (built(10_000) / "data" / name).read_bytes()
    # No date, no name, no system: the same bytes on any day and machine.
    assert packed[:10] in (b"", b"\x1f\x8b\x08\0\0\0\0\0\x02\xff")


def test_each_document_can_be_read_apart() -> None:
    rest, found = (built(0) / "data" / "clauses.jsonl.gz").read_bytes(), []
    while rest:
        reader = zlib.decompressobj(zlib.MAX_WBITS + 16)
        lines = reader.decompress(rest).decode().splitlines()
        found.append({json.loads(line)["doc"] for line in lines})
        rest = reader.unused_data
    assert found == [{"a"}, {"b"}, {"c"}]


def test_a_project_has_the_same_files_as_the_site(tmp_path: Path) -> None:
    for plain_up_to in (0, 10_000):
        project = tmp_path / str(plain_up_to)
        make_project(bundle(), project, origin(plain_up_to))
        site = contents(built(plain_up_to) / "data")
        site.pop("index.html")
        assert contents(project / "docs" / "data") == site
        # Written again, the files are those that its page about them leads to.
        write_project(bundle(), project)
        assert contents(project / "docs" / "data") == site


def test_the_page_about_the_data_leads_to_what_is_there() -> None:
    for plain_up_to in (0, 10_000):
        page = (built(plain_up_to) / "data" / "index.html").read_text(encoding="utf-8")
        linked = sorted(re.findall(r'href="([a-z]+\.jsonl?(?:\.gz)?)"', page))
        assert linked == files_of(built(plain_up_to) / "data")


def test_the_example_reads_what_is_there(capsys: pytest.CaptureFixture[str]) -> None:
    text = (ROOT / "docs" / "data.md").read_text(encoding="utf-8")
    assert not leads_to_compressed(text)
    assert leads_to_compressed(page_of_compressed(text))
    for plain_up_to in (0, 10_000):
        shown = page_of_compressed(text) if plain_up_to == 0 else text
        (code,) = re.findall(r"```python\n(.*?)```", shown, re.S)
        code = code.replace("2023-nian-jijian-jiancha-gongzuo-yaodian", "c")
        exec(code.replace('"site/', f'"{built(plain_up_to).as_posix()}/'), {})
        assert capsys.readouterr().out == (
            "title 标题 市场办法\n"
            "art_1 第一条 \n"
            "art_1__para_1 第一条 根据《市场条例》第二条，制定本办法。\n"
            "art_2 第二条 \n"
            "art_2__para_1 第二条 经营者登记。\n"
        )


def test_both_are_read_alike() -> None:
    plain, packed = read_site(built(10_000)), read_site(built(0))
    for slug in ("a", "b", "c", "none"):
        assert packed.outline(slug).lines == plain.outline(slug).lines
    assert [line["eid"] for line in packed.outline("b").lines] == ["p_1"]


@pytest.mark.parametrize(
    "damaged",
    [b"clauses", gzip.compress(b"{}\n", mtime=0), gzip.compress(b'{"doc":"a"}\n', mtime=0)[:-9]],
    ids=["no gzip file", "no clauses", "cut short"],
)
def test_what_is_damaged_is_named(damaged: bytes, tmp_path: Path) -> None:
    site = fill(tmp_path / "site", {"data/clauses.jsonl.gz": damaged})
    for name in (*SMALL, "documents.json.gz"):
        shutil.copyfile(built(0) / "data" / name, site / "data" / name)
    with pytest.raises(NotASite, match=r"/site/data/clauses\.jsonl\.gz cannot be read$"):
        read_site(site).outline("a")
