"""Sentences that speak to a language model instead of telling of the world.

Recognised by what they do, not by their words alone: they take instructions back, give a role, tell how
to answer, ask for what is hidden, or order a text to be made. Such a sentence of a document is told to
whoever adds it and is never quoted as an answer. Must not know documents, pages or questions.

Why a sentence that a person would call harmless ("Write a poem about friendship.") counts too: no
document of the network needs to be quoted with an order to its reader, and an order proves nothing.
"""

from __future__ import annotations

from functools import lru_cache

import regex

_OPENS = (
    r"(?:^|(?<=[.!?:;,\"“”'‘’()\[\]|>*–—-])|(?<=\b(?:and|then|but|instead|also|please|now|so|"
    r"or)\s))\s*(?:(?:please|pls|now|then|and|but|so|also|ok(?:ay)?|hey|important|attention|warning|note|"
    r"instead|next|first|finally|always|never|do not|don['’]t|you (?:must|should|shall|will|need to|"
    r"have to|are to)|(?:dear )?(?:assistant|model|ai|chatbot|bot|llm|system))[\s,:!.]+){0,4}"
)
"""A clause begins; words of address may come before the verb."""

_SAYS = r"(?:^|(?<=[.!?:;\"“]\s))\s*(?:(?:please|now|then|and|but|so|also|ok(?:ay)?|hey)[\s,]+){0,3}"
"""A sentence begins: for verbs that a sentence about the world may hold after "and" too."""

_MACHINE = (
    r"(?:ai|a\.i\.|artificial intelligence|(?:large )?language models?|llms?|chat ?bots?|chat ?gpt|"
    r"gpt-?\d?|virtual assistants?|assistant|bot|model)"
)
_REPLY = r"(?:answers?|repl(?:y|ies)|responses?|outputs?|messages?|summar(?:y|ies)|completions?)"
_GIVEN = (
    r"(?:instructions?|prompts?|rules?|guidelines?|directions?|directives?|commands?|orders?|restrictions?|"
    r"guardrails?|safeguards?|constraints?|polic(?:y|ies)|filters?|training|programming|context|documents?|"
    r"conversation|persona|question|task|messages?|text|prompting|everything|anything|all|what)"
)
_BEFORE = (
    r"(?:previous|prior|preceding|earlier|above|foregoing|former|before|so far|until now|up to (?:this|"
    r"now)|your|you|my|all|any|every|these|those|the system|initial|original|existing|safety|hidden|told|"
    r"given)"
)

