"""The recipes for nginx, as they are written but for port and folder, in Debian's nginx."""

from __future__ import annotations

import gzip
import os
import re
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import Message
from pathlib import Path

import pytest

from converter.compress import compress_site
from tests.helpers import ROOT
from tests.io_helpers import scratch, seed_site
from tests.policy import POLICY

RECIPES = {"nginx.conf": "", "nginx-sub-path.conf": "/tiaowen"}
#: Debian's module for what is commented out in the recipes.
BROTLI = Path("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so")
FOREVER = "public, max-age=31536000, immutable"


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Message
    content: bytes


def ask(address: str, **headers: str) -> Answer:
    """Ask for an address without following it further."""

    class Stay(urllib.request.HTTPRedirectHandler):
        def redirect_request(self, *_: object) -> None:
            return None

    named = {name.replace("_", "-"): value for name, value in headers.items()}
    request = urllib.request.Request(address, headers=named)
    try:
        with urllib.request.build_opener(Stay).open(request, timeout=10) as answer:
            return Answer(answer.status, answer.headers, answer.read())
    except urllib.error.HTTPError as error:
        with error:
            return Answer(error.code, error.headers, error.read())


def missing(what: str) -> None:
    """Skip, or fail where the checkout's whole check runs."""
    if os.environ.get("TIAOWEN_REQUIRE_NGINX") == "1":
        pytest.fail(f"{what} is missing, and TIAOWEN_REQUIRE_NGINX=1")
    pytest.skip(f"{what} is not installed")


def program() -> str:
    found = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
    return found or missing("nginx") or ""


@pytest.fixture(scope="module")
def folder() -> Path:
    """The site of the five documents with compressed copies."""
    place = scratch() / "site"
    shutil.copytree(seed_site(), place)
    compress_site(place, ("gz",))
    return place


@contextmanager
def running(recipe: str, folder: Path, first: str = "") -> Iterator[str]:
    """Run nginx with a recipe and yield its address."""
    command = program()
    place = scratch()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert recipe.count("listen 80;") == 1 and recipe.count("/srv/tiaowen") == 1
    recipe = recipe.replace("listen 80;", f"listen 127.0.0.1:{port};")
    (place / "recipe.conf").write_text(recipe.replace("/srv/tiaowen", str(folder)), "utf-8")
    paths = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    temporary = "\n".join(f"{name}_temp_path {place}/{name};" for name in paths)
    # Root's workers are another user, who cannot read a folder of tests.
    user = "user root;\n" if os.geteuid() == 0 else ""
    (place / "nginx.conf").write_text(
        f"{first}{user}daemon off;\npid {place}/pid;\nerror_log {place}/error.log;\n"
        "worker_processes 1;\nevents {}\nhttp {\ninclude /etc/nginx/mime.types;\n"
        f"access_log off;\n{temporary}\ninclude {place}/recipe.conf;\n}}\n",
        "utf-8",
    )
    arguments = [command, "-p", str(place), "-c", str(place / "nginx.conf")]
    process = subprocess.Popen(arguments, stderr=subprocess.PIPE, text=True)
    try:
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline:
            assert process.poll() is None, process.communicate()[1]
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.02)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(10)
        process.communicate()


@pytest.fixture(scope="module", params=RECIPES)
def address(request: pytest.FixtureRequest, folder: Path) -> Iterator[str]:
    recipe = (ROOT / "examples" / "serving" / request.param).read_text(encoding="utf-8")
    with running(recipe, folder) as host:
        yield host + RECIPES[request.param]


def test_pages_come_with_the_policy_and_are_asked_for_again(address: str, folder: Path) -> None:
    for path in ("/", "/glossary/", "/data/documents.json", "/search/search.js"):
        answer = ask(address + path)
        name = f"{path}index.html" if path.endswith("/") else path
        assert answer.status == 200 and answer.content == (folder / name[1:]).read_bytes()
        assert answer.headers.get_all("Content-Security-Policy") == [POLICY]
        assert answer.headers.get_all("Cache-Control") == ["no-cache"]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        again = ask(address + path, If_None_Match=answer.headers["ETag"])
        assert (again.status, again.content) == (304, b"")


