"""Claims checks: a text says how many parts it has, and it is counted whether it has them.

Only where it is plain what is counted: the claim is the last thing before the first
part of a series, or it stands in the text before the first section and speaks of the
document as a whole. Everything else is left alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from converter.diagnostics import Diagnostic
from converter.findings import report
from converter.numerals import ARABIC, CHINESE, to_int
from converter.source import SourceText
from converter.span import Span
from converter.tree import Kind, Node


class Counts(Enum):
    """What a claim counts, and so where it is looked for."""

    SERIES = "the series that follows at once"
    SECTIONS = "the first level of the document; in the text before it"
    BOTH = "the first level, and with `m` the level below it; in the text before it"


@dataclass(frozen=True, slots=True)
class ClaimForm:
    """One way in which a text counts its own parts.

    Attributes:
        name: Its name, unique in the table.
        pattern: The words. The group `n` holds the number, `m` a second one.
        counts: What is counted.
        example: A text that has it.
    """

    name: str
    pattern: re.Pattern[str]
    counts: Counts
    example: str


# 第三项, 十几项, 近二十项 and 三项以上 are no counts of what follows.
_BEFORE = rf"(?<![第几数多余近约超至上其之少前后各每任中\d{CHINESE[1:-1]}])"
_N = rf"{_BEFORE}(?P<n>{CHINESE}{{1,4}}|{ARABIC}{{1,3}})\s*"
_M = rf"(?P<m>{CHINESE}{{1,4}}|{ARABIC}{{1,3}})\s*"
_END = r"[^，。；：:;！？\n（(]{0,12}[。：:；]?\s*$"

FORMS: tuple[ClaimForm, ...] = (
    ClaimForm(
        "版块",
        re.compile(rf"{_N}(?:个\s*)?(?:版块|板块|大?部分|大类|大?方面)[、，,]?共?\s*{_M}(?:项|条)"),
        Counts.BOTH,
        "重点抓好 4 个版块18项工作。",
    ),
    ClaimForm(
        "点意见",
        re.compile(rf"(?:讲|谈|提|提出|强调)(?:以下|如下)?\s*{_N}点(?:意见|要求|建议|希望|看法)?"),
        Counts.SECTIONS,
        "下面，讲四点意见。",
    ),
    ClaimForm(
        "以下",
        re.compile(rf"(?:以下|如下|下列)\s*{_N}(?:个方面|方面|大?项|点|条|类|种|个){_END}"),
        Counts.SERIES,
        "采取以下五项措施：",
    ),
    ClaimForm(
        "方面",
        re.compile(rf"{_N}(?:个方面|大?方面|点|大特点|个特点|个问题|个环节|个步骤|项措施){_END}"),
        Counts.SERIES,
        "主要体现在五个方面。",
    ),
)

#: Words in the claim that make the number one of several, or a bound.
_VAGUE = re.compile(r"以上|以下的|之一|至少|以内|左右|多[项个条点]|余[项个条点]|[任其]中|情形之|或")
#: How far before a series the claim about it is looked for.
_REACH = 60
_SCOPES = frozenset({Kind.DOCUMENT, Kind.ATTACHMENT})
#: Kinds that can be the first level of a document that counts its parts.
_SECTIONS = frozenset({Kind.SECTION, Kind.SUBSECTION, Kind.CLAUSE, Kind.POINT})


@dataclass(frozen=True, slots=True)
class _Claim:
    form: ClaimForm
    match: re.Match[str]
    start: int  # where the searched text begins in the source

    def number(self, group: str) -> int | None:
        return to_int(self.match[group])

    @property
    def span(self) -> Span:
        """The claim without the marks and blanks that end it."""
        said = self.match.group().rstrip("。：:； \u3000\r\n")
        start = self.start + self.match.start()
        return Span(start, start + len(said))

    @property
    def key(self) -> int:
        """Where the number stands: two forms may read one claim, which is one finding."""
        return self.start + self.match.start("n")


def check_claims(source: SourceText, root: Node) -> list[Diagnostic]:
    """Compare the counts that a text gives of its parts with its parts.

    Args:
        source: The text of the tree.
        root: The root of the tree.

    Returns:
        Findings of the kind count-mismatch, in the order of their places.
    """
    found: dict[int, Diagnostic] = {}
    for node in root.walk():
        if not node.children:
            continue
        if node is root or node.kind in _SCOPES:
            found |= _check_scope(source, node)
        for series in _series(node):
            found = (_check_series(source, series) if len(series) > 1 else {}) | found
    return sorted(found.values(), key=Diagnostic.sort_key)


def _series(parent: Node) -> Iterator[list[Node]]:
    """Yield the runs of numbered children of one level, each beginning with 1."""
    run: list[Node] = []
    for node in parent.children:
        same = run and (node.kind, node.level) == (run[0].kind, run[0].level)
        begins = node.num and node.number and str(node.number) == "1"
        if run and (not same or begins):
            yield run
            run = []
        if begins or (same and run):
            run.append(node)
    if run:
        yield run


def _check_series(source: SourceText, series: Sequence[Node]) -> dict[int, Diagnostic]:
    """Check the words directly before a series."""
    end = series[0].span.start
    text = source.text[max(0, end - _REACH) : end].rstrip()
    start = max(0, end - _REACH)
    sentence = max(text.rfind(mark, 0, len(text) - 1) for mark in "。；！？\n") + 1
    for form in FORMS:
        match = form.pattern.search(text, sentence)
        if form.counts is Counts.SERIES and match and not _VAGUE.search(text, match.start()):
            claim = _Claim(form, match, start)
            number = claim.number("n")
            # The number may be that of the parts of the parts: 以下18项工作：一、…
            # and 下列一种方式 leaves a choice.
            if number in (None, 1, len(series)) or number in _below(series).values():
                return {}
            return _mismatch(source, claim, series, len(series))
    return {}


def _check_scope(source: SourceText, scope: Node) -> dict[int, Diagnostic]:
    """Check what the text before the first section says of the document."""
    series = next((s for s in _series(scope) if s[0].kind in _SECTIONS and s[0].block), None)
    if not series:
        return {}
    before = [child for child in scope.children if child.span.start < series[0].span.start]
    start = before[0].span.start if before else series[0].span.start
    text = source.text[start : series[0].span.start]
    claims = [
        _Claim(form, match, start)
        for form in FORMS
        if form.counts is not Counts.SERIES
        for match in form.pattern.finditer(text)
        if not _VAGUE.match(text, match.end())
    ]
    if len(claims) != 1:
        return {}  # none, or no telling which of them counts the sections
    claim, sections = claims[0], [n for n in scope.children if n.kind is series[0].kind]
    if claim.number("n") != len(sections):
        return _mismatch(source, claim, sections, len(sections))
    if claim.form.counts is Counts.BOTH:
        below = [n for section in sections for n in section.children if n.num and n.block]
        kinds = {(n.kind, n.level) for n in below}
        if len(kinds) == 1 and claim.number("m") != len(below):
            return _mismatch(source, claim, below, len(below))
    return {}


def _below(series: Sequence[Node]) -> Counter[tuple[Kind, str]]:
    """Count the numbered nodes of each level below a series."""
    return Counter(
        (node.kind, node.level)
        for top in series
        for node in top.walk()
        if node is not top and node.num
    )


def _mismatch(
    source: SourceText, claim: _Claim, nodes: Sequence[Node], count: int
) -> dict[int, Diagnostic]:
    said = " ".join(source.slice(claim.span).split())
    if not nodes:
        return {}
    first, last = (source.slice(node.num or node.span) for node in (nodes[0], nodes[-1]))
    are = "part follows" if count == 1 else "parts follow"
    message = f"The text says {said}, and {count} {are}, {first.strip()} to {last.strip()}"
    return {claim.key: report("count-mismatch", source, claim.span, message)}
