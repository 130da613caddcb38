"""Work on a Dask cluster: the same results as without, and clear words where it cannot be."""

from __future__ import annotations

import gc
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import pytest

from converter import batches
from converter import cluster as cluster_module
from converter.cluster import ClusterError, connect
from converter.corpus import make_bundle
from converter.shipping import NotSent
from tests.helpers import ROOT
from tests.io_helpers import TEXT, differing, fill, run, tiaowen

distributed = pytest.importorskip("distributed", reason="needs requirements/distributed.txt")

pytestmark = pytest.mark.slow

#: The smallest picture that counts as one.
_PICTURE = b"GIF87a"
_PAGE = (
    "<div class='TRS_Editor'><p>关于检查的通知</p><p>一、检查。</p>"
    "<p><img src='页面_files/图.gif'><img src='没有.gif'></p></div>"
)
_FILES = {
    "页面.html": _PAGE,
    "页面_files/图.gif": _PICTURE,
    "另一.txt": TEXT.replace("工作", "学习"),
    "旧.doc": b"\xd0\xcf",
}


@pytest.fixture(scope="module")
def workers() -> Iterator[object]:
    """A cluster of two processes on this machine."""
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=":0"
    ) as cluster:
        yield cluster


@pytest.fixture(scope="module")
def empty() -> Iterator[str]:
    """The address of a scheduler without workers."""
    with distributed.LocalCluster(n_workers=0, dashboard_address=":0") as cluster:
        yield cluster.scheduler_address


@pytest.fixture
def start_worker(empty: str, tmp_path: Path) -> Iterator[Callable[..., subprocess.Popen[bytes]]]:
    """Start workers with a package from a given folder, from whom a folder may be hidden."""
    started: list[subprocess.Popen[bytes]] = []

    def start(package: Path, hidden: Path | None = None) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "distributed.cli.dask_worker", empty, "--no-nanny"]
        command += ["--nthreads", "1", "--no-dashboard"]
        if hidden:
            cover = f"mount -t tmpfs none '{hidden}' && exec \"$@\""
            apart = ["unshare", "-rm", "sh", "-c", cover, "worker"]
            if subprocess.run([*apart, "true"], capture_output=True, check=False).returncode:
                raise OSError
            command = apart + command
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(package), str(ROOT)])}
        with (tmp_path / "worker.log").open("ab") as log:
            worker = subprocess.Popen(
                command, cwd=tmp_path, env=environment, stdout=log, stderr=log
            )
        started.append(worker)
        return worker

    yield start
    for worker in started:
        worker.kill()
        worker.wait()
    with distributed.Client(empty, set_as_default=False) as client:
        while client.scheduler_info()["workers"]:
            time.sleep(0.1)


def _double(number: int) -> int:
    return 2 * number


def _fail(number: int) -> int:
    raise LookupError(f"nothing under {number}")


def _length(content: bytes, more: int) -> int:
    return len(content) + more


def _die(marker: Path, number: int) -> int:
    """Kill this process, unless there is a marker."""
    if number == 7 and not marker.exists():
        marker.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return 2 * number


@dataclass(frozen=True)
class _Picky:
    """A job that needs one file."""

    name: str
    has: frozenset[str] = frozenset()

    def ship(self, pictures: Collection[str]) -> _Picky:
        return replace(self, has=frozenset(pictures))


def _look(*jobs: _Picky) -> list[str]:
    for job in jobs:
        if job.name not in job.has:
            raise NotSent(frozenset([job.name]))
    return [job.name for job in jobs]


def _always_die(number: int) -> int:
    os.kill(os.getpid(), signal.SIGKILL)
    return number


