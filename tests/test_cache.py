"""The cache: what is kept, what makes it new, and that damage to it changes no result."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from converter import cache as cache_module
from converter import conversions, corpus, pipeline
from converter.beside import Image
from converter.bundle import Bundle
from converter.cache import HEAD, LIBRARIES, TAG, Cache, NotACache, digest, file_digest, fingerprint
from converter.corpus import make_bundle
from converter.parallel import stream, unpack
from converter.pipeline import Job, convert
from tests.helpers import CORPORA, ROOT, SOURCES
from tests.io_helpers import TEXT, contents, differing, fill
from tests.io_helpers import run as tiaowen_run
from tests.test_architecture import imports, modules

CATALOG = "documents:\n  - {file: a.txt, slug: a}\n  - {file: b.txt, slug: b}\n"
SOME = {"s/a.txt": TEXT, "s/b.txt": TEXT.replace("工作", "事务"), "s/catalog.yml": CATALOG}


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in a folder with two documents."""
    monkeypatch.chdir(fill(tmp_path, SOME))
    return tmp_path


@pytest.fixture
def converted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that have been converted since this list was last cleared."""
    files: list[str] = []

    def counted(job: Job) -> object:
        files.append(job.file)
        return convert(job)

    monkeypatch.setattr(conversions, "convert", counted)
    return files


def bundle(cache: Cache | None = None) -> Bundle:
    """Convert the two documents, with a cache."""
    return make_bundle(Path("s"), "s", cache=cache or Cache(Path("c")))


# Documents


def test_what_is_unchanged_is_not_converted_again(converted: list[str]) -> None:
    first = bundle()
    assert converted == ["a.txt", "b.txt"]
    assert bundle() == first == make_bundle(Path("s"), "s")
    assert converted == ["a.txt", "b.txt"] * 2  # once with the cache, once without any


def rewrite(name: str, old: str, new: str) -> None:
    path = Path(name)
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def kept() -> list[str]:
    """The files of which the cache has conversions."""
    packs = (unpack(path.read_bytes()[HEAD:].partition(b"\n")[2]) for path in entries())
    return [made.document.entry.file for pack in packs for made in pack]


def entries() -> list[Path]:
    return list(Path("c/documents").iterdir())


NEW: dict[str, tuple[Callable[[], object], list[str]]] = {
    "a text": (lambda: rewrite("s/b.txt", "抓好", "抓紧"), ["b.txt"]),
    "an entry": (lambda: rewrite("s/catalog.yml", "slug: b", "slug: b, issuer: 某局"), ["b.txt"]),
    "a line above": (lambda: rewrite("s/catalog.yml", "documents", "\ndocuments"), []),
    "a new text": (lambda: fill(Path("s"), {"c.txt": TEXT}), ["c.txt"]),
    "a text less": (lambda: (Path("s/a.txt").unlink(), rewrite("s/catalog.yml", "a", "a")), []),
    "another name": (lambda: Path("s/a.txt").rename("s/z.txt"), ["z.txt"]),
    "another time": (lambda: os.utime("s/a.txt", (1, 1)), []),
}


@pytest.mark.parametrize(("change", "files"), NEW.values(), ids=NEW)
def test_what_is_changed_is_converted_again_and_nothing_else(
    converted: list[str], change: Callable[[], object], files: list[str]
) -> None:
    bundle()
    change()
    converted.clear()
    found = bundle()
    assert converted == files
    assert found == make_bundle(Path("s"), "s")
    assert sorted(kept()) == sorted(document.entry.file for document in found.documents)


def test_another_converter_makes_everything_new(
    converted: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    bundle()
    monkeypatch.setattr(conversions, "fingerprint", lambda: "other")
    converted.clear()
    bundle()
    assert converted == ["a.txt", "b.txt"]


def test_the_fingerprint_is_of_code_libraries_and_python(monkeypatch: pytest.MonkeyPatch) -> None:
    found = {fingerprint.__wrapped__()}
    monkeypatch.setattr(cache_module, "version", lambda name: "9")
    found.add(fingerprint.__wrapped__())
    monkeypatch.setattr(cache_module.platform, "python_version", lambda: "9")
    found.add(fingerprint.__wrapped__())
    monkeypatch.setattr(cache_module, "file_digest", lambda path: "9")
    found.add(fingerprint.__wrapped__())
    assert len(found) == 4


def test_the_fingerprint_knows_all_libraries_that_results_are_made_with() -> None:
    names = packages_distributions()
    used = {
        names[full.split(".")[0]][0].lower()
        for tree in modules().values()
        for full in imports(tree)
        if full.split(".")[0] in names and not full.startswith("converter")
    }
    # What reads the command line, carries the work to other machines, looks for changed files.
    elsewhere = {"click", "dask", "distributed", "watchdog"}
    assert {"lxml", "numpy", "pypinyin", "pyyaml"} <= used
    assert used - elsewhere <= set(LIBRARIES)
    assert "mkdocs-material" in LIBRARIES  # a theme: MkDocs loads it by its name


def test_a_text_that_changes_while_it_is_converted_is_not_kept(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def slow(job: Job) -> object:
        if job.file == "a.txt":
            fill(Path("s"), {"a.txt": "另一文本\n"})
        return convert(job)

    with monkeypatch.context() as patch:
        patch.setattr(conversions, "convert", slow)
        bundle()
    fill(Path("s"), {"a.txt": TEXT})
    assert bundle() == make_bundle(Path("s"), "s")


def test_what_cannot_be_read_is_not_kept(converted: list[str]) -> None:
    fill(Path("s"), {"a.txt": "", "d.odt": "x"})
    for _ in range(2):
        assert {d.code for d in bundle().diagnostics} >= {"empty", "suffix"}
    assert converted == ["a.txt", "b.txt", "d.odt", "a.txt", "d.odt"]


def test_a_picture_that_comes_or_changes_makes_its_document_new(
    converted: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = pipeline.read

    def with_picture(path: Path, *rest: str) -> object:
        source, sha256, problems = plain(path, *rest)
        if source and path.stem == "b":
            there = Path("s/p.png")
            data = there.read_bytes() if there.is_file() else None
            source = replace(source, images=(Image(0, "p.png", data=data),))
        return source, sha256, problems

    monkeypatch.setattr(pipeline, "read", with_picture)
    for content in (None, b"\x89PNG\r\n\x1a\n1", b"\x89PNG\r\n\x1a\n2"):
        if content:
            fill(Path("s"), {"p.png": content})
        converted.clear()
        bundle()
        assert [name for name in converted if name.endswith(".txt")] == (
            ["b.txt"] if content else ["a.txt", "b.txt"]
        )
        converted.clear()
        bundle()
        assert [name for name in converted if name.endswith(".txt")] == []


def test_a_word_that_is_explained_now_is_looked_for_again() -> None:
    bundle()
    explained = "terms:\n  - term: 抓好落实\n    definition: null\n    category: 责任落实\n"
    glossary = fill(Path("g"), {"terms.yml": explained}) / "terms.yml"
    found = make_bundle(Path("s"), "s", glossary, cache=Cache(Path("c"))).uses
    assert [use.slug for use in found] == ["a", "b"]
    assert found == make_bundle(Path("s"), "s", glossary).uses


# Damage

DAMAGE: dict[str, Callable[[bytes], bytes]] = {
    "cut short": lambda raw: raw[:-1],
    "emptied": lambda raw: b"",
    "one bit": lambda raw: raw[:50] + bytes([raw[50] ^ 1]) + raw[51:],
    "other content": lambda raw: b"x" * len(raw),
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_a_damaged_entry_is_noticed_and_made_again(
    converted: list[str], damage: Callable[[bytes], bytes]
) -> None:
    first = bundle()
    for path in Path("c/documents").iterdir():
        path.write_bytes(damage(path.read_bytes()))
    converted.clear()
    cache = Cache(Path("c"))
    assert bundle(cache) == first
    assert cache.damaged == 1 and converted == ["a.txt", "b.txt"]
    cache = Cache(Path("c"))
    assert bundle(cache) == first
    assert cache.damaged == 0 and converted == ["a.txt", "b.txt"]


def test_an_entry_under_the_name_of_another_is_noticed() -> None:
    first = bundle()
    (one,), (other,) = entries(), Path("c/looks").iterdir()
    one.write_bytes(other.read_bytes())
    cache = Cache(Path("c"))
    assert bundle(cache) == first and cache.damaged == 1


def test_nothing_damaged_is_unpickled(monkeypatch: pytest.MonkeyPatch) -> None:
    bundle()
    for path in entries():
        path.write_bytes(path.read_bytes()[:-1] + b"!")
    read: list[object] = []

    def noted(raw: bytes) -> list[object]:
        found: list[object] = unpack(raw)
        read.extend(found)
        return found

    monkeypatch.setattr("converter.packs.unpack", noted)
    bundle()
    assert {type(result).__name__ for result in read} == {"_Found"}  # of the second look
    bundle()
    assert {type(result).__name__ for result in read} == {"_Found", "Converted"}


def test_a_sound_entry_that_is_no_result_is_noticed() -> None:
    first = bundle()
    cache = Cache(Path("c"))
    for path in entries():
        head, _, _ = path.read_bytes()[HEAD:].partition(b"\n")
        cache.store("documents", path.name, head + b"\nno pickle" + bytes(100_000))
    assert bundle(cache) == first and cache.damaged == 1


def test_what_another_version_has_kept_is_dropped_in_silence() -> None:
    first = bundle()
    cache = Cache(Path("c"))
    for content in (b"x\nno table", b"[1]\nno rows", b""):
        cache.store("documents", digest(content), content)
    assert bundle(cache) == first and not cache.damaged
    assert len(entries()) == 1


# The folder


def test_a_cache_says_that_it_is_one() -> None:
    bundle()
    text = Path("c", TAG).read_text(encoding="utf-8")
    assert text.startswith("Signature: 8a477f597d28d172789f06886806bc55\n")
    assert os.name == "nt" or Path("c").stat().st_mode & 0o077 == 0


def test_a_folder_of_something_else_is_refused(elsewhere: Path) -> None:
    fill(elsewhere, {"c/letter.txt": "x"})
    with pytest.raises(NotACache, match="c holds files that are no cache of ours"):
        Cache(Path("c"))
    assert Cache(fill(elsewhere / "empty", {})).trouble == ""


def test_only_entries_are_dropped() -> None:
    bundle()
    stranger = Path("c/documents/letter.txt")
    stranger.write_text("x", encoding="utf-8")
    part = Path("c/documents") / f"{'0' * 64}.123"
    late = Path("c/documents") / f"{'1' * 64}.123"
    for path in (part, late):
        path.write_bytes(b"x")
    os.utime(late, (1, 1))
    fill(Path("s"), {"a.txt": TEXT + "甲。\n"})
    bundle()
    assert len(entries()) == 3
    assert {path.name for path in entries() if len(path.name) != 64} == {"letter.txt", part.name}


def test_a_cache_that_cannot_be_written_costs_time_only(
    monkeypatch: pytest.MonkeyPatch, converted: list[str]
) -> None:
    fill(Path(), {"file": "x"})
    for place in ("file", "file/below"):
        cache = Cache(Path(place))
        assert bundle(cache) == make_bundle(Path("s"), "s")
        assert cache.trouble in ("Not a directory", "File exists")

    def full(one: object, other: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("converter.cache.os.replace", full)
        cache = Cache(Path("c"))
        bundle(cache)
        assert cache.trouble == "No space left on device"
    assert contents(Path("c/documents")) == {}


def test_keys_tell_their_parts_apart() -> None:
    assert digest("ab", "c") != digest("a", "bc") != digest("abc")
    assert digest("甲") == digest("甲".encode())
    assert file_digest(Path("none")) == file_digest(Path("s")) == ""


# Processes


def double(number: int) -> int:
    """Work for other processes."""
    return 2 * number


def test_results_come_in_the_order_of_the_jobs() -> None:
    numbers = list(range(50))
    with ProcessPoolExecutor(3) as executor:
        assert list(stream(double, numbers, executor)) == [2 * n for n in numbers]
    assert list(stream(double, numbers)) == [2 * n for n in numbers]


def folders() -> list[Path]:
    return [SOURCES, *([CORPORA / "laws"] if (CORPORA / "laws").is_dir() else [])]


@pytest.mark.parametrize("folder", folders(), ids=lambda folder: folder.name)
def test_results_do_not_depend_on_the_number_of_processes(folder: Path, tmp_path: Path) -> None:
    sample = sorted(folder.glob("*.txt"))[:: 40 if folder != SOURCES else 1]
    place = fill(tmp_path / "t", {path.name: path.read_bytes() for path in sample})
    alone = make_bundle(place, "t")
    for number in (1, 2, 3):
        with ProcessPoolExecutor(number) as executor:
            cold = make_bundle(place, "t", executor=executor, cache=Cache(tmp_path / f"c{number}"))
        assert cold == alone
    assert contents(tmp_path / "c1") == contents(tmp_path / "c2") == contents(tmp_path / "c3")
    with ProcessPoolExecutor(2) as executor:
        assert make_bundle(place, "t", executor=executor, cache=Cache(tmp_path / "c1")) == alone


# Whole runs


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A word for each time that documents are looked at again."""
    done: list[str] = []

    def counted(*args: object) -> Bundle:
        done.append("run")
        return make_bundle(*args)

    monkeypatch.setattr(corpus, "make_bundle", counted)
    return done


