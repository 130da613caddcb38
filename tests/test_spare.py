"""The site before is kept and renewed: what is the same is not written again, and all is right."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from converter import spare
from converter.cache import TAG, Cache
from converter.copies import compress_files
from converter.search.files import Files
from converter.site import publish, workplace
from converter.site_files import SiteFiles, write_new
from tests.io_helpers import contents, fill

REPORT = '{"documents": 0, "clauses": 0, "findings": []}'
LONG = "依法公开。" * 1000
FIRST = {"index.html": "首页", "a/index.html": "甲" * 600, "b/index.html": "乙", "c/x.css": "丙"}


class Builds:
    """Sites that are built one after another into one place."""

    def __init__(self, place: Path) -> None:
        self.site, self.spare = place / "site", place / ".site-spare"
        self.cache = place / "cache"
        self.kept: set[str] = set()

    def build(self, files: dict[str, str], *forms: str) -> dict[str, bytes]:
        """Build a site of these files; return what is published."""
        cache = Cache(self.cache)
        with workplace(self.site) as place:
            given = spare.taken(self.site, place, cache)
            before = self.inodes(place / "site")
            for name, text in {"data/documents.json": "[]", **files}.items():
                given.put(name, text.encode())
            compress_files(given, forms)
            given.settle()
            self.kept = {
                path
                for path, inode in self.inodes(place / "site").items()
                if before.get(path) == inode
            }
            assert spare.remember(given, cache)
            publish(place / "site", self.site, REPORT, cache)
        return contents(self.site)

    def inodes(self, site: Path) -> dict[str, tuple[int, int]]:
        found = {path: (site / path).stat() for path in contents(site)}
        return {path: (one.st_ino, one.st_mtime_ns) for path, one in found.items()}


@pytest.fixture
def builds(tmp_path: Path) -> Builds:
    return Builds(tmp_path)


def published(files: dict[str, str]) -> dict[str, bytes]:
    return {"data/documents.json": b"[]", **{name: text.encode() for name, text in files.items()}}


def test_what_is_the_same_is_not_written_again(builds: Builds, tmp_path: Path) -> None:
    second = FIRST | {"a/index.html": "改"}
    third = second | {"b/index.html": "又改", "d/e/index.html": "新"}
    del third["c/x.css"]
    builds.build(FIRST)
    assert not builds.spare.exists()
    builds.build(second)
    assert builds.kept == set()
    assert contents(builds.spare / "site") == published(FIRST)
    assert builds.build(third) == published(third)
    assert builds.kept == {"data/documents.json", "index.html"}
    assert not (builds.site / "c").exists()
    assert contents(builds.spare / "site") == published(second)
    assert builds.build(third) == published(third)
    assert builds.kept == {"data/documents.json", "index.html", "a/index.html"}
    names = sorted(path.name for path in tmp_path.iterdir())
    assert names == [".site-spare", "cache", "report.json", "site"]
    assert sorted(path.name for path in builds.spare.iterdir()) == [".gitignore", TAG, "site"]


def _same_size(site: Path) -> None:
    """Change a file behind the back of its size and time."""
    path = site / "b" / "index.html"
    before = path.stat()
    with path.open("r+b") as file:
        file.write("丁".encode())
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def _replaced(site: Path) -> None:
    path = site / "b" / "index.html"
    shutil.copy2(path, site.parent / "copy")
    os.replace(site.parent / "copy", path)


def _linked_outside(site: Path) -> None:
    path = site / "b" / "index.html"
    os.replace(path, site.parent / "kept")
    path.symlink_to(site.parent / "kept")


def _copied(site: Path) -> None:
    shutil.copytree(site, site.parent / "copy")
    shutil.rmtree(site)
    os.replace(site.parent / "copy", site)


#: What somebody may do to the folder of the spare.
TAMPERED: dict[str, Callable[[Path], object]] = {
    "changed": _same_size,
    "shortened": lambda site: os.truncate(site / "b" / "index.html", 1),
    "replaced": _replaced,
    "a link": _linked_outside,
    "removed": lambda site: (site / "b" / "index.html").unlink(),
    "added": lambda site: fill(site, {"x.html": "外"}),
    "a folder added": lambda site: (site / "x").mkdir(),
    "another mode": lambda site: (site / "b" / "index.html").chmod(0o600),
    "another mode of a folder": lambda site: (site / "b").chmod(0o700),
    "another folder": _copied,
}


@pytest.mark.parametrize("tamper", TAMPERED.values(), ids=list(TAMPERED))
def test_a_spare_that_is_not_as_it_was_left_is_not_used(
    builds: Builds, tamper: Callable[[Path], object]
) -> None:
    builds.build(FIRST)
    builds.build(FIRST)
    tamper(builds.spare / "site")
    assert builds.build(FIRST) == published(FIRST)
    assert builds.kept == set()
    assert (builds.site / "b").stat().st_mode & 0o777 == 0o777 & ~_umask()
    # The one after it is used again.
    assert builds.build(FIRST) == published(FIRST)
    assert builds.kept == set(published(FIRST))


def _umask() -> int:
    umask = os.umask(0o22)
    os.umask(umask)
    return umask


def _damaged(builds: Builds) -> None:
    for path in (builds.cache / "sites").iterdir():
        content = path.read_bytes()
        path.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))


#: What makes records useless.
RECORDS: dict[str, Callable[[Builds, pytest.MonkeyPatch], object]] = {
    "damaged": lambda builds, _: _damaged(builds),
    "removed": lambda builds, _: shutil.rmtree(builds.cache),
    "another version": lambda _, patch: patch.setattr(spare, "fingerprint", lambda: "another"),
    "another zlib": lambda _, patch: patch.setattr("zlib.ZLIB_RUNTIME_VERSION", "0"),
    "another mask": lambda _, patch: patch.setattr("os.umask", lambda mask: 0o777),
}


@pytest.mark.parametrize("spoil", RECORDS.values(), ids=list(RECORDS))
def test_a_spare_without_a_record_is_not_used(
    builds: Builds,
    monkeypatch: pytest.MonkeyPatch,
    spoil: Callable[[Builds, pytest.MonkeyPatch], object],
) -> None:
    builds.build(FIRST)
    builds.build(FIRST)
    spoil(builds, monkeypatch)
    assert builds.build(FIRST) == published(FIRST)
    assert builds.kept == set()
    for _ in range(2):  # and those after it are right as well
        assert builds.build(FIRST) == published(FIRST)


def test_a_site_that_was_changed_by_hand_is_not_renewed(builds: Builds) -> None:
    builds.build(FIRST)
    fill(builds.site, {"a/index.html": "手改"})
    builds.build(FIRST)
    assert builds.build(FIRST) == published(FIRST)
    assert builds.kept == set()


def test_a_site_with_the_inode_of_another_is_none_that_is_known(builds: Builds) -> None:
    builds.build(FIRST)
    builds.build(FIRST | {"a/index.html": "改"})
    os.utime(builds.site / "index.html", (0, 0))
    assert builds.build(FIRST) == published(FIRST)
    assert builds.kept == set()


def test_a_file_never_becomes_older_than_the_one_before(builds: Builds) -> None:
    """Browsers ask whether a page is newer than the one they know."""
    builds.build(FIRST)
    builds.build(FIRST | {"b/index.html": "改"})
    shown = (builds.site / "b" / "index.html").stat().st_mtime_ns
    assert builds.build(FIRST) == published(FIRST)
    assert "b/index.html" not in builds.kept
    assert (builds.site / "b" / "index.html").stat().st_mtime_ns >= shown


@pytest.mark.parametrize("turn", [1, -1])
def test_a_file_takes_the_place_of_a_folder(builds: Builds, turn: int) -> None:
    sites = [FIRST | {"d": "文件"}, FIRST | {"d/e/f": "文件"}][::turn]
    for files in (sites[0], sites[0], sites[1], sites[1]):
        assert builds.build(files) == published(files)


def test_a_file_with_a_second_name_is_not_changed_there(tmp_path: Path) -> None:
    fill(tmp_path, {"a": "甲"})
    os.link(tmp_path / "a", tmp_path / "b")
    write_new(str(tmp_path / "a"), "乙".encode())
    assert contents(tmp_path) == {"a": "乙".encode(), "b": "甲".encode()}


def test_a_folder_that_is_not_ours_is_left_alone(builds: Builds) -> None:
    fill(builds.spare, {"site/x": "别人的"})
    for _ in range(3):
        assert builds.build(FIRST) == published(FIRST)
        assert builds.kept == set()
    assert contents(builds.spare) == {"site/x": "别人的".encode()}


def test_without_a_cache_the_spare_stays_as_it_is(builds: Builds) -> None:
    builds.build(FIRST)
    builds.build(FIRST)
    before = builds.inodes(builds.spare / "site")
    with workplace(builds.site) as place:
        given = spare.taken(builds.site, place, None)
        assert contents(given.folder) == {}
        given.put("data/documents.json", b"[]")
        publish(place / "site", builds.site, REPORT, None)
    assert builds.inodes(builds.spare / "site") == before
    assert contents(builds.site) == {"data/documents.json": b"[]"}


def test_of_two_builds_one_takes_the_spare(builds: Builds) -> None:
    builds.build(FIRST)
    builds.build(FIRST)
    cache = Cache(builds.cache)
    with workplace(builds.site) as one, workplace(builds.site) as other:
        first = spare.taken(builds.site, one, cache)
        second = spare.taken(builds.site, other, cache)
        assert (first.renewed, second.renewed) == (True, False)
        for given in (first, second):
            given.put("data/documents.json", b"[]")
            given.put("a", given.folder.parent.name.encode())
            given.settle()
            assert spare.remember(given, cache)
        publish(first.folder, builds.site, REPORT, cache)
        # The first build's site is the spare now, in the place of the one of the builds before.
        publish(second.folder, builds.site, REPORT, cache)
        assert contents(builds.site)["a"] == other.name.encode()
        assert contents(builds.spare / "site")["a"] == one.name.encode()
    assert builds.build(FIRST) == published(FIRST)
    assert [path.name for path in builds.site.parent.iterdir() if path.name[:6] == ".site-"] == [
        ".site-spare"
    ]


def test_something_between_is_noticed(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache")
    files = SiteFiles(tmp_path / "site")
    files.put("a", b"a")
    fill(tmp_path / "site", {"b": "b"})
    assert not spare.remember(files, cache)
    (tmp_path / "site" / "b").unlink()
    assert spare.remember(files, cache)
    (tmp_path / "site" / "a").unlink()
    assert not spare.remember(files, cache)


# Compressed copies


def test_copies_follow_their_files(builds: Builds, tmp_path: Path) -> None:
    files = FIRST | {"l/index.html": LONG, "r/x.js": os.urandom(3000).hex()[:3000]}
    later = files | {"l/index.html": LONG + "改"}
    builds.build(files, "gz")
    builds.build(files, "gz")
    assert set(builds.build(later, "gz")) - set(later) == {
        *("data/documents.json", "a/index.html.gz", "l/index.html.gz", "r/x.js.gz")
    }
    assert not {"l/index.html", "l/index.html.gz"} & builds.kept
    assert {"a/index.html", "a/index.html.gz", "r/x.js.gz"} <= builds.kept
    fresh = Builds(fill(tmp_path / "fresh", {}))
    assert fresh.build(later, "gz") == builds.build(later, "gz")
    # Another form beside it, and then none.
    assert fresh.build(later, "gz", "br") == builds.build(later, "gz", "br")
    assert builds.build(later) == published(later)


def test_a_copy_that_is_not_worth_it_is_not_tried_again(
    builds: Builds, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = {"x.html": os.urandom(3000).decode("latin-1")}
    tried: list[set[str]] = []

    def spy(folder: Path, forms: object, executor: object, names: set[str]) -> None:
        tried.append(names)

    monkeypatch.setattr("converter.copies.compress_site", spy)
    for _ in range(3):
        assert builds.build(files, "gz") == published(files)
    assert tried == [{"x.html", "data/documents.json"}] * 2 + [set()]


# The search, whose folder is named by its content


def test_the_files_of_the_search_stay_under_a_new_name(builds: Builds) -> None:
    def build(*values: str) -> dict[str, bytes]:
        cache = Cache(builds.cache)
        with workplace(builds.site) as place:
            given = spare.taken(builds.site, place, cache)
            before = builds.inodes(place / "site")
            files = Files(given, "search/")
            for number, value in enumerate(values):
                files.add_json(f"b{number}", value)
            files.finish()
            given.put("data/documents.json", b"[]")
            compress_files(given, ("gz",))
            given.settle()
            left = {row: path.rpartition("/")[2] for path, row in before.items()}
            now = builds.inodes(place / "site")
            builds.kept = {path.rpartition("/")[2] for path, row in now.items() if row in left}
            assert spare.remember(given, cache)
            publish(place / "site", builds.site, REPORT, cache)
        return contents(builds.site)

    long = os.urandom(2000).hex()
    first = build("甲", long, "丙")
    assert build("甲", long, "丙") == first
    assert build("甲", long, "丁") != first
    assert builds.kept == {"b0.js", "b1.js", "documents.json"}
    second = build("甲", long)
    assert builds.kept == {"b0.js", "b1.js", "documents.json"}
    shutil.rmtree(builds.spare)
    assert build("甲", long) == second
    assert builds.kept == set()
    assert len({path.split("/")[1] for path in second if path.startswith("search/")}) == 2
