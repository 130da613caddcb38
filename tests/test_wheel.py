"""The wheel: it holds all that a site needs, and builds one far from any checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from converter.project import GENERATED
from tests.helpers import ROOT
from tests.io_helpers import TEXT, fill

pytestmark = pytest.mark.slow

PAGE = f"<div class='TRS_Editor'>{''.join(f'<p>{line}</p>' for line in TEXT.split())}</div>"


def pip(*args: str) -> None:
    command = [sys.executable, "-m", "pip", *args, "--quiet", "--disable-pip-version-check"]
    subprocess.run(command, check=True, cwd=ROOT)


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel and unpack it: there is nothing more to installing it."""
    place = tmp_path_factory.mktemp("wheel")
    pip("wheel", "--no-deps", "--no-build-isolation", "--no-index", "--wheel-dir", str(place), ".")
    (wheel,) = place.glob("tiaowen-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(place / "here")
    return place / "here"


def files(folder: Path) -> set[str]:
    """List the files that belong to a folder, without what is generated."""
    found = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    kept = (path for path in found if "__pycache__" not in path.parts)
    return {path.as_posix() for path in kept}


def test_it_holds_the_package_and_the_pages_written_by_hand(unpacked: Path) -> None:
    package, carried = files(unpacked / "converter"), files(unpacked / "converter" / "_site")
    assert {name for name in package if not name.startswith("_site/")} == files(ROOT / "converter")
    by_hand = {name for name in files(ROOT / "docs") if name.split("/")[0] not in GENERATED}
    assert carried == {"mkdocs.yml", *(f"docs/{name}" for name in by_hand)}


def test_it_builds_a_site_where_there_is_no_checkout(unpacked: Path, tmp_path: Path) -> None:
    sources = fill(tmp_path / "s", {"甲.txt": TEXT, "乙.html": PAGE.replace("工作", "检查")})
    command = [sys.executable, "-m", "converter.cli", "build", "--sources", "s", "--site", "o/site"]
    environment = {**os.environ, "PYTHONPATH": str(unpacked)}
    done = subprocess.run(
        command, cwd=tmp_path, env=environment, capture_output=True, encoding="utf-8", check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("o/site/index.html: 2 documents,")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["o", sources.name]
    home = (tmp_path / "o" / "site" / "index.html").read_text(encoding="utf-8")
    assert "关于工作的通知" in home and "关于检查的通知" in home
