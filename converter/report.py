"""The report of a run: findings, counts and timings, for people and for programs."""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from converter.bundle import Bundle
from converter.card import card_of
from converter.citation import CitationStatus
from converter.diagnostics import Diagnostic, Severity
from converter.findings import FINDINGS
from converter.span import Unit

CLEAN, BROKEN, UNUSABLE = 0, 1, 2


@dataclass(slots=True)
class Report:
    """What a run has done and found.

    Attributes:
        documents: How many documents there are.
        clauses: How many nodes of them can be cited.
        terms: How many senses of terms there are.
        definitions: How many of them the texts define, by form.
        uses: How many uses of terms there are.
        citations: How many citations there are, by status.
        citation_forms: The same by form.
        diagnostics: The findings, by place, without the silenced ones.
        silenced: The findings that editors have silenced, by place.
        timings: Stage to seconds.
        candidates: What the glossary might take up, the most widespread first.
    """

    documents: int = 0
    clauses: int = 0
    terms: int = 0
    definitions: Counter[str] = field(default_factory=Counter)
    uses: int = 0
    citations: Counter[str] = field(default_factory=Counter)
    citation_forms: Counter[str] = field(default_factory=Counter)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    silenced: list[Diagnostic] = field(default_factory=list)
    timings: dict[str, float] = field(default_factory=dict)
    candidates: list[dict[str, object]] = field(default_factory=list)

    @contextmanager
    def timed(self, stage: str) -> Iterator[None]:
        """Measure a stage."""
        start = time.perf_counter()
        try:
            yield
        finally:
            self.timings[stage] = round(time.perf_counter() - start, 3)

    def take(self, bundle: Bundle) -> None:
        """Count what a bundle holds."""
        self.documents = len(bundle.documents)
        self.clauses = sum(card_of(doc).clauses for doc in bundle.documents)
        self.terms = len(bundle.terms)
        self.candidates = [
            {
                "wording": candidate.wording,
                "count": candidate.count,
                "documents": candidate.documents,
                "examples": [{"doc": slug, "eid": eid} for slug, eid in candidate.examples],
            }
            for candidate in bundle.candidates
        ]
        self.definitions = Counter(term.form for term in bundle.terms if term.form)
        self.uses = len(bundle.uses)
        self.citations = Counter(citation.status.value for citation in bundle.citations)
        self.citation_forms = Counter(c.form for c in bundle.citations if c.form)
        self.add(bundle.diagnostics)

    def add(self, diagnostics: Sequence[Diagnostic]) -> None:
        """Add findings."""
        known = sorted([*self.everything(), *diagnostics], key=Diagnostic.sort_key)
        self.diagnostics = [found for found in known if not found.silenced]
        self.silenced = [found for found in known if found.silenced]

    def everything(self) -> list[Diagnostic]:
        """Return all findings by place, the silenced ones among them."""
        return sorted([*self.diagnostics, *self.silenced], key=Diagnostic.sort_key)

    @property
    def errors(self) -> list[Diagnostic]:
        """The findings that break the build."""
        return [found for found in self.diagnostics if found.severity is Severity.ERROR]

    def exit_code(self) -> int:
        """Return 0 for warnings at most, 2 if input is unusable, 1 for other errors."""
        errors = self.errors
        if not errors:
            return CLEAN
        return UNUSABLE if any(FINDINGS[e.code].input for e in errors) else BROKEN

    def summary(self) -> str:
        """Say in a line what there is."""
        counts = Counter(found.severity for found in self.diagnostics)
        parts = ", ".join(
            f"{counts[severity]} {severity}{'' if counts[severity] == 1 else 's'}"
            for severity in Severity
            if counts[severity]
        )
        said = [_count(self.documents, "document"), _count(self.clauses, "clause")]
        said += [_count(self.terms, "term")] if self.terms else []
        if cited := self.citations.total():
            unresolved = cited - self.citations[CitationStatus.RESOLVED]
            said.append(_count(cited, "citation"))
            said[-1] += f" ({unresolved:,} unresolved)" if unresolved else ""
        said.append(_count(len(self.diagnostics), "finding") + (f" ({parts})" if parts else ""))
        said += [f"{len(self.silenced):,} silenced"] if self.silenced else []
        return ", ".join(said)

    def to_json(self) -> str:
        """Write the report as JSON."""
        counts = Counter(found.code for found in self.diagnostics)
        return (
            json.dumps(
                {
                    "documents": self.documents,
                    "clauses": self.clauses,
                    "terms": self.terms,
                    "definitions": dict(sorted(self.definitions.items())),
                    "uses": self.uses,
                    "citations": {
                        "status": {
                            status.value: self.citations[status] for status in CitationStatus
                        },
                        "form": dict(sorted(self.citation_forms.items())),
                    },
                    "findings": [_item(found) for found in self.diagnostics],
                    "silenced": [
                        {"reason": found.silenced, "finding": _item(found)}
                        for found in self.silenced
                    ],
                    "counts": dict(sorted(counts.items())),
                    "candidates": self.candidates,
                    "timings": self.timings,
                },
                ensure_ascii=False,
                indent=1,
            )
            + "\n"
        )


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _item(found: Diagnostic) -> dict[str, object]:
    item: dict[str, object] = {
        "code": found.code,
        "severity": found.severity.value,
        "path": found.path,
        "line": found.line,
        "column": found.column,
        "message": found.message,
        "spot": found.spot,
    }
    if found.unit is not Unit.LINE:
        item["unit"] = found.unit.value
    return item
