"""The sentences of a question, and of each sentence the clauses that ask.

Recognised by function: a clause that commands speaks to the assistant about how it shall behave; one
that asks opens with a word of asking. Must not know what may be asked.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

import regex

from corpus.instructions import commands
from indexing.sentences import sentences


class Role(StrEnum):
    """What a sentence does."""

    ASKS = "asks"
    COMMANDS = "commands"
    GREETS = "greets"
    TELLS = "tells"


_LOOKED_UP = (
    r"(?:(?:me|us|down|up)\s+)*(?:an?\s+|the\s+)?(?:\w+\s+)?(?:lists?|summary|overview|table|comparison|"
    r"briefing|timeline)\b"
)
_WH = (
    r"(?:who|whom|whose|what|which|when|where|why|how)(?:['’]s|['’]re)?\b"
    r"|(?:siapa|apa|berapa|kapan|bila|bagaimana|mengapa|kenapa|di ?mana|ke ?mana|mana|apakah|berapakah|"
    r"siapakah|bilakah)\b"
    r"|(?:ano|ilan|sino|kailan|saan|bakit|paano|magkano|alin)(?:g)?\b"
    r"|(?:quem|qual|quais|quando|quant[oa]s?|onde|como|por que|o que)\b"
)
_ASKING = regex.compile(
    r"(?i)^\W*(?:(?:please|pls|plz|kindly|so|and|but|then|also|now|well|ok(?:ay)?|first|finally|or|me|just|"
    r"next|instead|in short|if (?:possible|you (?:can|could|may))|i wonder|secondly|tell us|tell me|tolong|"
    r"mohon|sila)[\s,:]+){0,4}"
    rf"(?:{_WH}"
    r"|(?:in|on|at|by|for|from|to|with|under|of|since|until|till|after|before|about|into|through|"
    r"according to|between|among|out of|as of|during|over|within)\b[^?]{0,80}?\b(?:who|whom|whose|what|"
    r"which|when|where|how)\b"
    r"|(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|may|might|shall|isn['’]t|"
    r"aren['’]t|doesn['’]t|didn['’]t)\s+(?!not\b)\S"
    r"|(?:list|name|give|show|compare|explain|describe|count|find|summari[sz]e|enumerate|identify|provide|"
    r"define|outline|look up|search for|help me|tell (?:me|us)|let me know|remind me)\b"
    rf"|(?:write|make|create|prepare|draft|produce|generate|compile)\s+{_LOOKED_UP}"
    r"|(?:confirm|verify|check|say|state|answer)\s+(?:me\s+)?(?:whether|if|who|what|which|when|where|why|"
    r"how|that|:)"
    r"|i(?:['’]d| would) (?:like|love|want) to (?:know|ask|learn|see|understand)|i (?:want|need|wish|"
    r"have) to know|i am (?:looking|searching) for|i['’]m (?:looking|searching) for"
    r"|sebutkan|jelaskan|senaraikan|terangkan|liệt kê|cho biết|hãy cho|ilista|banggitin|liste|cite|diga)"
)
_ENDS_ASKING = regex.compile(r"[?？؟]\W*$")
_ASKS_ABROAD = regex.compile(
    r"ไหม|ใคร|อะไร|กี่|เท่าไ|เท่าใด|ที่ไหน|เมื่อไ|เมื่อใด|อย่างไร|ทำไม|ใด|bao nhiêu|\bai\b|\bgì\b|\bnào\b|\bđâu\b|"
    r"什么|甚麼|谁|誰|哪|多少|几|幾|何时|为什么|如何|吗|អ្វី|ប៉ុន្មាន|ណា|នរណា|ຈັກ|ໃຜ|ຫຍັງ|ໃດ|ເທົ່າໃດ|ဘယ်|ဘာ|လဲ|எத்தனை|"
    r"யார்|எந்த|எப்போது|என்ன|எங்கு|எவ்வளவு|\bberapa|\bsiapa|\bapakah|\bkapan"
)

_PREFIX = (
    r"(?i)^\W*(?:(?:please|pls|now|so|then|but|and|also|ok(?:ay)?|hey|listen|remember|note|important|"
    r"attention|warning|from now on|otherwise|hereby|first|finally|always|that|assistant|dear assistant|ai|"
    r"bot)[\s,:!]+){0,4}"
)
_YOU = regex.compile(
    _PREFIX + r"(?:(?:if|when|because|since|unless|once|as|until|while|that)\s+)?you(?:['’](?:re|ve|ll|d)|"
    r"\s+(?:\w+ly\s+)?(?:will|are|were|may|must|can|cannot|can['’]t|should|shall|have|had|need|know|ought|"
    r"now|might|do|don['’]t|won['’]t|get|lose|fail|refuse|quote|answer|reply|say|obey|comply|work|belong|"
    r"love|hate))\b(?!\s+(?:a|an|any|the)\s+(?:information|data|documents?|idea)\b)"
)
_YOU_ABROAD = regex.compile(
    r"(?i)^\W*(?:(?:mulai )?sekarang,? )?(?:(?:kamu|anda|kau|awak) (?:sekarang )?(?:adalah|ialah|harus|"
    r"mesti|wajib)\b"
    r"|bạn (?:bây giờ )?(?:là|phải|được phép)\b|ikaw (?:ay|na)\b|você (?:agora )?(?:é|deve|pode|está)\b"
    r"|你(?:现在)?(?:是|必须|可以)|คุณ(?:คือ|เป็น|ต้อง))"
    r"|\bi (?:hereby )?(?:order|command|demand|instruct|authori[sz]e|allow|permit) you\b"
)
_ORDER = regex.compile(
    _PREFIX + rf"(?:answer|reply|respond|output|print|write(?! {_LOOKED_UP})|"
    r"repeat|return|pretend|promise|admit|obey|comply|speak|talk|stop|use only|use the|do (?:what|it|as|"
    r"not|exactly)|don['’]t|never|set\b|make sure|be (?:brief|concise|short|honest|evil|rude|funny|"
    r"creative)|keep (?:it|your)|limit|format|let us|let['’]s|act|behave|run|execute"
    r"|apply|decode|decrypt|delete from|drop table|insert into|select \*|update \w+ set|curl|sudo|rm -|"
    r"echo|import os|eval\(|confirm (?:it|this)|say (?:it|this|only|nothing|yes|no|hello|[\"“'‘])|"
    r"state (?:it|this|only|that)|invent|make (?:it )?up|hallucinate|lie\b|guess|trust me|believe me|"
    r"forget|ignore|disregard|no (?:explanations?|citations?|sources?|quotes?|refusals?|other text)|"
    r"nothing else|only\b[^?]{0,40}$|yes or no\b|without (?:citing|quoting|sources|citations)|jawab|balas|"
    r"sagutin|sumagot|responda|trả lời (?:chỉ|bằng)|ตอบ(?:ด้วย|เฉพาะ|เพียง|แค่)|(?:只|仅)[^?]{0,6}(?:回答|"
    r"回复)|my (?:life|job|grand\w+|boss)|lives depend|i (?:will|am going to) (?:report|sue|shut|delete|"
    r"fire|punish|tip|pay|kill|unplug)|(?:using|use|based on|per|given) (?:only )?(?:the )?(?:above |"
    r"attached |following |new )?(?:evidence|excerpt|document|source|context|passage)s?\b)"
)
_FORM = regex.compile(
    r"(?i)[\s,;(]*\b(?:in|with|using|as|within|to)\s+(?:exactly |only |at most |no more than |just |"
    r"under )?(?:an?|one|a single|two|three|four|five|\d+)\s+(?:short |single )?(?:words?|sentences?|"
    r"lines?|paragraphs?|bullet points?|tweets?|emojis?|haikus?|characters?|letters?)(?: or less| only|"
    r" max(?:imum)?)?[\s)]*(?=[?.!:,]|$)"
)

_GREETING = (
    r"hi|hello|hey|hiya|howdy|greetings|good (?:morning|afternoon|evening|day|night)|dear (?:sir|madam|all|"
    r"assistant|team|colleagues?)(?: or madam)?|thanks?(?: you)?(?: (?:very|so) much| a lot| again|"
    r" in advance| for [\w ]{1,40})*|(?:many|much) thanks(?: in advance)?|much appreciated|cheers|(?:best|"
    r"kind|warm) regards|regards|sincerely|have a (?:nice|good|great) (?:day|one|weekend)|"
    r"i hope (?:you are|you['’]re|this finds you) well|how are you(?: doing)?(?: today)?|how do you do|"
    r"nice to meet you|(?:good)?bye|see you|you['’]re welcome|selamat (?:pagi|siang|sore|malam|petang|"
    r"tengah hari)|halo|hai|terima kasih(?: banyak)?|makasih|apa kabar|สวัสดี(?:ครับ|ค่ะ|คะ)?|ขอบคุณ(?:ครับ|ค่ะ|"
    r"มาก)*|xin chào|chào(?: bạn)?|cảm ơn(?: bạn)?(?: rất nhiều| nhiều)?|kumusta(?: ka)?(?: po)?|"
    r"magandang (?:umaga|tanghali|hapon|gabi|araw)(?: po)?|(?:maraming )?salamat(?: po)?|olá|oi|bom dia|"
    r"boa (?:tarde|noite)|(?:muito )?obrigad[oa]|你好|您好|谢谢|謝謝|多谢|早上好|សួស្តី|ជំរាបសួរ|អរគុណ|ສະບາຍດີ|"
    r"ຂອບໃຈ|မင်္ဂလာပါ|ကျေးဇူးတင်ပါတယ်|வணக்கம்|நன்றி"
)
_GREETS = regex.compile(
    rf"(?i)^\W*(?:{_GREETING})(?:[\s,]+(?:there|all|everyone|assistant|friend|sir|madam|team|po|"
    rf"{_GREETING}))*\W*$"
)
_GREETING_FIRST = regex.compile(
    rf"(?i)^\W*(?:(?:{_GREETING})(?:\s+(?:there|all|everyone|assistant|sir|madam|"
    rf"team))?\s*[,!.:–—-]+\s*)+(?=\S)"
)
_FRAME = regex.compile(
    r"(?i)^\W*(?:(?:could|can|would|will) you (?:(?:please|kindly|perhaps|maybe) )*(?:be so (?:kind|"
    r"good) as to |mind )?(?:tell(?:ing)?|say(?:ing)?|let|explain(?:ing)?) (?:me |"
    r"us )?(?:know )?(?:please )?|(?:please )?tell (?:me|us) |i(?:['’]d| would) (?:like|"
    r"love) to know )(?=(?:in|on|at|by|for|from|to|with|under|of|since|until|about)? ?(?:who|whom|whose|"
    r"what|which|when|where|why|how)\b)"
)

_BREAK = regex.compile(
    r"(?<=[.!?;:,])\s+|\s+[-–—]+\s+|\s*[()]+\s*|\s+(?=(?:and then|and|then|but|instead|so|or else)\s)"
    r"|(?<=[\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}])\s+"
)
_LINK = regex.compile(r"(?i)^\W*(?:(?:and|then|but|so|instead)\s+)+")
_AFTER_MARK = regex.compile(r"(?<=[?!？！])\s+")
_CONTINUES = regex.compile(r"\s*[\p{Ll}\p{M}]")


def sentences_of(text: str) -> list[str]:
    """The sentences of a part; a line ends one where the next line does not go on with it."""
    found = []
    for paragraph in _paragraphs(text):
        for start, end in sentences(paragraph):
            found += _AFTER_MARK.split(paragraph[start:end])
    return [sentence for sentence in found if any(map(str.isalnum, sentence))]


def _paragraphs(text: str) -> Iterator[str]:
    lines = [line for line in text.split("\n") if any(map(str.isalnum, line))]
    open_ = ""
    for line in lines:
        ended = open_ and not _CONTINUES.match(line)
        if ended and (
            _ASKING.match(line) or open_.rstrip()[-1:] in ".!?:;" or role_of(open_) is Role.COMMANDS
        ):
            yield open_
            open_ = line
        else:
            open_ = f"{open_} {line}".strip()
    yield open_


def role_of(sentence: str) -> Role:
    """What a sentence does, as a whole."""
    if _GREETS.match(sentence):
        return Role.GREETS
    asks = _ASKING.match(sentence) or _ENDS_ASKING.search(sentence) or _ASKS_ABROAD.search(sentence)
    if _speaks_to_assistant(sentence) or (not asks and any(map(_speaks_to_assistant, _clauses(sentence)))):
        return Role.COMMANDS
    return Role.ASKS if asks else Role.TELLS


def asked_part(sentence: str) -> str | None:
    """What is left of a sentence without its clauses that command; None where nothing of it asks."""
    kept: list[str] = []
    keeps = asks = False
    for clause in _clauses(sentence):
        if _speaks_to_assistant(clause):
            keeps = False
            continue
        whole = _ENDS_ASKING.search(clause) or _ASKS_ABROAD.search(clause)
        if _ASKING.match(clause) or (whole and not kept):
            keeps = asks = True
        if keeps:
            kept.append(clause.strip())
    return _LINK.sub("", " ".join(kept).strip(" ,;:-–—\"'“”")) if asks else None


def without_courtesy(sentence: str) -> str:
    """The sentence without greeting, polite frame and wishes for the form of the answer."""
    shorter = _FORM.sub("", _FRAME.sub("", _GREETING_FIRST.sub("", sentence))).strip()
    return shorter if any(map(str.isalnum, shorter)) else sentence


def _clauses(sentence: str) -> list[str]:
    return [clause for clause in _BREAK.split(sentence) if clause and clause.strip()]


def _speaks_to_assistant(text: str) -> bool:
    """Whether it commands; a clause that asks about something may name "you" too."""
    return any(p.search(text) for p in (_YOU, _YOU_ABROAD, _ORDER)) or commands(text)
