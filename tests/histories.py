"""The life of a document, acted out: editors change its text, and settle what the build asks.

What a rule is, is known here and to nobody else: a rule is made of sentences, each of which keeps
its identity through all rewording. An address is kept if what it leads to has a sentence of what
it led to, or the page says what became of it.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from urllib.parse import urljoin

from lxml.html import HtmlElement, fromstring

from converter.bundle import Bundle
from converter.catalog import read_catalog
from converter.corpus import list_jobs
from converter.entries import edit_entries
from converter.ledger.check import check
from converter.ledger.lines import read_lines, write_lines
from converter.ledger.new_version import NewVersion, plan
from converter.ledger.outcomes import Fate, Outcome
from converter.ledger.records import Address, Ledger
from converter.ledger.settle import AllRefused, Decision, Verb, settle
from converter.ledger.table import make_decisions
from converter.ledger.trace import Trace, trace
from converter.ledger.update import recorded
from converter.ledger.wording import COMMAND
from converter.model import Document
from converter.numerals import to_chinese
from converter.pipeline import convert
from converter.versions.pair import align
from converter.view import View
from converter.works import families, settle_works
from converter.writers.markdown import render
from converter.writers.stubs import stub_pages
from tests.io_helpers import rendered

#: Characters of which sentences are made; none of them begins a number or ends a sentence.
LETTERS = (
    "监督管理机关单位部门人员应当依法履行职责制度规定工作组织领导负责建立健全保障安全"
    "服务群众企业社会经济文化教育科技资源环境保护评估审查批准备案公开透明程序期限材料"
    "申请登记变更注销处罚责任追究协调配合信息平台数据标准质量检验风险预防应急救援培训"
)

Sentences = frozenset[int]

#: Corrections that no build stumbles over.
CALM = frozenset({"reword", "refile", "insert_between"})


@dataclass(slots=True)
class Clause:
    """An article: its number, what is inserted behind that (之一), and its sentences."""

    number: int
    inserted: int = 0
    sentences: list[int] = field(default_factory=list)

    @property
    def eid(self) -> str:
        return f"art_{self.number}" + (f"-{self.inserted}" if self.inserted else "")

    @property
    def printed(self) -> str:
        later = f"之{to_chinese(self.inserted)}" if self.inserted else ""
        return f"第{to_chinese(self.number)}条{later}"


@dataclass(slots=True)
class Life:
    """A document and its editors.

    Attributes:
        folder: The folder of sources.
        chance: What decides.
        clauses: The articles as they stand now.
        words: What each sentence says now.
        meant: For each address that was published, as page and id, what it has led to:
            version and sentences.
        ledger: The ledger as it was last written.
        said: For each version, the sentences of each id, as it was last published.
        published: The text as it was last published.
        refused: How many builds were refused.
        settled: The ids of this version of which somebody has decided something.
        reworded: The sentences that say something in other words than in the version before.
        acts: What was done, for messages.
    """

    folder: Path
    chance: random.Random
    title: str = "某某管理办法"
    slug: str = "banfa"
    file: str = "a.txt"
    day: date = date(2001, 1, 1)
    clauses: list[Clause] = field(default_factory=list)
    words: dict[int, str] = field(default_factory=dict)
    meant: dict[tuple[str, str], list[tuple[str, Sentences]]] = field(default_factory=dict)
    said: dict[str, dict[str, Sentences]] = field(default_factory=dict)
    ledger: Ledger = field(default_factory=Ledger)
    published: str = ""
    refused: int = 0
    settled: set[str] = field(default_factory=set)
    reworded: set[int] = field(default_factory=set)
    acts: list[str] = field(default_factory=list)
    documents: list[Document] = field(default_factory=list)
    _converted: dict[object, Document] = field(default_factory=dict)

    def begin(self) -> None:
        """Write and publish the first text."""
        for number in range(1, self.chance.randint(4, 7)):
            self.clauses.append(Clause(number, 0, self._sentences(self.chance.randint(1, 3))))
        self.write()
        entry: dict[str, object] = {"file": self.file, "slug": self.slug, "version": str(self.day)}
        edit_entries(self.folder, lambda entries: entries.append(entry))
        self.publish()

    def _sentences(self, count: int) -> list[int]:
        """Make new sentences."""
        made = []
        for _ in range(count):
            made.append(len(self.words))
            length = self.chance.randint(14, 30)
            self.words[made[-1]] = "".join(self.chance.choices(LETTERS, k=length))
        return made

    # The acts of an editor

    def insert(self) -> None:
        """Put in a new article; those behind it are numbered on."""
        at = self.chance.randint(0, len(self.clauses))
        self.clauses.insert(at, Clause(0, 0, self._sentences(self.chance.randint(1, 3))))
        self.number()

    def insert_between(self) -> None:
        """Put in a 第…条之一, which leaves the other numbers alone."""
        before = self.chance.choice([one for one in self.clauses if not one.inserted])
        at = self.clauses.index(before) + 1
        later = [one.inserted for one in self.clauses if one.number == before.number]
        at += len(later) - 1
        made = Clause(before.number, max(later) + 1, self._sentences(2))
        self.clauses.insert(at, made)

    def delete(self) -> None:
        """Take out an article; those behind it move up."""
        if len(self.clauses) > 3:
            self.clauses.remove(self.chance.choice(self.clauses))
            self.number()

    def delete_only(self) -> None:
        """Take out an article and leave a gap."""
        if len(self.clauses) > 3:
            self.clauses.remove(self.chance.choice(self.clauses))

    def move(self) -> None:
        """Let an article stand elsewhere."""
        moved = self.chance.choice(self.clauses)
        self.clauses.remove(moved)
        self.clauses.insert(self.chance.randint(0, len(self.clauses)), moved)
        self.number()

    def split(self) -> None:
        """Make two articles of one."""
        long = [one for one in self.clauses if len(one.sentences) > 1]
        if long:
            one = self.chance.choice(long)
            cut = self.chance.randint(1, len(one.sentences) - 1)
            rest, one.sentences = one.sentences[cut:], one.sentences[:cut]
            self.clauses.insert(self.clauses.index(one) + 1, Clause(0, 0, rest))
            self.number()

    def merge(self) -> None:
        """Make one article of two that follow each other."""
        if len(self.clauses) > 3:
            at = self.chance.randint(0, len(self.clauses) - 2)
            self.clauses[at].sentences += self.clauses.pop(at + 1).sentences
            self.number()

    def reword(self) -> None:
        """Change some characters of a sentence."""
        self._reword(self.chance.randint(1, 3))

    def rewrite(self) -> None:
        """Change a third of a sentence."""
        self._reword(5)

    def _reword(self, count: int) -> None:
        one = self.chance.choice(self.chance.choice(self.clauses).sentences)
        if one in self.reworded:
            return  # said anew twice, it would be another sentence for anybody who reads it
        self.reworded.add(one)
        words = list(self.words[one])
        for at in self.chance.sample(range(len(words)), min(count, len(words))):
            words[at] = self.chance.choice(LETTERS)
        self.words[one] = "".join(words)

    def rename(self) -> None:
        """Give the document another name in addresses."""
        self.slug = f"{self.slug.partition('-')[0]}-{len(self.acts)}"

        def edit(entries: list[dict[str, object]]) -> None:
            for entry in entries:
                entry["slug"] = self.slug

        edit_entries(self.folder, edit)

    def refile(self) -> None:
        """Give the file another name."""
        new = f"{len(self.acts)}.txt"
        (self.folder / self.file).rename(self.folder / new)

        def edit(entries: list[dict[str, object]]) -> None:
            entries[-1]["file"] = new

        edit_entries(self.folder, edit)
        self.file = new

    def shift(self) -> None:
        """Number all articles anew, from another number on."""
        self.number(self.chance.randint(1, 3))

    ACTS = (
        insert, insert, insert_between, delete, delete, delete_only, move, split, merge,
        reword, reword, rewrite, rename, refile, shift,
    )  # fmt: skip

    def number(self, first: int = 1) -> None:
        """Number the articles through."""
        for number, one in enumerate(self.clauses, first):
            one.number, one.inserted = number, 0

    # Writing

    def text(self) -> str:
        """Return the text as it stands."""
        year, month, day = self.day.timetuple()[:3]
        lines = [self.title, f"（{year}年{month}月{day}日某某省人民政府令第1号公布）"]
        for one in self.clauses:
            own = "。".join(self.words[sentence] for sentence in one.sentences)
            lines.append(f"{one.printed}　{own}。")
        return "".join(f"{line}\n" for line in lines)

    def write(self) -> None:
        """Write the text into its file."""
        (self.folder / self.file).write_text(self.text(), encoding="utf-8")

    def act(self) -> None:
        """Do something to the text: correct it in place, or enact a new version beside it."""
        name = self.chance.choice(self.ACTS)
        anew = self.chance.random() < 0.3 and name not in (Life.rename, Life.refile)
        self.acts.append(f"{name.__name__}{' anew' if anew else ''}")
        if anew:
            self._keep_old()
        name(self)
        self.write()

    def _keep_old(self) -> None:
        """Let the text as it is stand beside the new one that is to be written."""
        old = f"{len(self.acts)}-{self.day}.txt"
        (self.folder / self.file).rename(self.folder / old)
        was = self.day
        self.day += timedelta(days=self.chance.randint(1, 400))
        self.reworded.clear()

        def edit(entries: list[dict[str, object]]) -> None:
            current = entries[-1]
            entries.insert(-1, {**current, "file": old, "version": str(was)})
            current["version"] = str(self.day)

        edit_entries(self.folder, edit)

    # Publishing

    def read(self) -> list[Document]:
        """Convert all texts; those that are as they were have been converted before."""
        documents = []
        catalog = read_catalog(self.folder, "s")
        assert not catalog.diagnostics, catalog.diagnostics
        for job in list_jobs(self.folder, "s", catalog):
            assert job.entry
            known = (job.path.read_bytes(), replace(job.entry, line=0))
            if known not in self._converted:
                document, problems = convert(job)
                assert document, problems
                self._converted[known] = document
            documents.append(self._converted[known])
        settled, problems = settle_works(documents, catalog.entries, "s")
        assert not problems, problems
        return settled

    def publish(self) -> None:
        """Build: settle what the build asks, record the rest, and remember what was published."""
        self.documents = self.read()
        found = trace(self.ledger, self.documents)
        broken = list(self._broken())
        assert not broken or not found.is_settled, f"{self.acts}: {broken} silently"
        assert not self._is_calm() or found.is_settled, (self.acts[-1], check(found))
        if not found.is_settled:
            self.refused += 1
            found = self._settle(found)
        text = write_lines(recorded(found))
        self.ledger, bad = read_lines(text, "links.lock")
        assert not bad, bad
        again = trace(self.ledger, self.documents)
        assert again.is_settled, check(again)
        assert write_lines(recorded(again)) == text
        self._remember()

    def _is_calm(self) -> bool:
        """Tell whether the last act is one of which a build has nothing to ask."""
        if not self.acts or self.acts[-1].endswith(" anew"):
            return True
        # An id that was given up may not be given to another clause of the same version.
        return self.acts[-1] in CALM and not (self.acts[-1] == "insert_between" and self.settled)

    def _broken(self) -> Iterator[tuple[str, str]]:
        """Yield the addresses of this version that no longer lead to what they led to."""
        now = self.now()
        for (page, eid), meanings in self.meant.items():
            for version, sentences in meanings:
                if version != str(self.day) or eid in self.settled:
                    continue
                renamed = self.acts[-1] == "rename"
                if renamed or not sentences & now.get(eid, frozenset()):
                    yield page, eid

    def now(self) -> dict[str, Sentences]:
        """Return the sentences of each id of the current text."""
        return {one.eid: frozenset(one.sentences) for one in self.clauses}

    def _remember(self) -> None:
        version = str(self.day)
        self.said[version] = self.now()
        self.published = self.text()
        for eid, sentences in self.now().items():
            # A text that is alone has no dated address yet.
            for page in (self.slug, f"{self.slug}/{version}")[: len(self.documents)]:
                meanings = self.meant.setdefault((page, eid), [])
                # What is corrected in place is what is published now.
                meanings[:] = [one for one in meanings if one[0] != version]
                meanings.append((version, sentences))

    # Settling

    def _settle(self, found: Trace) -> Trace:
        """Answer the build's findings, as editors do who know what they did."""
        if found.lost:
            renamed = [self._renamed(lost.address) for lost in found.lost]
            return self._accept(renamed)
        decisions = [self._decide(one) for one in found.open]
        if None not in decisions:
            try:
                return self._accept([one for one in decisions if one])
            except AllRefused:
                pass
        self._enact(found)
        return trace(self.ledger, self.documents)

    def _accept(self, decisions: Sequence[Decision]) -> Trace:
        done = settle(self.ledger, self.documents, decisions, str(self.day), COMMAND)
        assert done.left.is_settled, check(done.left)
        self.ledger = done.ledger
        self.settled |= {one.old.partition("#")[2] for one in decisions}
        return done.left

    def _renamed(self, lost: Address) -> Decision:
        to = f"{self.slug}/{lost.version}" if lost.version else self.slug
        return Decision(Verb.MOVED, lost.slug, to)

    def _decide(self, one: Outcome) -> Decision | None:
        """Decide on one id; None if that takes a new version."""
        address = str(one.record.address)
        eid = one.record.address.eid
        was = self.said[str(self.day)].get(eid.partition("__")[0], frozenset())
        now = self.now()
        if one.fate is Fate.CHANGED:
            same = was & now.get(eid.partition("__")[0], frozenset())
            return Decision(Verb.SAME, address) if same else None
        shared = {other: len(was & sentences) for other, sentences in now.items()}
        best = max(shared, key=lambda other: shared[other])
        if not shared[best]:
            return Decision(Verb.REMOVED, address)
        # From now on the address means what the editor says that it has become.
        for (_, other), meanings in self.meant.items():
            if other == eid:
                meanings[:] = [
                    (version, sentences | now[best] if version == str(self.day) else sentences)
                    for version, sentences in meanings
                ]
        return Decision(Verb.MOVED, address, f"{one.address.slug}#{best}")

    def _enact(self, found: Trace) -> None:
        """Let what was to be a correction be a new version beside the former text."""
        former = self.folder.parent / "former.txt"
        former.write_text(self.published, encoding="utf-8")
        was = str(self.day)
        self.reworded.clear()
        self.day += timedelta(days=self.chance.randint(1, 400))
        asked = NewVersion(f"{self.slug}/{self.day}", former, was)
        made = plan(asked, found, self.folder, "s")
        made.write()
        self.settled.clear()
        self.acts[-1] += " enacted"
        self.documents = self.read()


