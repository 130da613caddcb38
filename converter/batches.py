"""Calls that go to a worker together, and how it does them.

A worker needs this package, in the same version and with the same libraries, and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any

from converter.cache import fingerprint
from converter.parallel import pack, unpack
from converter.shipping import NotSent, Ships

#: Arguments from this size on, in bytes, are sent to a worker once, not with each job.
LARGE = 1_000_000

Calls = Sequence[tuple[Any, ...]]


class OtherVersion(Exception):
    """A worker has another version of the package, of a library or of Python."""


@dataclass(frozen=True, slots=True)
class _Kept:
    """Stands for a large argument, which comes beside the others."""

    at: int


def do_batch(expected: str, packed: bytes, *kept: bytes) -> bytes | NotSent:
    """Do some calls, on a worker; what they lack is asked for together.

    It is returned and not raised: a worker logs what is raised as its failure.
    """
    if fingerprint() != expected:
        raise OtherVersion
    work, calls = unpack(packed)
    lacking: set[str] = set()
    results = []
    for arguments in calls:
        try:
            results.append(work(*(kept[a.at] if isinstance(a, _Kept) else a for a in arguments)))
        except NotSent as lack:
            lacking |= lack.names
    return NotSent(frozenset(lacking)) if lacking else pack(results)


def pack_batch(
    work: Callable[..., Any], calls: Calls, pictures: Collection[str]
) -> tuple[bytes, list[bytes]]:
    """Pack calls for a worker.

    Args:
        work: What is called.
        calls: The arguments of each call.
        pictures: What the sources were found to name (see `shipping`).

    Returns:
        The calls, and the large arguments that go beside them.
    """
    kept: list[bytes] = []

    def light(argument: object) -> object:
        if isinstance(argument, Ships):
            return argument.ship(pictures)
        if isinstance(argument, bytes) and len(argument) >= LARGE:
            kept.append(argument)
            return _Kept(len(kept) - 1)
        return argument

    return pack((work, [tuple(map(light, arguments)) for arguments in calls])), kept
