"""A second look is kept under all that it depends on, thing by thing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from converter.aside import Place
from converter.citation import Citation, CitationStatus
from converter.corpus import make_bundle
from converter.second_look import _Job
from converter.stored import Stored, changed
from converter.term import Term
from converter.terms.sought import Wordings
from tests.io_helpers import TEXT, fill

CITATION = Citation("a", 1, 2, 3, "本法", CitationStatus.RESOLVED, "b", "art_1")
TERM = Term("监督", "jian-du", "a", definition="甲", scope="document:a")


def _job(folder: Path) -> _Job:
    (document,) = make_bundle(fill(folder / "s", {"a.txt": TEXT}), "s").documents
    return _Job(document, {}, Wordings.of([]), (), "sought", (TERM,), (CITATION,))


def test_whatever_a_look_depends_on_is_in_its_key(tmp_path: Path) -> None:
    job = _job(tmp_path)
    document: Any = job.document
    renamed = changed(document, entry=replace(document.entry, slug="other"))
    reworded = Stored.of(document.__reduce__()[1][0], "0" * 64)
    jobs = [
        job,
        replace(job, document=renamed),
        replace(job, document=reworded),
        replace(job, document=changed(document, definitions=("another",))),
        replace(job, sought="other"),
        replace(job, own=()),
        replace(job, own=(replace(TERM, since=1),)),
        replace(job, citations=()),
        replace(job, citations=(replace(CITATION, last_eid="art_2"),)),
    ]
    assert len({one.key() for one in jobs}) == len(jobs)
    # Where the text lies makes no difference.
    assert replace(job, places={"x": Place()}).key() == job.key()
