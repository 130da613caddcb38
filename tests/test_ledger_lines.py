"""The file of the ledger: its lines, written and read, and merged by git."""

from __future__ import annotations

import shutil
import string
import subprocess
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from converter.ledger.fingerprint import exact, fingerprint
from converter.ledger.lines import HEADER, read_lines, to_line, write_lines
from converter.ledger.records import ALL, Address, Ledger, Record, State, make_ledger
from converter.normal import normal_in_place
from tests.helpers import ROOT

LONG = "监督机关应当建立健全工作责任制，及时受理举报，并在三十日内将处理结果答复举报人。"

slugs = st.from_regex(r"[a-z0-9]{1,6}(-[a-z0-9]{1,4}){0,2}", fullmatch=True)
dates = st.dates().map(str)
versions = st.one_of(st.just(""), dates)
eids = st.text(string.ascii_letters + string.digits + "_.-", min_size=1, max_size=20).filter(
    lambda eid: eid not in ("-", "*")
)
excerpts = st.text(st.characters(codec="utf-8"), max_size=40).map(lambda t: "".join(t.split()))
prints = st.one_of(st.text(max_size=9).map(exact), st.just(fingerprint(LONG, "")))
clauses = st.tuples(slugs, versions, eids).map(lambda t: Address(*t))
pages = st.tuples(slugs, versions).map(lambda t: Address(*t))
targets = st.one_of(clauses, pages)
documents = st.tuples(slugs, st.one_of(dates, st.just(ALL))).map(lambda t: Address(*t))
records = st.one_of(
    st.tuples(clauses, prints, excerpts).map(lambda t: Record(t[0], State.TEXT, *t[1:])),
    st.tuples(clauses, prints, excerpts, targets, dates).map(
        lambda t: Record(t[0], State.MOVED, *t[1:])
    ),
    st.tuples(clauses, prints, excerpts, st.none() | targets, dates).map(
        lambda t: Record(t[0], State.TOMBSTONE, *t[1:])
    ),
    st.tuples(documents, pages, dates).map(
        lambda t: Record(t[0], State.ALIAS, target=t[1], date=t[2])
    ),
    st.tuples(documents, excerpts, st.none() | targets, dates).map(
        lambda t: Record(t[0], State.TOMBSTONE, "", *t[1:])
    ),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(records, max_size=6), st.randoms())
def test_what_is_written_is_read(listed: list[Record], rng: Random) -> None:
    ledger = make_ledger(listed, "links.lock")
    text = write_lines(ledger)
    first, *lines = text.splitlines(keepends=True)
    assert first == f"{HEADER}\n"
    again, bad = read_lines(first + "".join(sorted(lines, key=lambda _: rng.random())), "l")
    assert bad == []
    assert {at: record.said for at, record in again.records.items()} == ledger.records
    assert write_lines(again) == text


def line(record: Record) -> str:
    return to_line(record)


def test_a_line_says_all_by_itself() -> None:
    art = Address("jiancha-fa", "2018-03-20", "art_12")
    kept = fingerprint(normal_in_place("总则"), "总则")
    assert [
        line(Record(art, State.TEXT, kept, "总则")),
        line(Record(art._replace(version=""), State.TEXT, kept, "")),
        line(Record(art, State.MOVED, kept, "总则", art.at("art_13"), "2025-01-01")),
        line(Record(art, State.TOMBSTONE, kept, "总则", None, "2025-01-01")),
        line(Record(art, State.TOMBSTONE, kept, "总则", Address("a-b", "", "x"), "2025-01-01")),
        line(Record(Address("old", ALL), State.ALIAS, target=Address("new"), date="2025-01-01")),
        line(Record(Address("old", ALL), State.TOMBSTONE, excerpt="某法", date="2025-01-01")),
    ] == [
        "jiancha-fa 2018-03-20 art_12 text 3nK2b4cX 总则",
        "jiancha-fa - art_12 text 3nK2b4cX",
        "jiancha-fa 2018-03-20 art_12 moved art_13 2025-01-01 3nK2b4cX 总则",
        "jiancha-fa 2018-03-20 art_12 tombstone 2025-01-01 - 3nK2b4cX 总则",
        "jiancha-fa 2018-03-20 art_12 tombstone 2025-01-01 a-b#x 3nK2b4cX 总则",
        "old * * alias new 2025-01-01",
        "old * * tombstone 2025-01-01 - 某法",
    ]


def test_numbers_are_sorted_as_numbers() -> None:
    ids = ["art_10", "art_9", "art_9__para_10", "art_9__para_9", "art_9-1", "title", "chp_1"]
    ledger = make_ledger([Record(Address("x", "", eid), fingerprint=exact("")) for eid in ids], "l")
    written = [one.split()[2] for one in write_lines(ledger).splitlines()[1:]]
    assert written == [
        *("art_9", "art_9__para_9", "art_9__para_10", "art_9-1", "art_10", "chp_1", "title")
    ]


