"""Packages: what they make is the new site to the byte, and what is wrong changes nothing."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import stat
import subprocess
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from converter.delivery.manifest import BadPackage, Manifest, read_manifest
from converter.delivery.pack import make_package
from converter.delivery.tree import digest, is_safe, list_tree
from converter.delivery.unpack import unpack
from converter.writers.data import SCHEMAS
from tests.helpers import ROOT
from tests.io_helpers import contents, fill, run

#: Two states of a small site.
MARK = {"data/documents.json": "[]"}
OLD = {**MARK, "index.html": "旧", "404.html": "无", "documents/a/index.html": "甲"}
NEW = {**MARK, "index.html": "新", "documents/a/index.html": "甲", "documents/b/index.html": "乙"}


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in a folder with two sites, one of which is to become the other."""
    monkeypatch.chdir(tmp_path)
    fill(Path("old"), OLD)
    fill(Path("new"), NEW)
    fill(Path("site"), OLD)
    return tmp_path


def packed(since: str | None = "old", out: str = "p.zip") -> Path:
    """Pack the new site."""
    make_package(Path("new"), Path(since) if since else None, Path(out))
    return Path(out)


def manifest_of(file: Path) -> dict[str, Any]:
    with zipfile.ZipFile(file) as archive:
        value = json.loads(archive.read("manifest.json"))
    assert isinstance(value, dict)
    return value


# What is packed and made


