"""What the documentation names exists: commands, options, make targets, paths, programs."""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Iterator

import click
import pytest

from converter.cli import cli
from tests.helpers import ROOT

NAMES = ("README.md", "README.zh-CN.md", "CONTRIBUTING.md")

#: Programs that the documentation may name and this machine need not have: other systems',
#: package managers, and what editors are advised to convert their files with.
ELSEWHERE = frozenset(
    "apt apt-get brew certutil choco dnf libreoffice pdftotext py robocopy sudo systemctl uv"
    " winget xcopy yum".split()
)
#: Words of a shell itself.
SHELL = frozenset("cd copy del dir export mkdir set source unset move ren type call".split())

FENCE = re.compile(r"^(?P<indent> *)```(?P<kind>[^\n]*)\n(?P<body>.*?)^(?P=indent)```", re.M | re.S)
SPAN = re.compile(r"`([^`\n]+)`")
SHELLS = frozenset("bash sh shell console bat batch cmd powershell ps1 pwsh".split())


def read(name: str) -> str:
    """Return a document; one that is not there holds nothing, and a test says so."""
    path = ROOT / name
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def fences(name: str) -> Iterator[tuple[str, str]]:
    """Yield the kind and the body of each fenced block."""
    for match in FENCE.finditer(read(name)):
        yield match["kind"].strip().split(" ")[0].lower(), match["body"]


def spans(text: str) -> list[str]:
    """Return the pieces of code inside running text."""
    return SPAN.findall(FENCE.sub("", text))


def shell_lines(name: str) -> Iterator[str]:
    """Yield the commands in fenced blocks, without prompts, comments and continuations."""
    for kind, body in fences(name):
        if kind in SHELLS:
            joined = re.sub(r"(?:\\|\^|`)\n\s*", " ", body)
            for line in joined.splitlines():
                command = re.sub(r"^\s*(?:\$|PS>|>|C:\\>)\s+", "", line)
                command = re.sub(r"(?:^|\s)(?:#|REM\b|::).*", "", command).strip()
                yield from (part.strip() for part in re.split(r"&&|\|\||[|;]", command) if part)


def commands(name: str) -> list[str]:
    """Return everything that reads like a command: in fenced blocks and in code spans."""
    return [*shell_lines(name), *spans(read(name))]


def program(command: str) -> str:
    """Return the program that a command runs, without its folder."""
    words = [word for word in command.split() if not re.fullmatch(r"[A-Z_]+=\S*", word)]
    first = words[0].strip("\"'") if words else ""
    return re.split(r"[\\/]", first)[-1].removesuffix(".exe").removesuffix(".bat")


def options(command: str) -> set[str]:
    """Return the options of a command of ours, those that switch something off included."""
    found = cli.commands[command]
    commands = [found, *(found.commands.values() if isinstance(found, click.Group) else ())]
    params = [param for one in commands for param in one.params]
    return {option for param in params for option in (*param.opts, *param.secondary_opts)}


@pytest.mark.parametrize("name", NAMES)
def test_it_is_there(name: str) -> None:
    assert len(read(name)) > 500


@pytest.mark.parametrize("name", NAMES)
def test_commands_and_options_exist(name: str) -> None:
    for command in commands(name):
        if program(command) != "tiaowen":
            continue
        words = command.split()[1:]
        # Capitals stand for any command.
        if not words or words[0] in ("--help", "-h", "--version") or words[0].isupper():
            continue
        assert words[0] in cli.commands, command
        known = options(words[0]) | {"--help"}
        given = {re.split("[=]", word)[0] for word in words if word.startswith("--")}
        assert given <= known, command


#: Options of every command line, of MkDocs and of pip that may be named alone.
FOREIGN = frozenset("--help --version --strict --no-index --find-links".split())


