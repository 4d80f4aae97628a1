"""Follow-ups in the network's other languages, as far as simple words go: "dan Vientiane?", "还有岘港呢？".

Names and years are the same in all of them; only the small words around are listed here. What is
not simple is left alone. Must not handle English: that is `assistant.rewriting.standalone`.
"""

from __future__ import annotations

from collections.abc import Sequence

import regex

from assistant.languages.gloss import gloss
from assistant.languages.glossary import typed_alike
from assistant.rewriting import times
from assistant.rewriting.substitution import names
from assistant.rewriting.tokens import Kind, tokens
from indexing.language import language_of

_LEAD = regex.compile(
    r"(?i)^\s*(?:"
    r"(?:dan |lalu |kalau |tetapi )?(?:bagaimana|macam mana)(?: pula)? dengan\s|(?:dan|lalu|kalau|terus)\s"
    r"|(?:và |thế |vậy )?c[oò]n\s|(?:và|thế)\s"
    r"|(?:at |eh |e )?(?:paano|kumusta) naman(?: ang| ang sa| sa)?\s|(?:at|eh)\s(?:sa\s)?"
    r"|e quanto (?:a|à|ao)\s|(?:mas )?e\s"
    r"|แล้ว|และ|ส่วน|ແລ້ວ|ແລະ|ສ່ວນ|ចុះ(?:បើ)?|ហើយ|那么|那|还有|而|மற்றும்\s"
    r")\s*"
)
_TRAIL = regex.compile(
    r"(?i)\s*(?:(?:pula|bagaimana|macam mana)|(?:thì )?(?:sao|thế nào)|nhỉ|naman"
    r"|(?:ล่ะ|เล่า|ละ)(?:คะ|ครับ)?|ເດ|ລະ|វិញ|(?:ရော|ကော)(?:လား)?|呢|怎么样|如何|பற்றி என்ன|எப்படி)?\s*[?？.!။។]*\s*$"
)
_CORRECTS = regex.compile(
    r"(?i)^\s*(?:(?:bukan|tidak|maaf|tak|không(?: phải)?|xin lỗi|nhầm|hindi|pasensya(?: na)?|não|desculpe"
    r"|perdão)[,:]?\s+"
    r"|(?:maksud saya|maksudnya|ý tôi là|(?:ang )?ibig kong sabihin|quero dizer|quis dizer|digo)[,:]?\s+"
    r"|(?:ไม่ใช่|ไม่|ขอโทษ|(?:ผม|ฉัน|ดิฉัน)?หมายถึง|不是|不对|不|抱歉|我是说|我的意思是|我指的是)[，,：:\s]*)+"
)
_SMALL = regex.compile(
    r"(?i)(?<![\p{L}\p{M}])(?:di|pada|tahun|untuk|dalam|kota|bandar(?: raya)?|ở|tại|năm|cho|của|thì|trong"
    r"|thành phố"
    r"|sa|noong|taong|ng|ang|lungsod(?: ng)?|em|no|na|de|do|da|o|a|para|ano|cidade)(?![\p{L}\p{M}])"
    r"|ปี|ที่|ใน|ของ|สำหรับ|เมือง|ປີ|ຢູ່|ໃນ|ເມືອງ|ឆ្នាំ|នៅ|ក្នុង|ទីក្រុង|年|在|的|市|ခုနှစ်|တွင်|မှာ|ஆண்டில்|இல்"
)
_SHIFTS = (
    (
        -1,
        regex.compile(
            r"(?i)(?:se)?tahun sebelum(?:nya| itu)|(?:một )?năm trước(?: đó)?|(?:sa )?naunang taon"
            r"|(?:noong )?taon bago iyon"
            r"|(?:no )?ano anterior|um ano antes|ปีก่อน(?:หน้า)?(?:นั้น)?|ປີກ່ອນ(?:ໜ້າ)?|ឆ្នាំមុន|前一年|上一年"
        ),
    ),
    (
        1,
        regex.compile(
            r"(?i)(?:se)?tahun (?:berikutnya|kemudian|selepas itu|sesudahnya)|(?:một )?năm (?:sau(?: đó)?"
            r"|tiếp theo)"
            r"|(?:sa )?sumunod na taon|(?:no )?ano seguinte|um ano depois|ปี(?:ถัดไป|ถัดมา|ต่อมา)|ປີຕໍ່ມາ"
            r"|ឆ្នាំបន្ទាប់|后一年|(?<![一二三四五六七八九十\d])次年"
        ),
    ),
)
_CITIES = (
    (
        regex.compile(r"(?i)\bdi (?:sana|situ)\b|\bdi (?:kota|bandar(?: raya)?) (?:itu|ini|tersebut)\b"),
        "di {}",
    ),
    (regex.compile(r"(?i)\b(?:kota|bandar(?: raya)?) (?:itu|ini|tersebut)\b"), "{}"),
    (regex.compile(r"(?i)\b(?:ở|tại) (?:đó|thành phố (?:đó|này))(?![\p{L}\p{M}])"), "ở {}"),
    (regex.compile(r"(?i)\bthành phố (?:đó|này)(?![\p{L}\p{M}])"), "{}"),
    (regex.compile(r"ที่นั่น|ในเมือง(?:นั้น|นี้|ดังกล่าว)"), "ใน{}"),
    (regex.compile(r"เมือง(?:นั้น|นี้|ดังกล่าว)|ເມືອງ(?:ນັ້ນ|ນີ້)|ទីក្រុង(?:នោះ|នេះ)"), "{}"),
    (regex.compile(r"ຢູ່ທີ່ນັ້ນ|ຢູ່ຫັ້ນ"), "ຢູ່ {}"),
    (regex.compile(r"នៅទីនោះ"), "នៅ {}"),
    (regex.compile(r"(?i)\b(?:doon|roon|sa lungsod na (?:iyon|ito))\b"), "sa {}"),
    (regex.compile(r"那里|那儿|该市|该城市|这座城市|那座城市"), "{}"),
    (
        regex.compile(r"(?i)\b(?:lá|ali|n?ess[ae] cidade|n?est[ae] cidade|n?aquela cidade)(?![\p{L}\p{M}])"),
        "em {}",
    ),
)
_COUNTRIES = regex.compile(
    r"(?i)\bnegara (?:itu|tersebut)\b|\b(?:nước|quốc gia) (?:đó|này)(?![\p{L}\p{M}])|ประเทศ(?:นั้น|นี้)|该国"
    r"|\b(?:esse|este|aquele) país\b|\bbansang (?:iyon|ito)\b"
)
_THINGS = regex.compile(
    r"(?i)\b(?:proyek|projek|sistem|program) (?:itu|ini|tersebut)\b|\b(?:dự án|hệ thống"
    r"|chương trình) (?:đó|này)(?![\p{L}\p{M}])"
    r"|โครงการ(?:นั้น|นี้|ดังกล่าว)|ระบบ(?:นั้น|นี้|ดังกล่าว)|该项目|该系统|\b(?:esse|este) (?:projeto|sistema"
    r"|programa)\b"
    r"|\b(?:proyektong|sistemang) (?:iyon|ito)\b"
)
_ORDINAL = regex.compile(
    r"(?P<lead>(?:\p{L}[\p{L}\p{M}-]*\s?){1,3}?-?)\s*"
    r"(?P<n>\d{1,2}(?!\d)|(?<=第)[一二三四五六七八九十]{1,2})(?:[次届回])?"
)
_YEAR = regex.compile(r"(?<![\d.,])(?:19|20|25)\d\d(?![\d%]|[.,]\d)")
"""A year of the common or the Buddhist era."""

