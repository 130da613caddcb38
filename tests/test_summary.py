"""The summary of a run: what has changed, in Markdown that shows titles as they are."""

from __future__ import annotations

import json
import re
from pathlib import Path

import markdown
import pytest
from bs4 import BeautifulSoup

from converter import mkdocs_build
from converter.summary.changes import compare_documents, compare_findings
from converter.summary.page import MOST, Run, render
from converter.summary.past import Item, Past, Sizes, measure, read_past
from tests.io_helpers import TEXT, fill, run
from tests.quick import quick_site


def document(slug: str, **other: object) -> Item:
    """Describe a document as the published data do, with what a summary looks at."""
    base: dict[str, object] = {"slug": slug, "title": f"文件{slug}", "source": f"{slug}.txt"}
    return {**base, "sha256": "1", "issuer": None, "clause_count": 5, **other}


def finding(path: str, spot: str, line: int = 1, code: str = "quote-unclosed") -> Item:
    """Describe a finding as `report.json` does."""
    return {
        "code": code,
        "severity": "warning",
        "path": path,
        "line": line,
        "column": 2,
        "message": "“ is not closed",
        "spot": spot,
    }


PAST = Past(
    "site",
    [document("a"), document("b"), document("c"), document("d")],
    [finding("old/b.txt", "要〔“〕求"), finding("old/c.txt", "要〔“〕求")],
    Sizes(20, 1_000_000, 100_000, 400_000, 10, ()),
)
NOW = Run(
    "The site was built",
    "4 documents, 21 clauses, 3 findings (1 error, 2 warnings)",
    [
        document("a"),
        document("b", sha256="2", clause_count=6),
        document("c", issuer="某局", title="<b>办法</b> | *一* [x](y) &amp; @某"),
        document("e"),
    ],
    [
        finding("new/b.txt", "要〔“〕求", line=9),
        finding("new/b.txt", "任〔“〕务"),
        {**finding("index.html", "", 0, "link-broken"), "severity": "error", "column": 0},
    ],
    {"convert": 2.0, "write": 1.04, "mkdocs": 12.5},
    Sizes(21, 1_250_000, 90_000, 400_000, 11, [("a/index.html", 30_000), ("index.html", 900)]),
    "links.lock: 3 new",
)
TITLE = "&#60;b\\>办法&#60;/b\\> \\| \\*一\\* \\[x\\](y) &#38;amp; &#64;某"
EXPECTED = f"""\
# The site was built

4 documents, 21 clauses, 3 findings (1 error, 2 warnings). Compared with site.

## Documents

1 added, 2 changed, 1 removed; 4 in all.

|  | Document | Address | Clauses | Other |
|---|---|---|---:|---|
| added | 文件e | e | 5 |  |
| changed | 文件b | b | 5 → 6 | text |
| changed | {TITLE} | c | 5 | title, issuer |
| removed | 文件d | d | 5 |  |

## Findings

2 new, 1 fixed; 3 in all (1 error, 2 warnings, 0 notes).

|  | Place | Finding | Kind |
|---|---|---|---|
| new | new/b.txt:1:2 | warning: “ is not closed 任〔“〕务 | quote-unclosed |
| new | index.html | error: “ is not closed | link-broken |
| fixed | old/c.txt:1:2 | warning: “ is not closed 要〔“〕求 | quote-unclosed |

## Links and published addresses

- links within the site that lead nowhere: 1
- requests for something outside the site: 0
- addresses of clauses without a place: 0
- published addresses that somebody has to decide on: 0
- links.lock: 3 new

## Size

|  | Size | Change | Of |
|---|---:|---:|---|
| site | 1.2 MB | +25.0% | 21 files |
| pages | 400.0 KB | ±0 | 11 pages |
| index of the search | 90.0 KB | −10.0% |  |

| Largest pages | Size |
|---|---:|
| a/index.html | 30.0 KB |
| index.html | 0.9 KB |

## Time

| Stage | Seconds |  |
|---|---:|---|
| convert | 2.0 | ████▊ |
| write | 1.0 | ██▌ |
| mkdocs | 12.5 | ██████████████████████████████ |
"""


