"""The comparison of builders: what each of them gets, and the table."""

from __future__ import annotations

from pathlib import Path

from bench.builders.__main__ import BUILDERS, Row
from bench.builders.pages import draw_texts, hugo_project, mkdocs_project
from bench.measure import Cost
from tests.io_helpers import contents, fill

_PAGES = {
    "index.md": "# 首页\n",
    "documents/index.md": "# 全部\n",
    "documents/a/index.md": "# 甲\n",
}


def test_all_get_the_same_pages(tmp_path: Path) -> None:
    docs = fill(tmp_path / "docs", _PAGES)
    plain = contents(mkdocs_project(docs, tmp_path / "m", "plugins: []\n"))
    assert {name for name in plain if name != "mkdocs.yml"} == {f"docs/{name}" for name in _PAGES}
    assert plain["mkdocs.yml"].endswith(b"plugins: []\n")
    hugo = contents(hugo_project(docs, tmp_path / "h"))
    pages = {name: text for name, text in hugo.items() if name.startswith("content/")}
    # For Hugo a folder with an `index.md` has no pages below it.
    assert set(pages) == {
        "content/_index.md",
        "content/documents/_index.md",
        "content/documents/a/index.md",
    }
    assert sorted(pages.values()) == sorted(text.encode() for text in _PAGES.values())


def test_the_same_texts_are_drawn_at_every_run(tmp_path: Path) -> None:
    texts = fill(tmp_path / "texts", {f"{number}.txt": "" for number in range(50)})
    one, other = (draw_texts(texts, 5, tmp_path / name) for name in ("one", "other"))
    assert len(contents(one)) == 5
    assert contents(one) == contents(other)
    assert draw_texts(texts, 0, tmp_path / "all") == texts


def test_a_row_says_what_was_measured_or_why_nothing_was() -> None:
    cost = Cost(1.25, 2.5, 1234.4, "")
    assert Row("甲", "1.0", cost, 1143, 52.04).line() == (
        "| 甲 | 1.0 | 1.2 s | 2.5 s | 1,234 MiB | 1,143 | 52.0 MiB |"
    )
    assert Row("乙", "", note="not installed").line() == "| 乙 |  | not installed | | | | |"


def test_every_builder_is_told_apart() -> None:
    assert len({builder.name for builder in BUILDERS}) == len(BUILDERS)
    assert all(builder.packages or builder.key == "hugo" for builder in BUILDERS)
