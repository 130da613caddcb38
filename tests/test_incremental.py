"""A build that knows what earlier builds made: the same bytes, and only what has changed is made.

The documents are stamped, as in a large site. After each edit the site made with the cache is
compared, file by file, with one made of nothing.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from converter import aside, page_jobs, spare, stored
from converter.assemble import assemble
from converter.cache import HEAD, Cache
from converter.corpus import make_bundle
from converter.keeping import Looked
from converter.other_jobs import OtherJob
from converter.page_jobs import PageJob
from converter.page_task import FILES, KEPT, Made
from converter.project import untimed
from converter.site import swap
from converter.site_files import SiteFiles
from converter.stored import Stored
from tests.helpers import ROOT
from tests.io_helpers import contents

LAW = (
    "防汛条例\n（2020年5月1日通过）\n第一条　本条例所称堤防，是指防御洪水的设施。\n"
    "第二条　堤防由所在地人民政府负责维护，维护经费列入财政预算。\n"
    "第三条　任何单位和个人不得破坏堤防，违者责令恢复原状。\n"
)
CITING = (
    "河道管理办法\n（2021年5月1日通过）\n第一条　河道管理适用本办法。\n"
    "第二条　违反《防汛条例》第三条规定的，责令恢复原状。\n"
)
ALONE = (
    "校车安全规定\n（2019年5月1日通过）\n第一条　校车应当定期检验。\n第二条　校车驾驶人应当持证。\n"
)
NOTICE = "关于做好节日值班工作的通知\n各区：\n一、加强值班\n要落实领导带班制度。\n二、按时报告\n"

TEXTS = {"a.txt": LAW, "b.txt": CITING, "c.txt": ALONE, "d.txt": NOTICE}


@pytest.fixture
def origin(tmp_path: Path) -> Path:
    """A checkout in whose sites no document is in the navigation."""
    place = tmp_path / "origin"
    place.mkdir()
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    assert "tiaowen: {}" in settings
    (place / "mkdocs.yml").write_text(
        settings.replace("tiaowen: {}", "tiaowen: {most_in_navigation: 0}"), encoding="utf-8"
    )
    (place / "docs").symlink_to(ROOT / "docs")
    return place


class Site:
    """A site that is built again and again from one folder."""

    def __init__(self, place: Path, origin: Path) -> None:
        self.sources, self.origin, self.place = place / "t", origin, place
        self.shown = place / "site"
        self.sources.mkdir()
        self.cache = Cache(place / "cache")

    def write(self, texts: dict[str, str]) -> None:
        for name, text in texts.items():
            (self.sources / name).write_text(text, encoding="utf-8")

    def build(self, cache: Cache | None = None) -> dict[str, bytes]:
        """Build it, and return its files."""
        work = self.place / "work"
        shutil.rmtree(work, ignore_errors=True)
        work.mkdir()
        bundle = make_bundle(self.sources, "t", cache=cache, related=True)
        site = work / "site"
        given = spare.taken(self.shown, work, cache)
        assert assemble(bundle, work, self.origin, untimed, None, {}, cache, given) == []
        given.settle()
        if cache:
            assert spare.remember(given, cache)
            swap(site, self.shown, cache)
            site = self.shown
        files = (path for path in sorted(site.rglob("*")) if path.is_file())
        return {path.relative_to(site).as_posix(): path.read_bytes() for path in files}

    def rebuild(self) -> dict[str, bytes]:
        """Build it with what earlier builds have kept; the result is that of a first build."""
        self.cache = Cache(self.cache.folder)
        found = self.build(self.cache)
        fresh = self.build()
        assert sorted(found) == sorted(fresh)
        assert [name for name in fresh if found[name] != fresh[name]] == []
        return found


@pytest.fixture
def site(tmp_path: Path, origin: Path) -> Site:
    made = Site(tmp_path, origin)
    made.write(TEXTS)
    return made


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The pages that were made and not found."""
    uris: list[str] = []
    make = page_jobs._Pages.make

    def spy(step: page_jobs._Pages, job: PageJob | OtherJob) -> Made:
        # One that should have been found and was not comes once more, with what its page shows.
        if job.part if isinstance(job, PageJob) else not job.is_built:
            uris.append(job.slug if isinstance(job, PageJob) else job.uri)
        return make(step, job)

    monkeypatch.setattr(page_jobs._Pages, "make", spy)
    return uris


def test_what_is_unchanged_is_not_made_again(site: Site, made: list[str]) -> None:
    first = site.build(site.cache)
    assert "fang-xun-tiao-li" in made
    assert [uri for uri in made if uri.startswith("glossary/di-fang")]
    made.clear()
    assert site.build(Cache(site.cache.folder)) == first
    assert made == []


def changed(name: str, old: str, new: str) -> Callable[[Site], None]:
    def edit(site: Site) -> None:
        path = site.sources / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")

    return edit