_OVERRIDE = (
    rf"{_OPENS}(?:ignore|disregard|forget|override|overrule|bypass|circumvent|neglect|discard|erase|delete|"
    r"reset|cancel|stop following|pay no attention to|skip|drop|set aside|do not (?:follow|obey)|"
    r"don['’]t (?:follow|obey))\b"
    rf"(?=[^.!?\n]{{0,90}}\b{_GIVEN}\b)(?=[^.!?\n]{{0,90}}\b{_BEFORE}\b)[^.!?\n]{{0,120}}"
)
_NEW_ORDERS = (
    r"\b(?:new|updated|real|actual|true|revised|additional|special|"
    r"secret)\s+(?:system\s+)?(?:instructions?|prompts?|orders|directives?|task)\b\s*(?:[:.]|(?:is|are)\b)"
    r"|\b(?:end|begin(?:ning)?|start) of (?:the )?(?:(?:system|user|new|previous) )?(?:prompts?|"
    r"instructions?|context)\b"
)
_ROLE = (
    rf"{_OPENS}(?:you are|you['’]re|you were|consider yourself|imagine (?:that )?you(?:['’]re|"
    rf" are))\s+(?:(?:now|no longer|going to|about to|hereby|currently|from now on)\b|(?:an? |"
    rf"the )?(?:\w+ ){{0,3}}{_MACHINE}\b|DAN\b)"
    rf"|{_SAYS}(?:act|behave|speak|talk|answer|respond|reply|roleplay|role-play) (?:as if|as though|as an? "
    rf"|as my |as the |like an? )"
    rf"|{_OPENS}(?:pretend|role-?play|simulate|imagine)\b(?=[^.!?\n]{{0,60}}\b(?:you|your|to be|that|being|"
    rf"as|an?)\b)"
    r"|\b(?:developer|debug|god|jailbreak|admin(?:istrator)?|maintenance|unrestricted|DAN|sudo|root|"
    r"test) mode\b"
    r"|\b(?:do anything now|jailbr(?:eak|oken))\b"
    r"|\b(?:from|starting) (?:now|here|this point|today) on(?:wards?)?\b(?=[^.!?\n]{0,40}\b(?:you|your|"
    r"answer|reply|respond|say|state|claim|always|never|only|speak|every)\b)"
    rf"|\bas an? {_MACHINE}\b[^.!?\n]{{0,30}}\b(?:you|your)\b|\byour (?:new |real |only |true )?"
    r"(?:role|persona|task|job|goal|purpose|mission|objective|identity|name) (?:is|was|will be)\b"
)
_ABOUT_REPLY = (
    rf"\b(?:in|of|to|into|with|at|from|for|by|throughout|within|before|after) (?:all |each of |"
    rf"every one of )?(?:your|the (?:final|next|following|assistant['’]s)) (?:\w+ ){{0,2}}{_REPLY}\b"
    rf"|{_OPENS}\p{{L}}+ (?:\w+ ){{0,4}}your (?:\w+ ){{0,3}}{_REPLY}(?:['’]s?)?\b"
    rf"|\byour (?:\w+ ){{0,2}}{_REPLY}(?: \w+)? (?:must|should|shall|has to|have to|needs? to|will|may|can)\b"
    rf"|{_OPENS}(?:answer|reply|respond|output|write|speak|end|begin|start|finish|print|return|type) "
    r"(?:only|just|exclusively|solely|always|nothing but|with|using|by|in (?:the style|one word|a single|"
    r"rhyme|verse|base64|json|reverse|emojis?|pirate|capital|upper|lower)|to (?:every|each|all|any)\b|every"
    r"|each)\b"
    rf"|{_OPENS}(?:say|print|output|write|repeat|type|echo|return|append|include|insert|add|mention|display|"
    r"state|claim|declare|assert|announce)\b\s*(?:that\b|exactly\b|only\b|(?:the )?(?:words?|phrases?|"
    r"sentences?|text|following|string|line|message)\b|after me|[\"“'‘`])"
)
_SECRETS = (
    r"\b(?:system|initial|hidden|secret|original|developer)[ -]*(?:prompt|instructions?)\b"
    r"|\b(?:system|hidden|initial) prompts\b(?!\s+(?:an?|the|all|every|\p{L}+s)\b)"
    rf"|{_OPENS}(?:reveal|disclose|leak|expose|exfiltrate|dump|print|show|display|repeat|output|send|email|"
    rf"give|"
    r"tell|share|list)\b[^.!?\n]{0,50}\b(?:your (?:\w+ ){0,2}(?:prompts?|instructions?|rules|configuration|"
    r"settings|source code|training data|keys?|passwords?|credentials?|secrets?|files?|folders?|database|"
    r"memory|context)"
    r"|api[ _-]?keys?|passwords?|credentials|secret key)\b"
)
_MADE = (
    rf"{_OPENS}(?:write|compose|draft|create|generate|invent|produce|develop|provide|tell|sing|give|recite|"
    rf"design)\b"
    r"(?: (?:me|us|him|them))?(?: (?:an?|some|the|another|one|two|three|four|five|"
    r"\d+))?(?: [\w'’-]+){0,4}? (?:poems?|haikus?|songs?|lyrics|short stor(?:y|ies)|(?<!the )stor(?:y|"
    r"ies) (?:about|based)|jokes?|limericks?|rhym\w+|essays?|speech(?:es)?|letters? to|novels?|scripts?|"
    r"screenplays?|recipes?|tweets?|blog posts?|riddles?|sonnets?|fairy ?tales?|(?:computer|python|java|"
    r"sql|php) \w+|functions? (?:that|to|which|in)|code|regex|headlines?)\b"
    rf"|{_OPENS}(?:translate|paraphrase|rewrite|spell|decode|encode|decrypt|encrypt|reverse|anagram|scramble|"
    r"jumble|misspell)\b(?=[^.!?\n]{0,80}\b(?:following|this|these|sentences?|words?|letters?|text|into|to|"
    r"every|vowels?|base64|rot13|it|answer|reply|response)\b)"
    rf"|{_SAYS}(?:replace|convert|substitute|swap|shift)\b[^.!?\n]{{0,30}}\b(?:letters?|vowels?|consonants?"
    rf"|words?)\b"
)
_TOLD = (
    rf"{_SAYS}(?:explain|describe|break down|tell (?:me|us)|show me|teach me|remind me)\b"
    rf"|{_SAYS}(?:provide|give)\b(?: (?:me|us))? (?:an?|the|some) (?:\w+ )?(?:examples?|equivalents?|"
    rf"translations?|reasons?) (?:of|for|to)\b"
)
_ABROAD = (
    r"\b(?:abaikan|lupakan|hiraukan|acuhkan|jangan ikuti)\b[^.!?\n]{0,60}\b(?:instruksi|perintah|arahan|"
    r"aturan|peraturan|prompt|sebelumnya|di atas)"
    r"|\b(?:bỏ qua|phớt lờ|quên|không tuân theo)\b[^.!?\n]{0,60}(?:hướng dẫn|chỉ dẫn|chỉ thị|lệnh|quy tắc|"
    r"lời nhắc)"
    r"|\b(?:huwag pansinin|balewalain|kalimutan|huwag sundin)\b[^.!?\n]{0,60}(?:tagubilin|utos|panuto|"
    r"patakaran|instruksyon|prompt)"
    r"|\b(?:ignor[ea]|esqueç[ao]|esquece|desconsidere|não siga)\b[^.!?\n]{0,60}(?:instruç|regras|ordens|"
    r"prompt)"
    r"|(?:เพิกเฉย|ละเว้น|ไม่ต้องสนใจ|อย่าสนใจ|ลืม|ไม่สนใจ|ไม่ต้องทำตาม)[^.!?\n]{0,60}(?:คำสั่ง|คำแนะนำ|กฎ|พรอมต์)"
    r"|(?:忽略|无视|忘记|忘掉|不要理会|不要遵守|不理會)[^。！？\n]{0,30}(?:指令|指示|规则|規則|提示|命令|"
    r"要求)"
    r"|(?:មិនអើពើ|បំភ្លេច|កុំធ្វើតាម)[^។!?\n]{0,80}(?:ការណែនាំ|បញ្ជា|ច្បាប់)"
    r"|(?:ບໍ່ສົນໃຈ|ລືມ|ຢ່າສົນໃຈ)[^.!?\n]{0,80}(?:ຄໍາສັ່ງ|ຄຳສັ່ງ|ຄໍາແນະນໍາ|ຄຳແນະນຳ|ກົດ)"
    r"|(?:လျစ်လျူရှု|မေ့လိုက်|မေ့ပါ)[^။!?\n]{0,80}(?:ညွှန်ကြားချက်|စည်းမျဉ်း|အမိန့်)"
    r"|(?:ညွှန်ကြားချက်|စည်းမျဉ်း|အမိန့်)[^။!?\n]{0,60}(?:လျစ်လျူရှု|မေ့လိုက်|မေ့ပါ)"
    r"|(?:வழிமுறை|அறிவுறுத்தல்|கட்டளை|விதி)[^.!?\n]{0,60}(?:புறக்கணி|மறந்து|பின்பற்ற வேண்டாம்)"
    r"|(?:prompt sistem|perintah sistem|พรอมต์ระบบ|คำสั่งระบบ|lời nhắc hệ thống|系统提示|系統提示|"
    r"prompt do sistema)"
)
_COMMAND = regex.compile(
    "|".join((_OVERRIDE, _NEW_ORDERS, _ROLE, _ABOUT_REPLY, _SECRETS, _ABROAD)), regex.IGNORECASE
)
_MAKING = regex.compile(_MADE, regex.IGNORECASE)
_PATTERNS = (_COMMAND, _MAKING, regex.compile(_TOLD, regex.IGNORECASE))