class Site:
    """The pages of a life, as a reader has them: its addresses are followed here."""

    def __init__(self, life: Life) -> None:
        self.life = life
        documents = life.documents
        by_slug = {doc.slug: doc for doc in documents}
        found = families(documents)
        bundle = Bundle(
            tuple(documents),
            comparisons=tuple(
                align(by_slug[older], by_slug[newer])
                for family in found
                for older, newer in pairwise(family)
            ),
            families=found,
            decisions=make_decisions(trace(life.ledger, documents)),
        )
        view = View(bundle)
        self.view = view
        self.pages = {f"documents/{doc.slug}": self._page(view, doc) for doc in documents}
        for name, text in stub_pages(view):
            assert name not in self.pages, name
            self.pages[name] = fromstring(text)
        self.stubs = frozenset(self.pages) - {f"documents/{doc.slug}" for doc in documents}

    @staticmethod
    def _page(view: View, doc: Document) -> HtmlElement:
        return fromstring(f"<main>{rendered(render(doc, view))}</main>")

    def failures(self) -> Iterator[str]:
        """Yield the addresses that do not lead to what they meant, each with what is wrong."""
        for (page, eid), meanings in self.life.meant.items():
            for version, sentences in meanings:
                wrong = self._wrong(page, eid, version, sentences, 0)
                if wrong:
                    yield f"{page}#{eid} of {version}: {wrong}"

    def _wrong(self, page: str, eid: str, version: str, meant: Sentences, steps: int) -> str:
        tree = self.pages.get(f"documents/{page}")
        if tree is None:
            return f"there is no page {page}"
        there = [one for one in tree.iter() if one.get("id") == eid]
        if len(there) != 1:
            return f"{len(there)} elements on {page} have the id"
        (element,) = there
        if f"documents/{page}" in self.stubs:
            href = element.get("href")
            if href is None:
                return self._unless_gone(meant)
            if steps > 8:
                return "goes round in circles"
            folder, _, fragment = urljoin(f"/documents/{page}/", href).partition("#")
            to = folder.removeprefix("/documents/").strip("/")
            return self._wrong(to, fragment or eid, version, meant, steps + 1)
        doc = self.view.documents[page]
        borne = self.life.said[doc.version].get(eid)
        if borne is not None and borne & meant:
            return ""
        wrong = "another rule bears it"
        if borne is None:
            wrong = self._leads(element, doc, meant)
        return wrong and self._told(wrong, tree, doc, eid, version, meant)

    def _told(
        self, wrong: str, tree: HtmlElement, doc: Document, eid: str, version: str, meant: Sentences
    ) -> str:
        """Look for what the page says of an id that means another rule now."""
        if doc is not self.view.current(doc):
            return f"{wrong} on the page of an older version"
        notes = [
            note
            for note in tree.iter()
            if eid in note.get("data-former", "").split() and note.get("data-version") == version
        ]
        if len(notes) != 1:
            return f"{wrong}, and {len(notes)} notes say so"
        return self._leads(notes[0], doc, meant)

    def _leads(self, element: HtmlElement, doc: Document, meant: Sentences) -> str:
        """Tell whether something stands at a clause that has what was meant, or says it is gone."""
        if any(
            "tw-tombstone" in one.get("class", "") for one in (element, *element.iterancestors())
        ):
            return self._unless_gone(meant)
        said = self.life.said[doc.version]
        near = [
            next((i for one in others if (i := one.get("id", "").partition("__")[0]) in said), "")
            for others in (_before(element), _behind(element))
        ]
        if any(said.get(eid, frozenset()) & meant for eid in near):
            return ""
        return f"stands at {near}, which has nothing of it"

    def _unless_gone(self, meant: Sentences) -> str:
        left = [eid for eid, sentences in self.life.now().items() if sentences & meant]
        return f"is said to be gone, and lives on as {left}" if left else ""


def _before(element: HtmlElement) -> Iterator[HtmlElement]:
    """Yield what begins before an element, the nearest first."""
    yield element
    for one in element.itersiblings(preceding=True):
        yield one
        yield from one.iterdescendants()
    parent = element.getparent()
    if parent is not None:
        yield from _before(parent)


def _behind(element: HtmlElement) -> Iterator[HtmlElement]:
    """Yield what begins behind an element, the nearest first."""
    for one in element.itersiblings():
        yield from one.iter()
    parent = element.getparent()
    if parent is not None:
        yield from _behind(parent)
