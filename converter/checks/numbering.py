"""Numbering checks: gaps, repeats, numbers that go back, series that do not begin with 1.

Reads the tree. Whether the numbers of a level run through the document or begin
again in each parent is taken from the text: both are right, but not a mixture.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from converter.checks.headings import bare_headings
from converter.checks.printed import like, missing
from converter.diagnostics import Diagnostic
from converter.findings import report
from converter.source import SourceText
from converter.span import Span
from converter.tree import Kind, Node, Number

#: Nodes that number their parts afresh: a document carried in another, an attachment.
_SCOPES = frozenset({Kind.DOCUMENT, Kind.ATTACHMENT})
#: Nodes that only list the numbers of others.
_SKIPPED = frozenset({Kind.TOC})
#: Kinds whose numbers always run through the document.
_RUNNING = frozenset({Kind.ARTICLE})
#: Kinds whose numbers always begin again in each parent.
_RESTARTING = frozenset({Kind.ITEM, Kind.SUBITEM, Kind.SUBSUBITEM, Kind.POINT})
#: Kinds of which one parent has one series only.
_SINGLE = frozenset({Kind.PART, Kind.SUBPART, Kind.CHAPTER, Kind.ARTICLE, Kind.ATTACHMENT})

#: What a level is: a kind and the name of its row in `levels.LEVELS`.
_Level = tuple[Kind, str]


@dataclass(frozen=True, slots=True)
class _Run:
    """Numbered nodes of one level that follow each other in one parent.

    Attributes:
        path: The nodes above them, the scope first.
        nodes: They themselves.
    """

    path: tuple[Node, ...]
    nodes: tuple[Node, ...]

    def above(self, other: _Run) -> Node:
        """Return the nearest node that is above this run and the other."""
        shared = [a for a, b in zip(self.path, other.path, strict=False) if a.key == b.key]
        return shared[-1]


def check_numbering(source: SourceText, root: Node) -> list[Diagnostic]:
    """Find faults in the printed numbers.

    Args:
        source: The text of the tree.
        root: The root of the tree.

    Returns:
        Findings of the kinds number-gap, number-repeat, number-back and
        number-start, in the order of their places.
    """
    found: list[Diagnostic] = []
    for scope in root.walk():
        if scope is root or scope.kind in _SCOPES:
            bare = bare_headings(scope)
            for level, runs in _levels(source, scope).items():
                named = [node.span.start for node in bare if level[0] in _NAMED]
                found += _check_level(_Series(source, named), level, runs)
    return sorted(found, key=Diagnostic.sort_key)


def _levels(source: SourceText, scope: Node) -> dict[_Level, list[_Run]]:
    """Collect the runs of every level of a scope, each level's in document order."""
    levels: dict[_Level, list[_Run]] = defaultdict(list)

    def visit(parent: Node, path: tuple[Node, ...]) -> None:
        for level, run in _runs(source, parent):
            levels[level].append(_Run(path, run))
        for child in parent.children:
            if child.children and child.kind not in _SCOPES and child.kind not in _SKIPPED:
                visit(child, (*path, child))

    visit(scope, (scope,))
    return levels


def _runs(source: SourceText, parent: Node) -> Iterator[tuple[_Level, tuple[Node, ...]]]:
    """Yield the runs in one parent: a new list that begins with 1 is a new run."""
    open_runs: dict[_Level, list[Node]] = {}
    last: Node | None = None
    for node in parent.children:
        if node.number and node.num and node.number.value > 0:
            level = (node.kind, node.level)
            run = open_runs.setdefault(level, [])
            if run and _begins_list(source, node, last is run[-1]):
                yield level, tuple(run)
                run.clear()
            run.append(node)
        last = node
    for level, run in open_runs.items():
        yield level, tuple(run)


def _begins_list(source: SourceText, node: Node, adjoins: bool) -> bool:
    """Tell whether a number 1 begins another list in the same parent.

    It does if something else stands between, or a paragraph that ends with a colon
    leads to it. 一是 begins another series always.
    """
    if node.kind in _SINGLE or str(node.number) != "1":
        return False
    before = source.text[max(0, node.span.start - 8) : node.span.start].rstrip()
    return node.kind is Kind.POINT or not adjoins or before.endswith(("：", ":"))


def _check_level(series: _Series, level: _Level, runs: Sequence[_Run]) -> list[Diagnostic]:
    votes: Counter[tuple[Kind, bool]] = Counter()
    for before, run in pairwise(runs):
        above, first, last = run.above(before).kind, _number(run.nodes[0]), _last(before)
        votes[above, True] += _follows(last, first)
        votes[above, False] += first == Number(1)
    for index, run in enumerate(runs):
        if index == 0 and _is_extract(level[0], runs):
            series.accepted = [Number(_number(run.nodes[0]).value - 1)]
        else:
            joins = index > 0 and _joins(level[0], run, runs[index - 1], votes)
            series.begin(joins)
        series.take(run.nodes)
    return series.found


def _is_extract(kind: Kind, runs: Sequence[_Run]) -> bool:
    """Tell whether a text is a part of another, such as a book of the civil code.

    Its articles begin with the number that they have there: more of them are missing
    before the first than there are.
    """
    first = _number(runs[0].nodes[0])
    return kind is Kind.ARTICLE and first.value > 1 + sum(len(run.nodes) for run in runs)


