"""The built site of the checkout, looked at as a browser gets it and apart from the converter.

The expectations here are made from the raw files and the pages alone; what the build checks
for itself is in `test_pages_check`.
"""

from __future__ import annotations

import html
import json
import os
import posixpath
import re
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import nullcontext
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
import yaml
from bs4 import BeautifulSoup, Tag

from converter.atomic import locked
from converter.cli import cli
from converter.mkdocs_run import _EPOCH, IDLE
from converter.project import GENERATED, OutputError
from converter.settings import Settings
from converter.site import swap, workplace
from tests.helpers import ROOT, SOURCES
from tests.io_helpers import (
    EPOCH,
    TEXT,
    contents,
    copy_checkout,
    differing,
    fill,
    python,
    rendered,
    run,
    scratch,
    seed_site,
    tiaowen,
)

ENTRIES = yaml.safe_load((SOURCES / "catalog.yml").read_text(encoding="utf-8"))["documents"]
SLUGS = [entry["slug"] for entry in ENTRIES]


@cache
def page(path: str) -> BeautifulSoup:
    """Parse a page of the site."""
    return BeautifulSoup((seed_site() / path).read_bytes(), "lxml")


@cache
def pages() -> tuple[str, ...]:
    """Return the paths of all pages."""
    site = seed_site()
    return tuple(sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html")))


@cache
def clauses() -> dict[str, list[dict[str, str]]]:
    """Return the lines of the data by document."""
    text = (seed_site() / "data" / "clauses.jsonl").read_text(encoding="utf-8")
    by_slug: dict[str, list[dict[str, str]]] = {}
    for line in text.splitlines():
        clause = json.loads(line)
        by_slug.setdefault(clause["doc"], []).append(clause)
    return by_slug


#: White space, zero-width characters, and what HTML cannot carry (DESIGN, rule 1).
DISCARDS = re.compile(
    r"[\s\u180e\u200b-\u200f\u2060\ufeff\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]+"
)


def shown(soup: BeautifulSoup) -> str:
    """Return what a page shows of its source."""
    article = BeautifulSoup(str(soup.article), "lxml")
    for element in article.select("[data-editorial], .headerlink"):
        element.decompose()
    return DISCARDS.sub("", article.get_text())


# What the site holds


def test_there_is_a_page_for_every_entry() -> None:
    assert len(ENTRIES) == 5
    assert sorted(path for path in pages() if path.startswith("documents/")) == sorted(
        ["documents/index.html", *(f"documents/{slug}/index.html" for slug in SLUGS)]
    )
    assert set(pages()) >= {
        "index.html",
        "findings/index.html",
        "glossary/index.html",
        "guide/index.html",
        "404.html",
    }


@pytest.mark.parametrize("entry", ENTRIES, ids=SLUGS)
def test_a_page_shows_its_source_and_nothing_else(entry: dict[str, str]) -> None:
    raw = (SOURCES / entry["file"]).read_text(encoding="utf-8-sig")
    assert shown(page(f"documents/{entry['slug']}/index.html")) == DISCARDS.sub("", raw)


@pytest.mark.parametrize("slug", SLUGS)
def test_every_clause_has_its_place(slug: str) -> None:
    soup = page(f"documents/{slug}/index.html")
    eids = [clause["eid"] for clause in clauses()[slug]]
    assert len(eids) == len(set(eids)) > 0
    article = soup.article
    assert article is not None
    on_page = [str(element["id"]) for element in article.select("[id]")]
    assert set(eids) <= set(on_page)
    # In document order, too: the address of a clause never lies before that of an earlier one.
    assert [eid for eid in on_page if eid in set(eids)] == eids


@pytest.mark.parametrize("slug", SLUGS)
def test_the_text_of_a_clause_stands_at_its_id(slug: str) -> None:
    soup = page(f"documents/{slug}/index.html")
    for clause in clauses()[slug]:
        element = soup.find(id=clause["eid"])
        assert isinstance(element, Tag)
        # An inline point has its id on its number; its words are in the same paragraph.
        block = element if element.name in ("p", "h1") else element.find_parent(("p", "h1"))
        text = (block or element).get_text()
        words = DISCARDS.sub("", clause["text"])
        number = DISCARDS.sub("", clause["num"] or "")
        assert number + words[:12] in DISCARDS.sub("", text), clause["eid"]


def test_no_id_stands_twice() -> None:
    for path in pages():
        counts = Counter(str(element["id"]) for element in page(path).select("[id]"))
        assert [eid for eid, count in counts.items() if count > 1] == [], path


@pytest.mark.parametrize("entry", ENTRIES, ids=SLUGS)
def test_assigned_titles_are_marked(entry: dict[str, str]) -> None:
    heading = page(f"documents/{entry['slug']}/index.html").h1
    assert heading is not None
    first = (SOURCES / entry["file"]).read_text(encoding="utf-8-sig").split("\n")[0].strip()
    if "title" in entry:
        assert heading.get_text(strip=True) == entry["title"]
        assert heading.has_attr("data-editorial")
    else:
        assert heading.get_text(strip=True) == first
        assert not heading.has_attr("data-editorial")


# Links and requests


def target_of(path: str, link: str) -> tuple[str, str]:
    """Return the file that a link leads to, and the fragment."""
    parts = urlsplit(link)
    base = posixpath.dirname("/" if path == "404.html" else f"/{path}")
    joined = posixpath.normpath(posixpath.join(base, unquote(parts.path)))
    if not parts.path:
        return path, unquote(parts.fragment)
    if parts.path.endswith("/") or (seed_site() / joined.lstrip("/")).is_dir():
        joined = posixpath.join(joined, "index.html")
    return joined.lstrip("/"), unquote(parts.fragment)


def test_every_link_within_the_site_leads_somewhere() -> None:
    count = 0
    for path in pages():
        for element in page(path).select("[href], [src]"):
            link = str(element.get("href") or element.get("src"))
            if urlsplit(link).scheme or urlsplit(link).netloc:
                continue
            target, fragment = target_of(path, link)
            count += 1
            assert (seed_site() / target).is_file(), f"{path}: {link}"
            if fragment and target.endswith(".html") and fragment != "__skip":
                assert page(target).find(id=fragment), f"{path}: {link}"
    assert count > 500


FETCHED = re.compile(r"""(?:url\(|@import)\s*['"]?\s*((?:https?:)?//[^'")\s]+)""")


def requests_of(path: str) -> Iterator[str]:
    """Yield the addresses elsewhere that a browser would fetch for a page."""
    soup = page(path)
    for element in soup.select("[src], [srcset], [poster], object[data], link[href]"):
        relations = set(element.get("rel") or ())
        if element.name == "link" and relations <= {"canonical", "next", "prev", "alternate"}:
            continue
        for name in ("src", "srcset", "poster", "data", "href"):
            address = str(element.get(name) or "")
            if re.match(r"(?:https?:)?//", address.strip()):
                yield address
    yield from FETCHED.findall(str(soup))


def test_nothing_is_asked_for_outside() -> None:
    assert {path: found for path in pages() if (found := list(requests_of(path)))} == {}
    sheets = sorted(seed_site().rglob("*.css"))
    assert len(sheets) >= 3
    for sheet in sheets:
        assert FETCHED.findall(sheet.read_text(encoding="utf-8")) == [], sheet.name


def test_data_and_addresses_agree() -> None:
    for path in ("documents.json", "clauses.jsonl", "citations.jsonl", "glossary.json"):
        assert (seed_site() / "data" / path).stat().st_size > 0
    for slug, lines in clauses().items():
        for clause in lines:
            address, _, fragment = clause["url"].partition("#")
            assert page(f"{address}index.html").find(id=fragment), f"{slug} {fragment}"


# The same bytes


def test_mkdocs_alone_builds_the_same_site(tmp_path: Path) -> None:
    done = tiaowen("convert", "--out", str(tmp_path / "project"), cwd=ROOT)
    assert done.returncode == 0, done.stderr
    done = python(
        *("-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(tmp_path / "site")),
        cwd=tmp_path / "project",
        SOURCE_DATE_EPOCH=EPOCH,
    )
    assert done.returncode == 0, done.stderr
    more = differing(seed_site(), tmp_path / "site")
    # What our build leaves out: the theme's own search, and what helps those who write it.
    assert [path for path in more if not IDLE.fullmatch(path)] == []
    assert any((tmp_path / "site" / path).is_file() for path in more)
    assert not any((seed_site() / path).exists() for path in more)
    assert _EPOCH == EPOCH


def test_what_is_generated_is_neither_committed_nor_left_by_make_clean() -> None:
    ignored = (ROOT / ".gitignore").read_text(encoding="utf-8").split()
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    removed = makefile.partition("\nclean:")[2].partition("\n\n")[0].split()
    for name in GENERATED:
        assert {f"docs/{name}", f"docs/{name}/"} & {*ignored}, name
        assert f"docs/{name}" in removed, name


def checkout_files() -> list[str]:
    """Return what a build in a checkout reads, without what it generates."""
    generated = [f"docs/{name}" for name in GENERATED]
    files = [path for top in ("sources", "docs") for path in (ROOT / top).rglob("*")]
    names = [path.relative_to(ROOT).as_posix() for path in files if path.is_file()]
    kept = [
        name
        for name in names
        if not any(name == made or name.startswith(f"{made}/") for made in generated)
    ]
    return sorted([*kept, "mkdocs.yml", "glossary.yml"])


def test_another_day_place_and_order_give_the_same_bytes(tmp_path: Path) -> None:
    copy = copy_checkout(tmp_path / "copy", reversed(checkout_files()))
    done = tiaowen(
        *("build", "--jobs", "1"),
        cwd=copy,
        TZ="Pacific/Kiritimati",
        LC_ALL="C",
        PYTHONHASHSEED="4242",
        PYTHONPATH=str(ROOT / "scripts" / "another_day"),
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert differing(seed_site(), copy / "site") == []


def test_the_other_day_is_really_another(tmp_path: Path) -> None:
    """Without the fixed date the two builds would differ, so the test above can fail."""
    code = "import datetime, time; print(datetime.date.today().year, time.gmtime().tm_year)"
    here = python("-c", code, cwd=tmp_path).stdout.split()
    there = python(
        "-c", code, cwd=tmp_path, PYTHONPATH=str(ROOT / "scripts" / "another_day")
    ).stdout.split()
    assert [int(year) for year in there] >= [int(year) + 1 for year in here]


@cache
def many_sites() -> tuple[Path, Path]:
    """Build 62 small documents, more than the navigation lists, with one and two processes."""
    folder = scratch()
    count = 62
    assert count > Settings().most_in_navigation
    texts = {f"{n:02}.txt": TEXT.replace("工作", f"第{n}项工作") for n in range(count)}
    fill(folder / "s", dict(reversed(texts.items())))
    for jobs in ("1", "2"):
        done = tiaowen(
            *("build", "--sources", "s", "--site", f"{jobs}/site", "--jobs", jobs), cwd=folder
        )
        assert done.returncode == 0, done.stdout + done.stderr
    return folder / "1" / "site", folder / "2" / "site"


def test_the_number_of_processes_does_not_matter() -> None:
    one, two = many_sites()
    assert differing(one, two) == []
    assert len(list(one.glob("documents/*/index.html"))) == 62


def test_a_large_collection_is_not_written_into_every_page() -> None:
    one, _ = many_sites()
    soup = BeautifulSoup((one / "index.html").read_bytes(), "lxml")
    navigation = soup.select_one(".md-nav--primary")
    assert navigation is not None
    assert len(navigation.select("a")) < 20
    listed = BeautifulSoup((one / "documents" / "index.html").read_bytes(), "lxml")
    assert len(listed.select("article tbody tr")) == 62


# Very large texts; through Python-Markdown as configured, but without the rest of the site


def converted(tmp_path: Path, text: str) -> tuple[str, list[dict[str, str]]]:
    """Convert one text; return its Markdown and the lines of its data."""
    fill(tmp_path / "s", {"a.txt": text})
    project = tmp_path / "project"
    result = run("convert", "--sources", str(tmp_path / "s"), "--out", str(project))
    assert result.exit_code == 0, result.output
    (written,) = (project / "docs" / "documents").glob("*/index.md")
    data = (project / "docs" / "data" / "clauses.jsonl").read_text(encoding="utf-8")
    return written.read_text(encoding="utf-8"), [json.loads(line) for line in data.splitlines()]


#: Tags are stripped by hand: BeautifulSoup takes minutes for ten megabytes. The apparatus
#: here is the way to the document, the block of metadata, links and an assigned title.
TAGS = re.compile(
    r'<(a|h1|nav|section)\b[^>]*\bdata-editorial=""[^>]*>.*?</\1>|<[^>]+>',
    re.DOTALL,
)


def departs(page_html: str, source: str) -> str | None:
    """Return where a rendered page departs from its source; None if it does not.

    The texts are too long for pytest to compare them in a message.
    """
    shown_text = DISCARDS.sub("", html.unescape(TAGS.sub("", page_html)))
    wanted = DISCARDS.sub("", source)
    if shown_text == wanted:
        return None
    at = len(posixpath.commonprefix([shown_text, wanted]))
    return f"at {at}: {shown_text[at : at + 40]!r} for {wanted[at : at + 40]!r}"


@pytest.mark.slow
def test_ten_megabytes_on_one_line(tmp_path: Path) -> None:
    sentence = "坚持以*人民*为中心，<b>一体</b>推进[三不]腐；"
    text = sentence * (10_000_000 // len(sentence.encode()) + 1) + "。"
    assert len(text.encode()) > 10_000_000 and "\n" not in text
    written, lines = converted(tmp_path, text)
    assert [(line["eid"], line["text"] == text) for line in lines] == [("p_1", True)]
    assert departs(rendered(written), text) is None


@pytest.mark.slow
def test_sixty_thousand_points_on_one_line(tmp_path: Path) -> None:
    text = "要求\n" + "一是坚持。二是落实。" * 30_000 + "\n"
    written, lines = converted(tmp_path, text)
    shown_html = rendered(written)
    assert departs(shown_html, text) is None
    assert len(re.findall(r'\bid="', shown_html)) == len({line["eid"] for line in lines})


@pytest.mark.slow
def test_twenty_thousand_clauses(tmp_path: Path) -> None:
    count = 20_000
    articles = "".join(f"第{n}条 各级机关应当落实第{n}项责任。\n" for n in range(1, count + 1))
    text = f"关于责任的规定\n{articles}"
    written, lines = converted(tmp_path, text)
    numbered = [line["eid"] for line in lines if line["kind"] == "article"]
    assert numbered == [f"art_{n}" for n in range(1, count + 1)]
    shown_html = rendered(written)
    assert departs(shown_html, text) is None
    assert set(re.findall(r'\bid="([^"]+)"', shown_html)) >= {line["eid"] for line in lines}


# The swap, and what killed builds leave


@pytest.mark.parametrize("old", [{}, {"site/index.html": "old"}], ids=["no site", "an old site"])
def test_a_swap_that_fails_is_undone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, old: dict[str, str | bytes]
) -> None:
    fill(tmp_path, {"work/site/index.html": "new", **old})
    new, move = tmp_path / "work" / "site", os.replace

    def fails(source: Path, target: Path) -> None:
        if source == new:
            raise PermissionError(13, "Permission denied")
        move(source, target)

    monkeypatch.setattr("converter.site.os.replace", fails)
    # As on a system that cannot let two folders change places.
    monkeypatch.setattr("converter.site.exchange", lambda one, other: False)
    before = contents(tmp_path)
    with pytest.raises(OutputError) as failed:
        swap(new, tmp_path / "site")
    assert str(failed.value) == f"{tmp_path}/site cannot be replaced: Permission denied"
    assert contents(tmp_path) == before


def test_a_swap_replaces_the_whole_site(tmp_path: Path) -> None:
    fill(tmp_path, {"work/site/index.html": "new", "site/index.html": "old", "site/x": "old"})
    swap(tmp_path / "work" / "site", tmp_path / "site")
    assert contents(tmp_path) == {"site/index.html": b"new"}


def test_what_killed_builds_leave_is_removed(tmp_path: Path) -> None:
    fill(
        tmp_path,
        {
            ".site-abcd_123/project/mkdocs.yml": "ours, and old",
            ".site-abcd_456/project/mkdocs.yml": "ours, and at work",
            ".site-settings/x": "another's",
            ".site-abcd/site/x": "not our name",
            ".other-abcd_123/site/x": "another site's",
            ".site-abcd_789": "a file",
        },
    )
    before = contents(tmp_path)
    with locked(tmp_path / ".site-abcd_456"), workplace(tmp_path / "site") as place:
        assert place.parent == tmp_path
    del before[".site-abcd_123/project/mkdocs.yml"]
    assert contents(tmp_path) == before


def test_without_locks_only_what_is_old_is_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("converter.site.locked", lambda folder, wait=True: nullcontext(False))
    fill(tmp_path, {f".site-abcd_{n}/project/mkdocs.yml": "ours" for n in (123, 456)})
    past = time.time() - 4000
    os.utime(tmp_path / ".site-abcd_123", (past, past))
    with workplace(tmp_path / "site"):
        pass
    assert list(contents(tmp_path)) == [".site-abcd_456/project/mkdocs.yml"]


def test_an_old_site_that_a_killed_build_moved_away_comes_back(tmp_path: Path) -> None:
    fill(tmp_path, {".site-abcd_123/old/data/documents.json": "[]"})
    with workplace(tmp_path / "site"):
        pass
    assert contents(tmp_path) == {"site/data/documents.json": b"[]"}


def test_the_project_is_complete(tmp_path: Path) -> None:
    """Nothing that `convert` writes elsewhere refers back to the checkout."""
    fill(tmp_path / "s", {"a.txt": TEXT})
    for _ in range(2):  # a second run replaces what the first has written
        result = run("convert", "--sources", str(tmp_path / "s"), "--out", str(tmp_path / "p"))
        assert result.output == f"{tmp_path / 'p'}/docs: 1 document, 5 clauses, 0 findings\n"
    files = contents(tmp_path / "p")
    assert {".tiaowen/nav.yml", "mkdocs.yml", "docs/index.md", "docs/guide.md"} <= set(files)
    for name, data in files.items():
        assert str(ROOT).encode() not in data, name
    assert set(cli.commands) >= {"convert"}
