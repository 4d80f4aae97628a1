"""Writes small PDFs for tests: text at places, in a size, bold or not, and boxes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

PAGE_WIDTH, PAGE_HEIGHT = 595, 842


@dataclass
class PdfPage:
    """Drawing commands of a page; ``y`` counts from the top."""

    rotate: int = 0
    commands: list[str] = field(default_factory=list)

    def text(self, x: float, y: float, text: str, size: float = 10, bold: bool = False) -> PdfPage:
        escaped = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
        font = "F2" if bold else "F1"
        self.commands.append(f"BT /{font} {size} Tf {x} {PAGE_HEIGHT - y} Td ({escaped}) Tj ET")
        return self

    def lines(self, x: float, y: float, lines: Iterable[str], size: float = 10) -> PdfPage:
        for number, line in enumerate(lines):
            self.text(x, y + number * size * 1.2, line, size)
        return self

    def box(self, left: float, top: float, right: float, bottom: float) -> PdfPage:
        self.commands.append(f"0.9 g {left} {PAGE_HEIGHT - bottom} {right - left} {bottom - top} re f 0 g")
        return self

    def raw(self, command: str) -> PdfPage:
        self.commands.append(command)
        return self


def pdf(*pages: PdfPage, title: str | None = None, labels: str = "") -> bytes:
    """The file's bytes, with a cross-reference table that is right."""
    objects = [
        f"<</Type/Catalog/Pages 2 0 R{labels}>>",
        f"<</Type/Pages/Count {len(pages)}/Kids[{' '.join(f'{6 + 2 * i} 0 R' for i in range(len(pages)))}]>>",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica-Bold/Encoding/WinAnsiEncoding>>",
        f"<</Title({title or ''})>>",
    ]
    for index, page in enumerate(pages):
        content = "\n".join(page.commands)
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {PAGE_WIDTH} {PAGE_HEIGHT}]/Rotate {page.rotate}"
            f"/Resources<</Font<</F1 3 0 R/F2 4 0 R>>>>/Contents {7 + 2 * index} 0 R>>"
        )
        objects.append(f"<</Length {len(content.encode('latin-1'))}>>stream\n{content}\nendstream")
    return _file(objects)


def _file(objects: list[str]) -> bytes:
    out = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    out += f"trailer<</Size {len(objects) + 1}/Root 1 0 R/Info 5 0 R>>\nstartxref\n{start}\n%%EOF".encode()
    return out
