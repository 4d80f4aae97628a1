"""The page: templates, styles and scripts as they are shipped. Must hold no logic of answering."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import jinja2
from starlette.templating import Jinja2Templates

from assistant import phrases

STATIC = Path(__file__).with_name("static")
"""The folder served under /static/."""


def web_address(url: str | None) -> str | None:
    """``url`` where it is an http(s) address that may become a link, else None."""
    try:
        scheme = urlsplit(url or "").scheme
    except ValueError:
        return None
    return url if scheme in {"http", "https"} else None


def day(value: date) -> str:
    """A date as people write it, e.g. "8 July 2018"."""
    return f"{value.day} {value:%B %Y}"


def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).with_name("templates")),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"web_address": web_address, "day": day}
    environment.globals |= {"differ": phrases.differ, "fates": phrases.FATES}
    return environment


TEMPLATES = Jinja2Templates(env=_environment())
"""Autoescaped without exception; a name that is missing is an error."""
