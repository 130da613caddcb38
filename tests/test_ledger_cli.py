"""The commands of the ledger, and what a build does with it."""

from __future__ import annotations

import errno
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from converter.cli.questions import ask
from converter.ledger.file import read_ledger, write_ledger
from converter.ledger.settle import Decision, Verb
from converter.ledger.trace import trace
from tests.io_helpers import contents, fill, run, usage
from tests.ledger_helpers import FILES, FINES, FORCE, PUBLIC, REPORTS, law, published

HEAD = "某某市监督办法\n（2020年5月1日某某市人民政府令第3号公布）\n"
OLD = f"{HEAD}第一条　{PUBLIC}\n第二条　{REPORTS}\n第三条　{FINES}\n第四条　{FORCE}\n"
SHORTER = OLD.replace(f"第四条　{FORCE}\n", "")
MOVED = f"{HEAD}第一条　{PUBLIC}\n第二条　{FILES}\n第三条　{REPORTS}\n第四条　{FINES}\n"
CATALOG = (
    "# 目录\ndocuments:\n  - file: a.txt\n    slug: banfa\n    kind: 办法\n"
    "    numbering:\n      article: running\n"
)
NUMBERS = "一 二 三 四 五 六 七 八 九 十 十一 十二".split()
GIVEN = ("--sources", "s", "--ledger", "links.lock")


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in an empty folder with a published law."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1740787200")  # 2025-03-01
    fill(tmp_path / "s", {"a.txt": OLD, "catalog.yml": CATALOG})
    return tmp_path


def publish() -> None:
    result = run("links", "accept", *GIVEN)
    assert (result.exit_code, result.output) == (0, "links.lock: 10 new, 0 left to decide\n")


def test_the_first_ledger() -> None:
    result = run("links", "status", *GIVEN)
    assert result.output == (
        "There is no links.lock yet; `tiaowen build` or `tiaowen links accept` writes it.\n"
    )
    assert result.exit_code == 1
    publish()
    result = run("links", "status", *GIVEN)
    assert (result.exit_code, result.output) == (0, "links.lock: 10 addresses, 0 to decide\n")


def test_what_is_to_be_recorded_is_not_settled() -> None:
    publish()
    Path("s/a.txt").write_text(OLD.replace("一千", "二千") + f"第五条　{FILES}\n", encoding="utf-8")
    result = run("links", "status", *GIVEN)
    assert result.output == (
        "links.lock: 10 addresses, 0 to decide, 2 new to record, 2 reworded to record\n"
    )
    assert result.exit_code == 1
    result = run("links", "accept", *GIVEN)
    assert result.output == "links.lock: 2 new, 2 reworded, 0 left to decide\n"
    assert result.exit_code == 0


def test_status_for_programs() -> None:
    publish()
    Path("s/a.txt").write_text(SHORTER, encoding="utf-8")
    result = run("links", "status", *GIVEN, "--format", "json")
    said = json.loads(result.output)
    assert result.exit_code == 1
    assert [(one["code"], one["path"], one["line"]) for one in said["findings"]] == [
        ("link-lost", "links.lock", 8)
    ]
    assert said["record"] == {"new": 0, "reworded": 0, "decided": 0, "dropped": 0}


def test_what_is_open_breaks_check_and_is_settled() -> None:
    publish()
    Path("s/a.txt").write_text(SHORTER, encoding="utf-8")
    accept = "tiaowen links accept --sources s --ledger links.lock"
    result = run("check", *GIVEN)
    assert result.exit_code == 1
    assert result.output.splitlines()[0] == (
        "links.lock:8:1: error: banfa#art_4 was published and no clause bears this id now (nor 1"
        " id in it); it said 「本办法自公布之日起施行。」, and nothing like it is there: run"
        f" `{accept} --removed banfa#art_4`, or `{accept} --moved banfa#art_4 ADDRESS` if another"
        " clause says it now [link-lost]"
    )
    result = run("links", "accept", *GIVEN)
    assert result.exit_code == 1
    assert result.output.endswith("links.lock: unchanged, 1 left to decide\n")
    result = run("links", "accept", *GIVEN, "--removed", "art_4", "--successor", "art_3")
    assert (result.exit_code, result.output) == (
        0,
        "links.lock: 2 decided, 0 left to decide\n",
    )
    assert run("check", *GIVEN).exit_code == 0
    assert "art_4 tombstone 2025-03-01 art_3" in Path("links.lock").read_text(encoding="utf-8")


def test_a_successor_belongs_to_what_was_removed() -> None:
    result = run("links", "accept", *GIVEN, "--successor", "art_3", "--removed", "art_4")
    assert result.output == usage(
        "links accept", "--successor belongs behind the --removed that it is the successor of"
    )