def test_a_site_has_the_same_bytes(
    empty: str, start_worker: Callable[..., subprocess.Popen[bytes]], tmp_path: Path
) -> None:
    """The workers see an empty folder in the place of that which holds everything of the run."""
    hidden = tmp_path / "hidden"
    files = {name: body for name, body in _FILES.items() if name != "旧.doc"}
    fill(hidden / "texts", files)
    (hidden / "tmp").mkdir()
    try:
        start_worker(ROOT, hidden)
        start_worker(ROOT, hidden)
    except OSError:
        pytest.skip("a process cannot have a view of the files of its own here (unshare -rm)")
    built = []
    for more in ([], ["--scheduler", empty]):
        site = f"{'shared' if more else 'alone'}/site"
        words = ["build", "--sources", "texts", "--site", site, "--no-cache", *more]
        done = tiaowen(*words, cwd=hidden, TMPDIR=str(hidden / "tmp"))
        assert (done.returncode, done.stderr) == (0, "")
        built.append(hidden / site)
    assert differing(*built) == []
    # The picture came along.
    found = [path.read_bytes() for path in built[1].rglob("images/1-gif")]
    assert found == [_PICTURE]


def test_findings_are_the_same(workers: distributed.LocalCluster, tmp_path: Path) -> None:
    folder = fill(tmp_path / "texts", _FILES)
    (folder / "无处.txt").symlink_to("nowhere.txt")
    alone = run("check", "--sources", str(folder))
    shared = run("check", "--sources", str(folder), "--scheduler", workers.scheduler_address)
    assert (alone.exit_code, alone.output) == (shared.exit_code, shared.output)
    assert "无处.txt: error: cannot be read: No such file" in shared.output
    assert "没有.gif" in shared.output and "图.gif" not in shared.output


def test_a_lost_worker_costs_time_and_nothing_else(
    workers: distributed.LocalCluster, tmp_path: Path
) -> None:
    marker = tmp_path / "died"
    with connect(workers.scheduler_address) as pool:
        numbers = list(pool.map(partial(_die, marker), range(40), chunksize=4))
    assert marker.exists()
    assert numbers == [2 * number for number in range(40)]


def test_a_worker_lost_between_conversions(
    workers: distributed.LocalCluster, tmp_path: Path
) -> None:
    files = {f"{number}.txt": TEXT.replace("工作", f"工作{number}") for number in range(60)}
    folder = fill(tmp_path / "texts", files)
    killed: list[int] = []

    def kill(done: int, _total: int) -> None:
        if not killed:
            killed.append(next(iter(workers.workers.values())).pid)
            os.kill(killed[0], signal.SIGKILL)

    alone = make_bundle(folder, "texts", related=True)
    with connect(workers.scheduler_address) as pool:
        shared = make_bundle(folder, "texts", None, pool, kill, related=True)
    assert killed
    assert shared == alone


def test_work_that_kills_every_worker(
    workers: distributed.LocalCluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers.scheduler, "allowed_failures", 0)
    with (
        connect(workers.scheduler_address) as pool,
        pytest.raises(ClusterError) as caught,
    ):
        list(pool.map(_always_die, [1]))
    assert caught.value.format_message() == (
        f"the cluster {workers.scheduler_address}: one worker after another died of the same work;"
        " their logs may say why (memory?)"
    )


def test_errors_of_the_work_are_handed_on(workers: distributed.LocalCluster) -> None:
    with connect(workers.scheduler_address) as pool:
        with pytest.raises(LookupError, match="nothing under 5"):
            pool.submit(_fail, 5).result()
        assert pool.submit(_double, 5).result() == 10


def test_large_arguments_are_sent_beside_the_others(workers: distributed.LocalCluster) -> None:
    large = bytes(batches.LARGE)
    with connect(workers.scheduler_address) as pool:
        jobs = [pool.submit(_length, large, more) for more in range(3)]
        assert [job.result() for job in jobs] == [len(large) + more for more in range(3)]


def test_jobs_lack_one_file_after_another(workers: distributed.LocalCluster) -> None:
    with connect(workers.scheduler_address) as pool:
        found = pool.submit(_look, _Picky("甲"), _Picky("乙"), _Picky("丙"))
        assert found.result(30) == ["甲", "乙", "丙"]


