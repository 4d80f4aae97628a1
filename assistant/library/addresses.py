"""Where the pages show a document, a place in it, or a record. Must not look anything up."""

from __future__ import annotations

from urllib.parse import quote, urlencode

LIBRARY = "/library"
_CITY, _PROGRAMME, _NETWORK = "city-record:", "programme-record:", "governance-record:"
_SHELVES = {_CITY: "cities", _PROGRAMME: "programmes", _NETWORK: "records"}


def document_address(document_id: str) -> str:
    """What is known of a document."""
    return f"{LIBRARY}/documents/{quote(document_id, safe='')}"


def page_address(document_id: str, page: int, start: int | None = None, end: int | None = None) -> str:
    """A page of a paged document, with the words from ``start`` to ``end`` marked."""
    span = f"?start={start}&end={end}" if start is not None else ""
    return f"/documents/{quote(document_id, safe='')}/pages/{page}{span}"


def text_address(document_id: str, start: int, end: int) -> str:
    """A place in the text of a document without pages; offsets count in the whole text."""
    return f"/documents/{quote(document_id, safe='')}/text?start={start}&end={end}"


def record_address(document_id: str) -> str | None:
    """The page of the record that a document is made of; None where it is made of none."""
    for prefix, shelf in _SHELVES.items():
        if document_id.startswith(prefix):
            return f"{LIBRARY}/{shelf}/{quote(document_id.removeprefix(prefix), safe='')}"
    return None


def projects_address(**conditions: object) -> str:
    """The list of projects under conditions; those that are None are left out."""
    given = {name: str(value) for name, value in conditions.items() if value is not None}
    return f"{LIBRARY}/projects?{urlencode(given)}" if given else f"{LIBRARY}/projects"
