"""A small stage for the HTTP door: a written asker, a shelf over files made here, and a real server.

Deterministic; the PDF is written by hand, so its page images and quotes are real.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from urllib.parse import urlsplit

import uvicorn
from fastapi import FastAPI

from assistant.api.ports import Event
from assistant.schema import (
    Answer,
    AnswerList,
    Citation,
    Claim,
    ClaimEvent,
    Conflict,
    ConflictValue,
    Deciding,
    ListItem,
    Question,
    Status,
    StatusEvent,
    UnderstoodFact,
)
from corpus.entry import Entry
from corpus.errors import CorpusError, UnknownDocument
from corpus.models import Audience, Document, Media, OffsetMap, Page

REPORT = "harbour-report #2 (2025), vol. 1"
"""An id with characters that mean something in an address."""
NOTE = "harbour-note"
SECRET = "harbour-secret"

THAI = "ท่าเรือ"
"""Words that the page's text holds and its image does not."""

PAGES = (
    ("Harbour Cities Report", "Second edition"),
    (
        "The harbour plan has two systems.",
        "They are quays and ferries.",
        "Its two enablers are tides and lamps.",
    ),
    ("In 2025 the harbour counted 134 lamps.", "\U0001f6a2 Ships pay nothing.", THAI),
)
NOTE_TEXT = (
    "About this note.\n\nThe harbour opened on 8 July 2018.\n\nIt has never closed since. " + "Waves. " * 300
)


UNDERSTOOD = UnderstoodFact(
    fact="applicant.country", value="NL", words="Dutch", label="Country", shown="Netherlands"
)


def pdf(pages: tuple[tuple[str, ...], ...]) -> bytes:
    """A PDF of A4 pages with one line of text each 30 points; characters beyond Latin-1 are left out."""
    count = len(pages)
    kids = " ".join(f"{4 + 2 * index} 0 R" for index in range(count))
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {count}>>",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    for index, lines in enumerate(pages):
        shown = " ".join(f"({line.encode('latin-1', 'ignore').decode('latin-1')}) Tj T*" for line in lines)
        stream = f"BT /F1 20 Tf 30 TL 72 700 Td {shown} ET"
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {5 + 2 * index} 0 R"
            "/Resources<</Font<</F1 3 0 R>>>>>>"
        )
        objects.append(f"<</Length {len(stream)}>>stream\n{stream}\nendstream")
    body, offsets = "%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(body))
        body += f"{number} 0 obj{content}endobj\n"
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    size = len(objects) + 1
    end = f"trailer<</Size {size}/Root 1 0 R>>\nstartxref\n{len(body)}\n%%EOF"
    return f"{body}xref\n0 {size}\n0000000000 65535 f \n{table}{end}".encode("latin-1")


def document(entry: Entry, texts: tuple[str, ...], *, paged: bool) -> Document:
    """A clean document whose raw text is its clean text."""
    pages, start = [], 0
    for number, text in enumerate(texts, 1):
        same = OffsetMap(clean=(0,), raw=(0,), raw_length=len(text))
        label = str(number - 1) if paged and number > 1 else None
        pages.append(Page(number=number, label=label, text=text, start=start, raw=text, offsets=same))
        start += len(text) + 1
    return Document(entry=entry, pages=tuple(pages), regions=(), paged=paged)


@dataclass
class SmallShelf:
    """Holds what it is given and, unlike a real shelf, hands out internal documents too."""

    held: dict[str, tuple[Document, Path]]

    def documents(self) -> tuple[Entry, ...]:
        return tuple(document.entry for document, _ in self.held.values())

    def document(self, document_id: str) -> Document:
        return self._found(document_id)[0]

    def path(self, document_id: str) -> Path:
        return self._found(document_id)[1]

    def generation(self) -> str | None:
        return "generation-7"

    def _found(self, document_id: str) -> tuple[Document, Path]:
        if document_id not in self.held:
            raise UnknownDocument(document_id)
        return self.held[document_id]

    def cite(self, document_id: str, quote: str, /, **changes: object) -> Citation:
        """A true citation of ``quote``."""
        document = self.document(document_id)
        page = next(page for page in document.pages if quote in page.text)
        start = page.text.index(quote)
        entry = document.entry
        known: dict[str, object] = {
            "document_id": document_id,
            "title": entry.title,
            "page": page.number if document.paged else None,
            "page_label": page.label,
            "start": start,
            "end": start + len(quote),
            "quote": quote,
            "url": entry.url,
            "published": entry.published,
        }
        return Citation.model_validate(known | changes)


