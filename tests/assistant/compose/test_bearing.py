import pytest

from assistant.compose.bearing import subject_of

RARE = {"tani": 5.0, "lama": 5.0}


def idf(stem: str) -> float:
    return RARE.get(stem, 1.0)


BEARS = [
    ("How many pumps does Kuching run?", "The town runs 20 pumps.", "Kuching, Malaysia", True),
    ("How many pumps does Kuching run?", "The town runs 20 pumps.", "Seberang Perai, Malaysia", False),
    ("How many pumps does Kuching run?", "Kuching runs 20 pumps.", "Seberang Perai, Malaysia", True),
    ("How many pumps does Kuching run?", "The towns run 20 pumps.", "Pumps", False),
    ("What are the pumps of Kuching for?", "Pumps keep streets dry.", "Pumps", True),
    (
        "When will the railway from Bangkok to Phuket open?",
        "It will open in 2027.",
        "Bangkok, Thailand",
        False,
    ),
    ("How many lamps has Viet Nam?", "Ha Noi has 40 lamps.", "Lamps", True),
    ("How many lamps has Viet Nam?", "Jakarta has 40 lamps.", "Lamps", False),
    ("How many flats has phase 1?", "Phase II has 1,060 flats.", "Housing", False),
    ("How many flats has phase II?", "Phase 2 has 1,060 flats.", "Housing", True),
    (
        "How many flats has the second phase?",
        "On the success of phase I, phase II has 9 flats.",
        "Flats",
        True,
    ),
    ("How many flats has phase 1?", "The town has 3,000 flats.", "Housing", False),
    ("How many flats do phase 1 and phase 2 have?", "Phase 2 has 1,060 flats.", "Housing", True),
    ("How many joined Jagoan Tani?", "Each year 75 joined Jagoan Baru.", "Youth", False),
    ("How many joined Jagoan Tani?", "Each year 75 joined Jagoan Tani.", "Youth", True),
    ("How many joined Jagoan Tani?", "Each year 75 joined.", "Jagoan Tani", True),
]


@pytest.mark.parametrize(("question", "sentence", "place", "bears"), BEARS)
def test_a_sentence_bears_on_a_question_only_if_it_is_about_the_thing_named(
    question: str, sentence: str, place: str, bears: bool
) -> None:
    assert subject_of(question, idf).suits(sentence, place) is bears


def test_a_question_that_names_nothing_is_borne_on_by_every_sentence() -> None:
    assert subject_of("How many lamps are there?", idf).suits("Jakarta has 40 lamps in phase 2.", "Lamps")