def test_only_so_much_is_under_way(workers: distributed.LocalCluster) -> None:
    taken: list[int] = []

    def numbers() -> Iterator[int]:
        for number in range(500):
            taken.append(number)
            yield number

    with connect(workers.scheduler_address) as pool:
        results = pool.map(_double, numbers(), chunksize=5)
        assert next(results) == 0
        # Two workers with three batches each, and one for that which came back.
        assert len(taken) == 35
        assert list(results) == [2 * number for number in range(1, 500)]


def _refused(address: str, tmp_path: Path) -> str:
    """Run `check` with a scheduler that cannot do the work; return what is printed."""
    folder = fill(tmp_path / "texts", {"一.txt": TEXT})
    result = run("check", "--sources", str(folder), "--scheduler", address)
    assert result.exit_code == 2
    return result.output


def test_no_scheduler_at_the_address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster_module, "PATIENCE", 1)
    assert _refused("tcp://127.0.0.1:9", tmp_path) == (
        "Error: no Dask scheduler answers at tcp://127.0.0.1:9 within 1 s\n"
    )
    assert _refused("no address", tmp_path) == (
        "Error: no Dask scheduler answers at no address within 1 s\n"
    )


def test_a_client_that_found_nothing_is_not_left_to_the_collector(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Garbage may be collected at any moment, also while the next client holds a lock of Dask."""
    monkeypatch.setattr(cluster_module, "PATIENCE", 1)
    left: list[object] = []
    stop = distributed.utils.LoopRunner.stop
    gc.disable()
    try:
        with pytest.raises(ClusterError), connect("no address"):
            pass
        monkeypatch.setattr(
            distributed.utils.LoopRunner,
            "stop",
            lambda self, timeout=10: (left.append(self), stop(self, timeout)),
        )
        gc.collect()
    finally:
        gc.enable()
    assert left == []


def test_no_worker(empty: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster_module, "PATIENCE", 1)
    assert _refused(empty, tmp_path) == f"Error: the cluster {empty} has no worker\n"


def test_distributed_is_not_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    assert _refused("tcp://127.0.0.1:9", tmp_path) == (
        "Error: --scheduler needs the package distributed: `make distributed`,"
        " or install 'tiaowen[distributed]'\n"
    )


@pytest.mark.parametrize("kind", ["another version", "not installed"])
def test_workers_have_another_package(
    kind: str,
    empty: str,
    start_worker: Callable[[Path], subprocess.Popen[bytes]],
    tmp_path: Path,
) -> None:
    package = tmp_path / "other"
    if kind == "another version":
        shutil.copytree(ROOT / "converter", package / "converter")
        with (package / "converter" / "levels.py").open("a", encoding="utf-8") as module:
            module.write("# changed\n")
    else:
        fill(package, {"converter/__init__.py": "raise ModuleNotFoundError\n"})
    start_worker(package)
    printed = _refused(empty, tmp_path)
    worker = printed.partition(" workers ")[2].partition(" ")[0]
    assert worker.startswith("tcp://")
    assert printed == (
        f"Error: the cluster {empty}: workers {worker} lack Tiaowen, or have another version of"
        " it, of Python or of a library; install there what is installed here, and start them"
        " anew\n"
    )


def test_a_worker_that_comes_later_has_another_version(
    workers: distributed.LocalCluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    with connect(workers.scheduler_address) as pool:
        # What the run has is compared again with each batch.
        monkeypatch.setattr(cluster_module, "fingerprint", lambda: "another")
        with pytest.raises(ClusterError, match=": workers lack Tiaowen, or have another version"):
            pool.submit(_double, 5).result()


def test_the_last_worker_is_lost(
    empty: str,
    start_worker: Callable[[Path], subprocess.Popen[bytes]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(cluster_module, "WITHOUT_WORKERS", 2)
    worker = start_worker(ROOT)
    with connect(empty) as pool:
        waiting = pool.submit(time.sleep, 60)
        worker.kill()
        with pytest.raises(ClusterError) as caught:
            waiting.result(30)
    assert caught.value.format_message() == f"the cluster {empty} has had no worker for 2 s"
