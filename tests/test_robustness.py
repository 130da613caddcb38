"""Killed, on a full disk, two at once: the old site stays whole, and the next run recovers."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from converter.atomic import Taken, exchange, locked, replacing, write_whole
from converter.delivery.pack import make_package
from tests.helpers import ROOT
from tests.io_helpers import TEXT, contents, differing, fill, python, run, tiaowen
from tests.quick import quick_site

BUILD = ("build", "--sources", "s", "--site", "site", "--cache", "c", "--ledger", "links.lock")


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in an empty folder, with a quick stand-in for the pages."""
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    monkeypatch.setattr("converter.work.build_site", quick_site)
    return tmp_path / "here"


def killed_at_every_step(settled: Callable[[Path, str], None], *args: str) -> None:
    """Run a command to the end after it was killed at each of many steps."""
    here = Path.cwd()
    done = python("-m", "tests.killer", settled.__name__, *args, cwd=here)
    assert done.returncode == 0, done.stdout + done.stderr


def away(here: Path, killed: str) -> bool:
    """True if there is no site, killed where two folders cannot change places in one step."""
    one, other = (fill(here.parent / name, {}) for name in "ab")
    return bool(killed) and not (here / "site").exists() and not exchange(one, other)


# A build


def two_states(here: Path) -> None:
    """Build an old site into `old`, a new one into `new`, and leave the old one to be renewed."""
    fill(here, {"s/a.txt": TEXT})
    assert run(*BUILD).exit_code == 0
    keep(here, "old")
    fill(here, {"s/b.txt": TEXT.replace("工作", "事务")})
    assert run(*BUILD).exit_code == 0
    keep(here, "new")
    for name in ("site", "report.json", "links.lock"):
        place = here.parent / "old" / name
        shutil.rmtree(here / name) if place.is_dir() else (here / name).unlink()
        shutil.copytree(place, here / name) if place.is_dir() else shutil.copy(place, here / name)


def keep(here: Path, state: str) -> None:
    shutil.copytree(here, here.parent / state)


#: What is there after a build, beside the site before.
LEFT = ["c", "links.lock", "report.json", "s", "site"]


def built_settled(here: Path, killed: str) -> None:
    """The site is the old one or the new one; after a run to the end, the new one and no more."""
    old, new = here.parent / "old", here.parent / "new"
    states = [contents(state / "site") for state in (old, new)]
    assert away(here, killed) or contents(here / "site") in (states if killed else states[1:])
    assert json.loads((here / "report.json").read_bytes())["documents"] in (1, 2), killed
    ledgers = [(state / "links.lock").read_bytes() for state in (old, new)]
    assert (here / "links.lock").read_bytes() in (ledgers if killed else ledgers[1:]), killed
    if not killed:
        names = sorted(path.name for path in here.iterdir())
        assert names in (LEFT, [".site-spare", *LEFT])
        entries = [path.name for path in (here / "c").rglob("*") if path.is_file()]
        parts = [name for name in entries if "." in name and name != "CACHEDIR.TAG"]
        # What was on its way into the cache goes after an hour.
        assert len(parts) <= 1


def test_a_build_that_is_killed(elsewhere: Path) -> None:
    two_states(elsewhere)
    killed_at_every_step(built_settled, *BUILD)


# A conversion


def converted_settled(here: Path, killed: str) -> None:
    """Each part of the project is the old one or the new one, and in the end the new one."""
    states = [here.parent / name / "p" / "docs" for name in ("old", "new")]
    for part in ("data", "documents"):
        now = here / "p" / "docs" / part
        if killed and not now.exists():
            continue  # between its removal and its replacement
        wanted = [contents(state / part) for state in states]
        assert contents(now) in (wanted if killed else wanted[1:]), killed
    if not killed:
        assert differing(here / "p", here.parent / "new" / "p") == []


def test_a_conversion_that_is_killed(elsewhere: Path) -> None:
    convert = ("convert", "--sources", "s", "--out", "p")
    fill(elsewhere, {"s/a.txt": TEXT})
    assert run(*convert).exit_code == 0
    keep(elsewhere, "old")
    fill(elsewhere, {"s/a.txt": TEXT.replace("抓好", "抓紧")})
    assert run(*convert).exit_code == 0
    keep(elsewhere, "new")
    shutil.rmtree("p")
    shutil.copytree(elsewhere.parent / "old" / "p", "p")
    killed_at_every_step(converted_settled, *convert)


# A package


def unpacked_settled(here: Path, killed: str) -> None:
    """The site is the old one or the new one, and in the end the new one and no more."""
    states = [contents(here.parent / name) for name in ("old", "new")]
    assert away(here, killed) or contents(here / "site") in (states if killed else states[1:])
    if not killed:
        assert sorted(path.name for path in here.iterdir()) == ["p.zip", "site"]


def packed(here: Path) -> None:
    old = {"data/documents.json": "[]", "a.html": "甲", "b.html": "乙"}
    for folder in (here.parent / "old", here / "site"):
        fill(folder, old)
    fill(here.parent / "new", {**old, "a.html": "新", "c/d.html": "x" * 500_000})
    make_package(here.parent / "new", here.parent / "old", here / "p.zip")


