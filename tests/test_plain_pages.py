"""A MkDocs project that several processes write, or a cluster: the same files as of one."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from pathlib import Path

import pytest

from converter.corpus import make_bundle
from converter.project import make_project
from tests.helpers import ROOT
from tests.io_helpers import CITED_VERSIONS, contents, fill

#: Two versions of a law, which are compared; a document that cites it, and one with a picture.
TEXTS = {
    **CITED_VERSIONS,
    "四.html": (
        "<div class='TRS_Editor'><p>关于检查的通知</p><p>一、检查。</p>"
        "<p><img src='四_files/图.gif'></p></div>"
    ),
    "四_files/图.gif": b"GIF87a",
}


@pytest.fixture(params=["processes", "cluster"])
def pool(request: pytest.FixtureRequest) -> Iterator[Executor]:
    if request.param == "processes":
        with ProcessPoolExecutor(2) as pool:
            yield pool
        return
    distributed = pytest.importorskip("distributed", reason="needs requirements/distributed.txt")
    from converter.cluster import connect

    with (
        distributed.LocalCluster(
            n_workers=1, threads_per_worker=1, processes=True, dashboard_address=":0"
        ) as cluster,
        connect(cluster.scheduler_address) as pool,
    ):
        yield pool


@pytest.mark.parametrize("plain_up_to", [0, 1_000_000], ids=["data compressed", "data plain"])
def test_the_same_files(pool: Executor, plain_up_to: int, tmp_path: Path) -> None:
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    settings = settings.replace("tiaowen: {}", f"tiaowen: {{data_plain_up_to: {plain_up_to}}}")
    origin = fill(tmp_path / "origin", {"mkdocs.yml": settings})
    (origin / "docs").symlink_to(ROOT / "docs")
    bundle = make_bundle(fill(tmp_path / "texts", TEXTS), "texts", related=True)
    make_project(bundle, tmp_path / "one", origin)
    make_project(bundle, tmp_path / "many", origin, executor=pool)
    one, many = contents(tmp_path / "one"), contents(tmp_path / "many")
    assert sorted(many) == sorted(one)
    assert [name for name in one if many[name] != one[name]] == []
    assert [name for name in one if name.startswith("docs/compare/fang-xun")]
    assert one["docs/documents/guan-yu-jian-cha-de-tong-zhi/images/1-gif"] == b"GIF87a"
    packed = "docs/data/clauses.jsonl.gz" in one
    assert packed == (plain_up_to == 0)
