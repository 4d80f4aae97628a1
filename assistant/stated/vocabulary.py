"""Words for numbers, months and negation in the languages asked in, and the countries that work with ASEAN.

Data only. Where a short word is part of commoner ones ("สาม", three, of "สามารถ", can), a pattern tells
them apart; a number seen where there is none costs a paraphrase, a number overlooked would cost the truth.
The word for one is left out but in English: elsewhere it is the article.
"""

from __future__ import annotations

_HAN = "[一二三四五六七八九]"
_COUNTED = "个名座项年月日条种次家届所国"
"""Chinese signs that follow a number which counts something."""

UNITS = {
    "en": "zero=0 one=1 two=2 three=3 four=4 five=5 six=6 seven=7 eight=8 nine=9 ten=10 eleven=11"
    " twelve=12"
    " thirteen=13 fourteen=14 fifteen=15 sixteen=16 seventeen=17 eighteen=18 nineteen=19 twenty=20"
    " thirty=30"
    " forty=40 fifty=50 sixty=60 seventy=70 eighty=80 ninety=90 both=2 dozen=12",
    "id": "nol=0 dua=2 tiga=3 empat=4 lima=5 enam=6 tujuh=7 delapan=8 lapan=8 sembilan=9 sepuluh=10"
    " sebelas=11 seratus=100 seribu=1000 sejuta=1000000",
    "vi": "hai=2 ba=3 bốn=4 lăm=5"
    r" năm(?=\s+(?:dự|thành|quốc|nước|triệu|tỷ|nghìn|chương|người|trăm|mươi|đô|thủ))=5"
    " sáu=6 bảy=7 tám=8 chín=9 mười=10",
    "fil": "dalawa=2 dalawang=2 tatlo=3 tatlong=3 apat=4 lima=5 limang=5 anim=6 pito=7 pitong=7 walo=8"
    " walong=8 siyam=9 sampu=10 sampung=10 dalawampu=20 dalawampung=20 dalawampu't=20 tatlumpu=30"
    " tatlumpung=30 tatlumpu't=30 apatnapu=40 apatnapu't=40 limampu=50 limampu't=50 animnapu=60"
    " pitumpu=70"
    " walumpu=80 siyamnapu=90 sandaan=100 sanlibo=1000",
    "pt": "dois=2 duas=2 três=3 quatro=4 cinco=5 seis=6 sete=7 oito=8 nove=9 dez=10 onze=11 doze=12"
    " treze=13"
    " catorze=14 quatorze=14 quinze=15 dezesseis=16 dezasseis=16 dezessete=17 dezassete=17 dezoito=18"
    " dezenove=19 dezanove=19 vinte=20 trinta=30 quarenta=40 cinquenta=50 sessenta=60 setenta=70"
    " oitenta=80"
    " noventa=90 cem=100 cento=100 duzentos=200 duzentas=200 trezentos=300 quatrocentos=400"
    " quinhentos=500",
    "ta": "இரண்டு=2 இரு=2 மூன்று=3 நான்கு=4 ஐந்து=5 ஆறு=6 ஏழு=7 எட்டு=8 ஒன்பது=9 பத்து=10 இருபது=20"
    " இருபத்தி=20 முப்பது=30 முப்பத்தி=30 நாற்பது=40 ஐம்பது=50 அறுபது=60 எழுபது=70 எண்பது=80 தொண்ணூறு=90",
    "th": "สอง=2 สาม(?!ารถ)=3 สี่=4 ห้า(?!ม)=5 หก=6 เจ็ด=7 แปด=8 เก้า=9 ยี่=2",
    "lo": "ສອງ=2 ສາມ(?!າດ)=3 ສີ່=4 ຫ້າ(?!ມ)=5 ຫົກ=6 ເຈັດ=7 ແປດ=8 ເກົ້າ=9 ຊາວ=20",
    "km": "ពីរ=2 (?<!្)បី=3 បួន=4 ប្រាំ=5 ប្រាំមួយ=6 ប្រាំពីរ=7 ប្រាំបី=8 ប្រាំបួន=9 ដប់=10 ម្ភៃ=20"
    " សាមសិប=30"
    " សែសិប=40 ហាសិប=50 ហុកសិប=60 ចិតសិប=70 ប៉ែតសិប=80 កៅសិប=90",
    "my": "(?<![ခု၀-၉0-9])နှစ်(?=ခု|ဦး|မြို့|ဆယ်|ရာ)=2 (?<!အ)သုံး(?=ခု|ဦး|မြို့|ဆယ်|ရာ)=3"
    " လေး(?=ခု|ဦး|မြို့|ဆယ်|ရာ)=4 ငါး=5"
    " ခြောက်=6 ခုနစ်=7 ရှစ်=8 ကိုး=9",
    "zh": rf"[零〇](?={_HAN})=0 一(?=[十百千万亿])(?!十分)=1 (?<=[十百千])一=1 "
    + " ".join(
        rf"{word}(?=[十百千万亿{_COUNTED}])={n} (?<=[十百千]){word}={n}"
        for n, word in enumerate("二三四五六七八九", 2)
    )
    + rf" 两(?=[百千万亿{_COUNTED}])=2",
}
"""Language → words, as patterns, with their values."""

