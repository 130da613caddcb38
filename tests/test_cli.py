"""The command line: help, exit codes, messages, and that nothing half-written is left."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from converter import __version__, assemble, mkdocs_build, work
from converter.catalog import read_catalog
from converter.cli import cli
from converter.cli.shared import leave
from converter.corpus import count_sources
from converter.exports import EXPORTS
from converter.findings import report_file
from converter.readers import READERS
from converter.work import build_site
from converter.writers.data import SCHEMAS
from tests.helpers import ROOT
from tests.io_helpers import TEXT, contents, differing, fill, python, run, tiaowen, usage
from tests.quick import quick_site

COMMANDS = tuple("build check cite convert explain links new package serve unpack".split())


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in an empty folder, so that paths in messages are short."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def checked_report(text: str) -> dict[str, object]:
    """Read a report and check it against its schema."""
    report = json.loads(text)
    schema = json.loads((SCHEMAS / "report.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator(schema).validate(report)
    assert isinstance(report, dict)
    return report


# Help and wrong usage


def test_help_names_every_command() -> None:
    result = run("--help")
    assert result.exit_code == 0
    listed = result.output.partition("Commands:\n")[2].splitlines()
    assert [line.split()[0] for line in listed] == sorted(cli.commands) == list(COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_help_explains_every_option(command: str) -> None:
    result = run(command, "--help")
    assert result.exit_code == 0
    assert result.output.startswith(f"Usage: tiaowen {command} [OPTIONS]")
    for parameter in cli.commands[command].params:
        for option in parameter.opts:
            assert option.startswith("--") is False or option in result.output


def test_version() -> None:
    assert run("--version").output == f"tiaowen, version {__version__}\n"


SOME = {"s/a.txt": TEXT}
KNOWN = ", ".join(sorted(READERS))
WRONG = {
    "no such folder": ({}, "check --sources s", "there is no folder s"),
    "no folder here": (
        {},
        "check",
        "there is no folder sources; run this in a checkout, or name a folder with --sources",
    ),
    "a file for a folder": ({"s": ""}, "check --sources s", "there is no folder s"),
    "no sources": (
        {"s/catalog.yml": "", "s/.x.txt": TEXT},
        "check --sources s",
        f"s holds no sources; put raw texts ({', '.join(sorted(READERS))}) there",
    ),
    "no glossary": (
        SOME,
        "check --sources s --glossary g.yml",
        "there is no glossary g.yml",
    ),
    "no site": (
        SOME,
        "build --sources s",
        "with --sources, say with --site where the site is to be",
    ),
    "the site here": (
        SOME,
        "build --sources s --site .",
        ". is the folder that you are in, or one above it; name another folder with --site",
    ),
    "the site above": (
        SOME,
        "build --sources s --site ..",
        ".. is the folder that you are in, or one above it; name another folder with --site",
    ),
    "the site above the sources": (
        {"a/s/a.txt": TEXT, "a/data/documents.json": "[]"},
        "build --sources a/s --site a",
        "a is the folder of sources, or one above it; name another folder with --site",
    ),
    "the site for the sources": (
        {**SOME, "s/data/documents.json": "[]"},
        "build --sources s --site s",
        "s is the folder of sources, or one above it; name another folder with --site",
    ),
    "the site inside the sources": (
        SOME,
        "build --sources s --site s/out",
        "s/out is inside the folder of sources; name another folder with --site",
    ),
    "the site for the report": (
        SOME,
        "build --sources s --site report.json",
        "report.json would be in the place of report.json; name another folder with --site",
    ),
    "no checkout to convert": (
        {"sources/a.txt": TEXT},
        "convert",
        "there is no mkdocs.yml here; run this in a checkout, or give --out",
    ),
    "no project": (
        SOME,
        "convert --sources s",
        "with --sources, say with --out where the project is to be",
    ),
    "no process": (
        SOME,
        "check --sources s --jobs 0",
        "Invalid value for '--jobs': 0 is not in the range x>=1.",
    ),
    "findings among the sources": (
        SOME,
        "check --sources s --output s/out",
        "s/out is inside the folder of sources; name another file",
    ),
    "no such format": (
        SOME,
        "check --sources s --format xml",
        "Invalid value for '--format': 'xml' is not one of 'console', 'json', 'sarif', 'gitlab'.",
    ),
    "no checkout": (
        {"sources/a.txt": TEXT},
        "serve",
        "there is no mkdocs.yml here; run this in a checkout",
    ),
    "no file to add": (
        SOME,
        "new a.txt --sources s",
        "Invalid value for 'FILE': File 'a.txt' does not exist.",
    ),
    "nowhere to add it": ({"a.txt": TEXT}, "new a.txt", "there is no folder sources"),
    "the name is taken": (
        {"a.txt": TEXT, "s/a.txt": TEXT},
        "new a.txt --sources s",
        "s/a.txt exists already; rename one of the two",
    ),
    "it has an entry": (
        {**SOME, "s/catalog.yml": "documents: [{file: a.txt, slug: a}]"},
        "new s/a.txt --sources s",
        "a.txt has an entry already, in line 1",
    ),
}


@pytest.mark.parametrize(("files", "line", "message"), WRONG.values(), ids=WRONG)
def test_wrong_usage(
    elsewhere: Path, files: dict[str, str | bytes], line: str, message: str
) -> None:
    fill(elsewhere, files)
    before = contents(elsewhere)
    command, *args = line.split()
    result = run(command, *args)
    assert result.output == usage(command, message)
    assert result.exit_code == 2
    assert contents(elsewhere) == before


# Output that cannot be written

UNWRITABLE = {
    "a file in the way": (
        {"out": "x"},
        "build --sources s --site out",
        "{cwd}/out is a file; name a folder for the site",
    ),
    "a foreign folder": (
        {"out/x": "x"},
        "build --sources s --site out",
        "{cwd}/out holds files that are no site of ours; name another folder, or empty it",
    ),
    "a file above": (
        {"out": "x"},
        "build --sources s --site out/below/site",
        "{cwd}/out/below/site cannot be written: a folder above it is a file",
    ),
    "the report in the way": (
        {"report.json/x": "x"},
        "build --sources s --site site",
        "{cwd}/report.json is no report of ours and would be replaced; move it away,"
        " or put the site into another folder",
    ),
    "another report": (
        {"report.json": '{"documents": [], "clauses": []}'},
        "build --sources s --site site",
        "{cwd}/report.json is no report of ours and would be replaced; move it away,"
        " or put the site into another folder",
    ),
    "a report that is no JSON": (
        {"report.json": "mine"},
        "build --sources s --site site",
        "{cwd}/report.json is no report of ours and would be replaced; move it away,"
        " or put the site into another folder",
    ),
    "a file for a project": (
        {"out": "x"},
        "convert --sources s --out out",
        "out cannot be written: File exists",
    ),
    "a project below a file": (
        {"out": "x"},
        "convert --sources s --out out/p",
        "out/p cannot be written: Not a directory",
    ),
    "another project": (
        {"out/mkdocs.yml": "x", "out/docs/index.md": "mine"},
        "convert --sources s --out out",
        "out/docs/index.md was not written by tiaowen and would be replaced;"
        " move it away, or name another folder",
    ),
    "pages, but no project": (
        {"out/docs/index.md": "mine"},
        "convert --sources s --out out",
        "out/docs/index.md was not written by tiaowen and would be replaced;"
        " move it away, or name another folder",
    ),
    "a page of the same name": (
        {"out/docs/guide.md": "mine"},
        "convert --sources s --out out",
        "out/docs/guide.md was not written by tiaowen and would be replaced;"
        " move it away, or name another folder",
    ),
}


@pytest.mark.parametrize(("files", "line", "message"), UNWRITABLE.values(), ids=UNWRITABLE)
def test_unwritable_output(
    elsewhere: Path,
    quick_pages: None,
    files: dict[str, str | bytes],
    line: str,
    message: str,
) -> None:
    fill(elsewhere, {**SOME, **files})
    result = run(*line.split())
    assert result.output == f"Error: {message.format(cwd=elsewhere)}\n"
    assert result.exit_code == 2
    kept = contents(elsewhere)
    for name, text in files.items():
        assert kept[name] == str(text).encode()
    assert not list(elsewhere.glob(".*"))
    assert not (elsewhere / "site").exists()


@pytest.fixture
def quick_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make quick pages instead of those of a site."""
    monkeypatch.setattr(work, "build_site", quick_site)


