"""The style sheets and scripts of pages: each joined once, in order, under a name of its bytes."""

from __future__ import annotations

import hashlib
import re
import shutil
from pathlib import Path

import pytest

from converter.page_files import EARLY, SCRIPTS, STYLES, join_page_files, smaller_css
from tests.helpers import ROOT
from tests.io_helpers import seed_site

STYLE_FOLDER, SCRIPT_FOLDER = ROOT / "docs" / "stylesheets", ROOT / "docs" / "javascripts"


def _docs(tmp_path: Path) -> Path:
    for folder in (STYLE_FOLDER, SCRIPT_FOLDER):
        shutil.copytree(folder, tmp_path / folder.name)
    return tmp_path


def test_the_tables_name_what_is_in_the_folders() -> None:
    # Pages that lead on from old addresses stand by themselves and have files of their own.
    assert {path.stem for path in STYLE_FOLDER.glob("*.css")} == {*STYLES, "lead"}
    assert {path.stem for path in SCRIPT_FOLDER.glob("*.js")} == {*EARLY, *SCRIPTS, "lead"}


def test_scripts_are_joined_once_and_in_order(tmp_path: Path) -> None:
    docs = _docs(tmp_path)
    names = join_page_files(docs)
    script = (docs / names["script"]).read_text(encoding="utf-8")
    for name in SCRIPTS:
        assert script.count((SCRIPT_FOLDER / f"{name}.js").read_text(encoding="utf-8")) == 1
    lines = [line for line in script.splitlines() if line.startswith("// ---- ") and ".js" in line]
    assert lines == [f"// ---- {name}.js" for name in SCRIPTS]
    early = (docs / names["early"]).read_text(encoding="utf-8")
    assert early == f"// ---- early.js\n{(SCRIPT_FOLDER / 'early.js').read_text(encoding='utf-8')}"


@pytest.mark.parametrize("role", ["style", "early", "script"])
def test_a_name_changes_with_the_bytes_alone(role: str, tmp_path: Path) -> None:
    docs = _docs(tmp_path)
    before = join_page_files(docs)
    name = before[role]
    digest = hashlib.sha256((docs / name).read_bytes()).hexdigest()
    assert re.fullmatch(rf"assets/(?:tiaowen|early)\.{digest[:8]}\.min\.(?:css|js)", name)
    assert join_page_files(docs) == before
    parts = {"style": "stylesheets/print.css", "early": "javascripts/early.js"}
    with (docs / parts.get(role, "javascripts/page.js")).open("a", encoding="utf-8") as file:
        file.write("\nx {}")
    after = join_page_files(docs)
    assert {key for key in before if before[key] != after[key]} == {role}


def test_a_project_of_an_older_version_has_none(tmp_path: Path) -> None:
    docs = _docs(tmp_path)
    (docs / "javascripts" / "early.js").unlink()
    assert join_page_files(docs) == {}
    assert not (docs / "assets").exists()


def test_a_style_sheet_that_is_missing_is_an_error(tmp_path: Path) -> None:
    docs = _docs(tmp_path)
    (docs / "stylesheets" / "print.css").unlink()
    with pytest.raises(FileNotFoundError, match=r"print\.css"):
        join_page_files(docs)


@pytest.mark.parametrize(
    ("text", "small"),
    [
        ("/* 甲 */\na > b,\nc :hover {\n  margin: 0 auto;\n}\n", "a > b,c :hover{margin: 0 auto;}"),
        ('a::after { content: " ; /* 乙 */  " }', 'a::after{content: " ; /* 乙 */  "}'),
        ("a { content: '\\'  {' }", "a{content: '\\'  {'}"),
        ("a { width: calc(1em + 2px) }", "a{width: calc(1em + 2px)}"),
        (
            "@media (min-width: 60em) and (hover) { a { top: 0 } }",
            "@media (min-width: 60em) and (hover){a{top: 0}}",
        ),
    ],
)
def test_a_smaller_style_sheet_means_the_same(text: str, small: str) -> None:
    assert smaller_css(text) == small


def test_pages_load_the_joined_files_and_have_no_script_or_style_of_their_own() -> None:
    site = seed_site()
    (css,) = site.glob("assets/tiaowen.*.min.css")
    (early,) = site.glob("assets/early.*.min.js")
    (script,) = site.glob("assets/tiaowen.*.min.js")
    assert [path.name for path in (site / "stylesheets").iterdir()] != []
    for page in site.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        up = "/" if page.name == "404.html" else "../" * (len(page.relative_to(site).parts) - 1)
        for name in (css, early, script):
            assert text.count(f'="{up}{name.relative_to(site).as_posix()}"') == 1
        assert re.findall(r"<style|\sstyle=|\son[a-z]+=|javascript:", text) == []
        inside = re.findall(r"<script(?![^>]*\ssrc=)[^>]*>", text)
        assert inside == ['<script id="__config" type="application/json">']


def test_the_icons_are_drawn_once_for_all_pages() -> None:
    site = seed_site()
    icons = (site / "stylesheets" / "icons.css").read_text(encoding="utf-8")
    roles = re.findall(
        r"^\.tw-icon--(\w+) \{ --tw-icon: url\(\"data:image/svg\+xml,%3Csvg", icons, re.M
    )
    assert roles == ["logo", "menu", "search", "top", "palette0", "palette1", "palette2"]
    home = (site / "index.html").read_text(encoding="utf-8")
    assert {*re.findall(r"tw-icon--(\w+)", home)} == {"logo", "menu", "top"}
    # What is of no use without scripts is drawn by them.
    scripts = [*site.glob("assets/tiaowen.*.js"), site / "search" / "search.js"]
    drawn = "".join(script.read_text(encoding="utf-8") for script in scripts)
    assert {*re.findall(r"tw-icon--(\w+)", drawn)} == {"palette", "search"}
