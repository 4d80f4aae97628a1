"""Runs the server: page and API on one address. Must not know what they do."""

from __future__ import annotations

import asyncio
import gc
import secrets
import socket
from collections.abc import Callable
from dataclasses import dataclass

import uvicorn

from assistant.api.app import create_app
from assistant.api.limits import LOOPBACK_HOSTS
from assistant.api.maintain import Maintainers
from assistant.api.maintain.admitting import ENTER
from assistant.errors import SettingsInvalid
from assistant.feedback import FeedbackFile
from assistant.maintaining.admission import Doorkeeper
from assistant.maintaining.desk import installed_desk
from assistant.maintaining.office import Office
from assistant.maintaining.runs import Runs
from assistant.maintaining.staging import Staging
from assistant.workspace import Workspace

_ANY = frozenset({"0.0.0.0", "::"})


@dataclass(frozen=True, slots=True)
class Role:
    """The maintainers of a server, with what is told at its start.

    Attributes:
        key: one that was made for this run; empty where the settings have one.
        link: the path of a page that lets in once; None where nobody asked for one.
    """

    maintainers: Maintainers
    key: str = ""
    link: str | None = None


def maintainers(workspace: Workspace, wanted: bool) -> Role | None:
    """The role where the settings have a key for it or somebody wants it for this run; else None."""
    known = workspace.settings.maintainer_key.get_secret_value()
    if not known and not wanted:
        return None
    key = known or secrets.token_urlsafe(24)
    doorkeeper = Doorkeeper(key)
    folder = workspace.folder
    staging = Staging(folder.uploads)
    staging.clear(half=True)
    office = Office(workspace, staging, Runs(folder.root), installed_desk(folder))
    link = f"{ENTER}?link={doorkeeper.link()}" if wanted else None
    return Role(Maintainers(doorkeeper, office), "" if known else key, link)


def serve(
    workspace: Workspace, host: str, port: int, announce: Callable[[str], None], role: Role | None = None
) -> None:
    """Serve until stopped; ``announce`` gets lines with the address once questions are answered.

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
        stock=workspace.shelf,
        maintainers=role.maintainers if role else None,
        talks=conversations,
        today=workspace.today,
        hosts=hosts,
    )
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=5))
    shown = "127.0.0.1" if host in _ANY else host
    address = f"http://{shown}:{bound}"
    asyncio.run(_run(server, listening, lambda: _tell(announce, address, role)))


def _tell(announce: Callable[[str], None], address: str, role: Role | None) -> None:
    announce(f"ASCN Assistant is ready: {address}/")
    if role is not None and role.link is not None:
        announce(f"Maintain, opens once: {address}{role.link}")
    if role is not None and role.key:
        announce(f"Key of maintainers for this run: {role.key}")


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
