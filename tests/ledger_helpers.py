"""A short law for the tests of the ledger, and what became of it, as a person reads it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from converter.entry import Entry
from converter.ledger.check import check
from converter.ledger.decisions import Place
from converter.ledger.records import Ledger
from converter.ledger.settle import Decision, Settled, settle
from converter.ledger.trace import Trace, trace
from converter.ledger.update import recorded
from converter.model import Document
from tests.helpers import make_document

PUBLIC = "监督机关应当建立健全信息公开制度，依法公开监督工作信息，接受社会监督。"
REPORTS = "任何单位和个人有权向监督机关举报违法行为，监督机关应当在三十日内答复举报人。"
FINES = "违反本办法规定，拒绝、阻碍监督检查的，处一千元以上五千元以下罚款。"
FILES = "监督机关查处案件，应当制作笔录，并由当事人签名；当事人拒绝签名的，应当注明。"
FORCE = "本办法自公布之日起施行。"
OTHER = "监督人员应当保守在监督检查中知悉的国家秘密、商业秘密和个人隐私。"
BEGUN = "为了规范行政执法活动，保护公民、法人和其他组织的合法权益，制定本办法。"
LAW = (PUBLIC, REPORTS, FINES, FORCE)
TODAY = "2025-03-01"
_DIGITS = "一二三四五六七八九"


def law(
    articles: Iterable[str], slug: str = "banfa", version: str = "", file: str = ""
) -> Document:
    """Make a law of articles, numbered from 1."""
    lines = ["监督办法", *(f"第{_DIGITS[n]}条　{text}" for n, text in enumerate(articles))]
    name = file or f"{slug}.txt"
    made = make_document("\n".join(lines), name, Entry(file=name, slug=slug, title="监督办法"))
    return replace(made, version=version)


def published(*documents: Document) -> Ledger:
    """Return the ledger of documents as they are."""
    return recorded(trace(Ledger(), documents))


def findings(ledger: Ledger, *documents: Document) -> list[str]:
    """Return what is open as it is printed, without the place in the ledger's lines."""
    return [str(found) for found in check(trace(ledger, documents))]


def fates(found: Trace) -> dict[str, str]:
    """Return what became of ids, those below others left out."""
    return {one.record.address.eid: one.fate.value for one in found.outcomes}


def decide(ledger: Ledger, documents: Sequence[Document], *decisions: Decision) -> Settled:
    """Record decisions as on one day."""
    return settle(ledger, documents, decisions, TODAY, "tiaowen links accept")


def at(slug: str, eid: str = "") -> Place:
    """Name a place."""
    return Place(slug, eid)
