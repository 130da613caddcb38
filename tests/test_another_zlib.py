"""A machine whose zlib compresses differently: which files of a site are others, and which not."""

from __future__ import annotations

import re
import zlib
from pathlib import Path
from typing import Any

import pytest

from converter.assemble import assemble
from converter.cache import fingerprint
from converter.compress import compress_site
from converter.corpus import make_bundle
from converter.numerals import to_chinese
from converter.project import untimed
from converter.search import write
from tests.helpers import ROOT
from tests.io_helpers import contents, fill

#: What the README says: compressed files and copies, and the files of the search's index.
_COMPRESSED = re.compile(r".*\.gz|search/[0-9a-z]+/[^/]+\.js")


def _build(place: Path, origin: Path) -> dict[str, bytes]:
    bundle = make_bundle(origin / "texts", "texts")
    place.mkdir()
    assert assemble(bundle, place, origin, untimed, None, {}) == []
    compress_site(place / "site", ("gz",))
    return contents(place / "site")


def test_which_files_are_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(write, "SMALL", 0)  # an index with all that large ones have
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    settings = settings.replace("tiaowen: {}", "tiaowen: {data_plain_up_to: 0}")
    text = "".join(f"第{to_chinese(n)}条　人民政府应当在{n}日内办理。\n" for n in range(1, 40))
    files = {"mkdocs.yml": settings, "texts/某某办法.txt": f"某某办法\n{text}"}
    origin = fill(tmp_path / "origin", files)
    (origin / "docs").symlink_to(ROOT / "docs")
    here = _build(tmp_path / "here", origin)

    packer, compress = zlib.compressobj, zlib.compress

    def other(level: int = -1, *more: Any, **named: Any) -> Any:
        return packer(2, *more, **named)

    monkeypatch.setattr(zlib, "compressobj", other)
    monkeypatch.setattr(zlib, "compress", lambda data, *more, **named: compress(data, 2))
    there = _build(tmp_path / "there", origin)
    # The index too has the same names, so that pages name the same files.
    assert sorted(here) == sorted(there)
    differing = {name for name in here if here[name] != there[name]}
    assert [name for name in differing if not _COMPRESSED.fullmatch(name)] == []
    assert {"data/clauses.jsonl.gz", "index.html.gz"} < differing
    assert [name for name in differing if name.startswith("search/") and name.endswith(".js")]


def test_results_made_with_another_zlib_are_not_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    own = fingerprint()
    fingerprint.cache_clear()
    monkeypatch.setattr(zlib, "ZLIB_RUNTIME_VERSION", "1.3.1.zlib-ng")
    other = fingerprint()
    fingerprint.cache_clear()
    assert other != own
