"""A server on this machine that compresses as servers do, and says what was asked for."""

from __future__ import annotations

import gzip
import http.server
import mimetypes
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

#: What servers compress by default comes to this; a higher level saves some three per cent.
_LEVEL = 6


@dataclass(frozen=True, slots=True)
class Sent:
    """One answer: its path from the root, bytes sent and bytes before compression."""

    path: str
    gzipped: int
    plain: int


class Server:
    """Serves a folder, and keeps what was sent."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder.resolve()
        self._ready: dict[str, tuple[bytes, bytes, str]] = {}
        self.log: list[Sent] = []
        self.last = time.monotonic()
        self.address = ""

    def warm(self) -> None:
        """Compress what a search may ask for, so that no measured time has it in it."""
        for path in sorted(self._folder.rglob("*")):
            if path.is_file() and path.suffix not in {".html", ".jsonl", ".md"}:
                self.find(path.relative_to(self._folder).as_posix())

    def find(self, path: str) -> tuple[bytes, bytes, str] | None:
        """Return a file as it is, compressed where that is smaller, and its type."""
        if path not in self._ready:
            file = (self._folder / path).resolve()
            if file.is_dir():
                file = file / "index.html"
            if not file.is_file() or not file.is_relative_to(self._folder):
                return None
            plain = file.read_bytes()
            small = gzip.compress(plain, _LEVEL, mtime=0)
            kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
            self._ready[path] = (plain, small if len(small) < len(plain) else plain, kind)
        return self._ready[path]

    def settle(self, page_wait: float = 0.12) -> None:
        """Wait until nothing has been asked for during a while."""
        while time.monotonic() - self.last < page_wait:
            time.sleep(0.02)

    def handler(self) -> type[http.server.BaseHTTPRequestHandler]:
        """Make the class that answers requests."""
        server = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            # Head and body are two writes, and the second must not wait for the first's receipt.
            disable_nagle_algorithm = True
            wbufsize = -1

            def do_GET(self) -> None:
                path = unquote(urlsplit(self.path).path).lstrip("/")
                found = server.find(path)
                plain, body, kind = found or (b"", b"", "text/plain")
                self.send_response(200 if found else 404)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(body)))
                self.send_header("Cache-Control", "max-age=3600")
                if body is not plain:
                    self.send_header("Content-Encoding", "gzip")
                self.end_headers()
                self.wfile.write(body)
                server.log.append(Sent(path, len(body), len(plain)))
                server.last = time.monotonic()

            def log_message(self, format: str, *args: object) -> None:
                pass

        return Handler


@contextmanager
def serving(folder: Path) -> Iterator[Server]:
    """Serve a folder, what a search may ask for compressed beforehand."""
    server = Server(folder)
    server.warm()
    listening = http.server.ThreadingHTTPServer(("127.0.0.1", 0), server.handler())
    listening.daemon_threads = True
    thread = threading.Thread(target=listening.serve_forever, daemon=True)
    thread.start()
    server.address = f"http://127.0.0.1:{listening.server_port}/"
    try:
        yield server
    finally:
        listening.shutdown()
        thread.join()
        listening.server_close()
