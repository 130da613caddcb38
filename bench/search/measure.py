"""What is measured of a search."""

from __future__ import annotations

import random
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypedDict

from playwright.sync_api import Browser, Error, Page

from bench.search.engine import Asked, Engine, Everything, opened
from bench.search.queries import Query
from bench.search.serve import Sent, Server

#: The heap is looked at after as many queries.
_HEAP_AFTER = 200


class Spread(TypedDict):
    """What many values come to."""

    count: int
    median: float
    p95: float
    max: float


def spread(values: Iterable[float]) -> Spread:
    """Sum up values; the 95th percentile is the smallest value that 95 % do not exceed."""
    order = sorted(values)
    count, order = len(order), order or [0.0]
    return {
        "count": count,
        "median": order[(len(order) - 1) // 2],
        "p95": order[max(0, -(-95 * len(order) // 100) - 1)],
        "max": order[-1],
    }


@dataclass(slots=True)
class SetResult:
    """What came of one set of queries.

    Attributes:
        queries: How many there were.
        recall: The share of right clauses that were found, mean over the queries, in %.
        false: How many wrong ones were found among all, in all queries together.
        precision: The share of right ones among the first ten, mean over the queries, in %.
        recall10: The share of the right ones, at most ten, that are among the first ten, in %.
        empty: Queries without a result, in %.
        totals: Queries whose number of hits was stated exactly, in %; None where none is stated.
        first: Queries whose first result was right, in %.
        ms: Time to the results.
        partly: Queries with so many hits that only those of the first documents were looked at.
        failed: Queries that got no answer, and what was said.
        wrong: The queries that fell short, with why.
        cited: Whether only the first result matters.
    """

    queries: int = 0
    recall: float = 0.0
    false: int = 0
    precision: float = 0.0
    recall10: float = 0.0
    empty: float = 0.0
    totals: float | None = None
    first: float = 0.0
    ms: Spread = field(default_factory=lambda: spread([]))
    partly: int = 0
    failed: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    cited: bool = False


@dataclass(slots=True)
class Result:
    """What was measured of a search on a site."""

    name: str
    sets: dict[str, SetResult] = field(default_factory=dict)
    cold_bytes: Spread = field(default_factory=lambda: spread([]))
    cold_plain: Spread = field(default_factory=lambda: spread([]))
    cold_index: Spread = field(default_factory=lambda: spread([]))
    cold_requests: Spread = field(default_factory=lambda: spread([]))
    cold_index_requests: Spread = field(default_factory=lambda: spread([]))
    #: What passes until the search can be used at all, and from then on.
    ready_ms: Spread = field(default_factory=lambda: spread([]))
    cold_ms: Spread = field(default_factory=lambda: spread([]))
    further_bytes: Spread = field(default_factory=lambda: spread([]))
    further_requests: Spread = field(default_factory=lambda: spread([]))
    #: One set of queries that take long, and the rest.
    ms: dict[str, Spread] = field(default_factory=dict)
    #: What the page's scripts hold, in MiB; those of a worker are not in it.
    heap_before: float = 0.0
    heap_after: float | None = None
    heap_end: float = 0.0
    index_bytes: int = 0
    index_gzipped: int = 0
    text_bytes: int = 0
    build_seconds: float | None = None


#: Sets that are worst cases, timed apart.
WORST = ("characters", "frequent")


def measure(
    browser: Browser, server: Server, engine: Engine, sets: dict[str, list[Query]], seed: int
) -> Result:
    """Measure a search: first results, a session of all queries, and what is found."""
    result = Result(engine.name, index_bytes=engine.index_bytes())
    _say(f"{engine.name}: single queries")
    _first_results(browser, server, engine, sets, result)
    asked = _session(browser, server, engine, sets, seed, result)
    with opened(browser, engine, server) as page:
        for name, queries in sets.items():
            _say(f"{engine.name}: all results of {name}")
            result.sets[name] = _judge_set(engine, page, queries, asked)
    return result


def _say(words: str) -> None:
    """Say how far it is, where somebody looks on; the tables are what is printed."""
    print(words, file=sys.stderr, flush=True)


def _first_results(
    browser: Browser,
    server: Server,
    engine: Engine,
    sets: dict[str, list[Query]],
    result: Result,
    of_each: int = 2,
) -> None:
    """Ask single queries in a fresh profile each."""
    sent: list[list[Sent]] = []
    times, waits = [], []
    for queries in sets.values():
        for query in queries[:of_each]:
            server.log.clear()
            with opened(browser, engine, server) as page:
                waits.append(engine.waited)
                try:
                    times.append(engine.ask(page, query).ms)
                except Error:
                    continue
                server.settle()
            sent.append([each for each in server.log if engine.counts(each.path)])
    index = getattr(engine, "in_index", engine.counts)
    only = [[each for each in some if index(each.path)] for some in sent]
    result.cold_bytes = spread(sum(each.gzipped for each in some) for some in sent)
    result.cold_plain = spread(sum(each.plain for each in some) for some in sent)
    result.cold_index = spread(sum(each.gzipped for each in some) for some in only)
    result.cold_requests = spread(len(some) for some in sent)
    result.cold_index_requests = spread(len(some) for some in only)
    result.cold_ms = spread(times)
    result.ready_ms = spread(waits)


def _session(
    browser: Browser,
    server: Server,
    engine: Engine,
    sets: dict[str, list[Query]],
    seed: int,
    result: Result,
) -> dict[str, Asked | str]:
    """Ask all queries one after another in one page, in an order drawn by the seed."""
    once = {query.text: (name, query) for name, queries in sets.items() for query in queries}
    order = list(once.values())
    random.Random(seed).shuffle(order)
    asked: dict[str, Asked | str] = {}
    further: list[list[Sent]] = []
    times: dict[str, list[float]] = {"all but worst": [], **{name: [] for name in WORST}}
    with opened(browser, engine, server) as page:
        result.heap_before = _heap(page)
        for number, (name, query) in enumerate(order):
            if number % 100 == 0:
                _say(f"{engine.name}: query {number} of {len(order)} in one page")
            server.log.clear()
            try:
                answer = engine.ask(page, query)
            except Error as error:
                asked[query.text] = str(error).splitlines()[0]
                continue
            server.settle()
            asked[query.text] = answer
            times[name if name in WORST else "all but worst"].append(answer.ms)
            if number:
                further.append([each for each in server.log if engine.counts(each.path)])
            if number + 1 == _HEAP_AFTER:
                result.heap_after = _heap(page)
        result.heap_end = _heap(page)
    result.further_bytes = spread(sum(each.gzipped for each in some) for some in further)
    result.further_requests = spread(len(some) for some in further)
    result.ms = {name: spread(values) for name, values in times.items()}
    return asked


def _heap(page: Page) -> float:
    """Return what the page's scripts hold once all that can go is gone, in MiB."""
    session = page.context.new_cdp_session(page)
    session.send("HeapProfiler.enable")
    session.send("HeapProfiler.collectGarbage")
    session.send("Performance.enable")
    metrics = session.send("Performance.getMetrics")["metrics"]
    session.detach()
    held: float = next(each["value"] for each in metrics if each["name"] == "JSHeapUsedSize")
    return held / 2**20


def _judge_set(
    engine: Engine, page: Page, queries: Sequence[Query], asked: dict[str, Asked | str]
) -> SetResult:
    result = SetResult(len(queries), cited=all(query.first for query in queries))
    shares: dict[str, list[float]] = {
        name: [] for name in ("recall", "precision", "recall10", "empty", "totals", "first")
    }
    times = []
    for query in queries:
        answer = asked[query.text]
        if isinstance(answer, str):
            result.failed.append(f"{query.text}: {answer}")
            answer = Asked(0, [], None)
        else:
            times.append(answer.ms)
        try:
            found = Everything([]) if query.first else engine.everything(page, query)
        except Error as error:
            result.failed.append(f"{query.text}: {str(error).splitlines()[0]}")
            found = Everything([])
        _judge(engine.truth(query), query, answer, found, shares, result)
    for name, values in shares.items():
        mean = 100 * sum(values) / len(values) if values else 0.0
        setattr(result, name, mean if values or name != "totals" else None)
    result.ms = spread(times)
    return result


def _judge(
    truth: frozenset[str],
    query: Query,
    answer: Asked,
    found: Everything,
    shares: dict[str, list[float]],
    result: SetResult,
) -> None:
    """Hold one answer against the truth."""
    shown = [row for row in answer.rows if row in truth or row not in found.answers]
    right = [row in truth for row in shown]
    shares["first"].append(bool(right and right[0]))
    shares["empty"].append(not answer.rows)
    if query.first:
        if not (right and right[0]):
            result.wrong.append(f"{query.text}: first is {answer.rows[:1]}")
        return
    rows = set(found.rows)
    if not found.whole:
        result.partly += 1
        truth = frozenset(name for name in truth if name.split("#")[0] in found.documents)
    recall = len(truth & rows) / len(truth) if truth else 1.0
    false = len(rows - truth) + len(found.rows) - len(rows)
    # With nothing shown nothing is wrong, and nothing is right either.
    precision = sum(right) / len(right) if right else 0.0
    shares["recall"].append(recall)
    shares["precision"].append(precision)
    shares["recall10"].append(sum(right) / min(10, len(query.truth)))
    result.false += false
    stated = answer.total
    if stated is not None:
        shares["totals"].append(stated == len(query.truth))
    if recall < 1 or false or precision < 1 or stated not in (None, len(query.truth)):
        result.wrong.append(
            f"{query.text}: recall {recall:.3f}, {false} wrong or twice, precision@10"
            f" {precision:.2f}, {stated} stated of {len(query.truth)}"
        )