def test_a_package_holds_what_has_changed_and_says_so() -> None:
    result = run("package", "new", "--since", "old", "--out", "p.zip")
    size = Path("p.zip").stat().st_size
    assert result.output == (
        f"p.zip: 1 new, 1 changed, 1 removed of 4 files, {size:,} bytes;"
        " for the site d6708741bbd6, makes the site fdc3336a7948\n"
    )
    with zipfile.ZipFile("p.zip") as archive:
        names = archive.namelist()
    assert names == ["manifest.json", "files/documents/b/index.html", "files/index.html"]
    manifest = manifest_of(Path("p.zip"))
    schema = json.loads((SCHEMAS / "package.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator(schema).validate(manifest)
    sha = {text: hashlib.sha256(text.encode()).hexdigest() for text in ("旧", "新", "无", "乙")}
    assert manifest["changed"] == [
        {"path": "documents/b/index.html", "sha256": sha["乙"], "size": 3, "was": None},
        {"path": "index.html", "sha256": sha["新"], "size": 3, "was": sha["旧"]},
    ]
    assert manifest["removed"] == [{"path": "404.html", "was": sha["无"]}]
    assert [item["path"] for item in manifest["kept"]] == [
        "data/documents.json",
        "documents/a/index.html",
    ]


def test_unpacking_makes_the_new_site() -> None:
    packed()
    kept = Path("site/documents/a/index.html").stat().st_mtime_ns
    result = run("unpack", "p.zip", "--onto", "site")
    assert result.output == (
        "site: 1 new, 1 changed, 1 removed of 4 files; it is the site fdc3336a7948 now\n"
    )
    assert contents(Path("site")) == contents(Path("new"))
    assert Path("site/documents/a/index.html").stat().st_mtime_ns == kept
    again = run("unpack", "p.zip", "--onto", "site")
    assert again.output == "site is already what p.zip makes of it; nothing was done\n"
    assert again.exit_code == 0


def test_a_package_of_all_files_needs_no_site() -> None:
    result = run("package", "new", "--out", "p.zip")
    size = Path("p.zip").stat().st_size
    assert result.output == f"p.zip: all 4 files, {size:,} bytes; makes the site fdc3336a7948\n"
    for site in ("fresh", "site"):
        result = run("unpack", "p.zip", "--onto", site)
        assert result.output == f"{site}: all 4 files; it is the site fdc3336a7948 now\n"
        assert contents(Path(site)) == contents(Path("new"))


def test_where_nothing_has_changed_a_package_holds_nothing() -> None:
    result = run("package", "new", "--since", "new", "--out", "p.zip")
    assert result.output == (
        "p.zip holds nothing: nothing has changed since new, the site fdc3336a7948\n"
    )
    assert zipfile.ZipFile("p.zip").namelist() == ["manifest.json"]
    result = run("unpack", "p.zip", "--onto", "new")
    assert result.output == "new is already what p.zip makes of it; nothing was done\n"
    assert result.exit_code == 0


def test_an_earlier_package_stands_for_the_site_that_it_made() -> None:
    make_package(Path("old"), None, Path("first.zip"))
    assert packed("first.zip").read_bytes() == packed("old", "q.zip").read_bytes()


def test_the_same_sites_give_the_same_bytes() -> None:
    first = packed().read_bytes()
    for path in Path().rglob("*.html"):
        os.utime(path, (1, 1))
        path.chmod(0o600)
    shutil.copytree("new", "copy")
    make_package(Path("copy"), Path("old"), Path("q.zip"))
    assert Path("q.zip").read_bytes() == first


@pytest.mark.skipif(not shutil.which("sha256sum"), reason="there is no sha256sum")
def test_the_digest_is_that_of_common_tools() -> None:
    fill(Path("new"), {".nojekyll": "", "a b/-": "x", "a'b": "y", "é": "z"})
    (line,) = re.findall(r"^find .*sha256sum$", (ROOT / "README.md").read_text("utf-8"), re.M)
    assert line in (ROOT / "docs" / "data.md").read_text("utf-8")
    done = subprocess.run(["sh", "-c", line], cwd="new", capture_output=True, text=True, check=True)
    files = ((file.path, file.sha256) for file in list_tree(Path("new")).values())
    assert done.stdout.split()[0] == digest(files)


names = st.sampled_from(["a", "b", "甲", "index.html", ".x", "a b", "é", "c'd"])
paths = st.lists(names, min_size=1, max_size=3).map("/".join)


def trees(files: dict[str, bytes]) -> bool:
    """True if no path is a file and a folder."""
    return not any(one.startswith(f"{other}/") for one in files for other in files)


sites = st.dictionaries(paths, st.binary(max_size=40), max_size=8).filter(trees)


@settings(max_examples=30, deadline=None)
@given(old=sites, new=sites)
def test_whatever_has_changed_the_new_site_comes_out(
    old: dict[str, bytes], new: dict[str, bytes]
) -> None:
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        for folder, files in (("old", old), ("new", new), ("site", old)):
            fill(place / folder, {**files, "data/documents.json": b"[]"})
        make_package(place / "new", place / "old", place / "p.zip")
        unpack(place / "p.zip", place / "site")
        assert contents(place / "site") == contents(place / "new")
        assert sorted(path.name for path in place.iterdir()) == ["new", "old", "p.zip", "site"]


# What is refused


def refused(*args: str) -> str:
    """Run a command that is to refuse; return what it says, after seeing that nothing changed."""
    before = contents(Path())
    result = run(*args)
    assert result.exit_code == 2
    assert contents(Path()) == before
    assert not [path for path in Path().iterdir() if path.name.startswith(".")]
    return result.output


def test_another_site_is_refused_file_by_file() -> None:
    packed()
    fill(Path("site"), {"index.html": "别", "robots.txt": ""})
    Path("site/404.html").unlink()
    assert refused("unpack", "p.zip", "--onto", "site") == (
        "Error: p.zip is for another site than site, which differs from it in 3 files:\n"
        "  404.html is missing\n"
        "  index.html is another one\n"
        "  robots.txt is not known to it\n"
        "Unpack the packages before it in their order, or one of all files.\n"
    )


def test_of_many_files_ten_are_named() -> None:
    packed()
    fill(Path("site"), {f"{n:02}.html": "" for n in range(12)})
    lines = refused("unpack", "p.zip", "--onto", "site").splitlines()
    assert lines[10:12] == ["  09.html is not known to it", "  and 2 more"]


def test_there_has_to_be_a_site() -> None:
    packed()
    assert refused("unpack", "p.zip", "--onto", "none") == (
        "Error: there is no site none, and p.zip holds only what one needs to be made new\n"
    )
    fill(Path("mine"), {"x": ""})
    assert refused("unpack", "p.zip", "--onto", "mine") == (
        f"Error: {Path.cwd()}/mine holds files that are no site of ours; name another folder, or"
        " empty it\n"
    )


def test_a_site_with_links_is_refused() -> None:
    packed()
    Path("site/link").symlink_to("index.html")
    message = "Error: site/link is no file, but a link or the like\n"
    assert refused("unpack", "p.zip", "--onto", "site") == message
    assert refused("package", "site", "--out", "q.zip") == message


Members = dict[str, bytes]
Change = Callable[[dict[str, Any], Members], object]


def rebuild(change: Change, **attributes: int) -> None:
    """Change what a package holds, as somebody might who means harm."""
    with zipfile.ZipFile(packed()) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    manifest = json.loads(members.pop("manifest.json"))
    change(manifest, members)
    members = {"manifest.json": json.dumps(manifest).encode(), **members}
    with zipfile.ZipFile("p.zip", "w") as archive:
        for name, content in members.items():
            member = zipfile.ZipInfo(name)
            member.external_attr = attributes.get(name.replace("/", "_"), 0)
            archive.writestr(member, content)


def renamed(path: str) -> Change:
    """Give the new file another path, with digests that are right for it."""

    def change(manifest: dict[str, Any], members: Members) -> None:
        (entry,) = (e for e in manifest["changed"] if e["was"] is None)
        members[f"files/{path}"] = members.pop("files/documents/b/index.html")
        entry["path"] = path
        files = [*manifest["changed"], *manifest["kept"]]
        manifest["result"] = digest((file["path"], file["sha256"]) for file in files)

    return change


SAYS = "Error: p.zip cannot be used: "
OUTSIDE = ("../x", "/x", "a/../../x", "a//b", "a/./b", "..", "C:/x", "a\\..\\x", "a\x00b", "")


@pytest.mark.parametrize("path", OUTSIDE)
def test_paths_that_lead_outside_are_refused(path: str) -> None:
    rebuild(renamed(path))
    assert refused("unpack", "p.zip", "--onto", "site") == (
        f"{SAYS}it names {path!r}, which is no file of a site\n"
    )
    assert not is_safe(path)


def test_the_same_change_with_a_good_path_is_taken() -> None:
    """So what is refused above is refused for the path."""
    rebuild(renamed("x"))
    assert run("unpack", "p.zip", "--onto", "site").exit_code == 0
    assert Path("site/x").read_text(encoding="utf-8") == "乙"


def set_to(key: str, value: object) -> Change:
    return lambda manifest, members: manifest.update({key: value})


CONTRADICTS = "its manifest contradicts itself; it was damaged or changed"
HARM: dict[str, tuple[Change, str]] = {
    "a file that is not named": (
        lambda manifest, members: members.update({"files/x": b"x"}),
        "it holds 'files/x', which its manifest does not name",
    ),
    "a file outside": (
        lambda manifest, members: members.update({"../x": b"x"}),
        "it holds '../x', which its manifest does not name",
    ),
    "a file less": (
        lambda manifest, members: members.pop("files/index.html"),
        "files that its manifest names are missing, or there twice",
    ),
    "other content": (
        lambda manifest, members: members.update({"files/index.html": "别".encode()}),
        "index.html in it is not what its manifest says; it is damaged",
    ),
    "more content": (
        lambda manifest, members: members.update({"files/index.html": b"x" * 3_000_000}),
        "index.html in it is not what its manifest says; it is damaged",
    ),
    "another hash": (
        lambda manifest, members: manifest["changed"][0].update(sha256="0" * 64),
        CONTRADICTS,
    ),
    "a size that is none": (
        lambda manifest, members: manifest["kept"][0].update(size=True),
        CONTRADICTS,
    ),
    "another base": (set_to("base", "0" * 64), CONTRADICTS),
    "no base": (set_to("base", None), CONTRADICTS),
    "another result": (set_to("result", "0" * 64), CONTRADICTS),
    "a newer form": (
        set_to("format", 2),
        "its manifest has the format 2, and this program knows 1; use the version of tiaowen that"
        " made it",
    ),
    "no list": (set_to("changed", {"a": 1}), "its manifest cannot be read"),
    "the same file twice": (
        lambda manifest, members: manifest["kept"].append(manifest["changed"][0]),
        "its manifest cannot be read",
    ),
    "a file that is a folder": (
        renamed("index.html/x"),
        "it names 'index.html' as a file and as a folder",
    ),
}


@pytest.mark.parametrize(("change", "message"), HARM.values(), ids=HARM)
def test_what_contradicts_itself_is_refused(change: Change, message: str) -> None:
    rebuild(change)
    assert refused("unpack", "p.zip", "--onto", "site") == f"{SAYS}{message}\n"


def test_links_in_a_package_are_refused() -> None:
    rebuild(lambda manifest, members: None, **{"files_index.html": (stat.S_IFLNK | 0o777) << 16})
    assert refused("unpack", "p.zip", "--onto", "site") == (
        f"{SAYS}it holds 'files/index.html', which is no plain file\n"
    )


def test_what_is_no_package_is_refused() -> None:
    fill(Path(), {"p.zip": "x"})
    message = f"{SAYS}it is no package, or damaged\n"
    assert refused("unpack", "p.zip", "--onto", "site") == message
    with zipfile.ZipFile("p.zip", "w") as archive:
        archive.writestr("x", "x")
    message = f"{SAYS}it is a ZIP file without a manifest, and no package\n"
    assert refused("unpack", "p.zip", "--onto", "site") == message
    assert refused("package", "new", "--since", "p.zip", "--out", "q.zip") == (
        "Error: p.zip: it is a ZIP file without a manifest, and no package\n"
    )


@settings(max_examples=60, deadline=None)
@given(at=st.floats(0, 1, exclude_max=True), bit=st.integers(0, 7), cut=st.booleans())
def test_damage_anywhere_is_noticed_or_harmless(at: float, bit: int, cut: bool) -> None:
    """One bit turned or the rest cut off: the old site stays, or the new one is right."""
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        for folder, files in (("old", OLD), ("new", NEW), ("site", OLD)):
            fill(place / folder, files)
        make_package(place / "new", place / "old", place / "p.zip")
        raw = bytearray((place / "p.zip").read_bytes())
        where = int(at * len(raw))
        raw[where] ^= 1 << bit
        (place / "p.zip").write_bytes(raw[:where] if cut else raw)
        try:
            unpack(place / "p.zip", place / "site")
        except BadPackage:
            assert contents(place / "site") == contents(place / "old")
        else:
            assert not cut and contents(place / "site") == contents(place / "new")


@settings(max_examples=50, deadline=None)
@given(st.recursive(st.none() | st.integers() | st.text(), lambda x: st.lists(x), max_leaves=5))
def test_a_manifest_of_anything_is_refused(value: object) -> None:
    keys = ("changed", "removed", "kept", "base", "result")
    for item in (value, {"format": 1}, {"format": 1, **dict.fromkeys(keys, value)}):
        with pytest.raises(BadPackage):
            read_manifest(json.dumps(item).encode())


# Wrong usage, and output that cannot be written


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (("package", "mine", "--out", "q.zip"), "mine is no site of ours"),
        (("package", "new", "--since", "mine", "--out", "q.zip"), "mine is no site of ours"),
        (
            ("package", "new", "--out", "new/q.zip"),
            "new/q.zip is inside new; name another file",
        ),
        (("package", "new", "--out", "old"), "old is a folder; name a file"),
        (
            ("unpack", "p.zip", "--onto", "."),
            ". is the folder that you or p.zip are in, or one above it",
        ),
        (
            ("unpack", "new/index.html", "--onto", "new"),
            "new is the folder that you or new/index.html are in, or one above it",
        ),
    ],
)
def test_wrong_usage(args: tuple[str, ...], message: str) -> None:
    packed()
    fill(Path("mine"), {"x": ""})
    assert refused(*args).endswith(f"\n\nError: {message}\n")


def test_a_package_that_cannot_be_written() -> None:
    assert refused("package", "new", "--out", "no/p.zip") == (
        "Error: no/p.zip cannot be written: No such file or directory\n"
    )


def test_a_file_that_changes_meanwhile_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    def late(old: object, new: Any) -> Manifest:
        fill(Path("new"), {"index.html": "再"})
        return compare(old, new)

    from converter.delivery import pack

    compare: Callable[[object, Any], Manifest] = pack.compare
    monkeypatch.setattr(pack, "compare", late)
    with pytest.raises(BadPackage, match=r"^index\.html has changed meanwhile; run this again$"):
        packed()
    assert not Path("p.zip").exists()


def test_files_are_copied_where_they_cannot_have_two_names(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuses(*args: object, **more: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    packed()
    monkeypatch.setattr("converter.delivery.unpack.os.link", refuses)
    assert run("unpack", "p.zip", "--onto", "site").exit_code == 0
    assert contents(Path("site")) == contents(Path("new"))