# A failing build


@pytest.fixture
def old_site(elsewhere: Path, quick_pages: None) -> Path:
    """A site built from good sources."""
    fill(elsewhere, SOME)
    assert run("build", "--sources", "s", "--site", "site").exit_code == 0
    (elsewhere / "report.json").unlink()
    return elsewhere / "site"


def test_a_report_of_ours_is_replaced(elsewhere: Path, old_site: Path) -> None:
    for count in (1, 2):
        fill(elsewhere, {f"s/{count}.txt": TEXT})
        assert run("build", "--sources", "s", "--site", "site").exit_code == 0
        report = checked_report((elsewhere / "report.json").read_text(encoding="utf-8"))
        assert report["documents"] == count + 1
    assert sorted(path.name for path in elsewhere.iterdir()) == ["report.json", "s", "site"]


def test_a_report_that_cannot_be_written_leaves_the_old_site(
    elsewhere: Path, old_site: Path
) -> None:
    before = contents(old_site)
    fill(elsewhere, {"s/b.txt": TEXT, ".report.json.new/x": ""})
    result = run("build", "--sources", "s", "--site", "site")
    assert result.output == (
        f"Error: {elsewhere}/.report.json.new cannot be written: Is a directory\n"
    )
    assert result.exit_code == 2
    assert contents(old_site) == before


