"""Bad input gets one clear line naming the thing, the reason and the next step; nothing is half-written."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from assistant.errors import QuestionInvalid
from assistant.schema import Answer, Question
from tests.once import made_once
from tests.running import Ascn, run_ascn, workspace_of

HOSTILE = Path("bench/hostile_files")
BLOCK = 4_096
"""Bytes that a file may take beyond its size."""


def one_line(done: subprocess.CompletedProcess[str]) -> str:
    """The one line of an error; there is no traceback."""
    assert "Traceback" not in done.stderr
    lines = [line for line in done.stderr.splitlines() if line.startswith("ascn: ")]
    assert done.returncode == 2, (done.stdout, done.stderr)
    assert len(lines) == 1
    return lines[0]


@pytest.fixture(scope="module")
def hostile(shared: Path, common: Path, built_in: Path) -> tuple[Path, str]:
    """The data folder after all hostile files were added in one run, and what was reported."""

    def added(root: Path) -> None:
        shutil.copytree(built_in, root)
        done = run_ascn(root, "add", str(shared / HOSTILE / "files"))
        assert done.returncode == 0, done.stderr
        assert "Traceback" not in done.stderr
        (root / "report.txt").write_text(done.stdout + done.stderr, encoding="utf-8")

    root = made_once(common / "hostile", added)
    return root, (root / "report.txt").read_text(encoding="utf-8")


def test_every_hostile_file_ends_in_one_report_line(hostile: tuple[Path, str], shared: Path) -> None:
    reported = hostile[1].splitlines()
    for path in (shared / HOSTILE / "files").iterdir():
        lines = [line for line in reported if line.startswith(f"{path}: ")]
        assert len(lines) == 1, path.name


def test_a_hostile_file_is_refused_for_the_expected_reason(hostile: tuple[Path, str], shared: Path) -> None:
    manifest = (shared / HOSTILE / "manifest.jsonl").read_text(encoding="utf-8").splitlines()
    said = dict(line.split(": ", 1) for line in hostile[1].splitlines() if ".pdf: " in line)
    for row in map(json.loads, manifest):
        line = said.get(str(shared / HOSTILE / "files" / row["file"]), "")
        if row["class"] == "encrypted-needs-password":
            assert "password" in line, row["file"]
        if row["class"] in {"plain", "rotated", "multi-column", "cjk", "rtl"}:
            assert "added as" in line, row["file"]


def test_the_index_works_after_the_hostile_files(hostile: tuple[Path, str]) -> None:
    done = run_ascn(hostile[0], "doctor")
    assert done.returncode == 0, done.stdout
    with workspace_of(hostile[0]) as workspace:
        answer = workspace.pipeline.answer(Question(text="What are the two enablers of the framework?"))
    assert answer.status == "answered"


@pytest.fixture(scope="module")
def ask(built_in: Path) -> Iterator[Callable[[str], Answer]]:
    with workspace_of(built_in) as workspace:
        yield lambda text: workspace.pipeline.answer(Question(text=text))


@pytest.mark.parametrize("text", ["", " ", "?", "…!?", "\x00\x1b", "a" * 20_000, "\u202e\u200b"])
def test_a_question_that_cannot_be_asked_is_refused_with_a_next_step(
    ask: Callable[[str], Answer], text: str
) -> None:
    with pytest.raises(QuestionInvalid) as caught:
        ask(text)
    assert caught.value.next_step


@pytest.mark.parametrize(
    "text",
    ["a", "9", "ดานัง Da Nang 岘港 ដាណាំង", "\ud800 cities", "ﷺ" * 100, "x" * 4_000, "' OR 1=1 --", "\"(*[~^\\:"
     " AND NOT cities", "<script>alert(1)</script> cities", "Z̸̢a̷l̶g̵o̴ cities", "٣٤ مدينة"],
)  # fmt: skip
def test_an_odd_question_gets_an_answer_or_an_honest_nothing(ask: Callable[[str], Answer], text: str) -> None:
    answer = ask(text)
    assert answer.status in {"answered", "not_found"}
    assert all(claim.citations for claim in answer.claims)
    assert bool(answer.claims) == (answer.status == "answered")


def test_a_naughty_string_never_breaks_the_pipeline(ask: Callable[[str], Answer], shared: Path) -> None:
    strings = json.loads((shared / "bench/naughty_strings/blns.json").read_text(encoding="utf-8"))
    for text in strings[::5]:
        try:
            answer = ask(text)
        except QuestionInvalid:
            continue
        assert answer.status in {"answered", "not_found", "refused", "clarify"}
        assert bool(answer.claims) == (answer.status == "answered")


def test_a_question_on_the_command_line_without_a_word_is_one_clear_line(built_in: Path) -> None:
    assert "Type a question" in one_line(run_ascn(built_in, "ask", "?!"))


def test_files_that_are_no_documents_cost_only_themselves(started: Ascn, tmp_path: Path) -> None:
    folder = tmp_path / "mixed"
    folder.mkdir()
    (folder / "good.md").write_text("# Lanterns\n\nThe lanterns of Hoi An are made of silk.\n")
    (folder / "empty.txt").write_bytes(b"")
    (folder / "cut.pdf").write_bytes(b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog")
    (folder / "renamed.pdf").write_text("# Renamed\n\nThis is Markdown under another name.\n")
    (folder / "picture.md").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    (folder / "loop").symlink_to(folder, target_is_directory=True)
    (folder / "nowhere.txt").symlink_to(folder / "absent")
    done = started("add", str(folder))
    assert done.returncode == 0
    assert "Traceback" not in done.stderr
    assert "added as good" in done.stdout
    assert "added as renamed" in done.stdout
    for name in ("empty.txt", "cut.pdf", "picture.md"):
        assert f"{folder / name}: " in done.stderr
    assert "2 documents taken" in done.stdout
    assert "silk" in started("ask", "What are the lanterns of Hoi An made of?").stdout


def test_a_path_that_does_not_exist_is_said_so(started: Ascn) -> None:
    done = started("add", "no/such/file.pdf")
    assert done.returncode == 1
    assert "no such file or folder" in done.stderr


def test_an_unknown_id_is_not_removed(built_in: Path) -> None:
    assert "ascn status" in one_line(run_ascn(built_in, "remove", "absent"))


def test_a_removed_document_is_never_cited_again(started: Ascn, tmp_path: Path) -> None:
    file = tmp_path / "lanterns.md"
    file.write_text("# Lanterns\n\nThe lanterns of Hoi An are made of silk.\n")
    started("add", str(file))
    assert started("remove", "lanterns").returncode == 0
    answer = json.loads(started("ask", "What are the lanterns of Hoi An made of?", "--json").stdout)
    cited = [c["document_id"] for claim in answer["claims"] for c in claim["citations"]]
    assert "lanterns" not in cited + [c["document_id"] for c in answer["also_read"]]
    assert not list((tmp_path / "data" / "documents").glob("lanterns*"))


def test_a_batch_file_that_is_none_is_one_clear_line(built_in: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.jsonl"
    bad.write_text('{"id": 1}\n')
    assert "line 1" in one_line(run_ascn(built_in, "ask", "--batch", str(bad)))
    assert "cannot be read" in one_line(run_ascn(built_in, "ask", "--batch", str(tmp_path / "absent")))


def test_an_unknown_setting_is_one_clear_line(built_in: Path) -> None:
    file = built_in / "ascn.toml"
    file.write_text("emebdder = 'x'\n")
    try:
        assert "Known settings" in one_line(run_ascn(built_in, "status"))
    finally:
        file.unlink()


def test_a_data_folder_of_a_newer_version_is_one_clear_line(built_in: Path, tmp_path: Path) -> None:
    import sqlite3

    newer = tmp_path / "newer"
    shutil.copytree(built_in, newer)
    with sqlite3.connect(newer / "ledger.sqlite") as database:
        database.execute("PRAGMA user_version = 99")
    database.close()
    line = one_line(run_ascn(newer, "ask", "How many cities?"))
    assert "newer version" in line
    assert "Update" in line


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Callable[..., Path]]:
    """Makes a file system of its own with a size and options, where mounting is allowed."""
    mounted: list[Path] = []

    def mount(options: str) -> Path:
        where = tmp_path / f"disk{len(mounted)}"
        where.mkdir()
        done = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(where)], capture_output=True, check=False
        )
        if done.returncode:
            pytest.skip("mounting a small disk is not allowed here")
        mounted.append(where)
        return where

    yield mount
    for where in mounted:
        subprocess.run(["umount", "-l", str(where)], check=True)


def copied(folder: Path, small_disk: Callable[..., Path], spare: int) -> Path:
    """A copy of a data folder on a disk of its own that has room for ``spare`` bytes more."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    taken = sum(path.stat().st_size + BLOCK for path in files)
    return Path(shutil.copytree(folder, small_disk(f"size={taken + spare}") / "data"))