def read(*lines: str) -> tuple[Ledger, list[tuple[int, str]]]:
    ledger, bad = read_lines("\n".join([HEADER, *lines, ""]), "links.lock")
    return ledger, [(one.line, one.message) for one in bad]


ONE = "a - art_1 text 3nK2b4cX 总则"


def test_identical_lines_are_one_and_others_are_rivals() -> None:
    other = "a - art_1 text kH8EqO1K 监督机关"
    ledger, bad = read(ONE, other, ONE)
    assert bad == []
    assert len(ledger.records) == 1
    assert [(rival.line, rival.excerpt) for rival in ledger.rivals] == [(3, "监督机关")]


EARLIER = "take the line from an earlier commit"


@pytest.mark.parametrize(
    ("text", "message"),
    {
        "<<<<<<< HEAD": "a merge has left its marks here; remove the lines with <<<<<<<, ======="
        " and >>>>>>>, and keep the lines between them",
        "=======": "a merge has left its marks here; remove the lines with <<<<<<<, ======="
        " and >>>>>>>, and keep the lines between them",
        "a - art_1": "a line has at least 5 fields, this has 3; take it from an earlier commit",
        "A - art_1 text 3nK2b4cX 总则": f"'A' is not a document; {EARLIER}",
        "a 2018 art_1 text 3nK2b4cX 总": f"'2018' is not a date such as 2018-03-20; {EARLIER}",
        "a - 第一条 text 3nK2b4cX 总则": f"'第一条' is not the id of a clause; {EARLIER}",
        "a - art_1 text 3nK2b4c 总则": f"'3nK2b4c' is not a fingerprint; {EARLIER}",
        "a - art_1 alias b 2018-03-20": "expected one of text, moved, tombstone, found 'alias';"
        " take it from an earlier commit",
        "a * art_1 text 3nK2b4cX 总则": "a version is missing before 'art_1'; take the line from"
        " an earlier commit",
        "a - art_1 text 3nK2b4cX 总 则": "text takes 6 fields, this line has 7; take it from an"
        " earlier commit",
        "a - art_1 moved art_2 2018 3nK2b4cX 总": f"'2018' is not a date such as 2018-03-20;"
        f" {EARLIER}",
        "a - art_1 moved 第二条 2018-03-20 3nK2b4cX 总": f"'第二条' is not an address; {EARLIER}",
    }.items(),
)
def test_a_bad_line_says_what_to_do(text: str, message: str) -> None:
    ledger, bad = read(ONE, text)
    assert bad == [(3, message)]
    assert len(ledger.records) == 1


def test_lines_of_another_system_are_read() -> None:
    ledger, bad = read_lines(f"\ufeff{HEADER}\r\n{ONE}\r\n\r\n", "links.lock")
    assert bad == []
    assert [record.excerpt for record in ledger.records.values()] == ["总则"]


# Merging


def git(folder: Path, *words: str) -> str:
    done = subprocess.run(
        ["git", "-c", "user.name=x", "-c", "user.email=x@example.org", *words],
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def document(slug: str, words: str = "总则") -> list[str]:
    made = fingerprint(normal_in_place(words), words)
    return [f"{slug} - art_{n} text {made} {words}" for n in (1, 2, 3)]


@pytest.mark.skipif(not shutil.which("git"), reason="git is not installed")
def test_two_people_add_documents(tmp_path: Path) -> None:
    lock = tmp_path / "links.lock"

    def save(*lines: str) -> None:
        content = write_lines(read(*lines)[0])
        lock.write_text(content, encoding="utf-8", newline="\n")
        git(tmp_path, "add", ".")
        git(tmp_path, "commit", "-qm", "x")

    git(tmp_path, "init", "-q", "-b", "main")
    shutil.copyfile(ROOT / ".gitattributes", tmp_path / ".gitattributes")
    save(*document("a"), *document("z"))
    git(tmp_path, "checkout", "-qb", "one")
    save(*document("a"), *document("m"), *document("z"))
    git(tmp_path, "checkout", "-q", "main")
    # The other one adds at the same place, and rewords what stands beside it.
    save(*document("a"), *document("n"), *document("z", "总纲"))
    git(tmp_path, "merge", "-q", "one", "-m", "x")
    ledger, bad = read_lines(lock.read_text(encoding="utf-8"), "links.lock")
    assert bad == [] and {at.work for at in ledger.records} == {"a", "m", "n", "z"}
    wanted = read(*document("a"), *document("m"), *document("n"), *document("z", "总纲"))[0]
    kept = {at: record.said for at, record in ledger.records.items()}
    assert {at: r for at, r in kept.items() if at.work != "z"} == {
        at: r.said for at, r in wanted.records.items() if at.work != "z"
    }
