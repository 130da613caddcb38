"""What a gold file expects against what was found: counts, and the differences to read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Found:
    """Something that is expected or found, by what has to be equal.

    Attributes:
        file: The gold file.
        line: Its line, from 1.
        what: What is there, as a person reads it.
    """

    file: str
    line: int
    what: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """How what was found differs from what was expected.

    Attributes:
        right: How many were expected and found.
        missing: Expected, and not found.
        extra: Found, and not expected.
    """

    right: int
    missing: tuple[Found, ...]
    extra: tuple[Found, ...]

    @property
    def precision(self) -> float:
        """The share of what was found that was expected."""
        found = self.right + len(self.extra)
        return self.right / found if found else 1.0

    @property
    def recall(self) -> float:
        """The share of what was expected that was found."""
        expected = self.right + len(self.missing)
        return self.right / expected if expected else 1.0

    def __str__(self) -> str:
        """Say the figures, and every difference with its line."""
        lines = [f"precision {self.precision:.4f}, recall {self.recall:.4f}"]
        both = [(item, "missing") for item in self.missing]
        both += [(item, "extra") for item in self.extra]
        lines += [f"{item.file}:{item.line}: {sign}: {item.what}" for item, sign in sorted(both)]
        return "\n".join(lines)


def compare(expected: Iterable[Found], found: Iterable[Found]) -> Comparison:
    """Compare, each as often as it occurs."""
    wanted, got = Counter(expected), Counter(found)
    return Comparison(
        right=(wanted & got).total(),
        missing=tuple(sorted((wanted - got).elements())),
        extra=tuple(sorted((got - wanted).elements())),
    )