_SHORT_WORDS, _SHORT_LETTERS = 4, 14
"""A turn no longer than this that opens as a follow-up is read together with the turn before."""


def completed(text: str, before: Sequence[str], present: int) -> str | None:
    """The turn standing alone; None where these words are not those of a follow-up."""
    if language_of(text) == "en" and language_of(before[-1]) == "en":
        return None
    text, before = typed_alike(text), [*before[:-1], typed_alike(before[-1])]
    corrected = _CORRECTS.match(text)
    lead = corrected or _LEAD.match(text)
    rest = text[lead.end() :] if lead else text
    trail = _TRAIL.search(rest)
    marked = lead is not None or bool(trail and trail.group().strip(" ?？.!။។"))
    bare = rest[: trail.start()] if trail else rest
    marked = marked or shift(bare) is not None
    # A name or a year and nothing else needs no small word to take the place of its like.
    if (made := _substituted(before[-1], bare, present)) is not None:
        return made
    if marked and (made := _renumbered(before[-1], bare)) is not None:
        return made
    made = _resolved(text, before)
    if made != text:
        return made
    if marked and (made := _of_the_same(before[-1], bare)) is not None:
        return made
    return f"{before[-1]} {text}" if marked and _is_short(bare) and not _names_place(text) else None


def shift(text: str) -> int | None:
    """How many years "tahun sebelumnya" and the like count; None where a text does not count so."""
    return next((by for by, pattern in _SHIFTS if pattern.search(text)), None)


