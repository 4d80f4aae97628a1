"""Foreign questions in English words: what asks, names, numbers, years, and what no glossary knows."""

from __future__ import annotations

from datetime import date

import pytest
from pydantic import TypeAdapter

from assistant.compose.question_type import QuestionType, question_type
from assistant.evidence import wanted
from assistant.languages.gloss import gloss, in_english
from assistant.languages.glossary import FOLDER, LANGUAGES, GlossaryFile, glossary, typed_alike
from assistant.lists.path import route
from assistant.lists.request import Asks, Entity
from corpus.data_files import read_data
from corpus.records import records
from indexing.language import language_of

TODAY = date(2026, 11, 24)
CITIES_OF_VIETNAM = {
    "id": "Kota mana saja di Vietnam yang menjadi anggota ASCN?",
    "ms": "Bandar manakah di Vietnam menjadi ahli ASCN?",
    "th": "เมืองใดบ้างในเวียดนามเป็นสมาชิก ASCN",
    "vi": "Những thành phố nào ở Việt Nam là thành viên ASCN?",
    "fil": "Aling mga lungsod sa Vietnam ang kasapi ng ASCN?",
    "km": "ទីក្រុងណាខ្លះនៅវៀតណាមជាសមាជិក ASCN?",
    "lo": "ເມືອງໃດແດ່ໃນຫວຽດນາມເປັນສະມາຊິກ ASCN?",
    "my": "ဗီယက်နမ်နိုင်ငံမှ ဘယ်မြို့တွေက ASCN အဖွဲ့ဝင်တွေလဲ။",
    "ta": "வியட்நாமின் எந்த நகரங்கள் ASCN உறுப்பினர்கள்?",
    "zh": "越南有哪些城市是ASCN的成员？",
    "pt": "Que cidades do Vietname são membros da ASCN?",
}
TYPES = [
    ("id", "Kapan Sumedang bergabung?", QuestionType.DATE),
    ("ms", "Siapakah datuk bandar Kuching?", QuestionType.PERSON),
    ("th", "ภูเก็ตมีกล้องกี่ตัว", QuestionType.NUMBER),
    ("th", "การประชุมจัดขึ้นที่ไหน", QuestionType.PLACE),
    ("vi", "Hội nghị diễn ra khi nào?", QuestionType.DATE),
    ("fil", "Ilan ang kamera sa Maynila?", QuestionType.NUMBER),
    ("km", "តើអ្នកណាជាអភិបាល?", QuestionType.PERSON),
    ("lo", "ໂຄງການເລີ່ມເມື່ອໃດ?", QuestionType.DATE),
    ("my", "ဘယ်သူ ဥက္ကဋ္ဌလဲ", QuestionType.PERSON),
    ("ta", "எத்தனை பேருந்துகள்?", QuestionType.NUMBER),
    ("zh", "谁是市长？", QuestionType.PERSON),
    ("pt", "Onde foi a reunião?", QuestionType.PLACE),
]
YEARS = [
    ("th", "ในปี ๒๕๖๒", "2019"),
    ("th", "พ.ศ. 2568", "2025"),
    ("th", "ค.ศ. 2019", "2019"),
    ("my", "၂၀၁၉ ခုနှစ်", "2019"),
    ("km", "ឆ្នាំ២០២៥", "2025"),
    ("lo", "ປີ ໒໐໒໔", "2024"),
    ("ta", "௨௦௧௮", "2018"),
    ("zh", "2023年", "2023"),
]


@pytest.mark.parametrize("language", CITIES_OF_VIETNAM)
def test_cities_of_a_state_are_asked_for_in_every_language(language: str) -> None:
    question = CITIES_OF_VIETNAM[language]
    request = route(in_english(question, language_of(question)).text, (), TODAY, None).request
    assert request is not None
    assert (request.entity, request.asks, request.states) == (Entity.CITY, Asks.LIST, frozenset({"VN"}))


def test_every_glossary_is_asked() -> None:
    assert set(CITIES_OF_VIETNAM) == set(LANGUAGES)


@pytest.mark.parametrize(("language", "question", "kind"), TYPES)
def test_the_word_that_asks_tells_what_sort_of_thing_is_asked_for(
    language: str, question: str, kind: QuestionType
) -> None:
    assert question_type(gloss(question, language).text) is kind


@pytest.mark.parametrize(
    ("language", "question", "counted"),
    [
        ("th", "ภูเก็ตติดตั้งกล้อง GPS กี่ตัว", "cameras GPS"),
        ("id", "Di Makassar ada berapa pasien?", "patients"),
        ("km", "ភ្នំពេញមានផ្លូវប៉ុន្មានខ្សែ?", "roads"),
        ("zh", "曼谷有多少辆公交车？", "bus"),
        ("lo", "ວຽງຈັນຖືກນ້ຳຖ້ວມຈັກເດືອນ?", "months"),
    ],
)
def test_what_is_counted_stands_beside_the_word_that_counts(
    language: str, question: str, counted: str
) -> None:
    assert gloss(question, language).text.startswith(f"how many {counted}")