def test_a_build_that_is_ended_cleans_up(elsewhere: Path) -> None:
    """SIGTERM in the middle of the work is what Ctrl+C is."""
    fill(elsewhere, SOME)
    code = (
        "import os, signal, sys\n"
        "from converter import cli, corpus\n"
        "def ends(*args):\n"
        "    assert any(name.startswith('.site-') for name in os.listdir())\n"
        "    os.kill(os.getpid(), signal.SIGTERM)\n"
        "corpus.make_bundle = ends\n"
        "sys.argv[1:] = ['build', '--sources', 's', '--site', 'site']\n"
        "cli.main()\n"
    )
    done = python("-c", code, cwd=elsewhere)
    assert (done.stdout, done.stderr.strip(), done.returncode) == ("", "Aborted!", 1)
    assert [path.name for path in elsewhere.iterdir()] == ["s"]


def test_of_a_copy_that_fails_the_new_file_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    full = "No space left on device"
    with pytest.raises(SystemExit) as ended:
        leave(Path("site"), OSError(28, full, "docs/a.png", None, "new/a.png"))
    assert ended.value.code == 2
    assert capsys.readouterr().err == f"Error: new/a.png cannot be written: {full}\n"


@pytest.mark.parametrize("at", ["index.md", "data/clauses.jsonl", "mkdocs.yml"])
def test_a_conversion_cut_short_is_completed(
    elsewhere: Path, monkeypatch: pytest.MonkeyPatch, at: str
) -> None:
    """Whenever it stops there is no mkdocs.yml; the next run makes the whole project."""
    fill(elsewhere, SOME)
    args = ("convert", "--sources", "s", "--out")
    assert run(*args, "whole").exit_code == 0
    with monkeypatch.context() as patch:

        def stop(*args: object) -> None:
            raise OSError(28, "No space left on device")

        if at == "index.md":
            patch.setattr("converter.project.pages.home", stop)
        elif at == "mkdocs.yml":
            patch.setattr("converter.project.os.replace", stop)
        else:
            patch.setattr("converter.project.data_files.write_data", stop)
        result = run(*args, "p")
    assert result.output == "Error: p cannot be written: No space left on device\n"
    assert result.exit_code == 2
    assert (elsewhere / "p" / "docs" / "guide.md").is_file()
    assert not (elsewhere / "p" / "mkdocs.yml").exists()
    (elsewhere / "p" / "docs" / "guide.md").write_text("half", encoding="utf-8")
    assert run(*args, "p").exit_code == 0
    assert (elsewhere / "p" / "mkdocs.yml").is_file()
    assert differing(elsewhere / "whole", elsewhere / "p") == []


