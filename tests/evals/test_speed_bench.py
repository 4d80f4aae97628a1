import shutil
from pathlib import Path

from evals.bench.speed import answering


def test_answers_are_timed_whether_or_not_they_are_searched_for(
    shared: Path, official: Path, tmp_path: Path
) -> None:
    root = Path(shutil.copytree(official, tmp_path / "data"))
    told = {figure.name: figure.value for figure in answering(shared, root)}
    assert int(told["questions"]) > 10
    assert float(told["answer / embedding the question, median"]) > 1
    assert {"  step embed, median", "  step list, median"} <= told.keys()
