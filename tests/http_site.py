"""A real HTTP server on loopback whose answers are written down: ranges, redirects, cuts, refusals.

Every request is kept, so that tests can see what was asked for and how many were under way at once.
"""

from __future__ import annotations

import gzip
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import regex


@dataclass
class Served:
    """One address.

    Attributes:
        first: answers given before the file itself, each (status, headers), one per request.
        cuts: for each request to the file, after how many bytes of it the connection drops.
        names_length: else the end of the connection is the end of the file.
        gate: set by the test before the second half of the file is sent.
    """

    body: bytes = b""
    etag: str | None = '"1"'
    modified: str | None = None
    ranges: bool = True
    names_length: bool = True
    gzipped: bool = False
    first: list[tuple[int, dict[str, str]]] = field(default_factory=list)
    cuts: list[int] = field(default_factory=list)
    gate: threading.Event | None = None


@dataclass
class Asked:
    """One request."""

    path: str
    headers: dict[str, str]
    host: str


@dataclass
class Site:
    """The server, its files by path, and what was asked of it."""

    port: int
    files: dict[str, Served] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    under_way: dict[str, int] = field(default_factory=dict)
    most_at_once: dict[str, int] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    def requests(self, path: str) -> list[Asked]:
        return [asked for asked in self.asked if asked.path == path]

    def count(self, host: str, change: int) -> None:
        """Note that one more or one less is under way for ``host``, and for "all"."""
        with self.lock:
            for key in (host, "all"):
                self.under_way[key] = self.under_way.get(key, 0) + change
                self.most_at_once[key] = max(self.most_at_once.get(key, 0), self.under_way[key])


@contextmanager
def http_site() -> Iterator[Site]:
    """A running server on a free port."""

    class Door(_Door):
        pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
    server.daemon_threads = False
    Door.site = Site(server.server_address[1])
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield Door.site
    finally:
        for served in Door.site.files.values():
            if served.gate:
                served.gate.set()
        server.shutdown()
        server.server_close()
        thread.join()


class _Door(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    site: Site

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the name of the overridden method
        pass

    def handle(self) -> None:
        # A client that is killed, or that stops reading, is part of the tests.
        try:
            super().handle()
        except (ConnectionError, TimeoutError):
            self.close_connection = True

    def do_GET(self) -> None:  # the name that http.server calls
        host = self.headers["Host"].partition(":")[0]
        with self.site.lock:
            self.site.asked.append(Asked(self.path, {k.lower(): v for k, v in self.headers.items()}, host))
        self.site.count(host, +1)
        try:
            self._answer(self.site.files.get(self.path))
        finally:
            self.site.count(host, -1)

    def _answer(self, served: Served | None) -> None:
        if served is None:
            self._plain(404, {})
        elif served.first:
            self._plain(*served.first.pop(0))
        else:
            self._file(served)

    def _plain(self, status: int, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in {**headers, "Content-Length": "0"}.items():
            self.send_header(name, value)
        self.end_headers()

    def _file(self, served: Served) -> None:
        body = gzip.compress(served.body) if served.gzipped else served.body
        start = self._start(served)
        if start >= len(body) > 0:
            self._plain(416, {"Content-Range": f"bytes */{len(body)}"})
            return
        self.send_response(206 if start else 200)
        for name, value in self._headers(served, start, len(body)).items():
            self.send_header(name, value)
        self.end_headers()
        self._send(served, body[start:])

    def _start(self, served: Served) -> int:
        found = regex.fullmatch(r"bytes=(\d+)-", self.headers.get("Range", ""))
        agreed = self.headers.get("If-Range") in {None, served.etag, served.modified}
        return int(found[1]) if found and served.ranges and agreed else 0

    def _headers(self, served: Served, start: int, size: int) -> dict[str, str]:
        told = {"ETag": served.etag, "Last-Modified": served.modified}
        told["Content-Encoding"] = "gzip" if served.gzipped else None
        told["Content-Length"] = str(size - start) if served.names_length else None
        told["Connection"] = None if served.names_length else "close"
        told["Content-Range"] = f"bytes {start}-{size - 1}/{size}" if start else None
        return {name: value for name, value in told.items() if value is not None}

    def _send(self, served: Served, rest: bytes) -> None:
        if not served.names_length:
            self.close_connection = True
        if served.cuts:
            self.wfile.write(rest[: served.cuts.pop(0)])
            self.close_connection = True
            return
        if served.gate is None:
            self.wfile.write(rest)
            return
        self.wfile.write(rest[: len(rest) // 2])
        self.wfile.flush()
        served.gate.wait(30)
        self.wfile.write(rest[len(rest) // 2 :])
