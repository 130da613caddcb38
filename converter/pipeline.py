"""The pipeline: from the file of a source to a document.

`PASSES` is the order in which one document is worked on; nothing else decides it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace
from pathlib import Path

from converter.anchors import assign_ids
from converter.build import build
from converter.card import make_card
from converter.checks.characters import check_characters
from converter.checks.citations import check_citations
from converter.checks.claims import check_claims
from converter.checks.contents import check_contents
from converter.checks.definitions import check_definitions
from converter.checks.headings import check_headings
from converter.checks.images import check_images
from converter.checks.numbering import check_numbering
from converter.checks.statements import check_statements
from converter.citations.find import find_mentions
from converter.citations.versions import date_of
from converter.definition import Definition
from converter.diagnostics import Diagnostic
from converter.discards import essential
from converter.divide import Division, divide
from converter.entry import Entry, Profile
from converter.fact import Fact
from converter.findings import report, report_file
from converter.labels import Labels, make_labels
from converter.mention import Mention
from converter.metadata.find import find_facts, stated_title
from converter.model import Document
from converter.readers import read, take_along
from converter.scan import Line, scan
from converter.shipping import Parcel
from converter.slugs import propose
from converter.source import SourceText
from converter.terms.definitions import find_definitions
from converter.tree import Kind, Node


@dataclass(slots=True)
class Work:
    """One document on its way through the passes; each pass fills in its part."""

    source: SourceText
    entry: Entry | None
    stem: str
    lines: tuple[Line, ...] = ()
    profile: Profile = Profile.OFFICIAL
    division: Division = field(init=False)
    root: Node = field(init=False)
    ids: dict[int, str] = field(default_factory=dict)
    labels: Labels = field(init=False)
    facts: tuple[Fact, ...] = ()
    title: str = ""
    title_assigned: bool = False
    mentions: tuple[Mention, ...] = ()
    diagnostics: list[Diagnostic] = field(default_factory=list)
    definitions: tuple[Definition, ...] = ()


def scan_lines(work: Work) -> None:
    """Classify the lines. Reads `source`; writes `lines`."""
    work.lines = scan(work.source)


def detect_profile(work: Work) -> None:
    """Choose the profile. Reads `entry`, `lines`; writes `profile`."""
    if work.entry and work.entry.profile:
        work.profile = work.entry.profile
        return
    articles = sum(1 for line in work.lines if line.marker and line.marker.level.name == "条")
    first = work.source.slice(work.lines[0].span) if work.lines else ""
    named = _STATUTE_TITLE.fullmatch(first)
    work.profile = Profile.STATUTE if articles > 1 or named else Profile.OFFICIAL


#: Titles of normative documents that may do without articles: amendments, and what the
#: supreme courts answer and explain. 批复, 复函 and 决定 of others are 公文
#: (党政机关公文处理工作条例, article 8).
_STATUTE_TITLE = re.compile(
    r"(?:最高人民(?:法院|检察院).*(?:解释|批复|规定|决定|答复|解答|复函|意见|通知)"
    r"|.*修正案|.*关于(?:修改|废止).*的决定)(?:[（(]?[一二三四五六七八九十]+[）)]?)?"
)


def divide_lines(work: Work) -> None:
    """Tell head, body and tail. Reads `lines`; writes `division`."""
    work.division = divide(work.source, work.lines)


def build_tree(work: Work) -> None:
    """Build the tree. Reads `division`, `profile`; writes `root`."""
    work.root = build(work.source, work.division, work.profile)


def give_ids(work: Work) -> None:
    """Give ids. Reads `root`, `entry`; writes `ids`."""
    work.ids = assign_ids(work.root, dict(work.entry.numbering) if work.entry else None)


def give_labels(work: Work) -> None:
    """Give citation labels. Reads `source`, `root`, `ids`; writes `labels`."""
    work.labels = make_labels(work.source, work.root, work.ids)


def find_metadata(work: Work) -> None:
    """Find title and facts. Reads `root`, `entry`; writes `title`, `facts`."""
    given = work.entry.title if work.entry else None
    title = next((n for n in work.root.children if n.kind is Kind.TITLE), None)
    if title:
        work.title = "".join(work.source.slice(span) for span in title.body)
        if given and essential(given) != essential(work.title):
            message = f"The text has a title of its own; {given!r} from the catalog is not shown"
            work.diagnostics.append(report("title-twice", work.source, title.span, message))
    else:
        stated = stated_title(work.source)
        work.title, work.title_assigned = given or stated or work.stem, True
        if not given and not stated:
            message = f"no title was recognised in the text; {work.stem!r} is shown as assigned"
            work.diagnostics.append(report_file("title-missing", work.source.name, message))
    work.facts = find_facts(work.source, work.root, work.entry)


def find_cited(work: Work) -> None:
    """Find citations. Reads `source`, `root`, `ids`, `title`; writes `mentions`."""
    work.mentions = find_mentions(work.source, work.root, work.ids, work.title)


def define_terms(work: Work) -> None:
    """Find what the text defines. Reads `source`, `root`; writes `definitions`."""
    work.definitions = find_definitions(work.source, work.root)


def check_text(work: Work) -> None:
    """Look for what is doubtful in the text. Reads `root` and all tables; writes findings."""
    work.diagnostics += [
        report(r.code, work.source, r.span, r.message) for r in work.source.remarks
    ]
    work.diagnostics += check_images(work.source)
    work.diagnostics += check_characters(work.source)
    work.diagnostics += check_numbering(work.source, work.root)
    work.diagnostics += check_headings(work.source, work.root)
    work.diagnostics += check_contents(work.source, work.root)
    work.diagnostics += check_claims(work.source, work.root)
    work.diagnostics += check_citations(work.source, work.root, work.mentions)
    work.diagnostics += check_statements(work.source, work.root, work.facts)
    work.diagnostics += check_definitions(work.source, work.root, work.definitions)


Pass = Callable[[Work], None]

PASSES: tuple[Pass, ...] = (
    scan_lines,
    detect_profile,
    divide_lines,
    build_tree,
    give_ids,
    give_labels,
    find_metadata,
    find_cited,
    define_terms,
    check_text,
)


@dataclass(frozen=True, slots=True)
class Job:
    """What one document needs to be converted, apart from all others.

    Attributes:
        path: Its source.
        shown: How to name that in messages.
        file: Its path below the folder of sources.
        entry: What the catalog says of it.
        parcel: What the source holds, for a machine that does not see it.
    """

    path: Path
    shown: str
    file: str
    entry: Entry | None
    parcel: Parcel | None = None

    @property
    def folder(self) -> Path:
        """The folder of sources."""
        return self.path.parents[self.file.count("/")]

    def ship(self, pictures: Collection[str]) -> Job:
        """Return the job with the bytes of its source, and of the pictures that this names."""
        return replace(self, parcel=take_along(self.path, self.folder, pictures))


def convert(job: Job) -> tuple[Document | None, list[Diagnostic]]:
    """Convert one document.

    Args:
        job: Where it is and what the catalog says of it.

    Returns:
        The document, whose slug is only proposed if the catalog has none; or None
        with the reasons.

    Raises:
        NotSent: The job's parcel lacks a picture.
    """
    source, sha256, problems = read(job.path, job.shown, job.folder, job.parcel)
    if source is None:
        return None, problems
    work = Work(source, job.entry, job.path.stem)
    size = len(job.parcel.read()) if job.parcel else job.path.stat().st_size
    return run_passes(work, job.file, sha256, size), problems


def run_passes(work: Work, file: str, sha256: str, size: int) -> Document:
    """Take one text through all passes.

    Args:
        work: The text, with its catalog entry if it has one.
        file: The path of its file below the folder of sources.
        sha256: Of the file's bytes.
        size: Of the file, in bytes.

    Returns:
        The document.
    """
    for step in PASSES:
        step(work)
    document = Document(
        entry=work.entry or Entry(file=file, slug=propose(work.title)),
        source=work.source,
        sha256=sha256,
        size=size,
        root=work.root,
        title=work.title,
        title_assigned=work.title_assigned,
        profile=work.profile,
        ids=work.ids,
        labels=work.labels.short,
        full_labels=work.labels.full,
        facts=work.facts,
        diagnostics=tuple(work.diagnostics),
        mentions=work.mentions,
        definitions=work.definitions,
    )
    version = document.entry.version or date_of(document)
    return replace(document, version=version, card=make_card(document))
