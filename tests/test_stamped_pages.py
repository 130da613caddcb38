"""Stamped pages are those that plain MkDocs builds of the same Markdown: whole sites, all bytes."""

from __future__ import annotations

import json
import pickle
import random
import re
import shutil
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.metadata import version
from pathlib import Path

import pytest

from converter import mkdocs_build
from converter.shell.refusal import Refused
from converter.shell.render import render
from converter.writers.markdown import LONGEST_MARKDOWN
from converter.writers.markdown import render as write
from tests import revised
from tests.browser import samples
from tests.helpers import ROOT, make_document
from tests.io_helpers import contents, differing, fill, run, scratch
from tests.rich import make_rich_document

CORPORA = ROOT.parent / "shared" / "corpora"

#: Pages that no source gives: what a document can hold at most, and at least.
PAGES = {
    "long": write(
        make_document("某某办法\n第一条　" + "甲*_乙<b>，" * (LONGEST_MARKDOWN // 6) + "。\n")
    ),
    "parts": write(make_document("某某条例\n" + "第一条　甲。\n乙。\n" * 300)),
    "nothing": write(make_document("")),
    "rich": write(
        make_rich_document(
            "某某办法\n第一条　收费如下[^1]：\n| 项目 | 标准 |\n| 甲 | 1.5*2 / 3 |\n"
            "第二条　如图。![图]\n[^1]: 另有规定的除外。\n"
        )
    ),
    "deep": '---\ntitle: "深"\n---\n\n# 深 { #t }\n\n'
    + "\n\n".join(
        f"{'#' * level} 第{nth}级 {{ #h{nth} }}" for nth, level in enumerate((2, 5, 3, 4, 6, 2, 4))
    ),
}
#: Pages that MkDocs has to build itself, as the fast path does not know what they hold.
REFUSED = {
    "list": '---\ntitle: "表"\n---\n\n# 表 { #t }\n\n- 甲\n- [乙](../long/index.md#art_1)\n',
    "untitled": '---\ntitle: "无"\n---\n\n## 节 { #s }\n\n### 目 { #i }\n',
    "headless": "没有标题。\n",
    "hidden": '---\ntitle: "隐"\nhide:\n  - footer\n---\n\n# 隐 { #t }\n',
}


def out_of_navigation(project: Path) -> None:
    """Take the documents of a small project out of the navigation, as in a large one."""
    file = project / ".tiaowen" / "nav.yml"
    written = re.sub(
        r'\{\s*"[^"]*": "documents/[^"]+/index\.md"\s*\},?\s*', "", file.read_text("utf-8")
    )
    written = re.sub(r",(\s*\])", r"\1", written)
    json.loads(written)
    file.write_text(written, encoding="utf-8")


def make_project(sources: Path, *args: str) -> Path:
    """Convert sources to a project whose documents are out of the navigation."""
    project = scratch() / "project"
    result = run("convert", "--sources", str(sources), "--out", str(project), *args)
    assert result.exit_code == 0, result.output
    out_of_navigation(project)
    return project


@cache
def small() -> Path:
    """Make a project with a page of every kind, served below a path."""
    seeds = {path.name: path.read_bytes() for path in (ROOT / "sources").glob("*.txt")}
    files: dict[str, str | bytes] = {**samples.FILES, **seeds, **revised.FILES}
    project = make_project(
        fill(scratch() / "texts", files),
        "--glossary",
        str(revised.folder().parent / "glossary.yml"),
    )
    for name, page in {**PAGES, **REFUSED}.items():
        fill(project / "docs" / "documents" / name, {"index.md": page})
    configuration = project / "mkdocs.yml"
    text = configuration.read_text(encoding="utf-8")
    configuration.write_text(f"site_url: https://a.example/tiaowen/\n{text}", encoding="utf-8")
    return project


def build_plain(project: Path) -> Path:
    """Let MkDocs build all pages of a project itself."""
    place = scratch()
    shutil.copytree(project, place / "project")
    configuration = place / "project" / "mkdocs.yml"
    text = configuration.read_text(encoding="utf-8")
    configuration.write_text(text.replace("\nextra:\n", "\nextra:\n  fast_pages: false\n"), "utf-8")
    mkdocs_build.build(place / "project", place / "site")
    return place / "site"


@cache
def plain() -> Path:
    """Build the small project without stamping."""
    return build_plain(small())


def kinds(project: Path) -> Iterator[tuple[str, str]]:
    """Yield the pages that can be stamped, with their Markdown."""
    docs = project / "docs"
    for folder in ("documents", "glossary", "citations", "compare"):
        for path in sorted((docs / folder).glob("*/**/index.md")):
            yield path.relative_to(docs).as_posix(), path.read_text(encoding="utf-8")


def test_a_whole_site_is_the_same_byte_for_byte(tmp_path: Path) -> None:
    root = mkdocs_build.build(small(), tmp_path / "site")
    assert root == "/tiaowen/"
    assert differing(plain(), tmp_path / "site") == []
    assert len(contents(plain())) > 100
    # What the theme has for its own search, and for those who write it, no page asks for.
    assert [path for path in contents(plain()) if "lunr" in path or path.endswith(".map")] == []


def test_every_page_of_the_writers_is_stamped() -> None:
    refused = []
    for uri, markdown in kinds(small()):
        try:
            render(markdown, uri)
        except Refused as error:
            refused.append((uri, str(error)))
    assert refused == [
        ("documents/headless/index.md", "other front matter"),
        ("documents/list/index.md", "the paragraph '- 甲\\n- [乙](../long/index.md#art_1)'"),
    ]
    found = "".join(markdown for _, markdown in kinds(small()))
    for mark in (
        *("tw-version--older", "tw-tombstone", "tw-alias", "tw-former", "tw-comparison"),
        *('class="tw-grid"', "tw-fnref", "tw-fnback", ".tw-image", "tw-missing", ".tw-point"),
        *("tw-cite", "tw-term", "tw-crumbs", "tw-assigned", '<p id="', "  \n", "hide:"),
    ):
        assert mark in found, mark


def test_a_page_is_stamped_anywhere(tmp_path: Path) -> None:
    frame = mkdocs_build.frame(small(), tmp_path / "site")
    assert frame.shell
    again = pickle.loads(pickle.dumps(frame))
    assert again == frame
    uri = "documents/rich/index.md"
    page = again.shell.page(PAGES["rich"], uri)
    assert page.encode() == (plain() / "documents/rich/index.html").read_bytes()
    assert not (tmp_path / "site" / "documents" / "rich").exists()
    assert list((tmp_path / "site").rglob("*zq-*")) == []


def test_what_is_not_known_is_refused_and_built_by_mkdocs(tmp_path: Path) -> None:
    frame = mkdocs_build.frame(small(), tmp_path / "site")
    assert frame.shell
    pages = {f"documents/{name}/index.md": page for name, page in REFUSED.items()}
    refused = {}
    for uri, page in pages.items():
        with pytest.raises(Refused) as error:
            frame.shell.page(page, uri)
        refused[uri.split("/")[1]] = str(error.value)
    assert refused == {
        "headless": "other front matter",
        "hidden": "a page at documents/hidden/index.md that hides footer",
        "list": "the paragraph '- 甲\\n- [乙](../long/index.md#art_1)'",
        "untitled": "a page without title",
    }
    for uri, built in mkdocs_build.plain(small(), pages).items():
        assert built.encode() == (plain() / uri.replace(".md", ".html")).read_bytes()


def theme(project: Path, **partials: str) -> Path:
    """Copy a project and change its theme."""
    place = scratch() / "project"
    shutil.copytree(project, place)
    for name, text in partials.items():
        fill(place / "docs" / "overrides" / "partials", {f"{name.replace('_', '-')}.html": text})
    return place


ITEM = (
    '<li><a href="{{ toc_item.url }}">{{ toc_item.title%s }}</a>{% if toc_item.children %}<ul>'
    "{% for toc_item in toc_item.children %}{% include 'partials/toc-item.html' %}{% endfor %}"
    "</ul>{% endif %}</li>"
)


def test_another_outline_is_learned(tmp_path: Path) -> None:
    project = theme(small(), toc_item=ITEM.replace("%s", " | striptags | e"))
    mkdocs_build.build(project, tmp_path / "site")
    assert differing(build_plain(project), tmp_path / "site") == []


#: Changes of the theme that the fast path cannot follow, and what it says of them.
CHANGED: Mapping[str, tuple[dict[str, str], str]] = {
    "a title in a way that is not known": (
        {"copyright": "{% if page %}{{ page.title | title }}{% endif %}"},
        "it shows ",
    ),
    "a part of a title": (
        {"copyright": "{% if page %}{{ page.title[:9] }}{% endif %}"},
        "it shows ",
    ),
    "the content changed": (
        {"content": "{{ page.content | replace('zq-paragraph', '-') }}"},
        "documents/zq-0-full/index.md does not hold its content once, as it is\n",
    ),
    "an outline in two ways": (
        {"toc_item": ITEM.replace("%s", "").replace("</a>", "</a>{{ toc_item.level }}")},
        "entries of the outline that end alike are written differently\n",
    ),
    "an outline without some headings": (
        {"toc_item": ITEM.replace("%s", "").replace("children %}<ul>", "nothing %}<ul>")},
        "the outline does not list every heading\n",
    ),
    "what depends on the headings": (
        {"copyright": "{% if page %}{{ page.toc | string | length }}{% endif %}"},
        "documents/zq-0-odd/index.md has ",
    ),
}


@pytest.mark.parametrize("name", CHANGED)
def test_a_theme_that_cannot_be_followed_is_named(name: str, tmp_path: Path) -> None:
    partials, said = CHANGED[name]
    with pytest.raises(mkdocs_build.BuildFailed) as failed:
        mkdocs_build.frame(theme(small(), **partials), tmp_path / "site")
    message = str(failed.value)
    known = version("mkdocs-material")
    start = f"mkdocs-material {known} builds pages in another way than the fast path knows: {said}"
    assert message.startswith(start), message
    assert message.endswith(
        "\nSet fast_pages to false below extra in mkdocs.yml, and MkDocs builds every page itself;"
        " or install the version that requirements/ names."
    )


def test_a_broken_link_of_a_built_page_is_an_error(tmp_path: Path) -> None:
    project = theme(small())
    (project / "docs" / "guide.md").write_text("# 甲\n\n[乙](nowhere.md)\n", encoding="utf-8")
    with pytest.raises(mkdocs_build.BuildFailed) as failed:
        mkdocs_build.build(project, tmp_path / "site")
    assert "'guide.md' contains a link 'nowhere.md'" in str(failed.value)


def test_data_may_be_put_into_the_site_later(tmp_path: Path) -> None:
    project = theme(small())
    shutil.rmtree(project / "docs" / "data")
    mkdocs_build.frame(project, tmp_path / "site")
    assert not list((tmp_path / "site").glob("data/*.json*"))
    page = "data/index.html"
    assert (tmp_path / "site" / page).read_bytes() == (plain() / page).read_bytes()


def test_pages_in_the_navigation_are_built_by_mkdocs(tmp_path: Path) -> None:
    project = theme(small())
    nav = project / ".tiaowen" / "nav.yml"
    uri = "documents/rich/index.md"
    text = nav.read_text(encoding="utf-8").replace(
        '"documents/index.md"', f'"documents/index.md", "{uri}"'
    )
    nav.write_text(text, encoding="utf-8")
    frame = mkdocs_build.frame(project, tmp_path / "site")
    assert not frame.stamps(uri)
    assert frame.stamps("documents/long/index.md")
    assert not frame.stamps("guide.md")
    shutil.rmtree(tmp_path / "site")
    mkdocs_build.build(project, tmp_path / "site")
    assert differing(build_plain(project), tmp_path / "site") == []


@pytest.mark.skipif(not CORPORA.is_dir(), reason="no ../shared/corpora beside the checkout")
def test_real_documents_are_the_same(tmp_path: Path) -> None:
    laws = sorted((CORPORA / "laws").glob("*.txt"))
    several = [path for path in laws if "监察法" in path.name or "慈善法" in path.name]
    policy = sorted((CORPORA / "policy").glob("*.html"))
    chosen = {*several, *random.Random(7).sample(laws, 8), *policy[::3]}
    files = {path.name: path.read_bytes() for path in chosen}
    project = make_project(fill(scratch() / "texts", files))
    mkdocs_build.build(project, tmp_path / "site")
    assert differing(build_plain(project), tmp_path / "site") == []
    refused = {uri for uri, markdown in kinds(project) if not stampable(markdown, uri)}
    assert refused == set()


def stampable(markdown: str, uri: str) -> bool:
    """Tell whether the fast path knows all that a page holds."""
    try:
        render(markdown, uri)
    except Refused:
        return False
    return True
