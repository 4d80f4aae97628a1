"""Runs the server: page and API on one address. Must not know what they do."""

from __future__ import annotations

import asyncio
import gc
import socket
from collections.abc import Callable

import uvicorn

from assistant.api.app import create_app
from assistant.api.limits import LOOPBACK_HOSTS
from assistant.errors import SettingsInvalid
from assistant.feedback import FeedbackFile
from assistant.workspace import Workspace

_ANY = frozenset({"0.0.0.0", "::"})


def serve(workspace: Workspace, host: str, port: int, announce: Callable[[str], None]) -> None:
    """Serve until stopped; ``announce`` gets the address once questions are answered.

    Raises:
        SettingsInvalid: the address is taken or not of this machine.
    """
    listening = _listen(host, port)
    bound = listening.getsockname()[1]
    workspace.pipeline.warm()
    # What is loaded by now lives as long as the server: going through it again and again for garbage
    # costs an answer 50 ms now and then.
    gc.collect()
    gc.freeze()
    hosts = ("*",) if host in _ANY else (*LOOPBACK_HOSTS, host)
    conversations = workspace.conversations
    opinions = FeedbackFile(workspace.folder.feedback, conversations.recall)
    app = create_app(
        conversations,
        workspace.shelf,
        archive=conversations,
        assessor=workspace.pipeline,
        opinions=opinions,
        talks=conversations,
        today=workspace.today,
        hosts=hosts,
    )
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=5))
    shown = "127.0.0.1" if host in _ANY else host
    asyncio.run(_run(server, listening, lambda: announce(f"http://{shown}:{bound}/")))


async def _run(server: uvicorn.Server, listening: socket.socket, ready: Callable[[], None]) -> None:
    serving = asyncio.create_task(server.serve(sockets=[listening]))
    while not server.started and not serving.done():
        await asyncio.sleep(0.02)
    if server.started:
        ready()
    await serving


def _listen(host: str, port: int) -> socket.socket:
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        return socket.create_server((host, port), family=family, backlog=128)
    except OSError as error:
        reason = f"the server cannot listen there ({error.strerror})"
        step = "Choose another with `ascn serve --port 0`, which takes a free one"
        raise SettingsInvalid(f"{host}:{port}", reason, step) from error
