"""An OpenAI-like model service on loopback whose replies are written down, misbehaviour included.

A reply may depend on the request, so that a test can play a model that reads its prompt.
"""

from __future__ import annotations

import json
import socket
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Asked = dict[str, Any]
Reply = Callable[["Door", Asked], None]


@dataclass
class ModelService:
    """The service; ``replies`` are given in order, the last one again and again.

    Attributes:
        asked: the bodies of the requests; ``keys`` their authorisations.
        over: set at the end, so that a reply that hangs lets go.
        dropped: set when a client that was being answered has gone.
    """

    port: int
    replies: list[Reply] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)
    dropped: threading.Event = field(default_factory=threading.Event)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/v1"

    def prompt(self, number: int = -1) -> str:
        """All messages of a request as one text."""
        return "\n".join(message["content"] for message in self.asked[number]["messages"])


def says(text: str | Callable[[Asked], str], **message: object) -> Reply:
    """A completion with this text."""

    def reply(door: Door, asked: Asked) -> None:
        told = text if isinstance(text, str) else text(asked)
        door.send(200, completion(told, **message))

    return reply


def claims(*said: tuple[str, list[int]]) -> Reply:
    """A completion with these claims, as it should be."""
    return says(json.dumps({"claims": [{"text": text, "evidence": ids} for text, ids in said]}))


def status(
    code: int, body: bytes = b'{"error": {"message": "Incorrect API key provided: sk-secret"}}'
) -> Reply:
    return lambda door, asked: door.send(code, body)


def raw(body: bytes, kind: str) -> Reply:
    """A page that is no completion."""
    return lambda door, asked: door.send(200, body, kind)


def hang(door: Door, asked: Asked) -> None:
    """No answer at all."""
    door.service.over.wait(20)


def endless(door: Door, asked: Asked) -> None:
    """A completion that never stops."""
    door.begin()
    door.flow(b'{"choices": [{"message": {"content": "', b"and so on " * 1_000, pause=0)


def trickle(door: Door, asked: Asked) -> None:
    """White space without end, each before a client's time between two bytes is over."""
    door.begin()
    door.flow(b"", b" ", pause=0.01)


def reset(door: Door, asked: Asked) -> None:
    """The connection is torn."""
    door.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    door.connection.close()
    door.close_connection = True


def cut(door: Door, asked: Asked) -> None:
    """A completion that ends in its middle."""
    body = completion("The harbour")
    door.begin(len(body))
    door.wfile.write(body[: len(body) // 2])
    door.close_connection = True


def completion(text: str, **message: object) -> bytes:
    choice = {
        "index": 0,
        "finish_reason": "stop",
        "message": {"role": "assistant", "content": text, **message},
    }
    return json.dumps(
        {"id": "c", "object": "chat.completion", "created": 0, "model": "m", "choices": [choice]}
    ).encode()


@contextmanager
def model_service(*replies: Reply) -> Iterator[ModelService]:
    """A running service on a free port."""

    class OwnDoor(Door):
        pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), OwnDoor)
    server.daemon_threads = True
    OwnDoor.service = ModelService(server.server_address[1], list(replies))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield OwnDoor.service
    finally:
        OwnDoor.service.over.set()
        server.shutdown()
        server.server_close()
        thread.join()


class Door(BaseHTTPRequestHandler):
    """Answers one connection."""

    protocol_version = "HTTP/1.1"
    service: ModelService

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the name of the overridden method
        pass

    def handle(self) -> None:
        try:
            super().handle()
        except (OSError, ValueError):  # the client has gone, or the test has torn the connection
            self.close_connection = True

    def finish(self) -> None:
        try:
            super().finish()
        except (OSError, ValueError):
            self.close_connection = True

    def do_POST(self) -> None:  # the name that http.server calls
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.service.keys.append(self.headers.get("Authorization", ""))
        self.service.asked.append(asked)
        replies = self.service.replies
        reply = replies.pop(0) if len(replies) > 1 else replies[0]
        reply(self, asked)

    def send(self, code: int, body: bytes, kind: str = "application/json") -> None:
        self.send_response(code)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def begin(self, length: int | None = None) -> None:
        """The head of a body whose end is told by its length or by the end of the connection."""
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        if length is None:
            self.send_header("Connection", "close")
        else:
            self.send_header("Content-Length", str(length))
        self.end_headers()

    def flow(self, first: bytes, part: bytes, pause: float) -> None:
        """Send the same part until the client goes."""
        try:
            self.wfile.write(first)
            while not self.service.over.wait(pause):
                self.wfile.write(part)
        except OSError:
            self.service.dropped.set()
            raise