CONVERT = ("convert", "--sources", "s", "--out", "out", "--cache", "c")
CHECK = ("check", "--sources", "s", "--cache", "c")


def test_an_unchanged_run_does_nothing_and_says_the_same(runs: list[str]) -> None:
    fill(Path("s"), {"b.txt": "要“求\n抓好\n"})
    for command in (CONVERT, CHECK):
        first = tiaowen_run(*command)
        before = contents(Path("out"))
        runs.clear()
        second = tiaowen_run(*command)
        assert (second.output, second.exit_code) == (first.output, first.exit_code)
        assert runs == [] and contents(Path("out")) == before


def test_a_run_with_errors_fails_again(runs: list[str]) -> None:
    fill(Path("s"), {"b.txt": ""})
    for _ in range(2):
        result = tiaowen_run(*CONVERT)
        assert result.exit_code == 2
        assert result.output.startswith("s/b.txt: error: holds no text;")
    assert runs == ["run"] and not Path("out").exists()


OTHER: dict[str, Callable[[], object]] = {
    "a text": lambda: rewrite("s/b.txt", "抓好", "抓紧"),
    "a new text": lambda: fill(Path("s"), {"c.txt": TEXT}),
    "a text less": lambda: Path("s/b.txt").unlink(),
    "the catalog": lambda: rewrite("s/catalog.yml", "slug: b", "slug: c"),
    "the glossary": lambda: rewrite("g.yml", "甲", "要求"),
    "a page is lost": lambda: Path("out/docs/documents/a/index.md").unlink(),
    "a page is edited": lambda: rewrite("out/docs/documents/a/index.md", "抓好", "抓紧"),
    "a page more": lambda: fill(Path("out/docs/documents/x"), {"index.md": "x"}),
    "the data are lost": lambda: Path("out/docs/data/clauses.jsonl").unlink(),
    "no project": lambda: shutil.rmtree("out"),
    "a damaged cache": lambda: [p.write_bytes(b"x") for p in Path("c/runs").iterdir()],
    "no cache": lambda: shutil.rmtree("c"),
}