def test_nothing_is_recorded_if_one_decision_is_refused() -> None:
    publish()
    Path("s/a.txt").write_text(SHORTER, encoding="utf-8")
    before = contents(Path())
    result = run("links", "accept", *GIVEN, "--removed", "art_4", "--same", "art_1")
    assert result.exit_code == 1
    assert result.output == (
        "Error: art_1 says what was published; there is nothing to decide\n"
        "Nothing was recorded; links.lock is unchanged.\n"
    )
    assert contents(Path()) == before


def test_a_text_that_was_edited_into_a_new_version() -> None:
    publish()
    fill(Path(), {"s/a.txt": MOVED, "former.txt": OLD})
    asked = run("links", "accept", *GIVEN, "--new-version", "2024-12-25")
    assert asked.output == (
        "Error: --new-version needs the text as it was published: --former FILE; `git show"
        " REV:s/a.txt > FILE` brings it back, `git log --oneline s/a.txt` lists what REV may be\n"
        "Nothing was recorded; links.lock is unchanged.\n"
    )
    wrong = run("links", "accept", *GIVEN, "--new-version", "2024-12-25", "--former", "s/a.txt")
    assert wrong.exit_code == 1
    assert wrong.output.startswith("Error: this is not the text that was published: 6 of 10 ids")
    early = run("links", "accept", *GIVEN, "--new-version", "2019-01-01", "--former", "former.txt")
    assert early.output.startswith(
        "Error: the new version is of 2019-01-01, the former text of 2020-05-01"
    )
    result = run("links", "accept", *GIVEN, "--new-version", "2024-12-25", "--former", "former.txt")
    assert (result.exit_code, result.output) == (
        0,
        "s/a.2020-05-01.txt: the version of 2020-05-01; s/a.txt: that of 2024-12-25;"
        " s/catalog.yml says so\nlinks.lock: 10 new, 0 left to decide\n",
    )
    assert Path("s/a.2020-05-01.txt").read_text(encoding="utf-8") == OLD
    assert Path("s/catalog.yml").read_text(encoding="utf-8") == (
        "# 目录\ndocuments:\n  - file: a.2020-05-01.txt\n    slug: banfa\n"
        "    version: '2020-05-01'\n    kind: 办法\n    numbering:\n      article: running\n"
        "  - file: a.txt\n    slug: banfa\n    version: '2024-12-25'\n    kind: 办法\n"
        "    numbering:\n      article: running\n"
    )
    status = run("links", "status", *GIVEN)
    assert (status.exit_code, status.output) == (0, "links.lock: 20 addresses, 0 to decide\n")


def test_a_new_version_with_a_date_of_its_own() -> None:
    publish()
    dated = MOVED.replace("2020年5月1日", "2024年12月25日")
    fill(Path(), {"s/a.txt": dated, "former.txt": OLD})
    # Nothing of it is recorded before that is decided.
    assert run("links", "accept", *GIVEN).output.endswith(
        "links.lock: unchanged, 1 left to decide\n"
    )
    run("links", "accept", *GIVEN, "--new-version", "2024-12-25", "--former", "former.txt")
    assert Path("s/a.2020-05-01.txt").read_text(encoding="utf-8") == OLD
    status = run("links", "status", *GIVEN)
    assert (status.exit_code, status.output) == (0, "links.lock: 20 addresses, 0 to decide\n")


def test_a_former_text_is_kept_though_the_ledger_says_all() -> None:
    # As after a merge: another branch has published the new version already.
    publish()
    dated = MOVED.replace("2020年5月1日", "2024年12月25日")
    fill(Path("both"), {"a.txt": OLD, "b.txt": dated})
    assert run("links", "accept", "--sources", "both", "--ledger", "both.lock").exit_code == 0
    slug = "mou-mou-shi-jian-du-ban-fa"
    merged = Path("both.lock").read_text(encoding="utf-8").replace(slug, "banfa")
    fill(Path(), {"links.lock": merged, "s/a.txt": dated, "former.txt": OLD})
    result = run("links", "accept", *GIVEN, "--new-version", "2024-12-25", "--former", "former.txt")
    assert result.output.endswith("links.lock: unchanged, 0 left to decide\n")
    assert Path("s/a.2020-05-01.txt").read_text(encoding="utf-8") == OLD
    assert run("links", "status", *GIVEN).exit_code == 0


def test_a_ledger_that_is_not_there() -> None:
    hint = "`tiaowen build` and `tiaowen links accept` write one"
    assert run("check", "--sources", "s").exit_code == 0
    result = run("check", *GIVEN)
    assert result.output == usage("check", f"there is no ledger links.lock; {hint}")


def test_conflict_marks_are_reported() -> None:
    publish()
    lock = Path("links.lock")
    lock.write_text(f"{lock.read_text(encoding='utf-8')}=======\n", encoding="utf-8")
    result = run("links", "accept", *GIVEN)
    assert result.exit_code == 1
    assert result.output == (
        "links.lock:12:1: error: a merge has left its marks here; remove the lines with <<<<<<<,"
        " ======= and >>>>>>>, and keep the lines between them [ledger]\n"
        "links.lock is unchanged; correct these lines first.\n"
    )


