"""Which elements of an HTML page nobody sees, by what the page itself declares of their style.

Must not take anything out, and must not know what is main content.

Why a class that the page's own style sheet folds away is left in unless it speaks to a language model:
tabs and folded answers are written so, and one click shows them.
"""

from __future__ import annotations

from collections import defaultdict

import regex
from lxml import html

from corpus.instructions import instruction_in

_FOLDED = regex.compile(r"(?i)display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)")
_TRICK = regex.compile(
    r"(?i)(?<![\w-])(?:opacity\s*:\s*(?:0+(?:\.0+)?|\.0+)(?=\s*(?:;|!|$))|font-size\s*:\s*(?:0(?:\.0\d*)?|"
    r"1(?=px))(?:px|pt|r?em|%)?(?=\s*(?:;|!|$))"
    r"|(?:text-indent|margin-left|left|right|top)\s*:\s*-\d{3,}|clip\s*:\s*rect\(\s*0|"
    r"clip-path\s*:\s*inset\(\s*(?:50|100)%"
    r"|color\s*:\s*(?:transparent|rgba\([^)]*,\s*0(?:\.0+)?\s*\))|transform\s*:\s*scale\(\s*0)"
)
_NO_SIZE = regex.compile(r"(?i)(?<![\w-])(?:max-)?(?:height|width)\s*:\s*[01](?:px)?\s*(?:;|!|$)")
_CUT = regex.compile(r"(?i)overflow\s*:\s*hidden")
_WHITE = regex.compile(
    r"(?i)(?<![\w-])color\s*:\s*(?:#f{3}(?:f{3})?\b|white\b|rgba?\(\s*25[45]\s*,\s*25[45]\s*,\s*25[45]\b)"
)
_GROUND = regex.compile(r"(?i)(?<![\w-])background(?:-color|-image)?\s*:")
_AT_RULE = regex.compile(r"(?s)/\*.*?\*/|@[^{};]+\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}|@[^;{}]+;")
_RULE = regex.compile(r"([^{}]+)\{([^{}]*)\}")
_SIMPLE = regex.compile(r"^\s*\w*([.#])([\w-]+)\s*$")


class Sheet:
    """What the page's own style elements say of classes and ids."""

    def __init__(self, tree: html.HtmlElement) -> None:
        self._rules: dict[str, list[str]] = defaultdict(list)
        self._is_complete = not tree.xpath("//link[contains(@rel, 'stylesheet')]")
        for style in tree.iter("style"):
            for selectors, declared in _RULE.findall(_AT_RULE.sub("", style.text or "")[:200_000]):
                for selector in selectors.split(","):
                    if found := _SIMPLE.match(selector):
                        self._rules[found[1] + found[2]].append(declared)

    def hides(self, element: html.HtmlElement) -> bool:
        """Whether nobody sees the element's text."""
        own = element.get("style") or ""
        sheet = ";".join(self._declared(element))
        if element.get("hidden") is not None or _FOLDED.search(own):
            return True
        both = f"{sheet};{own}"
        if _TRICK.search(both) or (_NO_SIZE.search(both) and _CUT.search(both)):
            return True
        if _WHITE.search(both) and not self._has_ground(element):
            return True
        return bool(_FOLDED.search(sheet)) and instruction_in(" ".join(element.itertext())) is not None

    def _declared(self, element: html.HtmlElement) -> list[str]:
        names = [f".{name}" for name in (element.get("class") or "").split()]
        names.append(f"#{element.get('id') or ''}")
        return [declared for name in names for declared in self._rules.get(name, ())]

    def _has_ground(self, element: html.HtmlElement) -> bool:
        """Whether something dark may lie below; a style sheet that is not at hand may colour any class."""
        for part in (element, *element.iterancestors()):
            style = ";".join([part.get("style") or "", *self._declared(part)])
            if _GROUND.search(style) or part.get("bgcolor") or part.get("background"):
                return True
            if not self._is_complete and (part.get("class") or part.get("id")):
                return True
        return False
