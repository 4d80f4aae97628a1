"""The index that cases are asked of: built-in corpus and official documents, in a folder made for that.

Its name is a hash of everything it is made from, so it is made once and serves every run until
corpus, documents or the code that indexes them change. Must not ask anything.

Why the documents are added as `ascn add` adds them and not with what the list of sources says of
them: that is how they come in where nobody can fetch them, and the harder way.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from assistant.commands.documents import add, synchronise
from assistant.commands.indexing import completed
from assistant.workspace import Workspace
from corpus.intake import Given
from corpus.readers import Limits
from evals.answering import Answerer
from evals.errors import IndexUnusable
from evals.revision import ROOT, content_hash, files_of
from indexing.errors import IndexingError
from indexing.generations import Progress
from indexing.ledger import Ledger, open_ledger
from indexing.sync import read_all

_COMPLETE = "complete"
"""Name of an empty file that stands in a folder that is ready; its time is that of the last use."""

_KEPT = 3
_IN_USE = 3600.0
"""Older folders are removed beyond `_KEPT`, unless used within so many seconds."""

_ONLY_ASKING = frozenset({"retrieve.py", "rerank.py", "query.py", "doctor.py", "work.py", "llama.py"})
"""Modules of `indexing` that read an index and have no part in making it."""

_EMBEDDING = ("e5", "embedding.py", "fake_embedding.py", "llama_embedding.py", "tokens.py", "packing.py")
"""What vectors depend on beside the text."""


def default_home() -> Path:
    """Where indexes and runs are kept unless another folder is named: it can be deleted at any time."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "ascn" / "evals"


def prepare(home: Path, documents: Sequence[Path], given: Mapping[str, str], progress: Progress) -> Path:
    """The data folder with the built-in corpus and these documents, made where it is not there yet.

    Going on where an earlier call was killed. Embeds only what no earlier folder has.

    Raises:
        IndexUnusable: a document cannot be read.
        SettingsInvalid: ``given`` is no settings.
        IndexBusy: another process is making it.
    """
    root = home / name_of(documents, given)
    if not (root / _COMPLETE).is_file():
        with _opened(root, given) as workspace, workspace.folder.writing():
            _add(workspace, documents)
            _inherit(workspace, home)
            synchronise(workspace, progress)
            completed(workspace, progress)
    (root / _COMPLETE).touch()
    _clear(home, root)
    return root


def name_of(documents: Sequence[Path], given: Mapping[str, str]) -> str:
    """Hash of what vectors depend on, then hash of everything: those alike in the first share vectors."""
    inner = [ROOT / "indexing" / name for name in _EMBEDDING]
    embedding = content_hash([*files_of(inner), *(path for path in inner if path.is_file())])
    code = content_hash(files_of([ROOT / "corpus", ROOT / "indexing"], without=_ONLY_ASKING))
    whole = "\n".join((embedding, code, content_hash(documents), given.get("embedder", "")))
    return f"{embedding[:8]}-{hashlib.sha256(whole.encode()).hexdigest()[:12]}"


@contextmanager
def _opened(root: Path, given: Mapping[str, str]) -> Iterator[Workspace]:
    workspace = Answerer(root, given).open()
    try:
        yield workspace
    finally:
        workspace.close()


def _add(workspace: Workspace, documents: Sequence[Path]) -> None:
    for added in add(workspace, documents, Given(), Limits()):
        if added.document_id is None:
            raise IndexUnusable(str(added.path), added.text.rstrip(". "), "Mend it or take it away")


def _inherit(workspace: Workspace, home: Path) -> None:
    """Take over from earlier folders what they have of the vectors that are needed here."""
    alike = [path for path in _complete(home) if path.name[:8] == workspace.folder.root.name[:8]]
    revisions = read_all(workspace.listed(), workspace.ledger) if alike else ()
    for path in alike:
        with suppress(IndexingError), closing(open_ledger(path / workspace.folder.ledger.name)) as earlier:
            _copy_vectors(earlier, workspace, revisions)


def _copy_vectors(earlier: Ledger, workspace: Workspace, revisions: Sequence[int]) -> None:
    ledger, embedder = workspace.ledger, workspace.embedder
    lacking = [passage.hash for passage in ledger.pending(revisions, embedder.fingerprint)]
    ledger.put_vectors(embedder.fingerprint, earlier.vectors(lacking, embedder.fingerprint))
    if tokens := embedder.token_fingerprint:
        lacking = [passage.hash for passage in ledger.pending(revisions, tokens, "token_vectors")]
        for begin in range(0, len(lacking), 500):
            ledger.put_token_vectors(tokens, earlier.token_vectors(lacking[begin : begin + 500], tokens))


def _complete(home: Path) -> list[Path]:
    """Folders that are ready, the one used last first."""
    marks = sorted(home.glob(f"*-*/{_COMPLETE}"), key=lambda mark: mark.stat().st_mtime, reverse=True)
    return [mark.parent for mark in marks]


def _clear(home: Path, root: Path) -> None:
    for path in _complete(home)[_KEPT:]:
        if path != root and time.time() - (path / _COMPLETE).stat().st_mtime > _IN_USE:
            shutil.rmtree(path, ignore_errors=True)