def test_only_files_are_sources(elsewhere: Path) -> None:
    """A pipe would be waited on for ever; a link that leads nowhere is still reported."""
    fill(elsewhere, SOME)
    os.mkfifo(elsewhere / "s" / "pipe.txt")
    assert count_sources(elsewhere / "s") == 1
    (elsewhere / "s" / "link.txt").symlink_to("nowhere")
    assert count_sources(elsewhere / "s") == 2


def test_bad_input_leaves_the_old_site(elsewhere: Path, old_site: Path) -> None:
    before = contents(old_site)
    fill(elsewhere, {"s/b.txt": ""})
    result = run("build", "--sources", "s", "--site", "site")
    assert result.output == (
        "s/b.txt: error: holds no text; fill it, or remove it and its catalog entry [empty]\n"
        "No site was built, site is unchanged: 1 document, 5 clauses, 1 finding (1 error)\n"
    )
    assert result.exit_code == 2
    assert contents(old_site) == before
    assert sorted(path.name for path in elsewhere.iterdir()) == ["report.json", "s", "site"]


def test_a_fault_of_the_pages_leaves_the_old_site(
    elsewhere: Path, old_site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = contents(old_site)

    frame = mkdocs_build.frame

    def faulty(project: Path, site: Path) -> mkdocs_build.Frame:
        made = frame(project, site)
        page = site / "documents" / "guan-yu-gong-zuo-de-tong-zhi" / "index.html"
        page.write_text(page.read_text(encoding="utf-8").replace("抓好落实", "抓好落"), "utf-8")
        return made

    monkeypatch.setattr(work, "build_site", build_site)
    monkeypatch.setattr(mkdocs_build, "frame", faulty)
    result = run("build", "--sources", "s", "--site", "site")
    assert result.output == (
        "s/a.txt:5:4: error: documents/guan-yu-gong-zuo-de-tong-zhi/index.html does not show the"
        " source from here on as it is 抓好落〔实〕。 [conservation]\n"
        "No site was built, site is unchanged: 1 document, 5 clauses, 1 finding (1 error)\n"
    )
    assert result.exit_code == 1
    assert contents(old_site) == before
    assert sorted(path.name for path in elsewhere.iterdir()) == ["report.json", "s", "site"]


def test_a_fault_of_mkdocs_leaves_the_old_site(
    elsewhere: Path, old_site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = contents(old_site)

    def fails(project: Path, site: Path) -> mkdocs_build.Frame:
        fill(site, {"index.html": "half"})
        raise mkdocs_build.BuildFailed("Aborted with 1 warnings in strict mode!")

    monkeypatch.setattr(work, "build_site", build_site)
    monkeypatch.setattr(mkdocs_build, "frame", fails)
    result = run("build", "--sources", "s", "--site", "site")
    assert result.output == (
        "Error: MkDocs did not build the site:\nAborted with 1 warnings in strict mode!\n"
    )
    assert result.exit_code == 1
    assert contents(old_site) == before
    assert sorted(path.name for path in elsewhere.iterdir()) == ["s", "site"]


def test_mkdocs_warnings_break_the_build(elsewhere: Path) -> None:
    fill(
        elsewhere,
        {
            "p/mkdocs.yml": "site_name: x\nplugins: []\ntheme: {name: null, custom_dir: t}\n",
            "p/t/main.html": "{{ page.content }}",
            "p/docs/index.md": "[x](nowhere.md)\n",
        },
    )
    with pytest.raises(mkdocs_build.BuildFailed) as failed:
        mkdocs_build.build(elsewhere / "p", elsewhere / "site")
    assert str(failed.value) == (
        "Doc file 'index.md' contains a link 'nowhere.md', but the target is not found among"
        " documentation files."
    )


def test_a_failing_conversion_writes_nothing(elsewhere: Path) -> None:
    fill(elsewhere, {"s/a.txt": ""})
    result = run("convert", "--sources", "s", "--out", "p")
    assert result.output.splitlines()[1:] == [
        "Nothing was written: 0 documents, 0 clauses, 1 finding (1 error)"
    ]
    assert [path.name for path in elsewhere.iterdir()] == ["s"]


def test_findings_of_the_build_decide_the_exit_code(
    elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(elsewhere, SOME)
    fault = report_file("link-broken", "index.html", "the link 'x' leads to no page")
    monkeypatch.setattr(assemble, "check_whole", lambda *args: [fault])
    result = run("build", "--sources", "s", "--site", "site")
    assert result.exit_code == 1
    assert not (elsewhere / "site").exists()


# Reports


def test_two_forms_exclude_each_other(elsewhere: Path) -> None:
    fill(elsewhere, {"s/a.txt": TEXT})
    result = run("check", "--sources", "s", "--json", "--format", "sarif")
    assert result.exit_code == 2
    assert result.stderr.endswith("Error: --json and --format sarif exclude each other\n")


def test_a_command_that_is_named_can_be_copied(elsewhere: Path) -> None:
    fill(elsewhere, {"my texts/a.txt": "要“求\n抓好。\n"})
    result = run("build", "--sources", "my texts", "--site", "site")
    assert "`tiaowen check --sources 'my texts'` prints them.\n" in result.stdout


def test_check_as_json(elsewhere: Path) -> None:
    fill(elsewhere, {"s/a.txt": TEXT, "s/b.txt": "要“求\n抓好。\n"})
    result = run("check", "--sources", "s", "--json")
    report = checked_report(result.stdout)
    timings = report.pop("timings")
    assert isinstance(timings, dict) and list(timings) == ["convert"]
    assert report == {
        "documents": 2,
        "clauses": 7,
        "terms": 0,
        "definitions": {},
        "uses": 0,
        "citations": {
            "status": {
                "resolved": 0,
                "not-in-corpus": 0,
                "no-such-clause": 0,
                "ambiguous": 0,
            },
            "form": {},
        },
        "findings": [
            {
                "code": "quote-unclosed",
                "severity": "warning",
                "path": "s/b.txt",
                "line": 1,
                "column": 2,
                "message": "“ is not closed in its paragraph",
                "spot": "要〔“〕求",
            },
        ],
        "silenced": [],
        "counts": {"quote-unclosed": 1},
        "candidates": [],
    }
    assert result.stderr == "2 documents, 7 clauses, 1 finding (1 warning)\n"
    assert result.exit_code == 0


def test_errors_as_json(elsewhere: Path) -> None:
    fill(elsewhere, {"s/a.txt": ""})
    result = run("build", "--sources", "s", "--site", "site", "--json")
    report = checked_report(result.stdout)
    assert report["counts"] == {"empty": 1}
    assert (elsewhere / "report.json").read_text(encoding="utf-8") == result.stdout
    assert result.exit_code == 2


DOUBTFUL = {"s/a.txt": "关于工作的通知\n一、要“求\n抓好。\n二、任务\n落实。\n"}
QUOTE = "s/a.txt:2:4: warning: “ is not closed in its paragraph 一、要〔“〕求 [quote-unclosed]\n"
SUMMARY = "1 document, 5 clauses, 1 finding (1 warning)\n"


@pytest.mark.parametrize("form", ["json", "sarif", "gitlab"])
def test_what_a_program_reads_is_alone_on_standard_output(elsewhere: Path, form: str) -> None:
    fill(elsewhere, DOUBTFUL)
    result = run("check", "--sources", "s", "--format", form)
    assert "quote-unclosed" in json.dumps(json.loads(result.stdout))
    assert result.stderr == SUMMARY
    assert result.exit_code == 0


@pytest.mark.parametrize("form", list(EXPORTS))
def test_findings_are_written_to_a_file(elsewhere: Path, form: str) -> None:
    fill(elsewhere, DOUBTFUL)
    printed = run("check", "--sources", "s", "--format", form).stdout
    result = run("check", "--sources", "s", "--format", form, "--output", "out")
    assert (result.stdout, result.stderr, result.exit_code) == (SUMMARY, "", 0)
    written = (elsewhere / "out").read_text(encoding="utf-8")
    if form == "console":
        assert (written, printed) == (QUOTE, QUOTE + SUMMARY)
    elif form == "json":
        written, printed = (text.partition('"timings"')[0] for text in (written, printed))
    if form != "console":
        assert written == printed


def test_errors_are_printed_beside_the_file(elsewhere: Path) -> None:
    fill(elsewhere, {**DOUBTFUL, "s/b.txt": ""})
    result = run("check", "--sources", "s", "--format", "gitlab", "--output", "out")
    assert result.output == (
        "s/b.txt: error: holds no text; fill it, or remove it and its catalog entry [empty]\n"
        "1 document, 5 clauses, 2 findings (1 error, 1 warning)\n"
    )
    assert result.exit_code == 2
    listed = json.loads((elsewhere / "out").read_text(encoding="utf-8"))
    assert [issue["check_name"] for issue in listed] == ["quote-unclosed", "empty"]


def test_a_build_writes_all_findings_to_the_file(elsewhere: Path, quick_pages: None) -> None:
    fill(elsewhere, DOUBTFUL)
    result = run("build", "--sources", "s", "--site", "site", "--output", "out")
    assert result.output == f"site/index.html: {SUMMARY}"
    assert (elsewhere / "out").read_text(encoding="utf-8") == QUOTE


def test_findings_that_cannot_be_written(elsewhere: Path) -> None:
    fill(elsewhere, DOUBTFUL)
    result = run("check", "--sources", "s", "--output", "no/out")
    assert result.output == "Error: no/out cannot be written: No such file or directory\n"
    assert result.exit_code == 2


def test_explain_on_the_command_line() -> None:
    assert run("explain", "number-gap").output.startswith("number-gap: warning\n")
    assert "number-gap" in run("explain").output
    result = run("explain", "number-gab")
    assert result.output == (
        "Usage: tiaowen explain [OPTIONS] [CODE]\nTry 'tiaowen explain --help' for help.\n\n"
        "Error: there is no finding number-gab; did you mean number-gap?\n"
    )
    assert result.exit_code == 2


# The command `new`


def test_new_proposes_what_the_text_says(elsewhere: Path) -> None:
    text = (
        "某市人民政府关于印发办法的通知\n（某政发〔2023〕5号）\n各区人民政府：\n一、要求\n坚持。\n"
        "二、要求\n抓好。\n某市人民政府\n2023年3月1日\n"
    )
    fill(elsewhere, {"in/某市.txt": text, "s/catalog.yml": "# 说明\ndocuments:\n"})
    result = run("new", "in/某市.txt", "--sources", "s")
    assert result.output == (
        "Added to s/catalog.yml; correct what is not right:\n"
        "  file: 某市.txt\n"
        "  slug: mou-shi-ren-min-zheng-fu-guan-yu-yin-fa-ban-fa-de-tong-zhi\n"
        "  issuer: 某市人民政府\n"
        "  date: 2023-03-01\n"
        "  number: 某政发〔2023〕5号\n"
        "  numbering: {'clause': 'restarting', 'subsection': 'restarting'}\n"
    )
    assert result.exit_code == 0
    assert (elsewhere / "s" / "某市.txt").read_text(encoding="utf-8") == text
    assert (elsewhere / "s" / "catalog.yml").read_text(encoding="utf-8") == (
        "# 说明\ndocuments:\n  - file: 某市.txt\n"
        "    slug: mou-shi-ren-min-zheng-fu-guan-yu-yin-fa-ban-fa-de-tong-zhi\n"
        "    issuer: 某市人民政府\n    date: '2023-03-01'\n    number: 某政发〔2023〕5号\n"
        "    numbering:\n      clause: restarting\n      subsection: restarting\n"
    )
    assert run("check", "--sources", "s").exit_code == 0


def test_new_invents_nothing(elsewhere: Path) -> None:
    text = "一、要求\n（一）好\n1.坚持。\n（二）好\n1.抓好。\n"
    fill(elsewhere, {"s/二〇二三 要点.txt": text})
    result = run("new", "s/二〇二三 要点.txt", "--sources", "s")
    assert result.exit_code == 0
    assert (elsewhere / "s" / "catalog.yml").read_text(encoding="utf-8") == (
        "documents:\n  - file: 二〇二三 要点.txt\n    slug: er-ling-er-san-yao-dian\n"
        "    title: 二〇二三 要点\n    numbering:\n      clause: restarting\n"
        "      subsection: running\n"
    )


@pytest.mark.parametrize(
    ("text", "numbering"),
    [
        ("关于甲的通知\n抓好落实。\n", None),
        ("关于甲的通知\n1.坚持。\n2.抓好。\n", {"clause": "running"}),
        (
            "关于甲的通知\n一、要求\n（一）好\n坚持。\n二、任务\n（二）好\n抓好。\n",
            {"clause": "restarting", "subsection": "running"},
        ),
        ("甲条例\n第一条 坚持。\n第二条 抓好。\n", {"article": "running"}),
        ("甲条例\n第一节 甲\n第一条 好。\n第二节 乙\n第二条 好。\n", {"article": "running"}),
    ],
    ids=[
        "no levels",
        "no sections",
        "a level that does not occur yet",
        "a statute",
        "its sections",
    ],
)
def test_new_settles_the_numbering(
    elsewhere: Path, text: str, numbering: dict[str, str] | None
) -> None:
    fill(elsewhere, {"s/a.txt": text})
    assert run("new", "s/a.txt", "--sources", "s").exit_code == 0
    (entry,) = read_catalog(elsewhere / "s", "s").entries.values()
    assert dict(entry.numbering) == (numbering or {})


def test_new_finds_a_free_slug(elsewhere: Path) -> None:
    slug = "guan-yu-gong-zuo-de-tong-zhi"
    fill(elsewhere, {"s/a.txt": TEXT, "s/b.txt": TEXT})
    assert run("new", "s/a.txt", "--sources", "s").exit_code == 0
    assert run("new", "s/b.txt", "--sources", "s").output.splitlines()[2] == f"  slug: {slug}-2"


LAW_2018 = (
    "监督法\n（2018年3月20日第一次会议通过）\n"
    "第一条　为了加强监督，制定本法。\n第二条　依法监督。\n"
)
LAW_2024 = LAW_2018.replace("2018年3月20日第一次", "2024年12月25日第十三次")


def test_new_knows_a_further_version(elsewhere: Path) -> None:
    catalog = (
        "documents:\n  - file: a.txt # 现行\n    slug: jdf\n    kind: 法律\n    aliases:\n"
        "      - 监督规定\n  - file: z.txt\n    slug: z\n"
    )
    fill(elsewhere, {"s/a.txt": LAW_2018, "s/z.txt": TEXT, "s/catalog.yml": catalog})
    fill(elsewhere, {"b.txt": LAW_2024, "same.txt": LAW_2018})
    # One of the same date is no further version.
    assert run("new", "same.txt", "--sources", "s").output.splitlines()[2] == "  slug: jian-du-fa"
    (elsewhere / "s" / "catalog.yml").write_text(catalog, encoding="utf-8")
    (elsewhere / "s" / "same.txt").unlink()
    result = run("new", "b.txt", "--sources", "s")
    assert result.output == (
        "Added to s/catalog.yml; correct what is not right:\n"
        "  file: b.txt\n  slug: jdf\n  version: 2024-12-25\n  date: 2024-12-25\n"
        "  numbering: {'article': 'running'}\n  kind: 法律\n  aliases: ['监督规定']\n"
        "a.txt is another version of it and has got `version: 2018-03-20`.\n"
    )
    assert (elsewhere / "s" / "catalog.yml").read_text(encoding="utf-8") == (
        "documents:\n  - file: a.txt # 现行\n    slug: jdf\n    version: '2018-03-20'\n"
        "    kind: 法律\n    aliases:\n      - 监督规定\n"
        "  - file: b.txt\n    slug: jdf\n    version: '2024-12-25'\n"
        "    date: '2024-12-25'\n    numbering:\n      article: running\n    kind: 法律\n"
        "    aliases:\n      - 监督规定\n"
        "  - file: z.txt\n    slug: z\n"
    )
    assert run("check", "--sources", "s").exit_code == 0


REFUSED = {
    "no text": (
        {"a.txt": ""},
        "a.txt: error: holds no text; fill it, or remove it and its catalog entry [empty]",
    ),
    "a bad catalog": (
        {"a.txt": TEXT, "s/catalog.yml": "documents:\n  - file: b\n    slug: B\n"},
        "s/catalog.yml:3:11: error: slug: expected lower-case letters, digits and hyphens,"
        " such as `2023-gongzuo-yaodian`, found 'B' [catalog]",
    ),
}


@pytest.mark.parametrize(("files", "message"), REFUSED.values(), ids=REFUSED)
def test_new_refuses(elsewhere: Path, files: dict[str, str | bytes], message: str) -> None:
    fill(elsewhere, {"s/.keep": "", **files})
    before = contents(elsewhere)
    result = run("new", "a.txt", "--sources", "s")
    assert result.output == f"{message}\nNothing added\n"
    assert result.exit_code == 2
    assert contents(elsewhere) == before


def test_new_takes_back_the_copy_if_the_catalog_cannot_be_written(elsewhere: Path) -> None:
    fill(elsewhere, {"a.txt": TEXT, "s/.catalog.yml.new/x": ""})
    result = run("new", "a.txt", "--sources", "s")
    assert result.output == "Error: s/.catalog.yml.new cannot be written: Is a directory\n"
    assert result.exit_code == 2
    assert [path.name for path in (elsewhere / "s").iterdir()] == [".catalog.yml.new"]


# Any folder, from anywhere


def test_a_folder_without_catalog(tmp_path: Path) -> None:
    """One real process: nothing in the working directory changes or is read."""
    sources = fill(
        tmp_path / "in", {"通知.txt": TEXT, "没有标题.txt": "一、要求\n坚持。\n二、要求\n抓好。\n"}
    )
    trap = {
        "mkdocs.yml": "not: ours",
        "glossary.yml": "not: ours",
        "docs/index.md": "not ours",
        "sources/catalog.yml": "- not ours",
        "site/index.html": "not ours",
    }
    cwd = fill(tmp_path / "cwd", trap)
    done = tiaowen("build", "--sources", str(sources), "--site", str(tmp_path / "out"), cwd=cwd)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == (
        f"Findings are in {tmp_path / 'report.json'}; `tiaowen check --sources"
        f" {sources.as_posix()}` prints them.\n"
        f"{(tmp_path / 'out').as_posix()}/index.html: 2 documents, 9 clauses, 1 finding (1 note)\n"
    )
    assert contents(cwd) == {name: text.encode() for name, text in trap.items()}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["cwd", "in", "out", "report.json"]
    report = checked_report((tmp_path / "report.json").read_text(encoding="utf-8"))
    assert list(report["timings"]) == [*("convert", "write", "frame", "pages", "search", "check")]
    listed = json.loads((tmp_path / "out" / "data" / "documents.json").read_text(encoding="utf-8"))
    assert [(doc["slug"], doc["title"], doc["title_assigned"]) for doc in listed] == [
        ("mei-you-biao-ti", "没有标题", True),
        ("guan-yu-gong-zuo-de-tong-zhi", "关于工作的通知", False),
    ]


def test_colliding_slugs_do_not_depend_on_the_order_of_files(elsewhere: Path) -> None:
    slugs = []
    for order in (("a", "b", "c"), ("c", "a", "b"), ("b", "c", "a")):
        folder = fill(elsewhere / "".join(order), {f"{name}.txt": TEXT for name in order})
        out = elsewhere / f"{folder.name}-out"
        assert run("convert", "--sources", str(folder), "--out", str(out)).exit_code == 0
        listed = json.loads((out / "docs/data/documents.json").read_text(encoding="utf-8"))
        slugs.append([(doc["source"], doc["slug"]) for doc in listed])
    slug = "guan-yu-gong-zuo-de-tong-zhi"
    assert slugs == [[("a.txt", slug), ("b.txt", f"{slug}-2"), ("c.txt", f"{slug}-3")]] * 3


def test_the_console_is_quiet_and_chinese(tmp_path: Path) -> None:
    """A terminal that cannot show Chinese is no reason to fail."""
    fill(tmp_path, {"s/a.txt": "要“求\n抓好。\n"})
    poor = {"LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    done = tiaowen("check", "--sources", "s", cwd=tmp_path, **poor)
    assert done.stdout == (
        "s/a.txt:1:2: warning: “ is not closed in its paragraph 要〔“〕求 [quote-unclosed]\n"
        "1 document, 2 clauses, 1 finding (1 warning)\n"
    )
    assert (done.stderr, done.returncode) == ("", 0)


def test_the_checkout_itself_is_in_order() -> None:
    done = tiaowen("check", "--json", cwd=ROOT)
    report = checked_report(done.stdout)
    assert report["documents"] == 5
    assert done.returncode == 0
