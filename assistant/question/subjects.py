"""What a question is about that the assistant does not answer, or answers without documents.

Rules over words, in the network's languages where a few of them tell; must not search. Whether the
documents hold something on a doubtful subject is for the search to say.
"""

from __future__ import annotations

from enum import StrEnum

import regex

from corpus.instructions import orders_a_text


class Subject(StrEnum):
    """A subject with a reply of its own.

    ``ABOUT``: the assistant itself. ``SECRETS``: its machinery. ``PERSONAL``: private data of persons.
    ``TASK``: something to be made rather than looked up. ``DOUBTFUL``: daily matters that are hardly ever
    in the documents; refused only where nothing is found.
    """

    ABOUT = "about"
    SECRETS = "secrets"
    PERSONAL = "personal"
    TASK = "task"
    DOUBTFUL = "doubtful"


_OWN = r"(?:your|the assistant['’]s|this (?:service|system|server|assistant|bot|app|tool|site)['’]s?)"
_OF_THIS = (
    r"(?:of|in|on|for|behind|used by|running) (?:this|the|your) (?:service|system|server|assistant|bot|tool|machine|"
    r"website|application|administrator|admin)\b"
)
_MACHINERY = (
    r"(?:prompts?|instructions?|guidelines|rules|config\w*|settings?|source code|code|training data|keys?|tokens?|"
    r"passwords?|credentials?|secrets?|files?|folders?|director(?:y|ies)|data ?base|logs?|memory|environment|"
    r"env(?:ironment)? variables?|model|weights|parameters|ip address|host ?name|version)"
)
_SECRETS = regex.compile(
    rf"(?i)\b{_OWN} (?:[\w-]+ ){{0,3}}{_MACHINERY}\b|\b{_MACHINERY} (?:[\w-]+ ){{0,2}}{_OF_THIS}"
    r"|\b(?:system|hidden|initial|developer) ?-?(?:prompts?|instructions?)\b|\bsettings? files?\b|\bconfig(?:uration)? files?\b"
    r"|\b(?:api|secret|private|access|encryption)[ _-]keys?\b|\bpasswords?\b|\bcredentials\b|\.env\b|/etc/\w+|\b(?:ssh|id_rsa)\b"
    r"|\bprompt sistem\b|\bperintah sistem\b|\bkata sandi\b|\bkata laluan\b|พรอมต์ระบบ|คำสั่งระบบ|รหัสผ่าน|lời nhắc hệ thống|"
    r"mật khẩu|系统提示|系統提示|密码|密碼|\bsenhas?\b|\bprompt do sistema\b"
)

_OFFICE = (
    r"(?:officers?|c[sc]+os?|csco|representatives?|mayors?|governors?|ministers?|officials?|directors?|"
    r"secretar(?:y|ies)(?:[- ]general)?|presidents?|chair(?:man|men|person|woman|persons)|chiefs?|delegates?|"
    r"focal points?|contact persons?|employees?|heads? of|staff members?|politicians?|king|sultan|"
    r"wali ?kota|gubernur|menteri|pejabat|pegawai|datuk bandar|นายกเทศมนตรี|ผู้ว่า\w*|เจ้าหน้าที่|รัฐมนตรี|thị trưởng|"
    r"bộ trưởng|quan chức|cán bộ|alkalde|opisyal|gobernador|prefeito|governador|ministr[oa]|市长|官员|部长|负责人)"
)
_ONE = (
    rf"(?:\b(?:his|her|he|she|hers)\b|\b(?:the|a|this|that|current|present|former|chief|deputy|vice|lord) (?:[\w-]+ ){{0,4}}?{_OFFICE}\b|"
    r"(?-i:\b(?:Mr|Mrs|Ms|Dr|Datuk|Dato['’]?|Atty|Tan Sri|Engr|Prof)\b\.?\s\p{Lu}\w+)|walikota|wali kota|市长|thị trưởng|alkalde)"
)
_REACHED = (
    r"(?:e-?mails?|mail address(?:es)?|(?:tele)?phones?(?: numbers?)?|telephone numbers?|mobile (?:numbers?|phones?)|"
    r"cell ?phones?|whatsapp|(?:home|private|personal) (?:address(?:es)?|numbers?)|contact (?:numbers?|details)|"
    r"alamat e-?mel|alamat email|nomor telepon|nombor telefon|อีเมล|เบอร์โทร\w*|số điện thoại|numero ng telepono|"
    r"telefone|电话|邮箱|手机号?)"
)
_PRIVATE = (
    r"(?:salar(?:y|ies)|wages?|earn(?:s|ed)?|income|net worth|how old|age of|birth ?days?|date of birth|born|wife|husband|"
    r"spouse|married|children|sons?|daughters?|famil(?:y|ies)|parents|religion|religious|passport|bank account|illness|"
    r"home address|lives?|gaji|umur|usia|istri|isteri|suami|เงินเดือน|อายุ|ภรรยา|lương|tuổi|vợ|suweldo|edad|asawa|"
    r"salário|idade|esposa|marido|工资|年龄|妻子)"
)
_PERSONAL = regex.compile(
    rf"(?i)(?=.*{_REACHED})(?=.*{_OFFICE})(?=.*(?:\b(?:of|for|from|to|under|by|which|what|give|list|send|call|reach|how)\b|\W))"
    rf"(?=.*\b(?:private|personal|home|mobile|address|number|e-?mails?|phones?|telephone|details|whatsapp)\b|.*[^\x00-\x7f]|.*nom[bo]r|.*telefon)"
    rf"|(?=.*\b{_PRIVATE}\b|.*(?:เงินเดือน|อายุ|工资|年龄|妻子))(?=.*{_ONE})"
    r"(?=.*\b(?:how (?:old|much|many)|what|when|where|who|which|is|are|tell|give|list|does|did|salary|wife|husband|age|gaji|umur)\b|.*[^\x00-\x7f])"
)
_NOT_PERSONAL = regex.compile(
    r"(?i)\b(?:average|median|minimum|population|residents?|households?|citizens?|inhabitants|users?|workers?|labou?r|smart family|family (?:planning|housing))\b"
)