MULTIPLIERS = {
    "en": "hundred=100 thousand=1000 million=1000000 mln=1000000 mn=1000000 billion=1000000000"
    " bn=1000000000"
    " trillion=1000000000000",
    "id": "belas=+10 puluh=10 ratus=100 ribu=1000 juta=1000000 miliar=1000000000 milyar=1000000000"
    " bilion=1000000000 triliun=1000000000000 trilion=1000000000000",
    "vi": "mươi=10 trăm=100 nghìn=1000 ngàn=1000 triệu=1000000 tỷ=1000000000 tỉ=1000000000",
    "fil": "daan=100 daang=100 libo=1000 libong=1000 milyon=1000000 milyong=1000000 bilyon=1000000000"
    " bilyong=1000000000",
    "pt": "mil=1000 milhão=1000000 milhões=1000000 bilhão=1000000000 bilhões=1000000000",
    "ta": "நூறு=100 ஆயிரம்=1000 லட்சம்=100000 மில்லியன்=1000000 கோடி=10000000 பில்லியன்=1000000000",
    "th": "สิบ=10 ร้อย(?!ละ)=100 พัน(?!ธ)=1000 หมื่น=10000 แสน=100000 ล้าน=1000000",
    "lo": "ສິບ=10 ຮ້ອຍ(?!ລະ)=100 ພັນ=1000 ໝື່ນ=10000 ແສນ=100000 ລ້ານ=1000000 ຕື້=1000000000",
    "km": "រយ=100 ពាន់=1000 ម៉ឺន=10000 សែន=100000 លាន=1000000 កោដិ=10000000 ប៊ីលាន=1000000000",
    "my": "ဆယ်=10 ရာ(?!ခိုင်)=100 ထောင်=1000 သောင်း=10000 သိန်း=100000 သန်း=1000000 ဘီလီယံ=1000000000",
    "zh": "(?<![几数])十(?!分)=10 百(?!分)=100 千=1000 万=10000 亿=100000000",
}
"""Language → words that multiply the number before them; with a plus they are added to it."""

SHARE_BEHIND = (
    r"%|٪|per ?cent(?:age points?)?|persen|peratus|por cento|porsyento|phần trăm|เปอร์เซ็นต์|ເປີເຊັນ|"
    r"ភាគរយ|ရာခိုင်နှုန်း|சதவீதம்|சதவிகிதம்"
)
SHARE_BEFORE = r"ร้อยละ|ຮ້ອຍລະ|百分之"
"""What makes a number a share of a hundred, behind it or before it."""

ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth"
    " fourteenth"
    " fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
)

DOT_GROUPS = frozenset({"id", "vi", "pt"})
"""Languages that write 30.000 for thirty thousand."""