def small_shelf(folder: Path) -> SmallShelf:
    """A PDF report of three pages, a note without pages and an internal document."""
    report = folder / "report.pdf"
    report.write_bytes(pdf(PAGES))
    note = folder / "note.md"
    note.write_text(NOTE_TEXT)
    report_entry = Entry(
        id=REPORT,
        title="Harbour Cities Report",
        file=report.name,
        sha256=sha256(report.read_bytes()).hexdigest(),
        media=Media.PDF,
        publisher="Harbour Office",
        published=date(2025, 9, 30),
        edition="second edition",
        url="https://harbour.example/report",
    )
    note_entry = Entry(
        id=NOTE,
        title="A note on the harbour",
        file=note.name,
        sha256=sha256(note.read_bytes()).hexdigest(),
        media=Media.MARKDOWN,
        url="javascript:alert(1)",
    )
    secret_entry = note_entry.model_copy(update={"id": SECRET, "audience": Audience.INTERNAL})
    texts = tuple("\n".join(lines) for lines in PAGES)
    return SmallShelf(
        {
            REPORT: (document(report_entry, texts, paged=True), report),
            NOTE: (document(note_entry, (NOTE_TEXT,), paged=False), note),
            SECRET: (document(secret_entry, (NOTE_TEXT,), paged=False), note),
        }
    )


@dataclass
class WrittenAsker:
    """Answers by a word of the question, see `_plots`; remembers what was asked."""

    shelf: SmallShelf
    asked: list[Question] = field(default_factory=list)
    going: threading.Event = field(default_factory=threading.Event)
    release: threading.Event = field(default_factory=threading.Event)
    closed: threading.Event = field(default_factory=threading.Event)
    extra: dict[str, Callable[[Question], Iterator[Event]]] = field(default_factory=dict)

    def ask(self, question: Question) -> Iterator[Event]:
        self.asked.append(question)
        plots = self.extra | self._plots()
        for word, plot in plots.items():
            if word in question.text:
                yield from plot(question)
                return
        yield answer(f"You asked: {question.text}", status=Status.NOT_FOUND, reason=None)

    def _plots(self) -> dict[str, Callable[[Question], Iterator[Event]]]:
        return {
            "systems": self._answered,
            "lamps": self._disagreeing,
            "moon": self._not_found,
            "list": self._list,
            "rows": self._rows,
            "may we apply": self._asking_back,
            "open to us": self._verdicts,
            "wait": self._waiting,
            "refuse": self._refused,
            "broken": self._broken,
            "crash": self._crash,
        }

    def claims(self) -> tuple[Claim, ...]:
        """Two claims with three citations, the last one without a page."""
        cite = self.shelf.cite
        systems, enablers = "They are quays and ferries.", "Its two enablers are tides and lamps."
        opened = "The harbour opened on 8 July 2018."
        return (
            Claim(text=systems, citations=(cite(REPORT, systems),)),
            Claim(text=enablers, citations=(cite(REPORT, enablers), cite(NOTE, opened)), superseded=True),
        )

    def _answered(self, question: Question) -> Iterator[Event]:
        yield StatusEvent(step="retrieve", text="Looking in 2 documents")
        for index, claim in enumerate(self.claims()):
            yield ClaimEvent(index=index, claim=claim)
        more = (self.shelf.cite(REPORT, "The harbour plan has two systems."),)
        yield answer("They are quays and ferries. [1]", claims=self.claims(), also_read=more)

    def _disagreeing(self, question: Question) -> Iterator[Event]:
        counted = "In 2025 the harbour counted 134 lamps."
        claim = Claim(text=counted, citations=(self.shelf.cite(REPORT, counted),))
        values = (
            ConflictValue(value="134", date=date(2025, 9, 30), citation=self.shelf.cite(REPORT, counted)),
            ConflictValue(value="none", date=None, citation=self.shelf.cite(REPORT, THAI)),
        )
        yield answer(
            f"{counted} [1]",
            status=Status.PARTIAL,
            reason="Only the year 2025 is known.",
            claims=(claim,),
            conflicts=(Conflict(about="number of lamps", values=values),),
        )

    def _not_found(self, question: Question) -> Iterator[Event]:
        yield answer(
            "Nothing in 2 documents tells of the moon.",
            status=Status.NOT_FOUND,
            reason="The word occurs nowhere.",
            also_read=(self.shelf.cite(REPORT, "The harbour plan has two systems."),),
            suggestions=("What are the two systems?",),
        )

    def _list(self, question: Question) -> Iterator[Event]:
        quays = self.shelf.cite(REPORT, "quays")
        rows = (ListItem(text="Quays", citation=quays), ListItem(text="Ferries"))
        yield answer("Quays, ferries", list=AnswerList(items=rows, count=2))

    def _rows(self, question: Question) -> Iterator[Event]:
        """More rows than a page shows at once."""
        quays = self.shelf.cite(REPORT, "quays")
        rows = tuple(ListItem(text=f"Quay {number}", citation=quays) for number in range(1, 31))
        yield answer("Quays", list=AnswerList(items=rows, count=30))

    def _asking_back(self, question: Question) -> Iterator[Event]:
        yield answer(
            "Are you a company?\nUnderstood so far:\n- Country: Netherlands (“Dutch”)",
            status=Status.CLARIFY,
            reason="The answer matters for 2 calls.",
            asks="Are you a company?",
            understood=(UNDERSTOOD,),
            suggestions=("yes", "no"),
        )

    def _verdicts(self, question: Question) -> Iterator[Event]:
        """Seven verdicts, of which five are a plain no; both quotes stand in the text too."""
        quotes = [self.shelf.cite(REPORT, text) for text in PAGES[1][1:]]
        met = Deciding(criterion="a", value="T", text="The applicant has a quay.", citation=quotes[0])
        failed = Deciding(criterion="b", value="F", text="The applicant has a lamp.", citation=quotes[1])
        known = {"programme": "harbour", "call": "harbour-2026", "role": "lead", "window": "open"}
        no = {**known, "verdict": "not_eligible", "substantive": "not_eligible", "deciding": (failed,)}
        verdicts = (
            *({**no, "title": f"Lamps {n}", "text": "no.", "next_step": "Wait."} for n in range(5)),
            {**known, "window": "unknown", "verdict": "cannot_tell", "substantive": "cannot_tell"}
            | {"title": "Tides", "text": "?", "next_step": "Answer the question."}
            | {"missing": ({"fact": "city.key", "question": "Which city is it?"},)},
            {**known, "verdict": "eligible", "substantive": "eligible", "deciding": (met,)}
            | {"title": "Quays", "text": "yes.", "next_step": "Apply.", "deadline": date(2026, 12, 1)}
            | {"guidance": (quotes[1],)},
        )
        claims = tuple(Claim(text=each.quote, citations=(each,)) for each in quotes)
        yield answer("Verdicts", claims=claims, verdicts=verdicts, understood=(UNDERSTOOD,))

    def _refused(self, question: Question) -> Iterator[Event]:
        yield answer("This is not about the harbour.", status=Status.REFUSED, reason=None)

    def _waiting(self, question: Question) -> Iterator[Event]:
        """Shows one claim, then goes on until it is released or closed."""
        try:
            yield ClaimEvent(index=0, claim=self.claims()[0])
            self.going.set()
            while not self.release.wait(0.02):
                yield StatusEvent(step="compose", text="Still reading")
            yield answer("They are quays and ferries. [1]", claims=self.claims()[:1])
        finally:
            self.closed.set()

    def _broken(self, question: Question) -> Iterator[Event]:
        yield StatusEvent(step="retrieve", text="Looking in 2 documents")
        raise CorpusError("the harbour", "the harbour is under water", "Wait for the tide")

    def _crash(self, question: Question) -> Iterator[Event]:
        yield StatusEvent(step="retrieve", text="Looking in 2 documents")
        raise RuntimeError("a secret path")