def test_an_unpacking_that_is_killed(elsewhere: Path) -> None:
    packed(elsewhere)
    killed_at_every_step(unpacked_settled, "unpack", "p.zip", "--onto", "site")


def test_the_processes_of_a_killed_run_end_with_it(elsewhere: Path) -> None:
    code = (
        "import os, signal\n"
        "from converter import inputs, work\n"
        "fresh = inputs.make_inputs('s', jobs=2)\n"
        "with work.executor(fresh) as pool:\n"
        "    print(*{pool.submit(os.getpid).result() for _ in range(9)}, flush=True)\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    fill(elsewhere, {f"s/{n}.txt": TEXT for n in range(60)})
    done = python("-c", code, cwd=elsewhere)
    workers = [int(pid) for pid in done.stdout.split()]
    assert done.returncode == -9 and workers
    end = time.monotonic() + 20
    while any(map(is_running, workers)) and time.monotonic() < end:
        time.sleep(0.05)
    assert not any(map(is_running, workers))


def is_running(pid: int) -> bool:
    """True if there is such a process, and it is not only waited for."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


# A full disk

#: In a name space of its own: a small disk, filled up to so many kilobytes, and a command.
FULL = """\
set -eu
mount -t tmpfs -o size=4m none "$1"
cp -r "$2"/. "$1"
cd "$1"
head -c 100m /dev/zero > ballast 2>/dev/null || :
truncate -s -"$3"k ballast
shift 3
status=0
"$@" || status=$?
rm ballast
tar -cf - . > ../after.tar
exit $status
"""
_UNSHARE = ("unshare", "--map-root-user", "--mount")


def can_unshare() -> bool:
    """True if this user may mount a disk that nobody else sees."""
    probe = [*_UNSHARE, "mount", "-t", "tmpfs", "none", "/mnt"]
    return (
        bool(shutil.which("unshare")) and not subprocess.run(probe, capture_output=True).returncode
    )


@pytest.mark.skipif(not can_unshare(), reason="this user may not mount a small disk")
@pytest.mark.parametrize("free", [16, 96])
@pytest.mark.parametrize("command", ["build", "convert", "unpack"])
def test_a_full_disk_leaves_what_was_there(elsewhere: Path, command: str, free: int) -> None:
    fill(elsewhere, {"s/a.txt": TEXT})
    assert run("build", "--sources", "s", "--site", "site").exit_code == 0
    assert run("convert", "--sources", "s", "--out", "p").exit_code == 0
    shutil.copytree("site", "new")
    # Random, so that it does not get small.
    fill(elsewhere, {"new/x.bin": os.urandom(300_000)})
    make_package(Path("new"), Path("site"), Path("p.zip"))
    shutil.rmtree("new")
    fill(elsewhere, {"s/a.txt": TEXT + "甲。" * 30_000 + "\n"})
    args = {
        "build": ("build", "--sources", "s", "--site", "site"),
        "convert": ("convert", "--sources", "s", "--out", "p"),
        "unpack": ("unpack", "p.zip", "--onto", "site"),
    }[command]
    disk = fill(elsewhere.parent / "disk", {})
    code = (
        "from converter import work\n"
        "from converter.cli import main\n"
        "from tests.quick import quick_site\n"
        "work.build_site = quick_site\n"
        "main()\n"
    )
    ours = [sys.executable, "-c", code, *args]
    done = subprocess.run(
        [*_UNSHARE, "sh", "-c", FULL, "sh", str(disk), str(elsewhere), str(free), *ours],
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2, done.stdout + done.stderr
    assert done.stderr.startswith("Error: ")
    assert done.stderr.endswith(" cannot be written: No space left on device\n")
    shutil.unpack_archive(elsewhere.parent / "after.tar", elsewhere.parent / "after")
    assert differing(elsewhere, elsewhere.parent / "after") == []


# Two at once


def test_two_builds_at_once_leave_one_whole_site(elsewhere: Path) -> None:
    """Four builds of each of two sites into one place; somebody reads it all the while."""
    code = (
        "import sys\n"
        "from converter import work\n"
        "from converter.cli import cli\n"
        "from tests.quick import quick_site\n"
        "work.build_site = quick_site\n"
        "args = ['build', '--sources', sys.argv[1], '--site', 'site', '--cache', 'c']\n"
        "for _ in range(4):\n"
        "    try:\n"
        "        cli.main(args)\n"
        "    except SystemExit as end:\n"
        "        assert end.code == 0\n"
    )
    fill(elsewhere, {"s/a.txt": TEXT, "t/a.txt": TEXT, "t/b.txt": TEXT.replace("工作", "事务")})
    states = []
    for sources in "st":
        assert run("build", "--sources", sources, "--site", "site").exit_code == 0
        states.append(contents(elsewhere / "site"))
    builds = [
        subprocess.Popen(
            [sys.executable, "-c", code, sources],
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for sources in "st"
    ]
    listed = [state["data/documents.json"] for state in states]
    while any(build.poll() is None for build in builds):
        assert (elsewhere / "site" / "data" / "documents.json").read_bytes() in listed
    for build in builds:
        _, err = build.communicate()
        assert (build.returncode, err) == (0, "")
    site = contents(elsewhere / "site")
    assert site in states
    count = json.loads((elsewhere / "report.json").read_bytes())["documents"]
    assert count == 1 + states.index(site)
    names = sorted(path.name for path in elsewhere.iterdir())
    assert names == [".site-spare", "c", "report.json", "s", "site", "t"]
    assert contents(elsewhere / ".site-spare" / "site") in states


def test_a_second_conversion_into_a_folder_is_refused(elsewhere: Path) -> None:
    convert = ("convert", "--sources", "s", "--out", "p")
    fill(elsewhere, {"s/a.txt": TEXT})
    assert run(*convert).exit_code == 0
    fill(elsewhere, {"s/a.txt": TEXT.replace("抓好", "抓紧")})
    before = contents(elsewhere)
    with locked(elsewhere / "p" / ".tiaowen"):
        result = run(*convert)
    assert result.output == "Error: another run is writing in p; wait for it\n"
    assert result.exit_code == 2 and contents(elsewhere) == before
    assert run(*convert).exit_code == 0


def test_a_ledger_is_compared_and_written_in_one_step(elsewhere: Path) -> None:
    """Of three processes that read the same ledger and add to it, one writes; the others say so."""
    code = (
        "import sys\n"
        "from pathlib import Path\n"
        "from converter.ledger.file import hold\n"
        "from tests.helpers import make_document\n"
        "held = hold(Path('links.lock'), [make_document(f'办法\\n第一条 {sys.argv[1]}。\\n')])\n"
        "print(flush=True)\n"
        "sys.stdin.readline()\n"
        "try:\n"
        "    held.write()\n"
        "except OSError as error:\n"
        "    sys.exit(error.strerror)\n"
    )
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", code, "甲乙丙"[n]],
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for n in range(3)
    ]
    for writer in writers:
        assert writer.stdout and writer.stdout.readline() == "\n"
    said = [writer.communicate("\n")[1] for writer in writers]
    assert sorted(said) == ["", *["it was changed meanwhile; run this again\n"] * 2]
    assert "甲乙丙"[said.index("")] in Path("links.lock").read_text(encoding="utf-8")


# The steps themselves


def test_a_lock_keeps_others_out_and_ends_with_its_process(elsewhere: Path) -> None:
    with locked(elsewhere) as held:
        assert held
        with pytest.raises(Taken) as refused, locked(elsewhere, wait=False):
            pass
        assert str(refused.value) == f"another run is writing in {elsewhere.as_posix()}"
    with pytest.raises(ValueError), locked(elsewhere):
        raise ValueError
    with locked(elsewhere, wait=False):
        pass
    killed = (
        "import os, signal\nfrom pathlib import Path\nfrom converter.atomic import locked\n"
        "with locked(Path('.')):\n    os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    assert python("-c", killed, cwd=elsewhere).returncode == -9
    with locked(elsewhere, wait=False):
        pass
    assert contents(elsewhere) == {}


def test_where_there_are_no_locks_nobody_is_kept_out(
    elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import fcntl

    def unknown(place: int, how: int) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(fcntl, "flock", unknown)
    with locked(elsewhere) as held:
        assert held is False


def test_a_file_is_written_as_a_whole(elsewhere: Path) -> None:
    fill(elsewhere, {"x": "old"})
    Path("x").chmod(0o640)
    Path("link").symlink_to("x")
    with pytest.raises(ValueError), replacing(Path("x")) as beside:
        beside.write_text("half", encoding="utf-8")
        raise ValueError
    assert contents(elsewhere) == {"x": b"old", "link": b"old"}
    write_whole(Path("link"), "新\n")
    assert Path("link").is_symlink() and contents(elsewhere)["x"] == "新\n".encode()
    assert Path("x").stat().st_mode & 0o777 == 0o640
    with pytest.raises(OSError) as failed:
        write_whole(Path("no/x"), "")
    assert failed.value.filename == "no/x"
    assert sorted(contents(elsewhere)) == ["link", "x"]


def test_findings_can_go_to_a_pipe(elsewhere: Path) -> None:
    fill(elsewhere, {"s/a.txt": TEXT})
    done = tiaowen("check", "--sources", "s", "--json", "--output", "/dev/stdout", cwd=elsewhere)
    assert done.stdout.startswith('{\n "documents": 1,') and done.returncode == 0


def test_folders_change_places_in_one_step(elsewhere: Path) -> None:
    fill(elsewhere, {"a/x": "1", "b/y": "2"})
    if not exchange(Path("a"), Path("b")):
        pytest.skip("this system or file system cannot exchange two folders")
    assert contents(elsewhere) == {"a/y": b"2", "b/x": b"1"}
    assert not exchange(Path("a"), Path("none"))
