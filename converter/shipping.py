"""What a job takes along to a machine that does not see the folder of sources.

A job that reads files has a method `ship`; an executor that works on other machines calls it
before it sends the job away. Which pictures a source names is known only when it has been
read: the first time they are missing over there, which is answered with `NotSent`, and the
job is sent once more with them.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol, Self, runtime_checkable


class NotSent(Exception):
    """Files were asked for that were not sent along.

    Attributes:
        names: The files, as the source names them.
    """

    def __init__(self, names: frozenset[str]) -> None:
        super().__init__(names)
        self.names = names


@runtime_checkable
class Ships(Protocol):
    """A job that reads files."""

    def ship(self, pictures: Collection[str]) -> Self:
        """Return the same job with the bytes of the files that it reads.

        Args:
            pictures: What the source was found to name, as it names it.
        """
        ...


@runtime_checkable
class Keeps(Protocol):
    """Work of which the results are kept where the jobs come from (see `keeping.Step`)."""

    def look(self, job: Any) -> Any:
        """Look for the result of a job; return what `keeping.Step.look` does."""
        ...

    def make(self, job: Any) -> Any:
        """Make what is kept, from what the job takes along."""
        ...


@dataclass(frozen=True, slots=True)
class Parcel:
    """The bytes of a source, and of the pictures that it names.

    Attributes:
        content: The bytes; or why they cannot be read.
        pictures: What was found under each name.
    """

    content: bytes | OSError
    pictures: Mapping[str, bytes | None] = field(default_factory=dict)

    def read(self) -> bytes:
        """Return the bytes of the source.

        Raises:
            OSError: They could not be read where the source lies.
        """
        if isinstance(self.content, OSError):
            raise self.content
        return self.content

    def expect(self, names: Collection[str]) -> None:
        """Make sure that pictures were sent along.

        Raises:
            NotSent: Some were not.
        """
        missing = frozenset(names) - self.pictures.keys()
        if missing:
            raise NotSent(missing)
