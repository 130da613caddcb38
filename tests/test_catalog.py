"""The catalog: every message whole, and what `add_entry` leaves alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from converter.catalog import FIELDS, missing_entry, read_catalog
from converter.corpus import make_bundle
from converter.entries import add_entry
from converter.entry import Entry, Profile
from converter.proposal import numbering_of
from tests.helpers import ROOT
from tests.io_helpers import TEXT, fill, run

KNOWN = ", ".join(field.name for field in FIELDS)
ENTRY = "documents:\n  - file: a.txt\n    slug: a\n"
MISSING = "has no entry in catalog.yml; its title and address are derived and may change: run"

BAD = {
    "not YAML": (
        "documents: [\n",
        ["2:1: error: is not YAML: did not find expected node content;"
         " check indentation and quotes here"],
    ),
    "a tab": (
        "documents:\n\t- file: a.txt\n",
        ["2:1: error: is not YAML: found character that cannot start any token;"
         " check indentation and quotes here"],
    ),
    "a control character": (
        "a: \x00\n",
        ["1:1: error: is not YAML: unacceptable character #x0000: control characters are not"
         ' allowed in "<unicode string>", position 3'],
    ),
    "not UTF-8": (
        "documents:\n  - file: 纪检.txt\n".encode("gb18030"),
        ["2:11: error: is not UTF-8 from here on; save it as UTF-8"],
    ),
    "an alias for itself": (
        "documents: &a\n  - *a\n",
        ["1:1: error: is nested too deeply, or an alias in it stands for itself"],
    ),
    "a list at the top": (
        "- file: a.txt\n",
        ["1:1: error: expected a record of `key: value` lines here"],
    ),
    "another key at the top": (
        "document: []\n",
        ["1:1: error: unknown key 'document'; did you mean 'documents'? (known: documents)"],
    ),
    "no list": (
        "documents: a.txt\n",
        ["1:12: error: documents: expected a list of documents, found 'a.txt'"],
    ),
    "no record": (
        "documents:\n  - a.txt\n",
        ["2:5: error: expected a record of `key: value` lines here"],
    ),
    "keys missing": (
        "documents:\n  - title: 通知\n",
        ["2:5: error: the key 'file' is missing: the path of a source below this folder,"
         " such as `2023年工作要点.txt`",
         "2:5: error: the key 'slug' is missing: lower-case letters, digits and hyphens,"
         " such as `2023-gongzuo-yaodian`"],
    ),
    "a key twice": (
        ENTRY + "    slug: b\n",
        ["4:5: error: the key 'slug' stands twice in one record; remove one"],
    ),
    "an unknown key with a near one": (
        ENTRY + "    titel: 通知\n",
        [f"4:5: error: unknown key 'titel'; did you mean 'title'? (known: {KNOWN})"],
    ),
    "an unknown key": (
        ENTRY + "    备注: 通知\n",
        [f"4:5: error: unknown key '备注' (known: {KNOWN})"],
    ),
    "no file, and one with nearly its name": (
        ENTRY + "  - file: a1.txt\n    slug: b\n",
        ["4:5: error: there is no file a1.txt; correct the name or remove the entry;"
         " did you mean 'a.txt'?"],
    ),
    "no file": (
        ENTRY + "  - file: 附件/纪检.html\n    slug: b\n",
        ["4:5: error: there is no file 附件/纪检.html; correct the name or remove the entry"],
    ),
    "a file outside": (
        ENTRY + "  - file: ../a.txt\n    slug: b\n",
        ["4:11: error: file: expected the path of a source below this folder,"
         " such as `2023年工作要点.txt`, found '../a.txt'"],
    ),
    "a file twice": (
        ENTRY + "  - file: a.txt\n    slug: b\n",
        ["4:5: error: a.txt has an entry already, in line 2; remove one of the two"],
    ),
    "a slug twice": (
        ENTRY + "  - file: b.txt\n    slug: a\n",
        ["4:5: error: the slug 'a' belongs to a.txt already, in line 2;"
         " give this document another, or if they are versions of one, each a `version:`"],
    ),
    "a bad slug": (
        "documents:\n  - file: a.txt\n    slug: 纪检_1\n",
        ["3:11: error: slug: expected lower-case letters, digits and hyphens,"
         " such as `2023-gongzuo-yaodian`, found '纪检_1'"],
    ),
    "a bad date": (
        ENTRY + "    date: 2023年1月\n",
        ["4:11: error: date: expected a date such as `2023-01-31`, found '2023年1月'"],
    ),
    "no such month": (
        ENTRY + "    date: 2023-13-01\n",
        ["4:11: error: date: expected a date such as `2023-01-31`, found '2023-13-01'"],
    ),
    "no such day": (
        ENTRY + "    date: 2023-02-31\n",
        ["4:11: error: date: expected a date such as `2023-01-31`, found '2023-02-31'"],
    ),
    "a date in another form": (
        ENTRY + "    date: 20230131\n",
        ["4:11: error: date: expected a date such as `2023-01-31`, found '20230131'"],
    ),
    "a bad profile": (
        ENTRY + "    profile: law\n",
        ["4:14: error: profile: expected `statute` or `official`, found 'law'"],
    ),
    "bad numbering": (
        ENTRY + "    numbering:\n      clauses: running\n      subsection: run\n"
        "      att_1__clause: restarting\n",
        ["5:16: error: numbering: unknown level 'clauses'; did you mean 'clause'?"
         " (known: article, clause, subsection)",
         "6:19: error: numbering: expected `running` or `restarting`, found 'run'"],
    ),
    "numbering without levels": (
        ENTRY + "    numbering: running\n",
        ["4:16: error: numbering: expected levels with `running` or `restarting`,"
         " found 'running'"],
    ),
    "values of another type": (
        ENTRY + "    title: ''\n    issuer: true\n    date: [2023-01-01]\n",
        ["4:12: error: title: expected a title, for a text that has none, found ''",
         "5:13: error: issuer: expected the issuing organ (发文机关), found 'bool'",
         "6:11: error: date: expected a date such as `2023-01-31`, found 'list'"],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("catalog", "lines"), BAD.values(), ids=BAD)
def test_refuses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, catalog: str | bytes, lines: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    files = {"a.txt": TEXT, "catalog.yml": catalog}
    if b"b.txt" in (catalog.encode() if isinstance(catalog, str) else catalog):
        files["b.txt"] = TEXT
    fill(Path("s"), files)
    result = run("check", "--sources", "s")
    found = [line for line in result.output.splitlines()[:-1] if MISSING not in line]
    assert found == [f"s/catalog.yml:{line} [catalog]" for line in lines]
    assert result.exit_code == 2


def test_the_catalog_is_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    fill(Path("s"), {"a.txt": TEXT, "catalog.yml/x.txt": TEXT})
    assert run("check", "--sources", "s").output.splitlines() == [
        "s/catalog.yml:1:1: error: cannot be read: Is a directory [catalog]",
        "2 documents, 10 clauses, 1 finding (1 error)",
    ]


def test_a_file_without_an_entry_is_a_warning(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    fill(Path("s"), {"a.txt": TEXT, "b c.txt": TEXT, "catalog.yml": ENTRY})
    result = run("check", "--sources", "s")
    assert result.output == (
        f's/b c.txt: warning: {MISSING} `tiaowen new --sources s "s/b c.txt"` [catalog-missing]\n'
        "2 documents, 10 clauses, 1 finding (1 warning)\n"
    )
    assert result.exit_code == 0


def test_the_command_proposed_for_the_usual_folder_is_short() -> None:
    assert str(missing_entry("sources", "纪检.txt")) == (
        f"sources/纪检.txt: warning: {MISSING} `tiaowen new sources/纪检.txt` [catalog-missing]"
    )


def test_a_faulty_entry_is_not_also_called_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    faulty = "documents:\n  - file: a.txt\n    slug: A\n"
    fill(Path("s"), {"a.txt": TEXT, "catalog.yml": faulty})
    assert MISSING not in run("check", "--sources", "s").output


@pytest.mark.parametrize("catalog", ["", "# nothing yet\n", "documents:\n", "documents: []\n"])
def test_an_empty_catalog_is_like_none(tmp_path: Path, catalog: str) -> None:
    fill(tmp_path, {"a.txt": TEXT, "catalog.yml": catalog})
    read = read_catalog(tmp_path, "s")
    assert (read.entries, read.diagnostics) == ({}, ())
    assert run("check", "--sources", str(tmp_path)).output == (
        "1 document, 5 clauses, 0 findings\n"
    )


def test_reads_everything(tmp_path: Path) -> None:
    catalog = (
        "\ufeffdocuments:\n"
        "  - file: 附件/a.txt\n    slug: a-1\n    title: 题\n    kind: 意见\n    issuer: 某委\n"
        "    date: 2023-02-28\n    number: 某发〔2023〕5号\n    profile: statute\n"
        "    numbering: {clause: restarting, att_1__article: running}\n"
    )
    fill(tmp_path, {"附件/a.txt": TEXT, "catalog.yml": catalog})
    read = read_catalog(tmp_path, "s")
    assert read.diagnostics == ()
    assert read.entries == {
        "附件/a.txt": Entry(
            file="附件/a.txt",
            slug="a-1",
            title="题",
            kind="意见",
            issuer="某委",
            date="2023-02-28",
            number="某发〔2023〕5号",
            profile=Profile.STATUTE,
            numbering=(("att_1__article", "running"), ("clause", "restarting")),
            line=2,
        )
    }


NEW: dict[str, object] = {"file": "b.txt", "slug": "b", "date": "2023-01-31"}
COMMENTED = "# 上\ndocuments:\n  # 甲\n  - file: a.txt  # 乙\n    slug: a\n    title: “题”\n"
ADDED = "  - file: b.txt\n    slug: b\n    date: '2023-01-31'\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (None, "documents:\n" + ADDED),
        ("# 说明", "# 说明\ndocuments:\n" + ADDED),
        ("# 说明\ndocuments: # 空\n", "# 说明\ndocuments: # 空\n" + ADDED),
        (COMMENTED, COMMENTED + ADDED),
    ],
    ids=["no catalog", "only a comment", "no documents yet", "comments everywhere"],
)
def test_adding_leaves_all_else_alone(tmp_path: Path, before: str | None, after: str) -> None:
    if before is not None:
        fill(tmp_path, {"catalog.yml": before})
    add_entry(tmp_path, dict(NEW))
    assert [path.name for path in tmp_path.iterdir()] == ["catalog.yml"]
    assert (tmp_path / "catalog.yml").read_text(encoding="utf-8") == after


@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["no mark", "a byte order mark"])
def test_adding_keeps_the_line_ends(tmp_path: Path, mark: str) -> None:
    fill(tmp_path, {"catalog.yml": (mark + COMMENTED).replace("\n", "\r\n")})
    add_entry(tmp_path, dict(NEW))
    after = (mark + COMMENTED + ADDED).replace("\n", "\r\n")
    assert (tmp_path / "catalog.yml").read_bytes() == after.encode()


def test_our_own_catalog_settles_the_numbering() -> None:
    """What `tiaowen new` would write today, so that no edit of a text moves an address."""
    for document in make_bundle(ROOT / "sources", "sources").documents:
        assert dict(document.entry.numbering) == numbering_of(document), document.slug


def test_adding_to_our_own_catalog_changes_nothing_else(tmp_path: Path) -> None:
    before = (ROOT / "sources" / "catalog.yml").read_text(encoding="utf-8")
    fill(tmp_path, {"catalog.yml": before})
    add_entry(tmp_path, dict(NEW))
    assert (tmp_path / "catalog.yml").read_text(encoding="utf-8") == before + ADDED


def test_aliases(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("某某条例\n", encoding="utf-8")
    written = f"{ENTRY}    aliases: [条例, 《某某》]\n"
    (tmp_path / "catalog.yml").write_text(written, encoding="utf-8")
    catalog = read_catalog(tmp_path, "sources")
    assert catalog.diagnostics == ()
    assert catalog.entries["a.txt"].aliases == ("条例", "《某某》")
