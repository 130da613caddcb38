"""Steps that other runs see as a whole or not at all, also where one is killed midway.

Locks are those of the kernel (`flock`): they end with the process that holds them, so that
nothing has to be cleaned up after a run that was killed. They are held on folders, where they
leave no file. Windows has none of them, nor have some network file systems; runs are not
kept apart there.
"""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


class Taken(Exception):
    """Another run is writing in a folder."""


@contextmanager
def locked(folder: Path, wait: bool = True) -> Iterator[bool]:
    """Keep other runs out of a folder; one that a run holds already it must not ask for again.

    Args:
        folder: The folder, which has to be there.
        wait: Whether to wait until another run has left it.

    Yields:
        False where there are no locks, and nobody is kept out.

    Raises:
        Taken: Another run holds it, and that is not to be waited for.
        OSError: The folder cannot be opened.
    """
    if sys.platform == "win32":
        yield False
        return
    import fcntl

    place = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        held = True
        try:
            fcntl.flock(place, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError as error:
            raise Taken(f"another run is writing in {folder.as_posix()}") from error
        except OSError:
            held = False
        try:
            yield held
        finally:
            # Said in words: processes that were forked meanwhile hold the same lock.
            if held:
                fcntl.flock(place, fcntl.LOCK_UN)
    finally:
        os.close(place)


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Write a file beside its place, and move it there when it is whole.

    Args:
        path: The file.

    Yields:
        Where to write it.

    Raises:
        OSError: It cannot be written; then what was there is as it was.
    """
    target = path.resolve()
    beside = target.with_name(f".{target.name}.{os.getpid()}.new")
    try:
        yield beside
        with suppress(OSError):
            beside.chmod(target.stat().st_mode)
        os.replace(beside, target)
    except OSError as error:
        if error.filename not in (None, str(beside)):
            raise
        # Of the file beside it nobody has heard.
        raise OSError(error.errno, error.strerror, str(path)) from error
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)


def write_whole(path: Path, text: str) -> None:
    """Write a text file, as a whole or not at all.

    Args:
        path: The file. What is there and is no file, such as a pipe or a terminal, is
            written to as it is.
        text: What it is to hold; line ends stay as they are.

    Raises:
        OSError: It cannot be written; then a file is as it was.
    """
    if path.exists() and not path.is_file():
        path.write_text(text, encoding="utf-8", newline="\n")
        return
    with replacing(path) as beside:
        beside.write_text(text, encoding="utf-8", newline="\n")


#: Of `renameat2` in Linux: paths are taken from the folder of the process; both places swap.
_AT_FDCWD, _RENAME_EXCHANGE = -100, 2


def exchange(one: Path, other: Path) -> bool:
    """Let two folders change places, in one step.

    Args:
        one: A folder.
        other: Another, on the same file system.

    Returns:
        False if this system or this file system cannot do that; then both are where they were.
    """
    if sys.platform != "linux":
        return False
    try:
        rename = ctypes.CDLL(None).renameat2
    except (AttributeError, OSError):
        return False
    whole, text = ctypes.c_int, ctypes.c_char_p
    rename.argtypes = (whole, text, whole, text, ctypes.c_uint)
    paths = (_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other))
    return bool(rename(*paths, _RENAME_EXCHANGE) == 0)