@pytest.mark.slow
def test_a_build_writes_the_ledger_and_keeps_to_it() -> None:
    first = run("build", *GIVEN, "--site", "site")
    assert first.exit_code == 0
    assert "links.lock: 10 new; commit it with the texts\n" in first.output
    written = Path("links.lock").read_bytes()
    Path("s/a.txt").write_text(SHORTER, encoding="utf-8")
    broken = run("build", *GIVEN, "--site", "site")
    assert broken.exit_code == 1
    assert "No site was built, site is unchanged" in broken.output
    assert Path("links.lock").read_bytes() == written
    assert run("links", "accept", *GIVEN, "--removed", "art_4").exit_code == 0
    again = run("build", *GIVEN, "--site", "site")
    assert again.exit_code == 0
    assert "links.lock:" not in again.output


def test_a_person_is_asked_for_each_address() -> None:
    found = trace(published(law([PUBLIC, REPORTS, FINES])), [law([FILES, REPORTS])])
    with CliRunner().isolation(input="1\n2\n") as streams:
        decisions = ask(found, "tiaowen links accept")
        shown = streams[0].getvalue().decode()
    assert decisions == [
        Decision(Verb.SAME, "banfa#art_1"),
        Decision(Verb.REMOVED, "banfa#art_3"),
    ]
    assert shown == (
        f"\n1/2 banfa#art_1 (with 1 id in it) was published as 「{PUBLIC[:32]}…」; now"
        f" 「{FILES[:32]}…」 stands there.\n"
        "  If the text is a new version, run `tiaowen links accept --new-version banfa/DATE"
        " --former FILE` instead.\n"
        "  1) it is the same rule\n"
        "  2) leave this open\n"
        "  Which [2]: 1\n"
        f"\n2/2 banfa#art_3 (nor 1 id in it) was published as 「{FINES[:32]}…」; no clause"
        " bears it now.\n"
        "  1) it is another clause now\n"
        "  2) it was removed\n"
        "  3) it was removed, and another clause replaces it\n"
        "  4) leave this open\n"
        "  Which [4]: 2\n"
    )


def test_a_person_is_shown_ten_addresses_of_a_file() -> None:
    articles = [f"第{n}类事项由某某局依照第{n}号清单办理。" for n in "甲乙丙丁戊己庚辛壬癸子丑"]
    old = [f"第{n}条　{text}" for n, text in zip(NUMBERS, articles, strict=True)]
    new = [f"第{n}条　{text}" for n, text in zip(NUMBERS, [FILES, *articles], strict=False)]
    Path("s/a.txt").write_text("\n".join([HEAD.strip(), *old]), encoding="utf-8")
    assert run("links", "accept", *GIVEN).exit_code == 0
    Path("s/a.txt").write_text("\n".join([HEAD.strip(), *new]), encoding="utf-8")
    shown = run("links", "status", *GIVEN).output.splitlines()
    assert shown[0].startswith("s/a.txt: error: banfa looks like a new version: 22 of 26 ")
    more = "s/a.txt: and 1 more; `links status --all` lists them"
    assert shown[11:] == [more, "links.lock: 26 addresses, 11 to decide"]
    assert len(run("links", "status", "--all", *GIVEN).output.splitlines()) == 13
    assert more in run("check", *GIVEN).output
    # What is written to a file is complete.
    run("check", *GIVEN, "--output", "findings.txt")
    assert Path("findings.txt").read_text(encoding="utf-8").count("[link-changed]") == 11


def test_a_full_disk_is_told_of_with_the_name_of_the_ledger(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def full(*_: object, **__: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    publish()
    before = Path("links.lock").read_bytes()
    Path("s/a.txt").write_text(f"{OLD}第五条　{FILES}\n", encoding="utf-8")
    monkeypatch.setattr(Path, "write_text", full)
    result = run("links", "accept", *GIVEN)
    assert (result.exit_code, result.output) == (
        2,
        "Error: links.lock cannot be written: No space left on device\n",
    )
    assert Path("links.lock").read_bytes() == before


def test_what_another_run_has_decided_meanwhile_is_not_lost(elsewhere: Path) -> None:
    lock = elsewhere / "links.lock"
    read = read_ledger(lock)
    write_ledger(read, published(law([PUBLIC])))
    decided = lock.read_bytes()
    with pytest.raises(OSError, match="it was changed meanwhile; run this again"):
        write_ledger(read, published(law([PUBLIC, FILES])))
    assert lock.read_bytes() == decided
    # Two runs that have found the same do not disturb each other.
    write_ledger(read, published(law([PUBLIC])))
    assert sorted(path.name for path in elsewhere.iterdir()) == ["links.lock", "s"]
