"""`tiaowen build --verify`: the second build is really another one, and what differs is said."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from converter import verify
from converter.bundle import Bundle
from converter.inputs import Inputs, make_inputs
from converter.verify import PLACE, SecondBuildFailed, where
from converter.writers import pages
from tests.helpers import ROOT
from tests.io_helpers import TEXT, contents, fill, run
from tests.quick import quick_site


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in a folder with one document."""
    monkeypatch.chdir(fill(tmp_path, {"s/a.txt": TEXT}))
    return tmp_path


BUILD = ("build", "--sources", "s", "--site", "site", "--verify")


def test_what_depends_on_where_it_is_built_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two whole builds; the first alone writes its folder into a page. All else is equal."""
    home: Callable[..., str] = pages.home
    monkeypatch.setattr(pages, "home", lambda *args: home(*args) + f"\n在{Path.cwd().name}\n")
    result = run(*BUILD)
    first, second, last = result.stderr.splitlines()
    assert result.exit_code == 1 and result.stdout == ""
    assert first == "Error: Two builds of the same input differ in 1 file:"
    assert second.startswith("  index.html differs from byte ")
    assert f"在{Path.cwd().name}</p>"[:12] in second
    assert last == "Nothing was published."
    assert sorted(contents(Path())) == ["s/a.txt"]


@pytest.fixture
def second(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Stand in for both builds; what is put in here, the second has in place of the first's."""
    other: dict[str, str] = {}
    made: list[Path] = []

    def build(bundle: Bundle, inputs: Inputs, place: Path, *others: Any) -> None:
        made.append(place / "site")
        quick_site(bundle, inputs, place, *others)

    def again(machine: Path, words: list[str]) -> None:
        target = machine / "out" / "site"
        shutil.copytree(made[-1], target)
        fill(target, other)

    monkeypatch.setattr("converter.work.build_site", build)
    monkeypatch.setattr(verify, "_run", again)
    return other


def test_what_is_equal_is_published(second: dict[str, str]) -> None:
    result = run(*BUILD)
    assert result.output == "site/index.html: 1 document, 5 clauses, 0 findings\n"
    assert result.exit_code == 0
    timings = json.loads(Path("report.json").read_bytes())["timings"]
    assert list(timings)[-1] == "verify"
    assert sorted(path.name for path in Path().iterdir()) == ["report.json", "s", "site"]


def test_what_differs_is_not_published(second: dict[str, str]) -> None:
    assert run(*BUILD).exit_code == 0
    before = contents(Path())
    second |= {"data/documents.json": '[\n {\n  "slug": "guan', "x/more.html": ""}
    result = run(*BUILD)
    assert result.output == (
        "Error: Two builds of the same input differ in 2 files:\n"
        '  data/documents.json differs from byte 21 (line 3) on: 〔  "slug": "guan-yu-gong-zuo-de-'
        'tong-zhi〕 and 〔  "slug": "guan〕\n'
        "  x/more.html is in the second build only\n"
        "Nothing was published.\n"
    )
    assert result.exit_code == 1
    assert contents(Path()) == before


def test_of_many_files_twenty_are_named(second: dict[str, str]) -> None:
    second |= {f"{n:02}.html": "" for n in range(23)}
    lines = run(*BUILD).output.splitlines()
    assert lines[20:] == [
        "  19.html is in the second build only",
        "  and 3 more",
        "Nothing was published.",
    ]