@pytest.mark.parametrize(("language", "text", "year"), YEARS)
def test_years_in_local_digits_and_of_the_buddhist_era_are_years(language: str, text: str, year: str) -> None:
    assert year in wanted(text, lambda _: 1.0, gloss(text, language)).years


def test_a_number_that_only_looks_like_a_buddhist_year_stays() -> None:
    assert "2568" in gloss("กล้อง 2568 ตัว", "vi").text
    assert "12,568" in gloss("กล้อง 12,568 ตัว", "th").text


def test_a_question_of_a_year_asks_for_the_chair_of_that_year() -> None:
    request = route(gloss("ประเทศไทยเป็นประธานอาเซียนในปีใด", "th").text, (), TODAY, None).request
    assert request is not None
    assert (request.entity, request.states) == (Entity.CHAIR, frozenset({"TH"}))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("th", "นครดานัง"),
        ("vi", "thành phố Đà Nẵng"),
        ("zh", "岘港市"),
        ("my", "ဒါနန်းမြို့"),
        ("zh", "峴港"),
        ("en", "Đà Nẵng"),
        ("lo", "ດ່ານັງ (Da Nang)"),
    ],
)
def test_a_name_is_told_as_the_records_spell_it_without_what_it_is(language: str, text: str) -> None:
    assert gloss(text, language).text == "Da Nang"


def test_every_local_name_of_a_city_is_put_into_english() -> None:
    lost = [
        (spelling, language)
        for city in records().cities.values()
        for language, spellings in city.local_names.items()
        if glossary(language) is not None
        for spelling in spellings
        if city.name not in gloss(spelling, language).text
    ]
    assert lost == []


def test_english_stays_as_it_was_typed() -> None:
    question = "How many cities, in all, does the ASCN have?"
    assert gloss(question, "en").text == question


def test_what_no_glossary_knows_is_left_so_that_no_list_is_given_without_it() -> None:
    read = gloss("Kota mana di Vietnam yang berwarna ungu?", "id")
    assert read.unknown == {"berwarna", "ungu"}
    assert route(read.text, (), TODAY, None).request is None


def test_why_there_is_no_list_is_told_in_words_that_were_typed_or_not_at_all() -> None:
    strange = gloss("Kota mana di Vietnam yang berwarna murah?", "id")
    assert route(strange.text, (), TODAY, None, None, "id").reason is None
    named = gloss("Kota mana di Atlantis?", "id")
    assert "Atlantis" in (route(named.text, (), TODAY, None, None, "id").reason or "")


def test_a_part_of_a_longer_word_is_not_taken_for_the_word() -> None:
    assert gloss("airlangga", "id").unknown == {"airlangga"}  # begins with "air", water


def test_traditional_signs_are_read_like_simplified_ones() -> None:
    assert gloss("哪些項目已完成？", "zh").text == gloss("哪些项目已完成？", "zh").text


def test_a_word_that_could_not_be_read_weighs_but_cannot_be_met() -> None:
    read = gloss("Berapa zubrowka di Makassar?", "id")
    asked = wanted("Berapa zubrowka di Makassar?", lambda stem: 1.0 if stem == "makassar" else 4.0, read)
    assert 0 < asked.share(frozenset({"makassar"})) < 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_of_a_glossary_is_found_as_itself(language: str) -> None:
    held = glossary(language)
    assert held is not None
    content = read_data(TypeAdapter(GlossaryFile), FOLDER / f"{language}.yaml")
    said = {
        key: english for key, english in (content.words | content.asks).items() if not {"{", "*"} & set(key)
    }
    found = {key: held.at(held.folded(typed_alike(key)), 0) for key in said}
    assert {key: one.entry.english for key, one in found.items() if one is not None} == said


@pytest.mark.parametrize(
    ("language", "question", "english"),
    [
        ("vi", "Bãi chôn lấp mới ở Battambang rộng bao nhiêu héc-ta?", "landfill hectares Battambang"),
        ("zh", "仰光市中心保护项目2022年为什么被推迟？", "why conservation Yangon postponed 2022"),
        ("id", "Berapa luasnya Siem Reap?", "what area Siem Reap"),
        ("vi", "Thai Lan co bao nhieu du an?", "Thailand"),
        ("km", "ហេតុអ្វីបានជាគម្រោងអភិរក្សត្រូវបានពន្យារពេល?", "why conservation postponed"),
    ],
)
def test_the_words_of_the_reports_are_known(language: str, question: str, english: str) -> None:
    assert set(english.split()) <= set(gloss(question, language).text.split())