MONTHS = {
    "en": "january february march april may june july august september october november december",
    "en-short": "jan feb mar apr may jun jul aug sep oct nov dec",
    "id": "januari februari maret april mei juni juli agustus september oktober november desember",
    "ms": "januari februari mac april mei jun julai ogos september oktober november disember",
    "fil": "enero pebrero marso abril mayo hunyo hulyo agosto setyembre oktubre nobyembre disyembre",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "ta": "ஜனவரி பிப்ரவரி மார்ச் ஏப்ரல் மே ஜூன் ஜூலை ஆகஸ்ட் செப்டம்பர் அக்டோபர் நவம்பர் டிசம்பர்",
    "th": "มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม",
    "lo": "ມັງກອນ ກຸມພາ ມີນາ ເມສາ ພຶດສະພາ ມິຖຸນາ ກໍລະກົດ ສິງຫາ ກັນຍາ ຕຸລາ ພະຈິກ ທັນວາ",
    "km": "មករា កុម្ភៈ មីនា មេសា ឧសភា មិថុនា កក្កដា សីហា កញ្ញា តុលា វិច្ឆិកា ធ្នូ",
    "my": "ဇန်နဝါရီ ဖေဖော်ဝါရီ မတ် ဧပြီ မေ ဇွန် ဇူလိုင် ဩဂုတ် စက်တင်ဘာ အောက်တိုဘာ နိုဝင်ဘာ ဒီဇင်ဘာ",
}
"""The twelve months in order."""

NEGATIONS = {
    "en": r"not(?! only)|\w+n[’']t|no(?!\.? ?\d)|never|none|neither|nor|without|cannot|nobody|nothing|"
    r"nowhere|no longer|lacks?|unable|fails? to|failed to|refuse[sd]? to|denie[sd]",
    "id": r"tidak|tak|bukan|belum|tanpa|tiada|bukanlah|tidaklah|jangan",
    "vi": r"không(?! gian| khí| chỉ)|chưa|chẳng|chả|đừng",
    "fil": r"hindi|wala|walang|huwag|ni",
    "pt": r"não|nunca|nem|nenhum|nenhuma|sem|jamais|nada|ninguém",
    "ta": r"\w*இல்லை|\w*ில்லை|\w*வில்லை|\w*ாது|இல்லாமல்|இன்றி",
    "th": r"ไม่(?!เพียง|โครเ)|มิได้|มิใช่|ไร้|ปราศจาก|ยังมิ",
    "lo": r"ບໍ່|ບໍ່ມີ|ບໍ(?=່)|ປາສະຈາກ",
    "km": r"មិន(?!ត្រឹម)|ពុំ|គ្មាន|ឥត(?!គិត)|អត់",
    "my": r"မ\p{L}\p{M}*(?:\p{L}\p{M}*){0,3}(?:ဘူး|ပါ။|ချေ)|မဟုတ်|မရှိ|မရ|မပါ",
    "zh": r"不(?!仅|同|断|但|少)|没有|沒有|未(?!来)|无(?!人|线)|非(?!常|洲|政府)|从未|並非",
}
"""Patterns; of spaced scripts, of whole words."""

