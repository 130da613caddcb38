"""Amending decisions: whose clauses their instructions and their quotations speak of.

将第十六条改为第十五条 is about the amended law, and so is what stands in quotation marks
behind 修改为. Reads: the words of the decision, node by node. Writes: which law, and which
clause of it is being read.
"""

from __future__ import annotations

import re

from converter.citations.clauses import inherit
from converter.mention import Path, Step
from converter.numerals import CHINESE, to_int
from converter.title_names import STATE

_TITLE = re.compile(
    r"(?P<law>.+?)修正案(?:[（(][^（）()]*[）)])*"
    r"|.*?关于(?:修改|修正)(?P<of>.+?)(?:部分条款|部分条文|有关条款|个别条款)?的?决定(?:[（(].*[）)])?"
)
_SEVERAL = re.compile(
    r"等.{0,8}(?:部|件|个|项)|部分(?:法律|行政法规|地方性法规|规章)|[》〉]、?和?[《〈]"
)
_ARTICLE = re.compile(
    rf"[“\"]?\s?第(?P<n>{CHINESE}{{1,9}})条(?:之(?P<sub>{CHINESE}{{1,3}}))?(?=[\s　])"
)
_ITEM = re.compile(rf"[“\"]?\s?[（(]{CHINESE}{{1,3}}[）)]|[“\"]?\s?\d{{1,2}}[.．、]")


def amended_law(title: str) -> str | None:
    """Read from the title of a decision which law it amends.

    Args:
        title: The title of a document, or of one carried in it.

    Returns:
        The law; an empty text where the title names several or none; None for a document
        that amends nothing.
    """
    found = _TITLE.fullmatch("".join(title.split()))
    if not found:
        return None
    law = found["law"] or found["of"]
    if _SEVERAL.search(law):
        return ""
    return law.strip("《》〈〉").removeprefix(STATE)


class Amending:
    """Where a reader of an amending decision is: in which law, clause and quotation.

    Attributes:
        default: The law of the title.
        law: The law that is being amended.
        path: The clause of it that the instruction has named last.
        paragraph: The 款 that the quotation is at; 0 outside one.
        depth: How many quotation marks are open.
    """

    def __init__(self, default: str) -> None:
        self.default = self.law = default
        self.path: Path = ()
        self.paragraph = 0
        self.depth = 0
        self._at = 0

    def begin_part(self) -> None:
        """Begin a part of the decision: 二、."""
        if not self.depth:
            self.law, self.path = self.default or self.law, ()

    def begin_piece(self, text: str) -> None:
        """Begin a paragraph; one that opens with a quotation mark goes on with a quotation."""
        self._at = 0
        if text.startswith(("“", '"')):
            again = self.depth or self.paragraph
            self.depth = 0
            if not again:
                return
        elif not self.depth:
            self.paragraph = 0
            return
        found = _ARTICLE.match(text)
        if found:
            value, sub = to_int(found["n"]) or 0, to_int(found["sub"] or "") or 0
            self.path, self.paragraph = (Step("条", value, sub),), 1
        elif not _ITEM.match(text):
            self.paragraph += 1

    def move(self, text: str, to: int) -> None:
        """Read on to a place of the paragraph, counting quotation marks."""
        for place in range(self._at, to):
            if text[place] == "“":
                self.depth += 1
                if self.depth == 1 and place:
                    self._open(text, place)
            elif text[place] == "”":
                self.depth = max(0, self.depth - 1)
        self._at = max(self._at, to)

    def _open(self, text: str, place: int) -> None:
        named = [step.value for step in self.path if step.unit == "款"]
        self.paragraph = named[0] if named else 1
        found = _ARTICLE.match(text, place)
        if found:
            value, sub = to_int(found["n"]) or 0, to_int(found["sub"] or "") or 0
            self.path = (Step("条", value, sub),)

    def instruct(self, path: Path) -> Path:
        """Note the clause that an instruction names, and fill in its article."""
        if path and path[0].unit in ("款", "项", "目"):
            path = inherit(path, self.path)
        self.path = path
        return path

    def seen_from(self, unit: str, back: int, path: Path) -> Path | None:
        """Find the clause that relative words in a quotation mean.

        Args:
            unit: 条 or 款; with the steps behind it in `path`.
            back: How many clauses back; 0 for 本条 and for 第二款 alone.
            path: The steps behind.

        Returns:
            The clause of the amended law, or None where the quotation does not tell.
        """
        article = tuple(step for step in self.path if step.unit == "条")
        if not article or not self.paragraph:
            return None
        if unit == "款":
            value = self.paragraph - back
            return (*article, Step("款", value), *path) if value > 0 else None
        return (*article, *path) if not back else None
