"""What is said of a document as a whole, and who says it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Origin(StrEnum):
    """Who says a fact. The values are those of `from` in `data/documents.json`."""

    CATALOG = "catalog"
    TEXT = "text"
    STATEMENT = "statement"  # a table beside the text, such as that of a web page


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that is said of a document as a whole, and where.

    Attributes:
        name: What it is, a row of `facts.FACTS`.
        value: What is said; a date in ISO 8601, where it is one.
        line: The line of the source (or what its places count), from 1; 0 where the
            catalog says it.
        origin: Who says it.
        text: The words that it was read from, on one line; empty where the catalog says it.
        act: For an act, the word for it: 通过, 第一次修正.
        by: For an act, who did it: 第十届全国人民代表大会第三次会议.
        label: For a statement, what it is called there.
        key: The node that it was read from, if it stands in the text.
    """

    name: str
    value: str
    line: int
    origin: Origin = Origin.TEXT
    text: str = ""
    act: str = ""
    by: str = ""
    label: str = ""
    key: int | None = None