def test_a_whole_summary() -> None:
    assert render(NOW, PAST) == EXPECTED


def test_what_the_tables_say_is_what_is_shown() -> None:
    """Read as code hosts read it, a title is its characters and nothing more."""
    html = markdown.markdown(render(NOW, PAST), extensions=["tables"])
    shown = BeautifulSoup(html, "lxml")
    cells = [cell.get_text() for cell in shown.select("td")]
    assert "<b>办法</b> | *一* [x](y) &amp; @某" in cells
    assert len(shown.select("table")) == 5 and not shown.select("a, b, em")


def test_the_first_site_is_compared_with_nothing() -> None:
    text = render(NOW, None)
    assert "There was no site before." in text
    assert "## Documents\n\n4 in all.\n" in text
    assert "## Findings\n\n3 in all (1 error, 2 warnings, 0 notes).\n\n## Links" in text
    assert "| site | 1.2 MB |  | 21 files |\n" in text


def test_a_site_without_its_report() -> None:
    text = render(NOW, Past(PAST.name, PAST.documents, None, PAST.sizes))
    assert (
        "3 in all (1 error, 2 warnings, 0 notes).\n\n"
        "There is no report of the last run beside its site.\n" in text
    )


def test_without_a_site_its_links_were_not_checked() -> None:
    text = render(Run("The sources were checked", "none", [], [], {}), PAST)
    assert "- links within the site that lead nowhere: not checked\n" in text
    assert "- published addresses that somebody has to decide on: 0\n" in text
    assert "## Size" not in text


def test_long_tables_are_cut() -> None:
    many = [document(f"x{n}") for n in range(MOST + 3)]
    text = render(Run("x", "x", many, [], {}), PAST)
    assert f"| added | 文件x{MOST - 1} | " in text and "文件x50" not in text
    # The four that are no more are among those that are not shown.
    assert "\n\nand 7 more\n" in text


def test_documents_are_told_by_their_addresses() -> None:
    old = [document("a"), document("b", aliases=[])]
    assert compare_documents(old, old) == []
    (change,) = compare_documents(old, [document("a"), document("b", aliases=["乙"])])
    assert (change.what, change.slug, change.details) == ("changed", "b", ["aliases"])
    # What the text says of itself is not told apart from the text.
    (change,) = compare_documents([document("a")], [document("a", sha256="2", issuer="某局")])
    assert change.details == ["text"]


def test_findings_are_the_same_on_another_line_and_in_another_folder() -> None:
    old = [finding("/here/s/b.txt", "甲〔“〕", 3), finding("/here/s/b.txt", "甲〔“〕", 7)]
    new = [finding("s/b.txt", "甲〔“〕", 30)]
    assert compare_findings(old, new, [document("b")]) == ([], [old[1]])
    assert compare_findings(new, old, [document("b")]) == ([old[1]], [])
    # A file that is no document keeps its path.
    assert len(compare_findings(old, new, [])[0]) == 1
    lines = [{**finding("s/b.txt", ""), "message": f"as line {n} says"} for n in (3, 4)]
    assert compare_findings(lines[:1], lines[1:], []) == ([], [])


def test_sizes_are_those_of_the_files(tmp_path: Path) -> None:
    fill(
        tmp_path,
        {
            "index.html": "x" * 10,
            "a/index.html": "x" * 30,
            "search/index.html": "x" * 5,
            "search/manifest.js": "x" * 100,
            "a/p.png": "x" * 1000,
        },
    )
    pages = [("a/index.html", 30), ("index.html", 10), ("search/index.html", 5)]
    assert measure(tmp_path) == Sizes(5, 1145, 100, 45, 3, pages)


