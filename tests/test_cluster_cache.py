"""What a cluster has made is kept on this machine, and only what has changed is sent there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest

from converter.assemble import assemble
from converter.cache import Cache
from converter.cluster import Cluster, connect
from converter.corpus import make_bundle
from converter.parallel import _Batch
from converter.project import untimed
from tests.helpers import ROOT
from tests.io_helpers import CITED_VERSIONS, contents, fill

distributed = pytest.importorskip("distributed", reason="needs requirements/distributed.txt")

pytestmark = pytest.mark.slow

#: Two versions of a law, a document that cites it, and one that hangs together with none.
TEXTS = {
    **CITED_VERSIONS,
    "四.txt": "校车安全规定\n（2019年5月1日通过）\n第一条　校车应当定期检验。\n",
}


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=":0"
    ) as cluster:
        yield cluster.scheduler_address


@pytest.fixture
def origin(tmp_path: Path) -> Path:
    """A checkout in whose sites no document is in the navigation."""
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    assert "tiaowen: {}" in settings
    settings = settings.replace("tiaowen: {}", "tiaowen: {most_in_navigation: 0}")
    place = fill(tmp_path / "origin", {"mkdocs.yml": settings})
    (place / "docs").symlink_to(ROOT / "docs")
    return place


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was sent to the cluster: the work, and the document."""
    seen: list[str] = []
    submit = Cluster.submit

    def spy(self: Cluster, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        if len(args) == 2 and isinstance(args[1], _Batch):
            seen.extend(f"{args[0].__name__}: {_name(job)}" for job in args[1])
        return submit(self, fn, *args, **kwargs)

    monkeypatch.setattr(Cluster, "submit", spy)
    return seen


def _name(job: Any) -> str:
    """Name a job of any sort by what it is about."""
    if hasattr(job, "job"):
        return str(job.job.file)
    if hasattr(job, "document"):
        return str(job.document.entry.file)
    if hasattr(job, "older"):
        return str(job.older.entry.file)
    return str(job.slug if hasattr(job, "slug") else job.uri)


@pytest.fixture
def build(origin: Path, tmp_path: Path, address: str) -> Callable[..., dict[str, bytes]]:
    texts = fill(tmp_path / "t", TEXTS)

    def build(name: str, cache: Cache | None, far: bool = True) -> dict[str, bytes]:
        place = tmp_path / name
        place.mkdir()
        aside = place / "put"
        if not far:
            bundle = make_bundle(texts, "t", None, None, None, cache, True, aside)
            assert assemble(bundle, place, origin, untimed, None, {}, cache) == []
            return contents(place / "site")
        with connect(address) as pool:
            bundle = make_bundle(texts, "t", None, pool, None, cache, True, aside)
            assert assemble(bundle, place, origin, untimed, pool, {}, cache) == []
        return contents(place / "site")

    return build


def test_only_what_has_changed_is_sent(
    build: Callable[..., dict[str, bytes]], tmp_path: Path, sent: list[str]
) -> None:
    cache = tmp_path / "cache"
    first = build("first", Cache(cache))
    assert {f"{work}: {file}" for work in ("_convert", "_look") for file in TEXTS} < {*sent}
    assert {"make: 一.txt", "make: xiao-che-an-quan-gui-ding"} < {*sent}  # a comparison, a page
    # What was made over there is found here, with a cluster and without.
    sent.clear()
    assert build("again", Cache(cache)) == first
    assert [one for one in sent if not one.endswith(".html")] == []
    assert build("here", Cache(cache), far=False) == first

    text = tmp_path / "t" / "四.txt"
    text.write_text(TEXTS["四.txt"].replace("定期", "按期"), encoding="utf-8")
    sent.clear()
    second = build("second", Cache(cache))
    # Of pages that MkDocs has built nothing is kept: they are only looked at.
    assert [one for one in sent if not one.endswith(".html")] == [
        "_convert: 四.txt",
        "_look: 四.txt",
        "make: xiao-che-an-quan-gui-ding",
    ]
    assert second == build("fresh", None, far=False)
