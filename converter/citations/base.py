"""Whose clauses a citation speaks of."""

from __future__ import annotations

from dataclasses import dataclass

from converter.mention import Path
from converter.tree import Node


@dataclass(frozen=True, slots=True)
class Base:
    """Whose clauses a list of citations speaks of.

    Attributes:
        named: The document's name as written; empty for the citing document.
        title: What the name stands for.
        anchor: For words such as 本条 and 前款, the clause that they mean.
        unit: The unit of that clause.
        lead: Characters before a name without 《》.
        hint: What stands in parentheses behind a name.
        sure: False where only the corpus tells whether the name is one.
        lost: True where nothing says what is meant, or which clause of what is named.
        article: For the words of a law that are quoted, the article that is quoted.
    """

    named: str = ""
    title: str = ""
    anchor: Node | None = None
    unit: str = ""
    lead: str = ""
    hint: str = ""
    sure: bool = True
    lost: bool = False
    article: Path = ()


#: The citing document itself.
OWN = Base()
#: Nothing says which document is meant.
LOST = Base(lost=True)
