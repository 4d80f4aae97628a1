"""Documents in the languages of the region, in one index: asked and quoted; the built-in ones asked abroad.

The texts are made up; each has a number or a name that no other document has.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.compose.thresholds import thresholds_for
from assistant.pipeline import Pipeline
from assistant.schema import Answer, Question
from assistant.settings import load
from indexing.retrieve import Library
from tests.library import site
from tests.running import workspace_of

TEXTS = {
    "th": "# รายงานตลาดน้ำบางสาคร\n\nตลาดน้ำบางสาครเปิดให้บริการเมื่อปี พ.ศ. ๒๕๕๙ และมีเรือไฟฟ้า ๔๗ ลำ\n\n"
    "ร้านค้าในตลาดน้ำแยกขยะทุกวัน และชาวบ้านใช้ถังสีเขียว\n",
    "lo": "# ບົດລາຍງານສວນດອກຈຳປາ\n\nສວນດອກຈຳປາມີໂຄມໄຟພະລັງງານແສງຕາເວັນ 386 ດວງ.\n\n"
    "ຊາວບ້ານປູກຕົ້ນໄມ້ໃໝ່ທຸກໆປີ ແລະ ດູແລຮ່ວມກັນ.\n",
    "km": "# របាយការណ៍ផ្សាររំដួល\n\nផ្សាររំដួលមានតូបចំនួន ៧២៤ និងបើកនៅម៉ោងប្រាំព្រឹក។\n\nអ្នកលក់ប្រើប្រាស់ថង់ក្រដាស ជំនួសថង់ប្លាស្ទិក។\n",
    "my": "# ပန်းခြံအစီရင်ခံစာ\n\nပိတောက်ပန်းခြံတွင် ရေစုပ်စက် ၁၉၃ လုံး တပ်ဆင်ထားသည်။\n\n"
    "ရပ်ကွက်သူရပ်ကွက်သားများက ပန်းပင်များကို ပြုစုကြသည်။\n",
    "zh": "# 荷花湾报告\n\n荷花湾图书馆在2021年购买了658台自行车。\n\n居民每个周末都在湾边清理垃圾。\n",
    "ta": "# தாமரைக்குளம் அறிக்கை\n\nதாமரைக்குளம் நூலகத்தில் 869 மிதிவண்டிகள் உள்ளன.\n\n"
    "ஊர் மக்கள் வாரந்தோறும் குளத்தைச் சுத்தம் செய்கின்றனர்.\n",
    "vi": "# Báo cáo làng gốm Sen Hồ\n\nLàng gốm Sen Hồ có 275 lò nung chạy bằng điện.\n\n"
    "Người dân phân loại rác mỗi buổi sáng.\n",
}
ASKED = {
    "th": ("ตลาดน้ำบางสาครมีเรือไฟฟ้ากี่ลำ", "๔๗"),
    "lo": ("ສວນດອກຈຳປາມີໂຄມໄຟຈັກດວງ?", "386"),
    "km": ("ផ្សាររំដួលមានតូបប៉ុន្មាន?", "៧២៤"),
    "my": ("ပိတောက်ပန်းခြံတွင် ရေစုပ်စက် ဘယ်နှစ်လုံး တပ်ဆင်ထားသလဲ။", "၁၉၃"),
    "zh": ("荷花湾图书馆购买了多少台自行车？", "658"),
    "ta": ("தாமரைக்குளம் நூலகத்தில் எத்தனை மிதிவண்டிகள் உள்ளன?", "869"),
    "vi": ("Làng gốm Sen Hồ có bao nhiêu lò nung?", "275"),
}


@pytest.fixture(scope="module")
def villages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pipeline]:
    """Answers from the texts alone, all in one index."""
    with site(tmp_path_factory.mktemp("villages"), "e5-small") as at:
        at.index({f"village-{language}": text for language, text in TEXTS.items()})
        library = Library(at.folder, at.ledger)
        thresholds = thresholds_for(at.embedder.fingerprint)
        yield Pipeline(library, at.embedder, load(at.folder.root / "ascn.toml", {})[0], thresholds)


@pytest.fixture(scope="module")
def network(built_in: Path) -> Iterator[Pipeline]:
    """Answers from the built-in corpus."""
    with workspace_of(built_in) as workspace:
        yield workspace.pipeline


def asked(pipeline: Pipeline, question: str) -> Answer:
    return pipeline.answer(Question(text=question))


@pytest.mark.parametrize("language", TEXTS)
def test_a_document_is_quoted_in_its_own_language(language: str, villages: Pipeline) -> None:
    question, fact = ASKED[language]
    answer = asked(villages, question)
    assert answer.language == language
    assert answer.claims, answer.reason
    first = answer.claims[0].citations[0]
    assert first.document_id == f"village-{language}"
    assert fact in first.quote
    assert answer.note is None


@pytest.mark.parametrize(
    ("question", "count"),
    [
        ("Kota mana saja di Vietnam yang menjadi anggota ASCN?", 3),
        ("ประเทศไทยมีเมืองใดบ้างในเครือข่าย", None),
        ("越南有哪些城市是东盟智慧城市网络的成员？", 3),
    ],
)
def test_a_list_is_asked_for_and_told_in_another_language(
    question: str, count: int | None, network: Pipeline
) -> None:
    answer = asked(network, question)
    assert answer.list is not None
    assert count in {None, answer.list.count}
    assert str(answer.list.count) in answer.claims[0].text
    assert "As of" not in answer.claims[0].text
    assert answer.note is not None


def test_the_chair_of_a_year_is_told_to_a_thai_asker_with_a_note_that_the_quote_is_english(
    network: Pipeline,
) -> None:
    answer = asked(network, "ประเทศไทยเป็นประธานอาเซียนในปีใด")
    assert "2019" in answer.claims[0].text
    assert answer.note == "อ้างอิงจากต้นฉบับภาษาอังกฤษ"


def test_what_is_not_there_is_said_in_the_language_of_the_question(network: Pipeline) -> None:
    answer = asked(network, "Ai là thị trưởng của Zubrowka?")
    assert not answer.claims
    assert (answer.reason or "").startswith("Tài liệu không")
