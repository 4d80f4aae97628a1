"""Names in the scripts and spellings of the languages spoken, and what only looks like one."""

from __future__ import annotations

import pytest

from assistant.names import known_names
from corpus.records import records

SPELLINGS = {
    "bandar-seri-begawan": "斯里巴加湾市 บันดาร์เซอรีเบอกาวัน",
    "bangkok": "กรุงเทพมหานคร กรุงเทพฯ ບາງກອກ បាងកក ဘန်ကောက် பேங்காக் 曼谷 Banguecoque",
    "battambang": "បាត់ដំបង พระตะบอง 马德望 馬德望",
    "cebu-city": "เซบู ເຊບູ 宿务 宿務 செபு",
    "chiang-mai": "เชียงใหม่ ຊຽງໃໝ່ ឈៀងម៉ៃ ချင်းမိုင် 清迈 清邁",
    "da-nang": "ดานัง ດ່ານັງ ដាណាំង ဒါနန်း 岘港 峴港",
    "davao-city": "ดาเวา ດາເວົາ 达沃 達沃 டாவோ",
    "dili": "Díli ดิลี ດີລີ ဒီလီ 帝力",
    "ha-noi": "ฮานอย ຮ່າໂນ້ຍ ហាណូយ ဟနွိုင်း ஹனோய் 河内 河內 Hanói",
    "ho-chi-minh-city": "โฮจิมินห์ ໂຮ່ຈິມິນ ហូជីមិញ ဟိုချီမင်း 胡志明市 TPHCM",
    "ipoh": "อีโปห์ ஈப்போ 怡保",
    "jakarta": "จาการ์ตา ຈາກາຕາ ចាការតា ဂျကာတာ ஜகார்த்தா 雅加达 雅加達 Jacarta",
    "johor-bahru": "ยะโฮร์บาห์รู 新山",
    "khon-kaen": "ขอนแก่น ຂອນແກ່ນ 孔敬",
    "kuala-lumpur": "กัวลาลัมเปอร์ ກົວລາລຳເປີ កូឡាឡាំពួរ ကွာလာလမ်ပူ கோலாலம்பூர் 吉隆坡",
    "kuching": "กูจิง 古晋 古晉 கூச்சிங்",
    "luang-prabang": "ຫຼວງພະບາງ หลวงพระบาง 琅勃拉邦",
    "makassar": "มากัสซาร์ ម៉ាកាសារ မာကာဆာ மக்காசர் 望加锡 望加錫",
    "mandalay": "မန္တလေး มัณฑะเลย์ ມັນດະເລ 曼德勒",
    "manila": "Maynila มะนิลา ມະນີລາ ម៉ានីល မနီလာ மணிலா 马尼拉 馬尼拉 Manilha",
    "nay-pyi-taw": "နေပြည်တော် เนปยีดอ ເນປີດໍ ណៃពិដោ 内比都",
    "phnom-penh": "ភ្នំពេញ พนมเปญ ພະນົມເປັນ ဖနွမ်းပင် 金边 金邊",
    "phuket": "ภูเก็ต ພູເກັດ ភូកេត 普吉",
    "putrajaya": "ปูตราจายา புத்ராஜாயா 布城",
    "siem-reap": "សៀមរាប เสียมราฐ ສຽມຣາບ 暹粒",
    "sihanoukville": "ព្រះសីហនុ สีหนุวิลล์ 西哈努克市 施亞努市",
    "singapore": "สิงคโปร์ ສິງກະໂປ សិង្ហបុរី စင်ကာပူ சிங்கப்பூர் 新加坡 Singapura",
    "vientiane": "ວຽງຈັນ เวียงจันทน์ វៀងចន្ទន៍ ဗီယင်ကျန်း 万象 萬象 永珍",
    "yangon": "ရန်ကုန် ย่างกุ้ง ຢາງກຸ້ງ យ៉ាំងហ្គូន யங்கோன் 仰光",
    "KH": "កម្ពុជា กัมพูชา ກຳປູເຈຍ ကမ္ဘောဒီးယား கம்போடியா 柬埔寨 Campuchia Kamboja Kemboja Camboja",
    "ID": "อินโดนีเซีย ອິນໂດເນເຊຍ ឥណ្ឌូនេស៊ី အင်ဒိုနီးရှား இந்தோனேசியா 印尼 Indonésia",
    "LA": "ລາວ ลาว ឡាវ လာအို லாவோஸ் 老挝 Lào",
    "MY": "มาเลเซีย ມາເລເຊຍ ម៉ាឡេស៊ី မလေးရှား மலேசியா 马来西亚 Malásia",
    "MM": "မြန်မာ เมียนมา ມຽນມາ មីយ៉ាន់ម៉ា மியான்மர் 缅甸 Mianmar",
    "PH": "Pilipinas ฟิลิปปินส์ ຟິລິບປິນ ហ្វីលីពីន ဖိလစ်ပိုင် பிலிப்பைன்ஸ் 菲律宾 Filipina Filipinas",
    "TH": "ประเทศไทย ປະເທດໄທ ថៃ ထိုင်း தாய்லாந்து 泰国 泰國 Tailândia",
    "TL": "ติมอร์-เลสเต 东帝汶 東帝汶",
    "VN": "เวียดนาม ຫວຽດນາມ វៀតណាម ဗီယက်နမ် வியட்நாம் 越南 Vietname",
}
IN_SENTENCES = [
    ("Thành phố Hồ Chí Minh có bao nhiêu dự án?", "ho-chi-minh-city"),
    ("TP. Hồ Chí Minh rộng bao nhiêu?", "ho-chi-minh-city"),
    ("Krung Thep has how many projects?", "bangkok"),
    ("ရန်ကုန်မြို့၏ စီမံကိန်းများ", "yangon"),
    ("சிங்கப்பூரில் எத்தனை திட்டங்கள்?", "singapore"),
    ("கோலாலம்பூருக்கு என்ன திட்டம்?", "kuala-lumpur"),
    ("வியட்நாமின் நகரங்கள்", "VN"),
    ("ກໍາປູເຈຍ", "KH"),  # its "am" typed as two signs
    ("Kỳ họp ở Phnôm Pênh", "phnom-penh"),
    ("Quantos projetos tem a Cidade de Ho Chi Minh?", "ho-chi-minh-city"),
    ("Ilan ang proyekto ng Lungsod ng Cebu?", "cebu-city"),
]


@pytest.mark.parametrize("place", SPELLINGS)
def test_a_place_is_known_in_the_scripts_of_the_members(place: str) -> None:
    found = {s: [m.id for m in known_names().find(s)] for s in SPELLINGS[place].split()}
    assert found == {spelling: [place] for spelling in found}


@pytest.mark.parametrize(("text", "place"), IN_SENTENCES)
def test_a_local_name_is_found_among_other_words(text: str, place: str) -> None:
    assert place in [mention.id for mention in known_names().find(text)]


def test_every_city_has_a_name_in_chinese_and_thai_and_every_state_in_all_scripts() -> None:
    for city in records().cities.values():
        assert {"th", "zh"} <= city.local_names.keys(), city.id
    for state in records().states.values():
        assert {"th", "lo", "km", "my", "ta", "zh", "vi"} <= state.local_names.keys(), state.code


def test_a_part_of_another_word_is_no_name() -> None:
    assert known_names().find("Manilhado is no city, nor are Indonésiadores") == []