@pytest.mark.parametrize("name", NAMES)
def test_options_named_alone_exist(name: str) -> None:
    ours = {option for command in cli.commands for option in options(command)}
    for span in spans(read(name)):
        if re.match(r"--[a-z]", span):
            assert re.split(r"[ =]", span)[0] in ours | FOREIGN, span


def test_every_command_is_documented() -> None:
    for name in ("README.md", "README.zh-CN.md"):
        named = {
            command.split()[1]
            for command in commands(name)
            if program(command) == "tiaowen" and len(command.split()) > 1
        }
        assert set(cli.commands) <= named, name


def targets() -> set[str]:
    """Return the targets that `make help` lists."""
    return set(re.findall(r"^([a-z]+):.*## ", read("Makefile"), re.M))


@pytest.mark.parametrize("name", NAMES)
def test_make_targets_exist(name: str) -> None:
    assert "site" in targets()
    for command in commands(name):
        if program(command) == "make":
            words = shlex.split(command)
            asked = [w for w in words[words.index("make") + 1 :] if not re.search(r"^-|[=…]", w)]
            assert set(asked) <= targets(), command


def test_every_make_target_is_documented() -> None:
    text = read("README.md") + read("CONTRIBUTING.md")
    unnamed = [t for t in targets() if f"make {t}" not in text and f"`{t}`" not in text]
    assert set(unnamed) <= {"help"}


@pytest.mark.parametrize("name", NAMES)
def test_programs_exist(name: str) -> None:
    for command in shell_lines(name):
        used = program(command)
        known = used in ELSEWHERE | SHELL | {"tiaowen", "make", "python", "pip", "mkdocs"}
        assert not used or known or shutil.which(used), command


PATH = re.compile(r"[\w./*-]+(?:/[\w./*-]*|\.(?:py|yml|toml|md|css|js|html|json|txt|lock))")


def named_paths(name: str) -> list[str]:
    """Return what is named as a path of this repository in the tables of a document."""
    rows = [line for line in read(name).splitlines() if line.startswith("|")]
    spans = [span for row in rows for span in SPAN.findall(row) if PATH.fullmatch(span)]
    return [span for span in spans if not span.startswith("../")]


def test_paths_of_where_to_change_what_exist() -> None:
    paths = named_paths("CONTRIBUTING.md")
    assert len(paths) >= 5
    missing = [path for path in paths if not list(ROOT.glob(path.rstrip("/")))]
    assert missing == []


def test_every_module_is_in_the_table_of_the_pipeline() -> None:
    table = read("CONTRIBUTING.md").partition("## The pipeline")[2].partition("\n## ")[0]
    named = {path.rstrip("/") for path in SPAN.findall(table)}
    inside = (ROOT / "converter").iterdir()
    modules = {
        f"converter/{p.name}" for p in inside if p.suffix == ".py" or (p / "__init__.py").is_file()
    }
    assert modules - named == {"converter/__init__.py"}


@pytest.mark.parametrize("name", NAMES)
def test_links_to_files_exist(name: str) -> None:
    links = re.findall(r"\]\(([^)\s#]+)[^)]*\)", FENCE.sub("", read(name)))
    local = [link for link in links if not re.match(r"[a-z]+:", link)]
    assert [link for link in local if not (ROOT / link).exists()] == []


@pytest.mark.parametrize("name", NAMES)
def test_no_paths_of_one_machine(name: str) -> None:
    assert re.findall(r"/(?:home|root|Users|work)/\w+", read(name)) == []


def test_the_reading_of_commands_itself() -> None:
    """The helpers above can fail: they find what they are meant to find."""
    assert program(r".venv\Scripts\tiaowen.exe build") == "tiaowen"
    assert program("SOURCE_DATE_EPOCH=1 .venv/bin/mkdocs build") == "mkdocs"
    assert spans("a `b c` d\n```sh\n`no`\n```\n`e`") == ["b c", "e"]
    assert PATH.fullmatch("converter/levels.py") and PATH.fullmatch("docs/stylesheets/")
    assert not PATH.fullmatch("make site")