def answer(text: str, **changes: object) -> Answer:
    """An answer as of a fixed day."""
    known: dict[str, object] = {
        "id": "answer-1",
        "status": Status.ANSWERED,
        "text": text,
        "language": "en",
        "as_of": date(2026, 11, 22),
        "generation": "generation-7",
    }
    return Answer.model_validate(known | changes)


@contextmanager
def serving(app: FastAPI) -> Iterator[str]:
    """Serve ``app`` on a free port of the loopback; gives the address."""
    config = uvicorn.Config(
        app, host="127.0.0.1", port=0, log_config=None, ws="none", timeout_graceful_shutdown=2
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        if not thread.is_alive():
            raise RuntimeError("the server did not start")
        thread.join(0.01)
    try:
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(10)


@contextmanager
def posted(address: str, question: str, accept: str = "application/json") -> Iterator[HTTPResponse]:
    """The response to a question to a real server, still open; leaving drops the connection."""
    connection = HTTPConnection(urlsplit(address).netloc, timeout=20)
    headers = {"Content-Type": "application/json", "Accept": accept}
    try:
        connection.request("POST", "/api/v1/chat", json.dumps({"question": question}), headers)
        yield connection.getresponse()
    finally:
        connection.close()


def asked(address: str, question: str) -> dict[str, object]:
    """The answer or problem that a real server gives."""
    with posted(address, question) as response:
        told = json.loads(response.read())
    assert isinstance(told, dict)
    return told