@pytest.mark.parametrize("content", ["", "{}", "[1]", "\xff"])
def test_what_is_no_site_is_no_past(tmp_path: Path, content: str) -> None:
    fill(tmp_path, {"site/data/documents.json": content.encode("latin-1")})
    assert read_past(tmp_path / "site") is None
    fill(tmp_path, {"site/data/documents.json": "[]", "report.json": content.encode("latin-1")})
    past = read_past(tmp_path / "site")
    assert past is not None and past.findings is None


# On the command line


@pytest.fixture
def built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a site of one document, and an edition of it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("converter.work.build_site", quick_site)
    fill(tmp_path, {"s/a.txt": TEXT})
    assert run("build", "--sources", "s", "--site", "site").exit_code == 0
    fill(tmp_path, {"s/a.txt": TEXT.replace("总体", "“总体"), "s/b.txt": "要求\n抓好\n"})
    return tmp_path


def parts(file: Path) -> list[str]:
    """Return the parts on documents and findings."""
    text = file.read_text(encoding="utf-8")
    return re.findall(r"^## (?:Documents|Findings)\n\n(.*)$", text, re.M)


CHANGED = ["1 added, 1 changed, 0 removed; 2 in all."]
FOUND = ["1 new, 0 fixed; 1 in all (0 errors, 1 warning, 0 notes)."]


def test_a_build_and_a_check_say_the_same(built: Path) -> None:
    result = run("check", "--sources", "s", "--summary", "c.md", "--against", "site")
    assert result.exit_code == 0
    assert parts(built / "c.md") == CHANGED + FOUND
    result = run("build", "--sources", "s", "--site", "site", "--summary", "b.md")
    assert result.exit_code == 0
    assert parts(built / "b.md") == CHANGED + FOUND
    text = (built / "b.md").read_text(encoding="utf-8")
    assert text.startswith("# The site was built\n\n2 documents, 7 clauses, 1 finding (1 warning).")
    assert "\n## Size\n" in text
    # Once more there is nothing new, also where the run is remembered.
    for _ in range(2):
        args = ("--summary", "c.md", "--against", "site", "--cache", "c")
        assert run("check", "--sources", "s", *args).exit_code == 0
        assert parts(built / "c.md")[0] == "0 added, 0 changed, 0 removed; 2 in all."


def test_a_build_that_fails_has_a_summary(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(built, {"s/b.txt": ""})
    result = run("build", "--sources", "s", "--site", "site", "--summary", "b.md")
    assert result.exit_code == 2
    text = (built / "b.md").read_text(encoding="utf-8")
    assert text.startswith("# No site was built\n") and "| empty |" in text
    assert "## Size" not in text
    fill(built, {"s/b.txt": TEXT})

    def fails(*args: object) -> None:
        raise mkdocs_build.BuildFailed("for this test")

    monkeypatch.setattr("converter.work.build_site", fails)
    result = run("build", "--sources", "s", "--site", "site", "--summary", "b.md")
    assert result.output == "Error: MkDocs did not build the site:\nfor this test\n"
    text = (built / "b.md").read_text(encoding="utf-8")
    assert text.startswith("# MkDocs did not build the site\n")


@pytest.mark.parametrize(
    ("args", "message"),
    [
        ("--against site", "--against is for a summary; give --summary FILE as well"),
        ("--summary s/x", "s/x is inside the folder of sources; name another file"),
        ("--summary site/x", "site/x is inside the site; name another file"),
        ("--summary x --against s", "there is no site of ours in s"),
    ],
)
def test_wrong_usage(built: Path, args: str, message: str) -> None:
    result = run("build", "--sources", "s", "--site", "site", *args.split())
    assert result.output.endswith(f"\n\nError: {message}\n")
    assert result.exit_code == 2
    assert json.loads((built / "report.json").read_bytes())["documents"] == 1


def test_a_summary_that_cannot_be_written(built: Path) -> None:
    result = run("check", "--sources", "s", "--summary", "no/x.md")
    assert result.output == "Error: no/x.md cannot be written: No such file or directory\n"
    assert result.exit_code == 2
