"""Makes documents for tests out of Markdown, through the real reader and the real assembly."""

from __future__ import annotations

import hashlib
import tempfile
from pathlib import Path

from corpus.assembly import assemble
from corpus.entry import Entry
from corpus.models import Document, Media
from corpus.readers import read


def entry(id_: str = "sample", text: str = "", **given: object) -> Entry:
    """The entry of a Markdown text, with what is given in place of the defaults."""
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    known = {"id": id_, "title": id_.title(), "file": f"{id_}.md", "sha256": digest, "media": Media.MARKDOWN}
    return Entry.model_validate({**known, **given})


def document(markdown: str, id_: str = "sample", **given: object) -> Document:
    """A document of this text."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{id_}.md"
        path.write_text(markdown, encoding="utf-8", errors="surrogatepass")
        return assemble(read(path), entry(id_, markdown, **given))
