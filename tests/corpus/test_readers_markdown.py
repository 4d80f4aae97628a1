from __future__ import annotations

from pathlib import Path

import pytest

from corpus.errors import Unreadable
from corpus.models import BlockKind, Reading
from corpus.readers import read

PAPER = """\
---
title: The Network
language: en
sources: [a, b]
---
# The Network

The **network** has 38 cities[^1] and a [page](https://example.org/x_y_z).
It goes on in a second line.[^two]

- first item
  with a second line
- second *item*
1. numbered

| City | Country |
|------|:-------:|
| Da Nang | Viet Nam |
| Phuket | Thailand[^1] |

```
code_stays **as it is**
```

Underlined heading
------------------

Some <b>bold</b> text <script>alert(1)</script><!-- hidden --> &amp; snake_case_name and 2 * 3 * 4.

[^1]: Counted in <https://example.org/a>, PDF p.5.
[^two]: A second note
    over two lines.
"""


def reading(folder: Path, text: str, name: str = "paper.md") -> Reading:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return read(path)


def test_blocks_come_in_order_with_their_kinds(tmp_path: Path) -> None:
    found = [(block.kind, block.text, block.level) for block in reading(tmp_path, PAPER).pages[0].blocks]
    heading, paragraph, item, row = (
        BlockKind.HEADING,
        BlockKind.PARAGRAPH,
        BlockKind.LIST_ITEM,
        BlockKind.TABLE_ROW,
    )
    assert found == [
        (heading, "The Network", 1),
        (paragraph, "The network has 38 cities and a page.\nIt goes on in a second line.", 0),
        (item, "first item\nwith a second line", 0),
        (item, "second item", 0),
        (item, "1. numbered", 0),
        (row, "Da Nang | Viet Nam", 0),
        (row, "Phuket | Thailand", 0),
        (paragraph, "code_stays **as it is**", 0),
        (heading, "Underlined heading", 2),
        (paragraph, "Some bold text  & snake_case_name and 2 * 3 * 4.", 0),
    ]


def test_footnote_markers_leave_the_text_and_keep_their_place(tmp_path: Path) -> None:
    blocks = reading(tmp_path, PAPER).pages[0].blocks
    (first, one), (second, two) = blocks[1].notes
    assert blocks[1].text[:first].endswith("38 cities")
    assert blocks[1].text[:second].endswith("second line.")
    assert (one, two) == ("1", "two")
    assert blocks[6].notes == ((len("Phuket | Thailand"), "1"),)


def test_footnotes_and_front_matter_are_read(tmp_path: Path) -> None:
    found = reading(tmp_path, PAPER)
    assert found.footnotes == {
        "1": "Counted in https://example.org/a, PDF p.5.",
        "two": "A second note\nover two lines.",
    }
    assert found.front_matter == {"title": "The Network", "language": "en", "sources": ["a", "b"]}
    assert (found.title, found.language) == ("The Network", "en")


def test_rows_carry_their_column_names(tmp_path: Path) -> None:
    rows = [block for block in reading(tmp_path, PAPER).pages[0].blocks if block.columns]
    assert {row.columns for row in rows} == {("City", "Country")}


@pytest.mark.parametrize("bad", ["title: [a\nlanguage: en", "title: x\n  - y: {", "just words: here: too"])
def test_malformed_front_matter_is_refused_with_its_line(tmp_path: Path, bad: str) -> None:
    with pytest.raises(Unreadable, match=r"front matter.* line \d"):
        reading(tmp_path, f"---\n{bad}\n---\n\nText.")


def test_a_rule_at_the_start_is_no_front_matter(tmp_path: Path) -> None:
    found = reading(tmp_path, "---\n\nMere text after a rule.\n\n---\n\nMore.")
    assert found.front_matter == {}
    assert len(found.pages[0].blocks) == 2


def test_the_first_heading_is_the_title_where_none_is_declared(tmp_path: Path) -> None:
    assert reading(tmp_path, "# Called This\n\nText.").title == "Called This"


def test_a_crowd_of_marks_is_read_in_reasonable_steps(tmp_path: Path) -> None:
    found = reading(tmp_path, "*" * 3000 + "a\n\n" + "[" * 3000 + "\n\n" + "`" * 3001 + "\n\n" + "<" * 3000)
    assert found.pages[0].blocks
