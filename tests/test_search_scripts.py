"""The script of the search: all scripts of the folder, each once and in order."""

from __future__ import annotations

from pathlib import Path

import pytest

from converter.search.scripts import JOINED, SCRIPTS, join_scripts
from tests.helpers import ROOT
from tests.io_helpers import seed_site

FOLDER = ROOT / "docs" / "javascripts" / "search"


def test_the_table_names_what_is_in_the_folder() -> None:
    assert {path.stem for path in FOLDER.glob("*.js")} == set(SCRIPTS)
    others = [path.name for path in FOLDER.iterdir() if path.suffix != ".js"]
    assert others == ["types.d.ts"]


def test_each_script_is_joined_once_behind_its_name(tmp_path: Path) -> None:
    join_scripts(FOLDER, tmp_path)
    (joined,) = tmp_path.iterdir()
    assert joined.name == JOINED
    text = joined.read_text(encoding="utf-8")
    for name in SCRIPTS:
        assert text.count((FOLDER / f"{name}.js").read_text(encoding="utf-8")) == 1
    lines = [line for line in text.splitlines() if line.startswith("// ---- ")]
    assert lines == [f"// ---- {name}.js" for name in SCRIPTS]


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_script_stays_by_itself(name: str) -> None:
    """Nothing stands outside its function, which ends so that the next one is not its argument."""
    lines = (FOLDER / f"{name}.js").read_text(encoding="utf-8").splitlines()
    start = next(at for at, line in enumerate(lines) if line in ("(() => {", "(async () => {"))
    assert all(line.startswith(("//", "/**", " *")) for line in lines[:start])
    assert lines[start + 1] == '  "use strict";'
    assert lines[-1] == "})();"
    assert all(line.startswith("  ") or not line for line in lines[start + 1 : -1])


def test_a_script_that_is_missing_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"store\.js"):
        join_scripts(tmp_path, tmp_path)


def test_the_site_has_the_one_script_and_not_its_parts(tmp_path: Path) -> None:
    site = seed_site()
    join_scripts(FOLDER, tmp_path)
    assert (site / "search" / JOINED).read_bytes() == (tmp_path / JOINED).read_bytes()
    assert [path.name for path in (site / "javascripts").iterdir()] == ["lead.js"]
    home = (site / "index.html").read_text(encoding="utf-8")
    assert home.count(f'<script src="search/{JOINED}" defer></script>') == 1
