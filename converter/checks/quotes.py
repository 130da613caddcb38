"""Quotation marks and brackets that do not pair, over the paragraphs of a text.

A paragraph is a line of the source. The one thing that may run over several is a
quotation: each of its paragraphs opens with “ and only the last is closed (GB/T
15834-2011, 4.8.3.5), and in a decision that amends a text the quoted provision may
be opened once and closed lines later. `checks.pairs` looks at one paragraph,
this module at what is left over of each.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from converter.checks.pairs import CLOSES, MARKS, Fault, paragraph_faults, unmask
from converter.source import SourceText

#: Words before the opening mark of a provision that is quoted for amendment.
_AMENDS = re.compile(
    r"(?:修改|修正|修订|改|增加|增补|补充|增写|调整|表述|作为|规定|分别)[^“”]*[：:]\s*$"
)
#: How much of the text before a quotation is read for such words.
_INTRO = 80
#: How many paragraphs a parenthesis may run over: （注1：… 注2：…）.
_PARENTHESIS = 6
#: How many a title may be cut over by line ends that came from a narrow column.
_BROKEN = 3
_OVER_LINES = frozenset("（(《〈")


@dataclass(slots=True)
class _Carried:
    """Marks that are open at the end of a paragraph and may be closed in a later one.

    Attributes:
        faults: What they are if nothing closes them, the first of them first.
        amends: True if they quote a provision, whose paragraphs need not open again.
        silent: True if they are no fault once they are closed.
        waiting: The brackets that are still open.
        lines: Paragraphs gone over since.
    """

    faults: list[Fault]
    amends: bool = False
    silent: bool = False
    waiting: list[str] = field(default_factory=list)
    lines: int = 0


@dataclass(slots=True)
class _Paragraphs:
    """Goes over the paragraphs of a text and settles what runs over several."""

    faults: list[Fault] = field(default_factory=list)
    quotation: _Carried | None = None
    brackets: _Carried | None = None
    before: str = ""

    def take(self, text: str, start: int) -> None:
        """Take one paragraph, without white space at its ends, that begins at `start`."""
        found = paragraph_faults(unmask(text)) if MARKS.search(text) else []
        found = [f._replace(start=f.start + start, end=f.end + start) for f in found]
        if found or self.brackets:
            found = self._carry_brackets(found, start)
        found = self._close_quotation(text, found)
        if found or self.quotation:
            self.faults += self._open(text, found, start)
        self.before = text

    def finish(self) -> list[Fault]:
        """Return all faults, those of marks still open at the end included."""
        self._give_up_quotation()
        self._give_up_brackets()
        return self.faults

    def _give_up_quotation(self) -> None:
        self.faults += self.quotation.faults if self.quotation else []
        self.quotation = None

    def _give_up_brackets(self) -> None:
        self.faults += self.brackets.faults if self.brackets else []
        self.brackets = None

    def _carry_brackets(self, found: list[Fault], start: int) -> list[Fault]:
        """Let closing brackets close what an earlier paragraph left open.

        A parenthesis that opens a paragraph may hold several and is no fault. Any
        other bracket is in a sentence that a line end has cut in two: one fault,
        however many brackets the cut runs through.
        """
        rest = []
        for fault in found:
            char, carried = fault.message[0], self.brackets
            if fault.code == "quote-unclosed" and char in _OVER_LINES:
                # A title, which opens the text, is set in lines.
                fine = not self.before or (fault.start == start and char in "（(")
                carried = carried or _Carried([], silent=fine)
                carried.faults.append(fault)
                carried.waiting.append(char)
            elif carried and fault.code == "quote-unopened" and carried.waiting[-1] == CLOSES[char]:
                carried.faults.append(fault)
                carried.waiting.pop()
            else:
                rest.append(fault)
            self.brackets = carried
            if carried and not carried.waiting:
                self._settle_brackets(carried)
        if self.brackets:
            self.brackets.lines += 1
            if self.brackets.lines > (_PARENTHESIS if self.brackets.silent else _BROKEN):
                self._give_up_brackets()
        return rest

    def _settle_brackets(self, carried: _Carried) -> None:
        first = carried.faults[0]
        if not carried.silent:
            message = f"{first.message[0]} is closed only in a later paragraph"
            self.faults.append(first._replace(message=message))
        self.brackets = None

    def _close_quotation(self, text: str, found: list[Fault]) -> list[Fault]:
        """Let a closing quotation mark close the quotation that is open."""
        if not self.quotation:
            return found
        closing = [f for f in found if f.message[0] == "”" and f.code == "quote-unopened"]
        if closing and self.quotation.amends:
            self.quotation = None
            return [f for f in found if f is not closing[0]]
        if text[0] == "“" and text.rstrip("。；;，,、．.").endswith("”") and not found:
            self.quotation = None
        return found

    def _open(self, text: str, found: list[Fault], start: int) -> list[Fault]:
        """Set aside what a later paragraph may close, and return the rest."""
        unclosed = [f for f in found if f.code == "quote-unclosed"]
        quotes = [f for f in unclosed if f.message[0] == "“"][-1:]
        continued = bool(quotes) and quotes[0].start == start
        if self.quotation and continued:
            self.quotation.faults += quotes
        elif quotes:
            self._give_up_quotation()
            intro = text[: quotes[0].start - start] or self.before
            intro = intro[-_INTRO:]
            self.quotation = _Carried(quotes, bool(_AMENDS.search(intro)))
        elif self.quotation and not self.quotation.amends:
            self._give_up_quotation()
        return [f for f in found if f not in quotes]


def quote_faults(source: SourceText) -> list[Fault]:
    """Find quotation marks and brackets that do not pair.

    Args:
        source: The text.

    Returns:
        The faults, with offsets into the text, in no order that matters.
    """
    paragraphs = _Paragraphs()
    for _, span in source.lines():
        if span:
            paragraphs.take(source.slice(span), span.start)
    return paragraphs.finish()