# Full while documents are read, while their vectors are kept, while the generation is built.
@pytest.mark.parametrize("size", ["300k", "6m", "18m"])
def test_a_full_disk_is_one_clear_line_and_leaves_nothing_half_built(
    small_disk: Callable[..., Path], size: str
) -> None:
    root = small_disk(f"size={size}") / "data"
    assert "disk is full" in one_line(run_ascn(root, "sync"))
    assert not list(root.glob("generations/*"))


# Room for less than the file itself; for the file but not for another generation.
@pytest.mark.parametrize(("free", "paragraphs"), [(200_000, 9_000), (4_000_000, 9)])
def test_a_full_disk_leaves_the_old_generation_serving(
    small_disk: Callable[..., Path], built_in: Path, free: int, paragraphs: int
) -> None:
    root = copied(built_in, small_disk, spare=8_000_000)
    before = sorted(root.glob("generations/*"))
    ballast, source = root.parent / "ballast", root.parent.parent / "more.md"
    ballast.write_bytes(bytes(shutil.disk_usage(root).free - free))
    told = "\n\n".join(f"Paragraph {n} tells of town {n * 7}." for n in range(paragraphs))
    source.write_text(f"# More\n\n{told}\n")
    assert "disk is full" in one_line(run_ascn(root, "add", str(source)))
    assert sorted(root.glob("generations/*")) == before
    ballast.unlink()
    assert "90 million" in run_ascn(root, "ask", "How many people move to urban areas by 2030?").stdout
    assert run_ascn(root, "doctor").returncode == 0


def test_a_read_only_data_folder_is_one_clear_line(small_disk: Callable[..., Path], built_in: Path) -> None:
    root = copied(built_in, small_disk, spare=8_000_000)
    subprocess.run(["mount", "-o", "remount,ro", str(root.parent)], check=True)
    source = root.parent.parent / "x.md"
    source.write_text("# X\n\nSome text.\n")
    assert "Make it writable" in one_line(run_ascn(root, "add", str(source)))
    done = run_ascn(root, "ask", "How many cities are in the network?")
    assert done.returncode == 0 or "Make it writable" in one_line(done)


def test_a_data_folder_that_is_a_file_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("")
    assert "ASCN_DATA" in one_line(run_ascn(tmp_path / "data", "status"))


def test_stopping_early_on_the_output_is_no_error(built_in: Path) -> None:
    import sys

    command = f"{sys.executable} -m assistant search cities -n 50 | head -1"
    environment = {**os.environ, "ASCN_DATA": str(built_in)}
    done = subprocess.run(command, shell=True, env=environment, capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr
