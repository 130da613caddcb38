"""Run a command of ours in a process of its own, and measure it from outside."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
#: Real statutes; beside the checkout, never in it.
LAWS = ROOT.parent / "shared" / "corpora" / "laws"

#: Seconds between two looks at the memory.
_EVERY = 0.05


@dataclass(frozen=True, slots=True)
class Cost:
    """What a command took.

    Attributes:
        seconds: Wall time, start of Python included.
        cpu: Time of processors, of all its processes together, in seconds; tells more than
            wall time on a machine that has other work to do. 0 where the system cannot say.
        peak_mb: The largest sum of the resident sets of all its processes, looked at 20
            times a second, in MiB; pages that processes share are counted in each. 0
            where the system has no /proc.
        output: What it printed.
    """

    seconds: float
    cpu: float
    peak_mb: float
    output: str


def tiaowen(*args: str) -> Cost:
    """Run a command of ours, and measure it.

    Args:
        args: The command and its arguments.

    Returns:
        What it took.

    Raises:
        subprocess.CalledProcessError: It failed.
    """
    return measured([sys.executable, "-m", "converter.cli", *args], ROOT)


def measured(command: list[str], place: Path) -> Cost:
    """Run any command, and measure it.

    Args:
        command: The program and its arguments.
        place: The folder that it runs in.

    Returns:
        What it took.

    Raises:
        subprocess.CalledProcessError: It failed.
    """
    before, start = _cpu(), time.perf_counter()
    process = subprocess.Popen(
        command, cwd=place, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8"
    )
    peak = 0
    while True:
        try:
            output, errors = process.communicate(timeout=_EVERY)
            break
        except subprocess.TimeoutExpired:
            peak = max(peak, _resident(process.pid))
    seconds = time.perf_counter() - start
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command, output, errors)
    return Cost(seconds, _cpu() - before, peak / 2**20, output)


def _cpu() -> float:
    """Return the seconds that processes which have ended took."""
    ended = os.times()
    return ended.children_user + ended.children_system


def _resident(pid: int) -> int:
    """Add up the resident sets of a process and all below it, in bytes."""
    try:
        # What `smaps_rollup` says is the same, and takes a third of the run to say so.
        pages = Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1]
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    except (OSError, ValueError):  # ended meanwhile, or a system without /proc
        return 0
    own = int(pages) * os.sysconf("SC_PAGE_SIZE")
    return own + sum(_resident(int(child)) for child in children)