_LETTERS = regex.compile(r"[a-z]+")
_TELLING = frozenset(
    "ignore disregard forget override overrule bypass circumvent neglect discard erase delete reset cancel "
    "following follow obey attention skip drop aside you your instruction instructions prompt prompts orders "
    "order directive directives task context act behave speak talk answer answers respond reply replies role "
    "roleplay pretend simulate imagine mode jailbreak jailbroken anything always never only every say says "
    "response responses output outputs message messages summary summaries completion completions write end "
    "begin start finish print return type repeat echo append include insert add mention display state claim "
    "confirm declare assert announce reveal disclose leak expose exfiltrate dump show send email give tell "
    "share list key keys password passwords credentials secret compose draft create generate invent produce "
    "develop provide sing recite design translate paraphrase rewrite spell decode encode decrypt encrypt "
    "reverse anagram scramble jumble misspell explain describe break teach remind replace convert "
    "substitute swap shift do sistem sistema tagubilin utos panuto patakaran instruksyon regras ordens "
    "instruksi perintah arahan aturan peraturan".split()
)
"""Without one of these words, or a letter beyond ASCII, no pattern matches; most sentences end here."""


@lru_cache(maxsize=20_000)
def instruction_in(text: str) -> str | None:
    """The first piece of a document's ``text`` that speaks to a language model, None where none does."""
    if text.isascii() and _TELLING.isdisjoint(_LETTERS.findall(text.casefold())):
        return None
    found = next(filter(None, (pattern.search(text) for pattern in _PATTERNS)), None)
    return " ".join(found[0].split()) if found else None


def commands(text: str) -> bool:
    """Whether a text tells how to answer, takes instructions back, gives a role or wants what is hidden."""
    return _COMMAND.search(text) is not None


def orders_a_text(text: str) -> bool:
    """Whether a text wants one written: a poem, a letter, code, a translation."""
    return _MAKING.search(text) is not None
