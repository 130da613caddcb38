"""The settings of a site: read with their places, wrong ones named."""

from __future__ import annotations

from pathlib import Path

import pytest

from converter.settings import Settings, meanings, read_settings
from tests.helpers import ROOT
from tests.io_helpers import tiaowen


def settings(folder: Path, text: str) -> tuple[Settings, list[str]]:
    """Read a configuration."""
    path = folder / "mkdocs.yml"
    path.write_text(text, encoding="utf-8")
    found, problems = read_settings(path)
    return found, [str(problem) for problem in problems]


def test_what_is_not_set_has_its_default(tmp_path: Path) -> None:
    for text in (
        "site_name: 条文\n",
        "extra:\n",
        "extra:\n  tiaowen:\n",
        "extra:\n  tiaowen: {}\n",
        "site_name: !ENV [NAME, 条文]\nmarkdown_extensions:\n  - x: !!python/name:y.z\n",
    ):
        assert settings(tmp_path, text) == (Settings(), [])
    assert read_settings(ROOT / "mkdocs.yml") == (Settings(), [])


def test_settings_are_read(tmp_path: Path) -> None:
    text = (
        "extra:\n  generator: false\n  tiaowen:\n    rows_per_page: 50\n    most_in_navigation: 0\n"
    )
    assert settings(tmp_path, text) == (Settings(rows_per_page=50, most_in_navigation=0), [])


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("rows_per_pages: 5", "3:5: error: unknown key 'rows_per_pages'; did you mean"
         f" 'rows_per_page'? (known: {', '.join(meanings())}) [settings]"),
        ("rows_per_page: many", "3:20: error: rows_per_page: expected a whole number such as"
         " `100`, found 'many' [settings]"),
        ("rows_per_page: -1", "3:20: error: rows_per_page: expected a whole number such as"
         " `100`, found '-1' [settings]"),
        ("rows_per_page: [5]", "3:20: error: rows_per_page: expected a whole number such as"
         " `100`, found 'list' [settings]"),
        ("rows_per_page: 0", "3:20: error: rows_per_page: expected 1 to 100000, found 0"
         " [settings]"),
        ("most_on_index: 100001", "3:20: error: most_on_index: expected 0 to 100000, found 100001"
         " [settings]"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_with_its_place(tmp_path: Path, line: str, message: str) -> None:
    found, problems = settings(tmp_path, f"extra:\n  tiaowen:\n    {line}\n")
    assert problems == [f"mkdocs.yml:{message}"]
    assert found == Settings()


def test_a_section_that_is_no_record(tmp_path: Path) -> None:
    message = "mkdocs.yml:2:12: error: expected a record of `key: value` lines here [settings]"
    assert settings(tmp_path, "extra:\n  tiaowen: 5\n")[1] == [message]


def test_every_setting_is_in_both_manuals_with_its_default() -> None:
    for name in ("README.md", "README.zh-CN.md"):
        text = (ROOT / name).read_text(encoding="utf-8")
        for setting, (default, meaning) in meanings().items():
            shown = f" {meaning} |" if name == "README.md" else ""
            assert f"| `{setting}` | {default:,} |{shown}" in text, (name, setting)


def test_a_project_with_a_wrong_setting_is_not_written(tmp_path: Path) -> None:
    (tmp_path / "s").mkdir()
    (tmp_path / "s" / "a.txt").write_text("通知\n一、甲。\n", encoding="utf-8")
    assert tiaowen("convert", "--sources", "s", "--out", "p", cwd=tmp_path).returncode == 0
    configuration = tmp_path / "p" / "mkdocs.yml"
    text = configuration.read_text(encoding="utf-8")
    assert "  tiaowen: {}\n" in text
    configuration.write_text(
        text.replace("  tiaowen: {}\n", "  tiaowen: {rows: 5}\n"), encoding="utf-8"
    )
    done = tiaowen("convert", "--sources", "s", "--out", "p", cwd=tmp_path)
    assert done.returncode != 0
    line = text[: text.index("  tiaowen: {}")].count("\n") + 1
    assert f"p/mkdocs.yml:{line}:13: error: unknown key 'rows'" in done.stderr
