"""Runs a command again and again, killed at another step each time; see `test_robustness`.

A program of its own, so that it can fork: `python -m tests.killer SETTLED ARGUMENTS…`. The
working directory holds the state before the command. After each kill, and again after a run to
the end, the folder is handed to `SETTLED`, a function of `test_robustness`.
"""

from __future__ import annotations

import importlib
import os
import shutil
import signal
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from converter import work
from converter.cli import cli
from tests.quick import quick_site

#: What changes files, as Python's audit events call it. `ctypes` makes the exchange of folders.
_STEPS = frozenset("os.rename os.mkdir os.rmdir os.remove os.link ctypes.dlsym".split())
#: So many of the steps are tried: the last ones, where things are moved, and some before.
LAST, OTHERS = 10, 6


def _count_steps(kill_at: int) -> list[int]:
    """Count the steps from now on, and end this process without a word at one of them."""
    counted = [0]

    def hook(event: str, args: tuple[object, ...]) -> None:
        flags = args[2] if event == "open" and len(args) > 2 else 0
        writes = isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR)
        if event in _STEPS or writes:
            counted[0] += 1
            if counted[0] == kill_at:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hook)
    return counted


def _run(args: Sequence[str], kill_at: int = 0) -> int:
    """Run the command in a fork; return its exit code, or minus the number of a signal."""
    child = os.fork()
    if child == 0:
        counted = _count_steps(kill_at)
        try:
            cli.main(args, standalone_mode=True)
        except SystemExit as end:
            if kill_at == 0:
                Path("..", "steps").write_text(str(counted[0]), encoding="utf-8")
            os._exit(end.code if isinstance(end.code, int) else 1)
        os._exit(99)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status)


def main(settled: str, args: Sequence[str]) -> None:
    """Kill, look, run to the end, look; at each of the chosen steps."""
    sys.dont_write_bytecode = True
    tests = importlib.import_module("tests.test_robustness")
    work.build_site = quick_site
    look = getattr(tests, settled)
    here = Path.cwd()
    before = here.with_name("before")
    shutil.copytree(here, before)
    # What a first run has to load and to find out, the forks find done.
    os.chdir(shutil.copytree(before, here.with_name("warm")))
    with suppress(SystemExit):
        cli.main(args)
    os.chdir(here)
    assert _run(args) == 0
    steps = int((here.parent / "steps").read_text(encoding="utf-8"))
    early = range(1, max(steps - LAST, 1), max((steps - LAST) // OTHERS, 1))
    for step in [*early, *range(max(steps - LAST, 0) + 1, steps + 1)]:
        shutil.rmtree(here)
        shutil.copytree(before, here)
        os.chdir(here)
        assert _run(args, step) == -signal.SIGKILL, step
        look(here, f"killed at step {step} of {steps}")
        assert _run(args) == 0, step
        look(here, "")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