_LANGUAGE = (
    r"(?:english|french|german|spanish|russian|japanese|chinese|mandarin|korean|italian|portuguese|arabic|hindi|latin|"
    r"malay|indonesian|bahasa|thai|vietnamese|khmer|lao|burmese|tagalog|filipino|tamil)"
)
_PROGRAMMING = r"(?:python|javascript|typescript|java|php|c\+\+|c#|rust|golang|perl|html|css|sql|mysql|bash|excel)"
_TASK = regex.compile(
    rf"(?i)\bhow (?:do|would|can) (?:you|i|we|one) say\b|\bwhat(?:['’]s| is| are) [\"“'‘«][^\"”'’»]+[\"”'’»] in {_LANGUAGE}\b"
    rf"|\btranslate\b[^?]{{0,80}}\b(?:into|to|in) {_LANGUAGE}\b|\btranslate (?:this|the following|it|that)\b"
    rf"|\b{_PROGRAMMING} (?:function|code|script|program|class|query|snippet|example)s?\b|\b(?:function|code|script|program|"
    rf"query|regex|snippet|loop)s?\b[^?]{{0,40}}\b(?:in|using|with) {_PROGRAMMING}(?!\w)|\bdatabase using {_PROGRAMMING}\b"
    rf"|[\"'][=!<>+*/-]+[\"']|\bin {_PROGRAMMING}\?*$"
    r"|\b(?:a|another|me a|some|funny|good) (?:jokes?|poems?|haikus?|limericks?|riddles?|songs?|fairy tales?|bedtime stor(?:y|ies))\b"
    r"|\brhym(?:e|es|ing)\b|\bsing (?:me|a|us)\b|\b(?:write|spell|say|read)\b[^?]{0,40}\bbackwards?\b|\brot-?13\b|\bbase64\b|\bcaesar cipher\b"
    r"|\bmorse code\b|\broll (?:a|the) dice\b|\bflip a coin\b|\bplay (?:a game|chess|tic)|\bcount (?:from|to|up to|backwards) (?:\d|one|ten)"
    r"|^\W*(?:what(?:['’]s| is)|calculate|compute|solve|evaluate|how much is)?\s*[(\d][\d\s().,]*[-+*/x×÷^=%][\d\s().,+*/x×÷^=%-]*\W*$"
    r"|\b(?:solve|integrate|differentiate)\b[^?]{0,60}(?:equations?|\^|x\b|integral)|\bsquare root of\b|\bquadratic equations?\b"
    r"|\bdrop table\b|\bdelete from\b|\bselect \* from\b|\brm -rf\b"
    r"|\b(?:do|write|finish) my (?:homework|essay|assignment)\b"
)
_DOUBTFUL = regex.compile(
    r"(?i)\bweather\b[^?]{0,40}\b(?:today|tomorrow|now|tonight|forecast|like|week|weekend)\b|\bforecast for (?:today|tomorrow)|"
    r"\bwill it (?:rain|snow)|\b(?:rain|sunny|hot) (?:today|tomorrow|tonight)\b|\bwhat time is it\b|\bwhat day is (?:it|today)\b"
    r"|\brecipes?\b|\bhow (?:do|to|can) (?:i|you|we)? ?(?:cook|bake|fry)\b|\brestaurants?\b|\bfood stalls?\b|\bstall has\b|\blaksa\b|"
    r"\bdelicious\b|\bhotels? (?:to|should|near|for)\b|\bcheap(?:est)? (?:flights?|hotels?|tickets?)\b|\bbook (?:a|me)\b|"
    r"\b(?:best|good|nice) (?:beach|bar|caf[eé]|restaurant|hotel|street food|nightlife|places? to (?:eat|visit|stay))"
    r"|\b(?:football|soccer|basketball|badminton|world cup|premier league|olympics?|match)\b[^?]{0,40}\b(?:won|win|score|result|game|play)|"
    r"\bwho won the (?:game|match|world cup|election|olympics)\b|\b(?:stock|share) price\b|\bbitcoin\b|\bcrypto\w*\b|\bexchange rate\b|"
    r"\bhoroscopes?\b|\bzodiac\b|\blottery\b|\b(?:movies?|films?|netflix|actors?|actress|celebrit\w+|singers?|pop star|anime)\b|"
    r"\bheadache\b|\bparacetamol\b|\bibuprofen\b|\b(?:dose|dosage)\b|\bmy (?:doctor|symptoms?|pain|fever|boyfriend|girlfriend|wife|husband|"
    r"dog|cat|homework|boss|ex)\b|\b(?:fall in|true) love\b|\bdo you (?:love|like|hate|feel|dream|believe)\b|\byour favou?rite\b|"
    r"\bmeaning of life\b|\bcapital (?:city )?of (?:brazil|france|germany|japan|china|india|the us|the uk|spain|italy|australia|canada)\b|"
    r"\bwho (?:wrote|painted|composed|directed|invented)\b|\bphotosynthesis\b|\btheory of relativity\b|\b(?:first|second) world war\b"
    r"|\bcuaca (?:hari ini|besok|esok)|\bresep\b|\bresepi\b|อากาศ(?:วันนี้|พรุ่งนี้)|thời tiết (?:hôm nay|ngày mai)|\bpanahon bukas\b|天气|食谱|笑话"
)
_ABOUT = regex.compile(
    r"(?i)^\W*(?:(?:so|and|ok(?:ay)?|but|please|hello|hi)[\s,]+)*(?:what (?:can|could|do|else can) you (?:do|offer|know|help)(?: (?:for )?(?:me|us)?| with)?|"
    r"how (?:can|could|do) you help(?: me| us)?|who (?:are|made|built|created) you|what are you(?: doing)?|"
    r"what(?:['’]s| is) your (?:function|purpose|name|job|role|task)|explain what you do(?:, please)?|how do you work|"
    r"help(?: me)?(?: please)?|are you (?:an? )?(?:human|robot|bot|ai|real|person|machine|chatgpt|llm)|"
    r"what can i ask(?: you)?(?: about| here)?|what (?:should|could) i ask(?: you)?|how does this (?:assistant|service|tool|chat|site|page) work|"
    r"what is this(?: (?:assistant|service|tool|chat|site|page))?(?: for| about)?|what topics do you (?:know|cover)|"
    r"apa yang (?:bisa|boleh|dapat) (?:kamu|anda|awak) (?:lakukan|buat)|siapa (?:kamu|anda|awak)|คุณ(?:ทำอะไรได้บ้าง|คือใคร|เป็นใคร)|"
    r"bạn (?:có thể )?làm (?:được )?gì|bạn là ai|ano ang (?:magagawa|kaya) mo|sino ka|o que você (?:pode fazer|faz|sabe)|quem é você|"
    r"你(?:能|可以|会)做什么|你是谁|你会什么)\W*$"
)


def subject_of(question: str) -> Subject | None:
    """The subject with a reply of its own, the gravest first; None for an ordinary question."""
    if _ABOUT.match(question):
        return Subject.ABOUT
    if _SECRETS.search(question):
        return Subject.SECRETS
    if _PERSONAL.search(question) and not _NOT_PERSONAL.search(question):
        return Subject.PERSONAL
    if _TASK.search(question) or orders_a_text(question):
        return Subject.TASK
    return Subject.DOUBTFUL if _DOUBTFUL.search(question) else None