@pytest.mark.parametrize("change", OTHER.values(), ids=OTHER)
def test_whatever_has_changed_is_done_again(runs: list[str], change: Callable[[], object]) -> None:
    fill(Path(), {"g.yml": "terms:\n  - term: 甲\n"})
    command = (*CONVERT, "--glossary", "g.yml")
    tiaowen_run(*command)
    change()
    runs.clear()
    assert tiaowen_run(*command).exit_code in (0, 2)
    assert runs == ["run"]
    fresh = [*command[:4], "fresh", "--glossary", "g.yml"]
    if tiaowen_run(*fresh).exit_code == 0:
        assert differing(Path("out/docs"), Path("fresh/docs")) == []


def test_what_changes_while_a_run_is_at_work_is_seen_by_the_next(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def late(*args: object) -> Bundle:
        rewrite("s/b.txt", "抓好", "抓紧")
        return make_bundle(*args)

    with monkeypatch.context() as patch:
        patch.setattr(corpus, "make_bundle", late)
        tiaowen_run(*CONVERT)
    page = Path("out/docs/documents/b/index.md")
    assert "抓紧" in page.read_text(encoding="utf-8")
    rewrite("s/b.txt", "抓紧", "抓好")
    tiaowen_run(*CONVERT)
    assert "抓好" in page.read_text(encoding="utf-8")


def test_only_few_other_runs_are_remembered() -> None:
    for number in range(12):
        tiaowen_run("convert", "--sources", "s", "--out", f"out{number}", "--cache", "c")
    assert len(list(Path("c/runs").iterdir())) == 9


def test_damage_and_a_cache_that_cannot_be_written_are_said() -> None:
    tiaowen_run(*CHECK)
    for path in Path("c").rglob("*"):
        if path.is_file() and path.name != TAG:
            path.write_bytes(b"x")
    found = tiaowen_run(*CHECK)
    assert found.exit_code == 0
    # The conversions, the looks at what was converted, and the run.
    assert found.stderr == "Warning: the cache c: 3 damaged entries, made anew\n"
    fill(Path(), {"file": "x"})
    found = tiaowen_run("check", "--sources", "s", "--cache", "file/c")
    assert found.exit_code == 0
    assert found.stderr == (
        "Warning: the cache file/c cannot be written: Not a directory;"
        " name another with --cache, or use --no-cache\n"
    )
    assert found.stdout == "2 documents, 10 clauses, 0 findings\n"


WRONG = {
    "both": ("--cache c --no-cache", "--cache and --no-cache exclude each other"),
    "among the sources": ("--cache s/c", "the cache s/c is inside the folder of sources"),
    "not ours": (
        "--cache foreign",
        "foreign holds files that are no cache of ours; name another folder with --cache",
    ),
}


@pytest.mark.parametrize(("args", "message"), WRONG.values(), ids=WRONG)
def test_wrong_usage(args: str, message: str) -> None:
    fill(Path(), {"foreign/letter.txt": "x"})
    result = tiaowen_run("check", "--sources", "s", *args.split())
    assert result.exit_code == 2
    assert result.stderr.endswith(f"\n\nError: {message}\n")


def test_a_checkout_has_its_cache_and_others_have_none(elsewhere: Path) -> None:
    tiaowen_run("check", "--sources", "s")
    assert not Path(".tiaowen").exists()
    fill(elsewhere, {"sources/a.txt": TEXT, "mkdocs.yml": "site_name: x\n"})
    tiaowen_run("check", "--no-cache")
    assert not Path(".tiaowen").exists()
    tiaowen_run("check")
    assert Path(".tiaowen/cache", TAG).is_file()


def test_a_build_profits_too(converted: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    from converter import mkdocs_build

    def nothing(project: Path, site: Path) -> str:
        raise mkdocs_build.BuildFailed("for this test")

    monkeypatch.setattr(mkdocs_build, "build", nothing)
    for _ in range(2):
        tiaowen_run("build", "--sources", "s", "--site", "out/site", "--cache", "c")
    assert converted == ["a.txt", "b.txt"]


def test_two_runs_at_once_do_not_harm_each_other(elsewhere: Path) -> None:
    """Two pairs, over one cache: the first makes it, the second finds parts of it dropped."""
    fill(elsewhere, {f"{s}/{n}.txt": TEXT + f"{s}{n}。\n" for n in range(30) for s in "st"})
    for attempt in range(2):
        running = [
            subprocess.Popen(
                [
                    *(sys.executable, "-m", "converter.cli", "convert", "--sources", sources),
                    *("--out", f"{sources}{attempt}{number}", "--cache", "c"),
                ],
                env={**os.environ, "PYTHONPATH": str(ROOT)},
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
            )
            for number, sources in enumerate("sst")
        ]
        for process in running:
            _, stderr = process.communicate(timeout=120)
            assert (process.returncode, stderr) == (0, b"")
    for name in "st":
        done = tiaowen_run("convert", "--sources", name, "--out", f"{name}x", "--jobs", "1")
        assert done.exit_code == 0, done.output
    for made in ("s00", "s01", "s10", "s11"):
        assert differing(elsewhere / made, elsewhere / "sx") == []
    for made in ("t02", "t12"):
        assert differing(elsewhere / made, elsewhere / "tx") == []