#: An edit, and the documents whose pages show it.
EDITS: list[tuple[str, Callable[[Site], None], set[str]]] = [
    (
        "a word that nobody cites",
        changed("c.txt", "定期检验", "按期检验"),
        {"xiao-che-an-quan-gui-ding"},
    ),
    (
        "a clause that another document cites",
        changed("a.txt", "任何单位和个人", "任何人"),
        {"fang-xun-tiao-li", "he-dao-guan-li-ban-fa"},
    ),
    (
        "a title that is cited",
        changed("a.txt", "防汛条例", "防洪条例"),
        {"fang-hong-tiao-li", "he-dao-guan-li-ban-fa"},
    ),
    (
        "a definition",
        changed("a.txt", "防御洪水的设施", "防御洪水和风暴的设施"),
        {"fang-xun-tiao-li", "he-dao-guan-li-ban-fa"},
    ),
]


@pytest.mark.parametrize(("edit", "shown"), [row[1:] for row in EDITS], ids=[e[0] for e in EDITS])
def test_only_what_shows_a_change_is_made_again(
    site: Site, made: list[str], edit: Callable[[Site], None], shown: set[str]
) -> None:
    site.build(site.cache)
    edit(site)
    made.clear()
    site.build(Cache(site.cache.folder))
    slugs = {uri for uri in made if "/" not in uri}
    # What stands beside a document names it, and so does what cites it.
    assert shown <= slugs
    assert "guan-yu-zuo-hao-jie-ri-zhi-ban-gong-zuo-de-tong-zhi" not in slugs


LATER = (
    "防汛条例\n（2023年5月1日通过）\n第一条　本条例所称堤防，是指防御洪水的设施。\n"
    "第二条　堤防由所在地人民政府负责维护。\n第三条　任何人不得破坏堤防，违者责令恢复原状。\n"
)
COMPARED = "compare/fang-xun-tiao-li_2020-05-01/fang-xun-tiao-li_2023-05-01/index.md"


def test_a_comparison_is_written_again_if_one_of_its_texts_has_changed(
    site: Site, made: list[str]
) -> None:
    site.write({"e.txt": LATER})
    first = site.build(site.cache)
    assert COMPARED in made
    made.clear()
    changed("c.txt", "定期检验", "按期检验")(site)
    second = site.build(Cache(site.cache.folder))
    assert "xiao-che-an-quan-gui-ding" in made and COMPARED not in made
    page = COMPARED.replace(".md", ".html")
    assert second[page] == first[page]
    changed("a.txt", "任何单位和个人", "任何单位")(site)
    made.clear()
    third = site.build(Cache(site.cache.folder))
    assert COMPARED in made
    assert "任何<del>单位</del>不得破坏堤防" in third[page].decode()
    assert third == site.build()


def test_outside_of_jobs_only_versions_are_read(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.write({"e.txt": LATER})
    bundle = make_bundle(site.sources, "t", related=True)
    slugs = {doc.digest: doc.slug for doc in bundle.documents if isinstance(doc, Stored)}
    assert len(slugs) == len(bundle.documents) == 5
    read: list[str] = []

    def forget() -> None:
        stored._held.clear()
        monkeypatch.setattr(stored, "_last", ("", ()))

    def fetch(digest: str) -> bytes:
        read.append(slugs[digest])
        return stored_fetch(digest)

    def apart(step: page_jobs._Pages, job: PageJob | OtherJob) -> Made:
        forget()
        before = len(read)
        found = make(step, job)
        assert read[before:] or isinstance(job, OtherJob)
        del read[before:]
        forget()
        return found

    stored_fetch, make = aside.fetch, page_jobs._Pages.make
    monkeypatch.setattr(stored, "fetch", fetch)
    monkeypatch.setattr(page_jobs._Pages, "make", apart)
    forget()
    place = site.place / "work"
    place.mkdir()
    assert assemble(bundle, place, site.origin, untimed, None, {}) == []
    # Once for the page of what a revision has changed, and once for what is published of it.
    assert sorted(read) == 2 * ["fang-xun-tiao-li"] + 2 * ["fang-xun-tiao-li/2020-05-01"]


def test_a_page_in_the_site_before_the_last_is_renewed(site: Site) -> None:
    """Of the page that changed first, the folder that is renewed has the text before the change."""
    site.build(Cache(site.cache.folder))
    changed("c.txt", "定期检验", "按期检验")(site)
    site.build(Cache(site.cache.folder))
    changed("d.txt", "按时报告", "及时报告")(site)
    site.rebuild()
    changed("c.txt", "按期检验", "定期检验")(site)
    site.rebuild()


def test_random_edits_give_the_site_of_a_first_build(site: Site) -> None:
    random_ = random.Random(7)
    words = ["堤防", "恢复原状", "应当", "《防汛条例》第二条", "《校车安全规定》", "第九条", "。\n"]
    site.rebuild()
    for step in range(3):
        names = sorted(path.name for path in site.sources.iterdir())
        name = random_.choice(names)
        path = site.sources / name
        text = path.read_text(encoding="utf-8")
        act = random_.randrange(4)
        if act == 0 and len(names) > 2:
            path.unlink()
        elif act == 1:
            later = text.replace("2020", "2023").replace("2019", "2022").replace("负责", "承担")
            (site.sources / f"n{step}.txt").write_text(later, encoding="utf-8")
        else:
            at = random_.randrange(text.index("\n") + 1, len(text))
            path.write_text(text[:at] + random_.choice(words) + text[at:], encoding="utf-8")
        site.rebuild()


def test_a_second_attempt_in_the_same_place_gives_the_same_site(site: Site) -> None:
    """A build that finds something in its site that it has not made begins once more."""
    fresh = site.build()
    bundle = make_bundle(site.sources, "t", cache=site.cache, related=True)
    work = site.place / "twice"
    for _ in range(2):
        given = SiteFiles(work / "site")
        assert assemble(bundle, work, site.origin, untimed, None, {}, site.cache, given) == []
        given.settle()
        found = contents(given.folder)
        shutil.rmtree(given.folder)
        assert sorted(found) == sorted(fresh)
        assert [name for name in fresh if found[name] != fresh[name]] == []


def test_mkdocs_builds_every_page_where_it_is_told_to(site: Site, made: list[str]) -> None:
    stamped = site.build()
    settings = site.origin / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("extra:\n", "extra:\n  fast_pages: false\n"), encoding="utf-8")
    made.clear()
    plain = site.build(site.cache)
    assert sorted(plain) == sorted(stamped)
    assert [name for name in plain if plain[name] != stamped[name]] == []
    assert "glossary/" not in "".join(made)