def _substituted(before: str, bare: str, present: int) -> str | None:
    """The turn before with the names and years of this one, where this one holds nothing else."""
    cut = _YEAR.sub(" ", times.DATE.sub(" ", bare))
    by = shift(cut)
    for _, pattern in _SHIFTS:
        cut = pattern.sub(" ", cut)
    for token in reversed([t for t in tokens(cut) if t.place is not None]):
        cut = cut[: token.start] + cut[token.end :]
    if regex.search(r"[\p{L}\p{N}]", _SMALL.sub(" ", cut)):
        return None
    if by is not None:
        named = times.last_year(before)
        return None if named is None else times.shifted(before, named, named + by)
    return _with_names(before, bare, present)


def _renumbered(before: str, bare: str) -> str | None:
    """The turn before with another ordinal: "ครั้งที่ 7" for "ครั้งที่ 8", "lần thứ 7" for "lần thứ 8"."""
    new = _ORDINAL.fullmatch(bare.strip())
    if new is None:
        return None
    for old in _ORDINAL.finditer(before):
        if old["lead"].strip().endswith(new["lead"].split()[-1]):
            return before[: old.start("n")] + new["n"] + before[old.end("n") :]
    return None


def _of_the_same(before: str, bare: str) -> str | None:
    """What else is asked of the places and years of the turn before: "Còn dân số?" asks of them."""
    if (
        _names_place(bare)
        or times.DATE.search(bare)
        or not _is_short(bare)
        or _known(bare, language_of(bare, language_of(before))) is None
    ):
        return None
    named = [(t.start, t.text) for t in tokens(before) if t.place is not None]
    if not named:
        return None
    named += [(m.start(), m.group()) for m in _YEAR.finditer(before)]
    # The noun may have the place of that one of the turn before it: "how large" and "how many" part them.
    return f"{bare.strip()} {' '.join(text for _, text in sorted(named))}"


def _known(bare: str, language: str) -> str | None:
    """The English noun that a fragment is, where its glossary knows all of it."""
    read = gloss(bare, language)
    asks = {"how", "what", "when", "where", "who", "why", "which"}
    return None if read.unknown or not read.text or asks & set(read.text.split()) else read.text


def _with_names(before: str, bare: str, present: int) -> str | None:
    made, found = before, False
    old = [t for t in tokens(before) if t.place is not None]
    known = {t.word for t in old}
    new = [t for t in tokens(bare) if t.place is not None and t.word not in known]
    if new and old:
        target = next((t for t in reversed(old) if t.place is new[0].place), old[-1])
        made, found = made[: target.start] + new[0].text + made[target.end :], True
    year, then = _YEAR.search(bare), _YEAR.search(made)
    if year is not None and then is not None:
        made, found = made[: then.start()] + year.group() + made[then.end() :], True
    return made if found else None


def _resolved(text: str, before: Sequence[str]) -> str:
    """A turn with "di sana" and "kota itu" replaced by the city named last, where it names none itself."""
    if not _names_place(text):
        for pattern, form in _CITIES:
            if pattern.search(text) and (city := _last(before, Kind.CITY)):
                return pattern.sub(form.format(city), text)
        if _COUNTRIES.search(text) and (state := _last(before, Kind.STATE)):
            return _COUNTRIES.sub(state, text)
    if _THINGS.search(text):
        named = next((t[r[0] : r[1]] for t in reversed(before) for r in reversed(names(t))), None)
        if named is not None:
            return _THINGS.sub(named, text)
    return text


def _last(before: Sequence[str], kind: Kind) -> str | None:
    found = (t.text for turn in reversed(before) for t in reversed(tokens(turn)) if t.place is kind)
    return next(found, None)


def _names_place(text: str) -> bool:
    return any(token.place is not None for token in tokens(text))


def _is_short(bare: str) -> bool:
    return len(bare.split()) <= _SHORT_WORDS and (" " in bare.strip() or len(bare) <= _SHORT_LETTERS)
