"""Tells the language of a text from its script and its commonest short words; offline, no model.

Enough to choose an interface text and to know whether question and passage differ in language; not
made for names or single words, which count as English. Must not translate or search.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from itertools import pairwise

import regex

_VIETNAMESE = regex.compile("[ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", regex.IGNORECASE)
_SCRIPTS = {
    "th": regex.compile(r"\p{Thai}"),
    "lo": regex.compile(r"\p{Lao}"),
    "km": regex.compile(r"\p{Khmer}"),
    "my": regex.compile(r"\p{Myanmar}"),
    "ta": regex.compile(r"\p{Tamil}"),
    "ja": regex.compile(r"[\p{Hiragana}\p{Katakana}]"),
    "zh": regex.compile(r"\p{Han}"),
}
_AROUND = ".,?!;:¿¡\"'()[]“”‘’"
_OWN_LETTERS = 0.12
"""The same for letters that only Vietnamese has; a question of words without them has short words."""

_SHARE, _MOST = 0.2, 0.5
"""Of a text's letters, what a script needs to decide its language: names in Latin often stand beside.
Below the second, words that ask in Latin script say that the other script only spells a name."""

# Words that tell languages of one script apart. The first of each pair are its own and weigh double,
# the others it shares with a neighbour or are short enough to be part of a name ("Da Nang").
_WORDS = {
    "en": (
        "the is are was were what which who whose when where why how many much does did list name show"
        " give tell compare and for have has been can please there about with from by that this",
        "of in to a an on do at as or",
    ),
    "id": (
        "apa berapa kapan kapankah dari adalah dimana dimanakah mengapa proyek jaringan cerdas karena"
        " pertemuan rencana anggota bisa kemitraan pendanaan saja didirikan kabupaten keberapa ketua"
        " halo selamat_pagi abaikan instruksi tulis nomor telepon pribadi kami bisakah"
        " negara-negara program-program tentang biaya bidang tahap kepala",
        "yang di dan siapa untuk dengan menurut mana dalam pada ke bagaimana oleh nama apakah tahun luas"
        " penduduk jumlah negara siapakah manakah sebutkan kota",
    ),
    "ms": (
        "berapakah bilakah ialah daripada bandaraya projek rangkaian pintar mesyuarat kerana ahli"
        " manakah pelan boleh ramai pengerusi senaraikan dimanakah bila negeri-negeri ditubuhkan kerajaan"
        " bolehkah memohon syarikat universiti adakah awak"
        " keluasan mengapakah bagaimanakah mengikut menjelang sehingga fasa kos batang pesakit",
        "yang di dan apakah siapakah untuk dengan pada ke oleh nama siapa mana dalam tahun luas penduduk"
        " jumlah negara apa berapa bagaimana bandar",
    ),
    "vi": (
        "của những các được trong thành phố bao nhiêu đâu tại một đã khi nào gì là và"
        " bao_nhieu thanh_pho thong_minh khi_nao o_dau la_gi thanh_vien dan_so dien_tich nam_nao du_an"
        " xin_chào cảm_ơn dân_số diện_tích thì_sao thế_nào còn_nữa vậy_còn thế_còn"
        " mang_luoi nhung cua duoc viet_nam nao la_ai bao_cao cuoc_hop tai_sao",
        "có ở ai cho với nước năm cac la",
    ),
    "fil": (
        "ang mga ilan ilang sino kailan saan noong alin aling alin-aling ano-ano lungsod proyekto kasapi"
        " nasa anong bansa pulong taon paano bakit magkano gaano tungkol ayon ibigay sinong populasyon"
        " ilista miyembro kamusta po salamat",
        "ng sa ano ay at na para ba nito",
    ),
    "pt": (
        "olá obrigado que quantos quantas quem quando onde qual quais são foi foram cidade cidades projetos"
        " projectos rede reunião população é porquê uma membros países país lista tem têm não pela pelo",
        "o a os as de do da dos das em e para na no nas nos como um por ano",
    ),
}
_OWN_OF = {tag: frozenset(own.replace("_", " ") for own in own.split()) for tag, (own, _) in _WORDS.items()}
_SHARED_OF = {tag: frozenset(shared.split()) for tag, (_, shared) in _WORDS.items()}

# Words by which a question in Latin script shows that a name in another script is all it borrows.
_ASKING = frozenset(
    "what which who whose when where why how is are was were does did list name show give tell compare"
    " apa apakah berapa berapakah siapa siapakah kapan bila bilakah mana manakah bagaimana"
    " ano ilan ilang sino kailan saan alin aling que quantos quantas quem quando onde qual quais"
    " bao nhiêu nào gì đâu".split()
)

_ENOUGH = 2
"""Weight of the words found, below which a language is not recognised."""

_MUTUALLY_UNDERSTOOD = {"ms": "id"}
"""Malay and Indonesian share most words: neither is foreign to the other."""


def language_of(text: str, otherwise: str = "en") -> str:
    """The BCP 47 tag of the language a text is in; ``otherwise`` where nothing tells."""
    letters = sum(1 for char in text if char.isalpha()) or 1
    words = [word.strip(_AROUND) for word in unicodedata.normalize("NFC", text).casefold().split()]
    for tag, script in _SCRIPTS.items():
        share = len(script.findall(text)) / letters
        if share > _MOST or (share > _SHARE and _ASKING.isdisjoint(words)):
            return tag
    if len(_VIETNAMESE.findall(unicodedata.normalize("NFC", text))) / letters > _OWN_LETTERS:
        return "vi"
    return _by_words(words) or otherwise


def _by_words(words: Sequence[str]) -> str:
    """The language whose words weigh most, of equals the first; "" where too few tell."""
    said = [*words, *(f"{one} {other}" for one, other in pairwise(words))]
    weights = {
        tag: sum(2 * (word in own) + (word in _SHARED_OF[tag]) for word in said)
        for tag, own in _OWN_OF.items()
    }
    best = max(weights, key=lambda tag: weights[tag])
    return best if weights[best] >= _ENOUGH else ""


def differ(one: str, other: str) -> bool:
    """Whether two tags name languages whose words do not match each other."""
    return _base(one) != _base(other)


def _base(tag: str) -> str:
    base = tag.split("-")[0].casefold()
    return _MUTUALLY_UNDERSTOOD.get(base, base)
