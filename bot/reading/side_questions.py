"""Answers what people ask about what they are doing, at any step: what it costs, who sees it, how long it takes."""

import re

from bot.chat.texts import Msg, _

_IT = r"(?:dat|dit|het|hem|die|hij)"
_COSTS = (
    r"(?:wat|hoeveel) (?:kost|kosten|gaat)\b.{0,40}\b(?:dat|dit|het|er|ik|me)\b.{0,30}",
    r"what (?:does|will|would) .{1,20} cost.{0,20}",
)
_UNDONE = (
    rf"(?:kan|mag|kunnen) (?:ik|wij|we|{_IT}) (?:{_IT} )?(?:later|straks|daarna|achteraf|nog|weer|ook)\b.{{0,30}}"
    r"\b(?:aanpassen|veranderen|wijzigen|weghalen|verwijderen|weg|terug\w*|ongedaan|intrekken)\b.{0,20}",
    r"(?:wat )?als (?:ik|we) (?:me|mij|ons) (?:vergis|vergissen|bedenk|bedenken).{0,20}",
    r"what if i (?:make a mistake|change my mind|am wrong)\b.{0,20}",
    r"can i (?:still )?(?:change|undo|remove|delete) (?:it|this|that)\b.{0,30}",
)
_SEEN = (
    rf"wie (?:krijgt|krijgen|gaat|gaan|mag|kan|kunnen|zal) (?:{_IT}|er|mijn vraag)\b.{{0,20}}"
    r"\b(?:zien|lezen|horen)\b.{0,20}",
    r"(?:wordt|is|staat|komt|zie je) (?:mijn|m'n) naam (?:dan |er |ook |wel |straks )*"
    r"(?:genoemd|getoond|zichtbaar|bij|onder|erbij|eronder|vermeld)\b.{0,20}",
    r"(?:is|will) my name (?:be )?(?:shown|visible|mentioned|on it|there)\b.{0,20}",
    rf"(?:is|blijft|wordt) {_IT} (?:dan |ook |wel )?"
    r"(?:openbaar|zichtbaar|anoniem|geheim|vertrouwelijk)\b.{0,20}",
    rf"wie (?:ziet|zien|leest|lezen|hoort) {_IT}\b.{{0,30}}",
    r"who (?:sees|reads|can see|can read|will see|will read|gets to see) (?:it|this|that)\b.{0,30}",
    r"(?:will|can) (?:everyone|anyone|others|people) (?:see|read) (?:it|this|that)\b.{0,20}",
    r"is (?:it|this|that) public\b.{0,20}",
)
_LASTS = (
    r"hoe ?lang (?:duurt|gaat|moet|blijft) (?:dat|dit|het|zoiets|ik)\b.{0,40}",
    r"how long (?:does|will) (?:it|this|that)\b.{0,20}",
)
_ABOUT = tuple(
    (re.compile(rf"^(?:{'|'.join(asked)})\W*$", re.IGNORECASE), answer)
    for asked, answer in (
        (_COSTS, _("It costs nothing.")),
        (_UNDONE, _("Yes. Later you can change it, or take it back.")),
        (_SEEN, _("I always show who sees it, before anything is put.")),
        (_LASTS, _("That differs. You hear from me as soon as there is something.")),
    )
)
_LEAD = re.compile(
    r"^(?:(?:maar|en|ok|oke|hm+|eh+|oh|but|and|wait|trouwens|by the way|btw|sorry|wacht(?: even| ff)?)\W+)+",
    re.IGNORECASE,
)
_NEEDED = re.compile(
    rf"(?:is|moet) {_IT}(?: nou| nu| echt| ook| per se)* (?:verplicht|nodig|per se|echt)\b.{{0,20}}"
    r"|is (?:it|this|that)(?: really)? (?:required|mandatory|needed|necessary)\b.{0,20}",
    re.IGNORECASE,
)
_ASKING = r"(?:wat|wie|waar|waarom|wanneer|hoe|hoeveel|welke?|what|who|where|why|when|how|which)\b"
_ASKS = re.compile(rf"{_ASKING}.*\?$", re.IGNORECASE | re.DOTALL)
_QUESTION = re.compile(
    rf"(?:{_ASKING}"
    r"|(?:is|zijn|kan|kun|mag|moet|heeft|hebben|do|does|is|are|can|may|must)\b.*\?$)",
    re.IGNORECASE | re.DOTALL,
)


def told_about(text: str) -> Msg | None:
    """Return the answer to a question about what is being done; None for any other line."""
    said = _LEAD.sub("", text.strip())
    return next((answer for asked, answer in _ABOUT if asked.match(said)), None)


def asks_need(text: str) -> bool:
    """Tell whether that asks if what is asked must be answered: "is dat verplicht?"."""
    return _NEEDED.match(_LEAD.sub("", text.strip())) is not None


def asks_else(text: str) -> bool:
    """Tell whether a line asks something, and does not ask for something politely: "kan het ook in Twente?"."""
    return _ASKS.match(_LEAD.sub("", text.strip())) is not None


def is_question(text: str) -> bool:
    """Tell whether a line is a question by how it begins: "wat is dat voor iets"."""
    return _QUESTION.match(_LEAD.sub("", text.strip())) is not None
