"""The ledger on disk: read, held against documents, written."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from converter.atomic import locked
from converter.diagnostics import Diagnostic
from converter.ledger.check import check
from converter.ledger.decisions import Decisions
from converter.ledger.lines import BadLine, read_lines, write_lines
from converter.ledger.records import Ledger
from converter.ledger.table import make_decisions
from converter.ledger.trace import Trace, trace
from converter.ledger.update import changes, recorded
from converter.ledger.wording import COMMAND
from converter.model import Document
from converter.parallel import without_collection


@dataclass(frozen=True, slots=True)
class LedgerFile:
    """A ledger as it was read.

    Attributes:
        path: Where it is.
        ledger: What it says.
        bad: Its lines that cannot be read.
        exists: False if there is none yet.
        content: The file, as text.
    """

    path: Path
    ledger: Ledger
    bad: tuple[BadLine, ...] = ()
    exists: bool = True
    content: str = ""


def read_ledger(path: Path) -> LedgerFile:
    """Read a ledger.

    Args:
        path: The file; one that is not there is an empty ledger.

    Returns:
        What it says.

    Raises:
        OSError: It cannot be read.
    """
    name = path.as_posix()
    if not path.exists():
        return LedgerFile(path, Ledger(name=name), exists=False)
    try:
        content = path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        bad = BadLine(line, "this is no UTF-8; take the file from an earlier commit")
        return LedgerFile(path, Ledger(name=name), (bad,))
    with without_collection():
        ledger, found = read_lines(content, name)
    return LedgerFile(path, ledger, tuple(found), True, content)


def write_ledger(file: LedgerFile, ledger: Ledger) -> None:
    """Write a ledger, in one step.

    Args:
        file: The ledger as it was read.
        ledger: What it is to say.

    Raises:
        OSError: It cannot be written, or another run has written it since it was read; then
            it is as before.
    """
    path, text = file.path, write_lines(ledger)
    beside = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        beside.write_text(text, encoding="utf-8", newline="\n")
        with locked(path.absolute().parent):
            now = path.read_bytes() if path.exists() else None
            if now == text.encode():
                return
            # What somebody has decided meanwhile would be lost.
            if now != (file.content.encode() if file.exists else None):
                raise OSError(errno.EBUSY, "it was changed meanwhile; run this again", str(path))
            os.replace(beside, path)
    except OSError as error:
        # A full disk is told of without the name of the file.
        raise OSError(error.errno, error.strerror, str(path)) from error
    finally:
        beside.unlink(missing_ok=True)


@dataclass(frozen=True, slots=True)
class Held:
    """A ledger held against documents.

    Attributes:
        file: The ledger.
        trace: What became of what it says.
        findings: What somebody has to decide, and the lines that cannot be read.
        decisions: What old addresses resolve to.
        next: The ledger with all that needs no decision.
    """

    file: LedgerFile
    trace: Trace
    findings: Sequence[Diagnostic]
    decisions: Decisions
    next: Ledger

    @property
    def changes(self) -> dict[str, int]:
        """How many addresses are to be recorded, by sort of change."""
        return changes(self.file.ledger, self.next)

    @property
    def is_recorded(self) -> bool:
        """True if the file says all that it has to say."""
        return not any(self.changes.values()) and self.file.exists

    def write(self) -> None:
        """Write what needs no decision; nothing if the file says it all, or cannot be read.

        Raises:
            OSError: It cannot be written; then it is as before.
        """
        if not self.is_recorded and not self.file.bad:
            write_ledger(self.file, self.next)


def hold(path: Path, documents: Iterable[Document], command: str = COMMAND) -> Held:
    """Hold a ledger against documents.

    Args:
        path: The file of the ledger.
        documents: All documents.
        command: How a person calls the command that settles what is open.

    Returns:
        What is open, and what is to be recorded.

    Raises:
        OSError: The ledger cannot be read.
    """
    file = read_ledger(path)
    with without_collection():
        found = trace(file.ledger, documents)
        return Held(
            file, found, check(found, file.bad, command), make_decisions(found), recorded(found)
        )
