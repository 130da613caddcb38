"""What one document says of others and of its own clauses, before all documents are known.

A mention is found in a document by itself, and kept with it; `citations.resolve` makes
a citation of it. What it says of its own document is settled at once.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the way to a clause: 第三条, 第十条之一, 第（二）项, 附件3.

    Attributes:
        unit: The word for it: 编 分编 章 节 条 款 项 目 部分 段 点 附件 附表 总则 分则.
        value: Its number; 0 where it has none (分则, an only 附件).
        inserted: What follows 之, else 0.
        arabic: True if the number is printed in digits: a 公文 writes 第20条 for its 20.
    """

    unit: str
    value: int
    inserted: int = 0
    arabic: bool = False


Path = tuple[Step, ...]

#: In the hint of a mention: the text says that the document is repealed.
REPEALED = "废止"


@dataclass(frozen=True, slots=True)
class Mention:
    """A citation as the citing document alone shows it.

    Attributes:
        key: The citing node.
        start: Offset in the node's own text, in characters.
        end: Offset of its end.
        text: The words.
        form: The row of `citation_forms` that it follows.
        named: The document as the text names it, without 《》 and without the clause; empty
            where the citing document is meant.
        title: What that name stands for in this document (以下简称), or the name itself.
        path: The clause; empty for a document as a whole.
        last: The last clause of a range, else empty.
        lead: The Han characters before a name without 《》: where it begins is settled when
            the titles of all documents are known.
        hint: What the text puts in parentheses behind the name: a 文号, a year.
        sure: False for what is a citation only if there is a document of that name.
        vague: True if the text does not tell which clause of the named document is meant.
        outcome: For what the document settles by itself, the status; else empty.
        eid: For those, the clause; None for the document as a whole.
        last_eid: For those, the last clause of a range.
    """

    key: int
    start: int
    end: int
    text: str
    form: str
    named: str = ""
    title: str = ""
    path: Path = ()
    last: Path = ()
    lead: str = ""
    hint: str = ""
    sure: bool = True
    vague: bool = False
    outcome: str = ""
    eid: str | None = None
    last_eid: str | None = None