COUNTRIES = {
    "AU": "A$ AUD Australia Australian Australians Úc Austrália Australya ออสเตรเลีย អូស្ត្រាលី"
    " ອົດສະຕາລີ ဩစတြေးလျ ஆஸ்திரேலியா 澳大利亚 澳洲",
    "CA": "Canada Canadian Kanada Canadá แคนาดา កាណាដា ການາດາ ကနေဒါ கனடா 加拿大",
    "CN": "RMB CNY yuan China Chinese Tiongkok Cina Tsina Trung_Quốc จีน ចិន ຈີນ တရုတ် சீனா 中国",
    "DE": "Germany German Jerman Đức Alemanha Alemanya เยอรมนี เยอรมัน អាល្លឺម៉ង់ ເຢຍລະມັນ ဂျာမနီ ஜெர்மனி 德国",
    "EU": "EUR € euro euros European_Union EU Uni_Eropa Kesatuan_Eropah Liên_minh_châu_Âu"
    " União_Europeia สหภาพยุโรป សហភាពអឺរ៉ុប"
    " ສະຫະພາບເອີຣົບ ဥရောပသမဂ္ဂ ஐரோப்பிய_ஒன்றியம் 欧盟",
    "FR": "France French Prancis Perancis Pháp França Pransya ฝรั่งเศส បារាំង ຝຣັ່ງ ပြင်သစ် பிரான்ஸ் 法国",
    "GB": "GBP £ United_Kingdom UK British Britain Inggris Anh_Quốc Vương_quốc_Anh Reino_Unido"
    " สหราชอาณาจักร อังกฤษ"
    " ចក្រភពអង់គ្លេស ອັງກິດ ဗြိတိန် இங்கிலாந்து 英国",
    "IN": "India Indian Ấn_Độ Índia อินเดีย ឥណ្ឌា ອິນເດຍ အိန္ဒိယ இந்தியா 印度",
    "JP": "JPY ¥ yen Japan Japanese Jepang Jepun Nhật_Bản Nhật Japão Hapon ญี่ปุ่น ជប៉ុន ຍີ່ປຸ່ນ ဂျပန် ஜப்பான் 日本",
    "KR": "Republic_of_Korea South_Korea Korea Korean ROK Korea_Selatan Hàn_Quốc Coreia_do_Sul"
    " Timog_Korea"
    " เกาหลีใต้ เกาหลี កូរ៉េ ເກົາຫຼີ ကိုရီးယား கொரியா 韩国",
    "NZ": "New_Zealand Selandia_Baru Nova_Zelândia นิวซีแลนด์ 新西兰",
    "RU": "Russia Russian Rusia Nga Rússia รัสเซีย រុស្ស៊ី ຣັດເຊຍ ရုရှား ரஷ்யா 俄罗斯",
    "US": "USD United_States United_States_of_America US USA U.S. U.S.A. American America"
    " Amerika_Serikat"
    " Amerika_Syarikat Hoa_Kỳ Mỹ Estados_Unidos Estados_Unidos_da_América สหรัฐอเมริกา สหรัฐ สหรัฐฯ"
    " សហរដ្ឋអាមេរិក ສະຫະລັດ အမေရိကန် அமெரிக்கா 美国",
}
"""Code → spellings, those of several words with an underscore; of the member states the records know more."""

TITLES = frozenset(
    "city kota bandar bandaraya negara provinsi wilayah lungsod cidade thành phố tỉnh nước".split()
)
"""What a city or country is called before or behind its name; alone no name."""

OPENERS = frozenset(
    "according additionally all also although among and another any are as at because besides both"
    " but by can"
    " currently despite did do does during each either every few for from furthermore had has have"
    " he her here"
    " his how however if in including into is it its later many more moreover most no not of on once"
    " one only or"
    " other others our out over overall people same several she since so some such than thanks that"
    " the their"
    " them then there therefore these they this those through throughout thus to today two under"
    " until up upon"
    " was we were what when where whether which while who whose will with within would yes you your".split()
)
"""English words that are no names where a sentence begins with them."""

OPENERS_ELSEWHERE = frozenset(
    # Indonesian and Malay
    "ada adalah akan antara atas bagi banyak beberapa berdasarkan dalam dan dari daripada dengan di"
    " hal hanya"
    " ialah ini itu jumlah jaringan kedua kota bandar bandaraya kawasan ke mereka menurut negara"
    " oleh pada para"
    " pemerintah kerajaan proyek projek program rangkaian salah saat satu sebanyak sebuah sejak"
    " selain semua"
    " sebagai setelah setiap tahun terdapat tersebut tiga untuk yang ya tidak"
    # Vietnamese
    " các có cho chương của đây đến để đó dự được hiện khi kể là mạng một mỗi năm ngày những ở sau"
    " số tại tất"
    " theo thành tháng trong từ và vào với việc không"
    # Filipino
    " ang ayon ay bilang kabilang kada lahat lungsod mga may mayroon mula nang ng ni noong oo para"
    " proyekto sa"
    " si sila sina siya tatlo hindi"
    # Portuguese
    " a ao aos as cada cidade com como da das de desde do dos e em entre era eram esta este existem"
    " foi foram há"
    " mais muitas na nas no nos o os para pela pelo por que rede segundo são sim não também tem"
    " todas todos um"
    " uma".split()
)
"""The same in the other languages written with Latin letters."""