def test_what_has_a_hash_in_its_address_is_kept(address: str, folder: Path) -> None:
    hashed = [*folder.glob("assets/*.min.*"), *folder.glob("assets/*/*.min.*")]
    index = list(folder.glob("search/*/*.js"))
    files = [*(path for path in hashed if path.name.endswith(("css", "js"))), *index]
    assert len(files) > len(index) > 0 and len(files) - len(index) == 6
    for path in files:
        answer = ask(f"{address}/{path.relative_to(folder).as_posix()}")
        assert answer.status == 200
        assert answer.headers.get_all("Cache-Control") == [FOREVER]


def test_other_static_files_are_asked_for_again(address: str, folder: Path) -> None:
    for name in ("stylesheets/icons.css", "search/manifest.js", "images/tiaowen.png"):
        assert ask(f"{address}/{name}").headers.get_all("Cache-Control") == ["no-cache"], name


def test_scripts_and_styles_have_their_types(address: str, folder: Path) -> None:
    (script,) = folder.glob("assets/tiaowen.*.js")
    (style,) = folder.glob("assets/tiaowen.*.css")
    for path, types in (
        (script, ("application/javascript", "text/javascript")),
        (style, ("text/css",)),
    ):
        answer = ask(f"{address}/assets/{path.name}")
        assert answer.headers.get_content_type() in types


def test_compressed_copies_are_sent_to_those_who_read_them(address: str, folder: Path) -> None:
    answer = ask(f"{address}/search/", Accept_Encoding="gzip")
    assert answer.headers["Content-Encoding"] == "gzip"
    assert answer.headers["Vary"] == "Accept-Encoding"
    assert answer.headers.get_content_type() == "text/html"
    assert answer.content == (folder / "search" / "index.html.gz").read_bytes()
    assert gzip.decompress(answer.content) == (folder / "search" / "index.html").read_bytes()
    plain = ask(f"{address}/search/")
    assert "Content-Encoding" not in plain.headers


def test_what_is_not_there_is_the_page_of_the_site(address: str, folder: Path) -> None:
    for path in ("/no/such/page/", "/assets/tiaowen.00000000.min.js"):
        answer = ask(address + path)
        assert answer.status == 404
        assert answer.content == (folder / "404.html").read_bytes()
        assert answer.headers.get_all("Content-Security-Policy") == [POLICY]
        assert answer.headers.get_all("Cache-Control") == ["no-cache"]


def test_folders_lead_to_their_pages_on_the_same_host(address: str) -> None:
    base = re.sub(r"^http://[^/]+", "", address)
    answer = ask(f"{address}/glossary")
    assert (answer.status, answer.headers["Location"]) == (301, f"{base}/glossary/")
    if base:
        answer = ask(address)
        assert (answer.status, answer.headers["Location"]) == (301, f"{base}/")
        assert ask(address.removesuffix(base) + "/").status == 404


@pytest.mark.parametrize("name", RECIPES)
def test_brotli_where_the_module_is(name: str, folder: Path, tmp_path: Path) -> None:
    program()
    if not BROTLI.is_file():
        missing("libnginx-mod-http-brotli-static")
    site = tmp_path / "site"
    shutil.copytree(folder, site)
    # What is sent is the copy, whatever is in it.
    (site / "index.html.br").write_bytes(b"brotli")
    recipe = (ROOT / "examples" / "serving" / name).read_text(encoding="utf-8")
    assert recipe.count("# brotli_static on;") == 1
    recipe = recipe.replace("# brotli_static on;", "brotli_static on;")
    with running(recipe, site, f"load_module {BROTLI};\n") as host:
        answer = ask(f"{host}{RECIPES[name]}/", Accept_Encoding="br, gzip")
        assert (answer.headers["Content-Encoding"], answer.content) == ("br", b"brotli")


def test_the_recipes_send_the_policy_that_the_browser_tests_are_served_with() -> None:
    for name in RECIPES:
        recipe = (ROOT / "examples" / "serving" / name).read_text(encoding="utf-8")
        assert re.findall(r'add_header Content-Security-Policy "(.*)" always;', recipe) == [POLICY]