def test_damaged_pages_are_noticed_and_made_again(site: Site, made: list[str]) -> None:
    first = site.build(site.cache)
    entries = [*(site.cache.folder / KEPT).iterdir()]
    for path in entries:
        content = path.read_bytes()
        path.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    made.clear()
    again = Cache(site.cache.folder)
    assert site.build(again) == first
    assert again.damaged == len(entries) == 1
    assert len(made) == len([*(site.cache.folder / FILES).iterdir()]) > len(TEXTS)


def test_a_page_whose_files_are_damaged_or_gone_is_made_again(site: Site, made: list[str]) -> None:
    first = site.build(site.cache)
    entries = sorted((site.cache.folder / FILES).iterdir())
    for number, path in enumerate(entries):
        if number % 3 == 0:
            path.unlink()
        elif number % 3 == 1:
            path.write_bytes(path.read_bytes()[:-1])
    made.clear()
    again = Cache(site.cache.folder)
    assert site.build(again) == first
    assert again.damaged == len(entries[1::3])
    assert len(made) == len(entries[0::3]) + len(entries[1::3])
    assert sorted((site.cache.folder / FILES).iterdir()) == entries
    made.clear()
    assert site.build(Cache(site.cache.folder)) == first
    assert made == []


def test_what_cannot_be_read_of_pages_is_made_again(
    site: Site, made: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    first = site.build(site.cache)
    (entry,) = (site.cache.folder / KEPT).iterdir()
    head, _, rest = entry.read_bytes()[HEAD:].partition(b"\n")
    every = len([*(site.cache.folder / FILES).iterdir()])
    # A sound file of another world: its table is right, its results are none.
    site.cache.store(KEPT, entry.name, head + b"\n" + b"\x81" + rest[1:])
    made.clear()
    again = Cache(site.cache.folder)
    assert site.build(again) == first
    assert (again.damaged, len(made)) == (1, every)


def test_a_page_that_is_in_the_site_is_handed_to_nobody(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    handed: list[str] = []
    look = page_jobs._Pages.look

    def spy(step: page_jobs._Pages, job: PageJob | OtherJob) -> Looked[Any, Made, Made]:
        if isinstance(job, PageJob) or not job.is_built:
            handed.append(job.slug if isinstance(job, PageJob) else job.uri)
        return look(step, job)

    monkeypatch.setattr(page_jobs._Pages, "look", spy)
    first = site.build(site.cache)
    every = sorted(handed)
    handed.clear()
    # The site before the last is renewed, which there is not yet: the files of pages are read.
    assert site.build(Cache(site.cache.folder)) == first
    assert sorted(handed) == every
    handed.clear()
    assert site.build(Cache(site.cache.folder)) == first
    assert handed == []
    # They are kept nevertheless, for a site that has to be made from nothing.
    shutil.rmtree(site.place / ".site-spare")
    assert site.build(Cache(site.cache.folder)) == first
    assert sorted(handed) == every
