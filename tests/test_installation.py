"""An installation from the wheelhouse on a machine without a network, and the examples for CI.

The commands of `examples/ci/` run as they are written, in a fresh copy of the checkout, in a
network namespace that has no interface, not even the loopback one.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
import yaml
from jsonschema import Draft4Validator, Draft202012Validator

from tests.helpers import FIXTURES, ROOT
from tests.io_helpers import differing, fill, seed_site

pytestmark = pytest.mark.slow

EXAMPLES = ROOT / "examples" / "ci"
#: Where `make wheelhouse` has put the packages; if it is named, nothing here is skipped.
NAMED = os.environ.get("TIAOWEN_WHEELHOUSE", "")
WHEELHOUSE = Path(NAMED).absolute() if NAMED else ROOT / "wheelhouse"


@cache
def why_not() -> str:
    """Say why nothing can be installed without a network here, if so."""
    apart = shutil.which("unshare") and subprocess.run(
        ["unshare", "-rn", "true"], capture_output=True, check=False
    )
    if not apart or apart.returncode:
        return "a process cannot have a network of its own here (unshare -rn)"
    wheels = [*WHEELHOUSE.glob("tiaowen-*.whl")]
    if not wheels or not (WHEELHOUSE / "tiaowen.txt").is_file():
        return "there is no wheelhouse; `make wheelhouse` makes one"
    with zipfile.ZipFile(wheels[0]) as wheel:
        packed = {
            name: wheel.read(name)
            for name in wheel.namelist()
            if name.startswith("converter/") and not name.startswith("converter/_site/")
        }
    own = (path for path in (ROOT / "converter").rglob("*") if path.is_file())
    ours = {
        path.relative_to(ROOT).as_posix(): path.read_bytes()
        for path in own
        if "__pycache__" not in path.parts
    }
    return "" if packed == ours else "the wheelhouse is of another state; make it anew"


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh copy of the checkout with all packages beside it, committed."""
    reason = why_not()
    if reason and NAMED:
        pytest.fail(reason)
    if reason:
        pytest.skip(reason)
    place = tmp_path_factory.mktemp("machine") / "checkout"
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, check=True, encoding="utf-8",
    ).stdout  # fmt: skip
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file():
            (place / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, place / name)
    (place / "wheelhouse").symlink_to(WHEELHOUSE)
    for words in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "texts"]):
        who = ["-c", "user.name=x", "-c", "user.email=x@example.invalid"]
        subprocess.run(["git", *who, *words], cwd=place, check=True)
    return place


