import pytest

from assistant.readings import unclear


def test_a_number_that_meetings_of_two_series_bear_is_asked_back() -> None:
    back = unclear("When was the seventh meeting?", "en")
    assert back is not None
    assert back.readings == (
        "When was the seventh annual meeting?",
        "When was the seventh High-Level Meeting with Japan?",
    )


@pytest.mark.parametrize(
    "question", ["When did the city join?", "Which ministry leads the work in the country?"]
)
def test_a_city_or_country_without_a_name_is_asked_back(question: str) -> None:
    assert unclear(question, "en") is not None


@pytest.mark.parametrize(
    "question",
    [
        "When was the seventh annual meeting?",
        "When was the ninth meeting?",
        "What is the city of the future?",
        "How does INFLOS help the city?",
        "What does Kuching do for the city?",
        "How many cities does the network have?",
    ],
)
def test_a_question_with_one_reading_is_not_asked_back(question: str) -> None:
    assert unclear(question, "en") is None