def test_a_ledger_that_differs_is_told_of(
    second: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    again = verify._run

    def with_ledger(machine: Path, words: list[str]) -> None:
        again(machine, words)
        fill(machine / "out", {"links.lock": "other"})

    monkeypatch.setattr(verify, "_run", with_ledger)
    lines = run(*BUILD, "--ledger", "l.lock").output.splitlines()
    assert lines[1].startswith("  l.lock differs from byte 1 (line 1) on: 〔")
    assert lines[1].endswith("〕 and 〔other〕")
    assert not Path("l.lock").exists()


def test_a_second_build_that_fails_is_told_of(
    second: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(machine: Path, words: list[str]) -> None:
        raise SecondBuildFailed("texts/a.txt: error: for this test")

    monkeypatch.setattr(verify, "_run", fails)
    result = run(*BUILD)
    assert result.output == (
        "Error: The second build of the same input failed:\n"
        "texts/a.txt: error: for this test\nNothing was published.\n"
    )
    assert result.exit_code == 1 and not Path("site").exists()


#: In the place of the program: says what surrounds it, and fails, so that this is handed on.
PROBE = """\
import datetime, json, os, sys, time
shown = {name: os.environ.get(name) for name in ("TZ", "LC_ALL", "PYTHONHASHSEED")}
year, now = datetime.date.today().year, time.gmtime(time.time()).tm_year
json.dump([sys.argv[1:], os.getcwd(), year, now, shown], sys.stdout)
sys.exit(1)
"""


@pytest.mark.parametrize(("jobs", "others"), [(1, "2"), (4, "1")])
def test_the_second_build_is_another_machine_s(
    elsewhere: Path, monkeypatch: pytest.MonkeyPatch, jobs: int, others: str
) -> None:
    monkeypatch.setenv("PYTHONHASHSEED", "4242")
    fill(elsewhere, {"g.yml": "terms: []\n", "s/下/b.txt": TEXT, "s/catalog.yml": ""})
    inputs = make_inputs("s", "g.yml", jobs, ledger="new.lock")
    run_it = verify._run

    def probed(machine: Path, words: list[str]) -> None:
        assert contents(machine / "texts") == contents(Path("s"))
        assert (machine / "converter/verify.py").read_bytes() == (
            ROOT / "converter/verify.py"
        ).read_bytes()
        assert (machine / "docs/guide.md").is_file() and (machine / "mkdocs.yml").is_file()
        assert not (machine / "docs/data").exists()
        assert (machine / "texts/a.txt").stat().st_mtime == 0
        fill(machine, {"converter/cli/__main__.py": PROBE})
        run_it(machine, words)

    monkeypatch.setattr(verify, "_run", probed)
    with pytest.raises(SecondBuildFailed) as failed:
        verify.build_again(inputs, ["--no-related"], elsewhere / "work")
    words, folder, year, now, shown = json.loads(str(failed.value))
    assert " ".join(words) == (
        f"build --sources texts --site out/site --no-cache --jobs {others} --no-related"
        " --glossary terms.yml --ledger out/links.lock"
    )
    assert Path(folder) == elsewhere / "work" / PLACE
    import datetime

    assert year == now >= datetime.date.today().year + 1
    assert shown == {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "2424"}


@pytest.mark.parametrize(
    ("first", "second_one", "said"),
    [
        (b"abc", b"abd", "byte 3 (line 1) on: 〔abc〕 and 〔abd〕"),
        (b"abc", b"ab", "byte 3 (line 1) on: 〔abc〕 and 〔ab〕"),
        (b"", b"x", "byte 1 (line 1) on: 〔〕 and 〔x〕"),
        (b"a\nbcd\ne", b"a\nbXd\ne", "byte 4 (line 2) on: 〔bcd〕 and 〔bXd〕"),
        ("一二三".encode(), "一四三".encode(), "byte 4 (line 1) on: 〔一二三〕 and 〔一四三〕"),
        (b"\x00\xff", b"\x00\xfe", "byte 2 (line 1) on: 〔·〕 and 〔·〕"),
        (b"x" * 2000 + b"1", b"x" * 2000 + b"2",
         f"byte 2,001 (line 1) on: 〔{'x' * 24}1〕 and 〔{'x' * 24}2〕"),
    ],
)  # fmt: skip
def test_the_first_difference_is_named(first: bytes, second_one: bytes, said: str) -> None:
    assert where(first, second_one) == f"differs from {said}"
