"""What MkDocs has built is kept as long as nothing has changed that it depends on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from converter import kept_frame, mkdocs_build
from converter.cache import Cache
from converter.kept_frame import KeptFrame
from converter.mkdocs_build import Frame
from tests.helpers import ROOT
from tests.io_helpers import contents, fill

CONFIGURATION = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
FRAME = Frame("/", None, frozenset({"documents"}), frozenset(), None)


class Project:
    """A project, and what MkDocs was asked to do with it."""

    def __init__(self, place: Path) -> None:
        self.folder, self.site, self.cache = place / "project", place / "built", place / "cache"
        self.asked: list[str] = []
        self.fast = True
        self.write("mkdocs.yml", CONFIGURATION)
        self.write(".tiaowen/nav.yml", "{}")
        self.write("docs/index.md", "# 首页")
        self.write("docs/overrides/main.html", "<html>")

    def write(self, name: str, text: str) -> None:
        fill(self.folder, {name: text})

    def build(self) -> list[str]:
        """Build it as a run does; return what MkDocs was asked to do."""
        self.asked.clear()
        for path in sorted(self.site.rglob("*"), reverse=True):
            path.unlink() if path.is_file() else path.rmdir()
        if self.site.exists():
            self.site.rmdir()
        kept = KeptFrame(self.folder, Cache(self.cache))
        assert kept.is_fast() == self.fast
        assert kept.frame(self.site) == FRAME
        assert contents(self.site) == {"a/index.html": b"a", "index.html": b"home"}
        assert kept.plain({"x/index.md": "# x"}) == {"x/index.md": "<html>"}
        return self.asked


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    made = Project(tmp_path)

    def is_fast(_project: Path) -> bool:
        made.asked.append("fast")
        return made.fast

    def frame(_project: Path, site: Path) -> Frame:
        made.asked.append("frame")
        fill(site, {"index.html": "home", "a/index.html": "a"})
        return FRAME

    def plain(_project: Path, pages: dict[str, str]) -> dict[str, str]:
        made.asked.append("plain")
        return dict.fromkeys(pages, "<html>")

    monkeypatch.setattr(mkdocs_build, "is_fast", is_fast)
    monkeypatch.setattr(mkdocs_build, "frame", frame)
    monkeypatch.setattr(mkdocs_build, "plain", plain)
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    return made


ALL = ["fast", "frame", "plain"]


def test_what_is_the_same_is_built_once(project: Project) -> None:
    assert project.build() == ALL
    assert project.build() == []


def test_a_second_attempt_of_a_run_has_all_files(project: Project) -> None:
    project.build()
    (project.site / "index.html").unlink()  # as if it had been moved into the site
    assert KeptFrame(project.folder, Cache(project.cache)).frame(project.site) == FRAME
    assert contents(project.site) == {"a/index.html": b"a", "index.html": b"home"}


#: What may change, and what has to be built again then.
CHANGES: dict[str, tuple[Callable[[Project, pytest.MonkeyPatch], object], list[str]]] = {
    "the configuration": (lambda p, _: p.write("mkdocs.yml", f"{CONFIGURATION}#"), ALL),
    "the navigation": (lambda p, _: p.write(".tiaowen/nav.yml", "{nav: []}"), ALL),
    "a page": (lambda p, _: p.write("docs/index.md", "# 新首页"), ALL[1:]),
    "a template": (lambda p, _: p.write("docs/overrides/main.html", "<html >"), ALL[1:]),
    "a new file": (lambda p, _: p.write("docs/x.css", ""), ALL[1:]),
    "a file less": (lambda p, _: (p.folder / "docs" / "index.md").unlink(), ALL[1:]),
    "the day": (lambda _, patch: patch.setenv("SOURCE_DATE_EPOCH", "1"), ALL),
    "the code": (lambda _, patch: patch.setattr(kept_frame, "fingerprint", lambda: "x"), ALL),
}


@pytest.mark.parametrize(("change", "again"), CHANGES.values(), ids=list(CHANGES))
def test_what_has_changed_is_built_again(
    project: Project,
    monkeypatch: pytest.MonkeyPatch,
    change: Callable[[Project, pytest.MonkeyPatch], object],
    again: list[str],
) -> None:
    project.build()
    change(project, monkeypatch)
    assert project.build() == again
    assert project.build() == []


@pytest.mark.parametrize("pages", [{"x/index.md": "# y"}, {"y/index.md": "# x"}])
def test_another_page_is_built_by_itself(project: Project, pages: dict[str, str]) -> None:
    project.build()
    project.asked.clear()
    assert KeptFrame(project.folder, Cache(project.cache)).plain(pages) == dict.fromkeys(
        pages, "<html>"
    )
    assert project.asked == ["plain"]


#: What of a configuration may have MkDocs read what is not in the project.
OPEN = {
    "plugins": ("plugins: []", "plugins: [search]"),
    "plugins unsaid": ("plugins: []", ""),
    "hooks": ("plugins: []", "plugins: []\nhooks: [docs/x.py]"),
    "an environment": ("site_name: 条文", "site_name: !ENV NAME"),
    "another configuration": ("INHERIT: .tiaowen/nav.yml", "INHERIT: ../nav.yml"),
    "another theme": ("name: material", "name: mkdocs"),
    "templates elsewhere": ("custom_dir: docs/overrides", "custom_dir: ../overrides"),
    "templates above": ("custom_dir: docs/overrides", "custom_dir: docs/../../overrides"),
    "pages elsewhere": ("docs_dir: docs", "docs_dir: ../docs"),
    "an extension": ("  - attr_list", "  - pymdownx.snippets"),
    "an extension with settings": ("  - attr_list", "  - pymdownx.snippets: {base_path: ..}"),
    "no YAML": ("site_name: 条文", "site_name: ["),
}


@pytest.mark.parametrize(("old", "new"), OPEN.values(), ids=list(OPEN))
def test_what_may_depend_on_more_is_not_kept(project: Project, old: str, new: str) -> None:
    assert CONFIGURATION.count(old) == 1
    project.write("mkdocs.yml", CONFIGURATION.replace(old, new))
    for _ in range(2):
        assert project.build() == ALL


def test_a_site_that_mkdocs_builds_by_itself_is_not_kept(project: Project) -> None:
    project.fast = False
    project.build()
    assert project.build() == ["frame", "plain"]


def test_what_is_damaged_is_built_again(project: Project) -> None:
    project.build()
    for path in (project.cache / "frame").iterdir():
        content = path.read_bytes()
        path.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    assert project.build() == ALL


def test_without_a_cache_all_is_built(project: Project) -> None:
    project.build()
    kept = KeptFrame(project.folder, None)
    project.asked.clear()
    assert kept.is_fast()
    assert kept.plain({"x/index.md": "# x"}) == {"x/index.md": "<html>"}
    assert project.asked == ["fast", "plain"]
