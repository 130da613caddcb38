"""Measures as tables in Markdown."""

from __future__ import annotations

from collections.abc import Sequence

from bench.search.measure import Result, SetResult, Spread


def by_set(result: Result) -> str:
    """Show what came of each set of queries with one search."""
    lines = [
        "| queries | n | recall % | wrong | precision@10 % | recall@10 % | totals exact %"
        " | first right % | none % | ms median | p95 | max | failed |",
        "|---|---|---|---|---|---|---|---|---|---|---|---|---|",
    ]
    for name, found in result.sets.items():
        cells = [
            f"{name}{' (part)' if found.partly else ''}",
            found.queries,
            *(("", "", "", "", "") if found.cited else _exactness(found)),
            _percent(found.first),
            _percent(found.empty),
            *(f"{value:.0f}" for value in _values(found.ms)),
            len(found.failed),
        ]
        lines.append("| " + " | ".join(map(str, cells)) + " |")
    return "\n".join(lines)


def _exactness(found: SetResult) -> tuple[str, ...]:
    return (
        _percent(found.recall),
        f"{found.false:,}",
        _percent(found.precision),
        _percent(found.recall10),
        "" if found.totals is None else _percent(found.totals),
    )


def costs(results: Sequence[Result]) -> str:
    """Show what searches cost, side by side."""
    rows: list[tuple[str, list[str]]] = [
        (f"{what}, median / p95 / max", [_kilobytes(spread) for spread in spreads])
        for what, spreads in (
            ("first result, KB gzipped, scripts included", [r.cold_bytes for r in results]),
            ("first result, KB uncompressed", [r.cold_plain for r in results]),
            ("first result, KB gzipped, index alone", [r.cold_index for r in results]),
            ("further query, KB gzipped", [r.further_bytes for r in results]),
        )
    ]
    for what, spreads in (
        ("requests to the first result, scripts included", [r.cold_requests for r in results]),
        ("requests to the first result, index alone", [r.cold_index_requests for r in results]),
        ("requests of a further query", [r.further_requests for r in results]),
        ("ms from the page to a usable search", [r.ready_ms for r in results]),
        ("ms from then to the first result", [r.cold_ms for r in results]),
        *(
            (f"ms of a further query, {name}", [r.ms[name] for r in results])
            for name in results[0].ms
        ),
    ):
        rows.append((f"{what}, median / p95 / max", [_plain(spread) for spread in spreads]))
    rows += [
        ("heap before, MiB", [f"{r.heap_before:.1f}" for r in results]),
        ("heap after 200 queries, MiB", [_or_nothing(r.heap_after) for r in results]),
        ("heap after all, MiB", [f"{r.heap_end:.1f}" for r in results]),
        ("index on disk, MB", [f"{r.index_bytes / 1e6:.2f}" for r in results]),
        ("index gzipped, KB", [f"{r.index_gzipped / 1e3:.0f}" for r in results]),
        ("index / own text as UTF-8", [f"{r.index_bytes / r.text_bytes:.2f}" for r in results]),
        ("index build, s", [_or_nothing(r.build_seconds) for r in results]),
    ]  # fmt: skip
    head = "| | " + " | ".join(r.name for r in results) + " |"
    return "\n".join([
        head, "|---" * (len(results) + 1) + "|",
        *(f"| {what} | " + " | ".join(cells) + " |" for what, cells in rows),
    ])  # fmt: skip


def side_by_side(results: Sequence[Result], names: Sequence[str]) -> str:
    """Show searches in rows, with recall / precision@10 / no result by set, as in a README."""
    shown = [name for name in names if name in results[0].sets]
    lines = [
        "| search | " + " | ".join(shown) + " | first result, gzip | ms, median / p95"
        " | index MB | build s |",
        "|---" * (len(shown) + 5) + "|",
    ]
    for result in results:
        sets = (result.sets[name] for name in shown)
        cells = [_short(found) for found in sets]
        times = result.ms["all but worst"]
        cells += [
            f"{result.cold_bytes['median'] / 1e3:,.0f} KB",
            f"{times['median']:.0f} / {times['p95']:.0f}",
            f"{result.index_bytes / 1e6:.1f}",
            _or_nothing(result.build_seconds),
        ]
        lines.append(f"| {result.name} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def _percent(value: float) -> str:
    """Show 100 only where it is 100."""
    return "100" if value == 100 else f"{min(value, 99.9):.1f}"


def _values(found: Spread) -> tuple[float, float, float]:
    return found["median"], found["p95"], found["max"]


def _plain(found: Spread) -> str:
    return " / ".join(f"{value:.0f}" for value in _values(found)) if found["count"] else ""


def _kilobytes(found: Spread) -> str:
    return " / ".join(f"{value / 1e3:,.1f}" for value in _values(found)) if found["count"] else ""


def _short(found: SetResult) -> str:
    """Show a set in a cell; where only the first result matters, that alone."""
    if found.cited:
        return f"{_percent(found.first)}"
    return f"{found.recall:.0f}/{found.precision:.0f}/{found.empty:.0f}"


def _or_nothing(value: float | None) -> str:
    return "" if value is None else f"{value:.1f}"