def without_network(
    command: list[str], place: Path, **more: str
) -> subprocess.CompletedProcess[str]:
    """Run a command in a folder, without any network, as on a machine that has nothing of ours."""
    log = place.parent / "asked"
    known = ("LANG", "LC_ALL", "TMPDIR", "TZ")
    environment = {name: os.environ[name] for name in known if name in os.environ} | {
        "HOME": str(place.parent),
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]),
        "PYTHONPATH": str(ROOT / "scripts" / "no_network"),
        "TIAOWEN_NETWORK_LOG": str(log),
        # What the examples say is to be set; and what saves the tests some time.
        "PIP_NO_INDEX": "1",
        "PIP_FIND_LINKS": "wheelhouse",
        "PIP_NO_COMPILE": "1",
        **more,
    }
    log.unlink(missing_ok=True)
    return subprocess.run(
        ["unshare", "-rn", *command],
        cwd=place, env=environment, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip


def asked(place: Path) -> str:
    """Return what the last command asked of the network."""
    log = place.parent / "asked"
    return log.read_text(encoding="utf-8") if log.exists() else ""


def test_there_is_no_network_and_asking_is_noted(checkout: Path) -> None:
    """The two tests below can fail."""
    code = "import socket; socket.create_connection(('127.0.0.1', 9), 1)"
    done = without_network([sys.executable, "-c", code], checkout)
    assert "Network is unreachable" in done.stderr
    assert asked(checkout).splitlines() == [
        "socket.getaddrinfo ('127.0.0.1', 9, 0, 1, 0)",
        "socket.connect (('127.0.0.1', 9),)",
    ]


@pytest.fixture(scope="module")
def installed(checkout: Path) -> Path:
    """A virtual environment with the wheel and what it needs, each hash checked."""
    environment = checkout / ".venv"
    made = without_network([sys.executable, "-m", "venv", str(environment)], checkout)
    assert made.returncode == 0, made.stderr
    install = ["install", "--quiet", "--no-index", "--find-links", "wheelhouse"]
    install += ["--require-hashes", "-r", "wheelhouse/tiaowen.txt"]
    done = without_network([str(environment / "bin/python"), "-m", "pip", *install], checkout)
    assert (done.returncode, done.stderr) == (0, "")
    return environment / "bin"


def test_a_damaged_wheel_is_refused(checkout: Path, installed: Path, tmp_path: Path) -> None:
    (wheel,) = WHEELHOUSE.glob("tiaowen-*.whl")
    fill(tmp_path, {wheel.name: wheel.read_bytes() + b" "})
    done = without_network(
        [
            *(str(installed / "python"), "-m", "pip", "install", "--no-deps", "--force-reinstall"),
            *("--require-hashes", "-r", "wheelhouse/tiaowen.txt"),
        ],
        checkout,
        PIP_FIND_LINKS=str(tmp_path),
    )
    assert done.returncode == 1
    assert "THESE PACKAGES DO NOT MATCH THE HASHES" in done.stderr


def test_the_five_documents_are_built_without_a_network(checkout: Path, installed: Path) -> None:
    """The wheel builds them, and the site is that of the checkout."""
    inputs = ["--sources", "sources", "--glossary", "glossary.yml", "--ledger", "links.lock"]
    inputs += ["--cache", "../cache", "--jobs", "2", "--site", "../built/site"]
    done = without_network([str(installed / "tiaowen"), "build", *inputs], checkout)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[-1].startswith("../built/site/index.html: 5 documents,")
    assert asked(checkout) == ""
    assert differing(checkout.parent / "built" / "site", seed_site()) == []


# The examples for CI.

#: Actions that the example of GitHub takes, and what does their work here.
ACTIONS = {
    "actions/checkout@v4": "the fixture `checkout`",
    "actions/setup-python@v5": "the Python of the tests",
    "actions/cache@v4": ".tiaowen/ stays from example to example",
    "github/codeql-action/upload-sarif@v3": "nothing: the file is looked at",
    "actions/upload-pages-artifact@v3": "nothing: the folder is looked at",
    "actions/deploy-pages@v4": "nothing",
}
#: What a workflow, a job and a step of GitHub may hold; of GitLab a pipeline and a job.
WORKFLOW = {"name", "on", "permissions", "concurrency", "jobs", "env", "defaults"}
JOB = {"runs-on", "needs", "if", "permissions", "environment", "env", "steps", "timeout-minutes"}
STEP = {"name", "id", "if", "uses", "with", "run", "env"}
PIPELINE = {"workflow", "stages", "variables", "default"}
GITLAB_JOB = {"stage", "image", "cache", "before_script", "script", "artifacts", "needs", "rules"}
ARTIFACTS = {"when", "paths", "reports", "expire_in"}

INSTALL = """\
python3 -m venv .venv
.venv/bin/python -m pip install --quiet --require-hashes --no-build-isolation -r requirements/build.txt
.venv/bin/python -m pip install --quiet --require-hashes --no-build-isolation -r requirements/site.txt
.venv/bin/python -m pip install --quiet --no-build-isolation --no-deps --editable .
"""  # noqa: E501


def load(name: str) -> Mapping[str, Any]:
    """Parse an example; all values are strings, so that `on` is no truth value."""
    found = yaml.load((EXAMPLES / name).read_text(encoding="utf-8"), yaml.BaseLoader)
    assert isinstance(found, dict)
    return found


def github_steps() -> Iterator[Mapping[str, Any]]:
    """Yield the steps of the workflow for GitHub, as they follow each other."""
    for job in load("github-actions.yml")["jobs"].values():
        yield from job["steps"]


def gitlab_jobs() -> dict[str, Mapping[str, Any]]:
    """Return the jobs of the pipeline for GitLab, in the order of its stages."""
    pipeline = load("gitlab-ci.yml")
    jobs = {name: job for name, job in pipeline.items() if name not in PIPELINE}
    return dict(sorted(jobs.items(), key=lambda item: pipeline["stages"].index(item[1]["stage"])))


def test_the_shape_of_the_workflow() -> None:
    workflow = load("github-actions.yml")
    assert set(workflow) <= WORKFLOW and {"on", "jobs"} <= set(workflow)
    assert set(workflow["on"]) == {"push", "pull_request"}
    for job in workflow["jobs"].values():
        assert set(job) <= JOB and {"runs-on", "steps"} <= set(job)
        assert job.get("needs", "site") in workflow["jobs"]
    for step in github_steps():
        assert set(step) <= STEP and len({"uses", "run"} & set(step)) == 1, step
        # What is run here is what is run there: nothing is put into it before.
        assert "${{" not in step.get("run", "")
    assert {step["uses"] for step in github_steps() if "uses" in step} == set(ACTIONS)


def test_the_shape_of_the_pipeline() -> None:
    pipeline = load("gitlab-ci.yml")
    jobs = gitlab_jobs()
    assert list(jobs) == ["site", "pages"]
    for job in jobs.values():
        assert set(job) <= GITLAB_JOB and {"stage", "script"} <= set(job)
        assert set(job["artifacts"]) <= ARTIFACTS
        assert job["stage"] in pipeline["stages"]
        assert set(job.get("needs", ())) <= set(jobs)
    # The one folder that GitLab publishes, of the one job that it publishes from.
    assert jobs["pages"]["artifacts"]["paths"] == ["public/"]


def test_what_is_kept_is_the_cache_and_not_the_environment() -> None:
    kept = next(step["with"] for step in github_steps() if "cache@" in step.get("uses", ""))
    assert kept["path"].splitlines() == [".tiaowen", "report.json", "site"]
    assert gitlab_jobs()["site"]["cache"]["paths"] == [".tiaowen/", "report.json", "public/"]


def test_all_install_with_the_same_commands() -> None:
    runs = [step["run"] for step in github_steps() if step.get("name", "").startswith("Install")]
    assert runs == [INSTALL]
    assert "\n".join(gitlab_jobs()["site"]["before_script"]) + "\n" == INSTALL
    assert INSTALL in (EXAMPLES / "build.sh").read_text(encoding="utf-8")


def test_the_examples_are_documented() -> None:
    for name in ("README.md", "README.zh-CN.md"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert all(f"examples/ci/{path.name}" in text for path in EXAMPLES.iterdir()), name


def shell(script: str, place: Path) -> subprocess.CompletedProcess[str]:
    """Run lines as both hosts do: the first that fails ends them."""
    summary = str(place.parent / "step_summary")
    command = ["bash", "-eo", "pipefail", "-c", script]
    return without_network(command, place, GITHUB_STEP_SUMMARY=summary)


def findings_are_placed(uris: list[str], place: Path) -> None:
    """Make sure that a host finds the files that findings name."""
    assert uris
    assert [uri for uri in uris if not (place / unquote(uri)).is_file()] == []


@pytest.mark.usefixtures("installed")
def test_the_plain_script(checkout: Path) -> None:
    done = without_network(["bash", "examples/ci/build.sh"], checkout)
    assert done.returncode == 0, done.stdout + done.stderr
    assert asked(checkout) == ""
    assert (checkout / "summary.md").read_text(encoding="utf-8").startswith("#")
    listed = subprocess.run(
        ["tar", "--list", "--file", "site.tar.gz"],
        cwd=checkout, capture_output=True, encoding="utf-8", check=True,
    ).stdout.splitlines()  # fmt: skip
    packed = {name.removeprefix("./") for name in listed if not name.endswith("/")}
    built = (path for path in (checkout / "site").rglob("*") if path.is_file())
    assert packed == {path.relative_to(checkout / "site").as_posix() for path in built}
    assert "index.html" in packed


@pytest.mark.usefixtures("installed")
def test_the_workflow_of_github(checkout: Path) -> None:
    for step in github_steps():
        # What installs is the same in all examples, and has run in the plain script.
        if step.get("run", INSTALL) != INSTALL:
            done = shell(step["run"], checkout)
            assert done.returncode == 0, (step, done.stdout + done.stderr)
    uploaded = {
        step["uses"].partition("@")[0]: checkout / step["with"][key]
        for step in github_steps()
        for key in ("sarif_file", "path")
        if "upload" in step.get("uses", "") and key in step["with"]
    }
    log = json.loads(uploaded["github/codeql-action/upload-sarif"].read_text(encoding="utf-8"))
    schema = (ROOT / "tests/vendor/sarif-2.1.0-rtm.5.json").read_text(encoding="utf-8")
    Draft4Validator(json.loads(schema)).validate(log)
    places = [
        location["physicalLocation"]["artifactLocation"]["uri"]
        for result in log["runs"][0]["results"]
        for location in result["locations"]
    ]
    findings_are_placed(places, checkout)
    assert (uploaded["actions/upload-pages-artifact"] / "index.html").is_file()
    shown = (checkout.parent / "step_summary").read_bytes()
    assert shown == (checkout / "summary.md").read_bytes()


@pytest.mark.usefixtures("installed")
def test_the_pipeline_of_gitlab(checkout: Path) -> None:
    for name, job in gitlab_jobs().items():
        for line in job["script"]:  # what comes before is the same in all examples
            done = shell(line, checkout)
            assert done.returncode == 0, (name, line, done.stdout + done.stderr)
        missing = [path for path in job["artifacts"]["paths"] if not (checkout / path).exists()]
        assert missing == []
    report = gitlab_jobs()["site"]["artifacts"]["reports"]["codequality"]
    issues = json.loads((checkout / report).read_text(encoding="utf-8"))
    schema = (FIXTURES / "gitlab-code-quality.schema.json").read_text(encoding="utf-8")
    Draft202012Validator(json.loads(schema)).validate(issues)
    findings_are_placed([issue["location"]["path"] for issue in issues], checkout)


@pytest.mark.parametrize("host", ["github", "gitlab"])
def test_a_bad_text_ends_the_job_and_is_annotated(
    host: str, checkout: Path, installed: Path
) -> None:
    lines = [*gitlab_jobs()["site"]["script"]]
    if host == "github":
        lines = [step["run"] for step in github_steps() if "run" in step]
    (check,) = (line for line in lines if line.startswith(".venv/bin/tiaowen check"))
    bad = checkout / "sources" / "坏.txt"
    bad.write_bytes("关于工作的通知\n".encode() + b"\xff\xfe\xff")
    try:
        done = shell(check, checkout)
    finally:
        bad.unlink()
    assert done.returncode == 2  # input that cannot be used
    written = (checkout / check.split()[-1]).read_text(encoding="utf-8")
    assert "sources/%E5%9D%8F.txt" in written or "sources/坏.txt" in written


def test_new_addresses_that_are_not_committed_end_the_job(checkout: Path, installed: Path) -> None:
    """`build` records them; whoever adds a text commits `links.lock` with it."""
    lines = "\n".join(line for line in gitlab_jobs()["site"]["script"] if " check " not in line)
    new = checkout / "sources" / "新.txt"
    new.write_text("关于学习的通知\n一、学习\n加强学习。\n", encoding="utf-8")
    catalog = checkout / "sources" / "catalog.yml"
    before = catalog.read_bytes()
    try:
        catalog.write_bytes(before + "  - file: 新.txt\n    slug: xin\n".encode())
        done = shell(lines, checkout)
    finally:
        new.unlink()
        subprocess.run(["git", "checkout", "-q", "links.lock", "sources"], cwd=checkout, check=True)
    assert done.returncode == 1
    assert "links.lock" in done.stdout.splitlines()[-2]