def _joins(kind: Kind, run: _Run, before: _Run, votes: Counter[tuple[Kind, bool]]) -> bool:
    """Tell whether a run should continue the numbers of the run before it.

    The other runs at the same distance decide: 章 begin again in each 编 and may
    run through the 分编 of one. As many for the one as for the other count as
    running, since no number continues another parent's by chance.
    """
    above, first, last = run.above(before), _number(run.nodes[0]), _last(before)
    if kind in _RUNNING:
        return True
    if above is run.path[-1] and above is before.path[-1]:
        return False  # two lists in one parent
    if kind in _RESTARTING:
        # The items of one article may go on after a paragraph between them.
        return len(run.path) > 1 and above.kind is Kind.ARTICLE and _follows(last, first)
    running, restarting = votes[above.kind, True], votes[above.kind, False]
    if not running and not restarting:
        return _order(first) > _order(last)
    return running >= restarting


#: Kinds of which a heading may have lost its number.
_NAMED = frozenset({Kind.CHAPTER, Kind.SECTION})

#: So many numbers may stand within lines, as in a list of offences.
_MOST_INSIDE = 100


class _Series:
    """The numbers of one level, in order, and what is wrong with them."""

    def __init__(self, source: SourceText, bare: Sequence[int]) -> None:
        self.source = source
        #: Where headings stand that have lost their number.
        self.bare = bare
        self.found: list[Diagnostic] = []
        #: Numbers that the next may follow; more than one after a wrong restart.
        self.accepted: list[Number] = []
        self.last: Node | None = None

    def begin(self, joins: bool) -> None:
        """Say whether the next run continues the one before it or begins anew."""
        if not joins:
            self.accepted, self.last = [Number(0)], None

    def take(self, nodes: Sequence[Node]) -> None:
        """Go over one run."""
        base = self.accepted[0]
        restarts = _number(nodes[0]) == Number(1) and base.value > 0
        for index, node in enumerate(nodes):
            self._step(node, nodes[index + 1] if index + 1 < len(nodes) else None)
        if restarts:
            # The next run may count this one in, leave it out, or go on from it.
            self.accepted += [Number(base.value + len(nodes)), base]

    def _step(self, node: Node, after: Node | None) -> None:
        number = _number(node)
        if any(_follows(accepted, number) for accepted in self.accepted):
            self.accepted, self.last = [number], node
            return
        base = self.accepted[0]
        following = _number(after) if after else Number(-1)
        expected = Number(base.value + 1)
        between = _order(base) < _order(number) < _order(following)
        stray = _follows(base, following) and base.value > 0 and not between
        misprint = not stray and _follows(expected, following)
        inside = self._inside(base, node)
        if inside:
            self._report_absent(node, sorted(set(range(base.value + 1, number.value)) - inside))
        elif not self._are_bare(base, node):
            self._report(node, base, (after, stray, misprint))
        if not stray:
            self.accepted = [expected if misprint else number]
            self.last = node

    def _are_bare(self, base: Number, node: Node) -> bool:
        """Tell whether as many headings without a number stand between, which is reported."""
        start = self.last.span.start if self.last else -1
        between = sum(1 for at in self.bare if start < at < node.span.start)
        return 0 < _number(node).value - base.value - 1 == between

    def _inside(self, base: Number, node: Node) -> frozenset[int]:
        """Return the numbers between two that stand within lines: 1．放火罪 2．决水罪."""
        missing = range(base.value + 1, _number(node).value)
        if not self.last or len(missing) > _MOST_INSIDE:
            return frozenset()
        between = self.source.text[self.last.span.start : node.span.start]
        printed = self._printed(node)
        return frozenset(n for n in missing if like(printed, Number(n)) in between)

    def _report_absent(self, node: Node, absent: Sequence[int]) -> None:
        """Report the numbers that stand neither at the beginning of a line nor within one."""
        if not absent:
            return
        printed, before = self._printed(node), self._printed(self.last) if self.last else ""
        named = ", ".join(like(printed, Number(value)) for value in absent[:3])
        more = " and others" if len(absent) > 3 else ""
        verb = "is" if len(absent) == 1 else "are"
        message = f"{printed} follows {before}: {named}{more} {verb} missing"
        self.found.append(report("number-gap", self.source, node.num or node.span, message))

    def _report(self, node: Node, base: Number, context: tuple[Node | None, bool, bool]) -> None:
        number, (after, stray, misprint) = _number(node), context
        printed = self._printed(node)
        before = self._printed(self.last) if self.last else ""
        expected = like(printed, Number(base.value + 1))
        code = _code(base, number)
        if after and (stray or misprint):
            place = f"between {before} and" if before else "before"
            message = f"{printed} stands {place} {self._printed(after)}"
            message += ", which follow each other" if stray else f": {expected} is expected"
        elif code == "number-repeat":
            message = f"{printed} follows another {before}"
        elif code == "number-back":
            message = f"{printed} follows {before}: {expected} is expected"
        else:
            verb = f"follows {before}" if before else "begins the series"
            message = f"{printed} {verb}: {missing(printed, base, number)} missing"
        self.found.append(report(code, self.source, node.num or node.span, message))

    def _printed(self, node: Node) -> str:
        span: Span = node.num or node.span
        return "".join(self.source.slice(span).split())


def _number(node: Node) -> Number:
    assert node.number
    return node.number


def _last(run: _Run) -> Number:
    return _number(run.nodes[-1])


def _follows(before: Number, after: Number) -> bool:
    """Tell whether one number is next after another: 13 and 12-1 after 12."""
    if after.inserted:
        return (before.value, before.inserted + 1) == (after.value, after.inserted)
    return after.value == before.value + 1


def _code(base: Number, number: Number) -> str:
    if not base.value:
        return "number-start"
    if number == base:
        return "number-repeat"
    return "number-gap" if _order(number) > _order(base) else "number-back"


def _order(number: Number) -> tuple[int, int]:
    return number.value, number.inserted
