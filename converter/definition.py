"""What a document says that a word means in it: in its text, and as others show it."""

from __future__ import annotations

from dataclasses import dataclass

from converter.span import Span


@dataclass(frozen=True, slots=True)
class Definition:
    """A place where a document says what a word means in it.

    Attributes:
        wording: The word, without quotation marks and white space.
        form: The row of `definition_forms` that it follows.
        key: The node where it stands.
        term: The word in the source.
        text: What it means, in the source; without the full stop.
        scope: The node within which it holds; None for the whole document.
        since: The offset in the source from which it holds there; 0 for all of the scope.
        quoted: True if the word stands in quotation marks.
    """

    wording: str
    form: str
    key: int
    term: Span
    text: Span
    scope: int | None = None
    since: int = 0
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Meaning:
    """A definition as others show it, without the text and the tree around it.

    Attributes:
        eid: The id of the clause where it stands.
        label: The label to cite that by.
        part: The id of the part within which it holds; None for the whole document.
        part_label: The label to cite that by.
        begins: The id of the clause from which on it holds, if not in all of that.
        text: What the word means.
        line: The line of the word, or what places in the document count.
    """

    eid: str
    label: str
    part: str | None
    part_label: str
    begins: str | None
    text: str
    line: int
