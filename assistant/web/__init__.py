"""The page: templates, styles and scripts as they are shipped. Must hold no logic of answering."""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import jinja2
from starlette.requests import Request
from starlette.responses import Response
from starlette.templating import Jinja2Templates

from assistant.messages import written_day
from assistant.web.wording import ENGLISH, Wording, language_of, names
from corpus.sources import sources

STATIC = Path(__file__).with_name("static")
"""The folder served under /static/."""

SMALL = 2_000
"""Bytes of a page that is sent as it is: compressing would gain nothing."""


def web_address(url: str | None) -> str | None:
    """``url`` where it is an http(s) address that may become a link, else None."""
    try:
        scheme = urlsplit(url or "").scheme
    except ValueError:
        return None
    return url if scheme in {"http", "https"} else None


@jinja2.pass_context
def day(context: jinja2.runtime.Context, value: date) -> str:
    """A date as people write it in the language of the page, e.g. "8 July 2018"; in English without one."""
    return written_day(value, context.get("language", ENGLISH))


def contact() -> str | None:
    """The official page that names whom to ask where the documents do not answer."""
    return web_address(sources()["page"].url)


def _json(value: object) -> str:
    """JSON to be put into an attribute, where it is escaped as any text: no page holds script of its own."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).with_name("templates")),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"web_address": web_address, "day": day, "json": _json}
    environment.globals |= {"contact": contact}
    return environment


TEMPLATES = Jinja2Templates(env=_environment())
"""Autoescaped without exception; a name that is missing is an error."""


def render(
    request: Request,
    template: str,
    context: Mapping[str, object],
    *,
    status_code: int = 200,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """A page in the reader's language. Templates find its texts as ``t("key")``.

    Args:
        context: what the template shows beside ``t``, ``language``, ``languages``, ``sections``, ``offers``
            (what can be done with an answer) and ``here``.
    """
    wording = Wording(language_of(request))
    shown: dict[str, object] = {
        "t": wording,
        "language": wording.language,
        "languages": names(),
        "sections": getattr(request.app.state, "sections", ()),
        "offers": getattr(request.app.state, "offers", frozenset()),
        "here": request.url.path,
    } | dict(context)
    response = TEMPLATES.TemplateResponse(request, template, shown, status_code, dict(headers or {}))
    response.headers["Content-Language"] = wording.language
    response.headers["Vary"] = "Accept-Encoding, Accept-Language, Cookie"
    if "gzip" in request.headers.get("accept-encoding", "") and len(response.body) > SMALL:
        _compress(response)
    return response


def _compress(response: Response) -> None:
    """Why at all: a list of all projects is 140 kB of text, a tenth of that compressed."""
    response.body = gzip.compress(bytes(response.body), 5, mtime=0)
    response.headers["Content-Encoding"] = "gzip"
    response.headers["Content-Length"] = str(len(response.body))
