"""Answers what people ask about what they are doing, at any step: what it costs, who sees it, how long it takes."""

import re
from collections.abc import Mapping

from bot.chat.texts import Msg, _
from bot.command.asides import Aside

_IT = r"(?:dat|dit|het|hem|die|hij|ie|ze|deze)"
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
    rf"(?:ziet|zien|leest|lezen|hoort|horen|weet) (?:iemand|iedereen|anderen|men|(?:de|mijn) \w+) {_IT}\b.{{0,20}}",
    rf"(?:kan|kunnen) (?:iemand|iedereen|anderen|mensen|mijn \w+) {_IT} (?:ook |dan )?(?:zien|lezen)\b.{{0,20}}",
    r"(?:does|do|can) (?:anyone|anybody|everyone|everybody|others|people|my \w+) "
    r"(?:see|read|hear) (?:it|this|that)\b.{0,20}",
    r"(?:kan|kun|mag|kunnen) (?:ik|je|wij|we|iemand|iedereen|men|anderen) (?:dan |straks |ook )?zien wie\b.{0,40}",
    r"(?:can|may|will) (?:i|we|you|anyone|others|people) see who\b.{0,40}",
    r"who (?:sees|reads|can see|can read|will see|will read|gets to see) (?:it|this|that)\b.{0,30}",
    r"(?:will|can) (?:everyone|anyone|others|people) (?:see|read) (?:it|this|that)\b.{0,20}",
    r"is (?:it|this|that) public\b.{0,20}",
)
_LASTS = (
    r"hoe ?lang (?:duurt|gaat|moet|blijft) (?:dat|dit|het|zoiets|ik)\b.{0,40}",
    r"how long (?:does|will) (?:it|this|that)\b.{0,20}",
)
_DECIDES = (
    r"wie (?:beslist|bepaalt|gaat|besluit|kiest|bekijkt|beoordeelt|keurt|behandelt|pakt)\b.{0,60}",
    r"who (?:decides|judges|reviews|approves|handles|picks|looks at)\b.{0,60}",
    r"wat (?:gebeurt|doen|doet|gebeuren) (?:er|ze|jullie|iemand|men) "
    r"(?:dan |nu |daarna |daar |er )*(?:mee|hiermee|daarmee|met)\b.{0,40}",
    r"wat (?:wordt|gaat) er (?:dan |nu )*(?:mee|daarmee|hiermee)\b.{0,40}",
    r"what (?:happens|will happen|do you do|is done) (?:next|then|with (?:it|this|that))?.{0,30}",
)
_NEWS = (
    r"(?:dat|het|dit|iets|er|hier|daar|nog|dan|ook|wel|straks|wat|hierop|daarop|of (?:er|iemand|mijn)"
    r"|(?:een |het |de )?(?:antwoord|bericht|reactie|seintje|melding|nieuws|uitslag|resultaat|uitkomst))\b.{0,60}"
)
"""What one hears back, and is no thing to get or to know: "hoe krijg ik een vergunning" asks something else."""
_HEARS = (
    rf"(?:hoor|krijg|merk|zie|lees) (?:ik|je|jij|we|wij) {_NEWS}",
    r"(?:wanneer|hoe) (?:hoor|hoort) (?:ik|je|we|wij)\b.{0,60}",
    rf"(?:wanneer|hoe) (?:krijg|merk|weet|zie) (?:ik|je|we|wij)(?: {_NEWS})?",
    r"(?:laat|laten) (?:je|jij|jullie|ze) (?:het |dat |nog |me |mij )*(?:weten|horen)\b.{0,40}",
    r"(?:will|do|does|when do|when will|how will) i (?:hear|be told)\b.{0,60}",
    r"(?:will|do|does|when do|when will|how will) i (?:get|know|see|find out)"
    r"(?: (?:it|that|this|anything|something|about|if|when|who|more|back|what"
    r"|(?:an? |the )?(?:answer|message|reply|reaction|news|result|outcome))\b.{0,60})?",
    r"will (?:you|they) (?:tell|let) me\b.{0,40}",
)
_STAYS = (
    r"wat (?:blijft|wordt|gaat)\b.{0,30}\b(?:staan|bewaard|over|weg|achter)\b.{0,30}",
    r"(?:blijft|blijven|bewaar|bewaart|bewaren|houd|houden) "
    r"(?:dat|dit|het|er|je|jullie|mijn|m'n|mn|die|hij|ie|ze|deze)\b.{0,60}",
    r"(?:hoe lang|hoelang) (?:blijft|bewaar|bewaren|staat)\b.{0,40}",
    r"what (?:stays|remains|is kept|do you keep|is left)\b.{0,40}",
    r"(?:does|will) (?:it|this|that|everything) (?:stay|remain|be kept)\b.{0,40}",
)
_OF_NAME = (
    r"wat (?:gebeurt|doen|doet|gebeuren) (?:er |jullie |je |ze )?(?:dan )?"
    r"met (?:mijn|m'n|mn|de|onze) (?:naam|gegevens|antwoord\w*|data|profiel)\b.{0,60}",
    r"(?:wie|waar) (?:ziet|zien|leest|krijgt|staat|komt) (?:dan )?(?:mijn|m'n|mn) (?:naam|gegevens|profiel)\b.{0,60}",
    r"(?:waarvoor|waarom) (?:gebruik|heb|wil|moet|gebruiken|hebben|willen)\w* (?:je|jij|jullie|u|ik)\b"
    r".{0,40}\b(?:naam|gegevens)\b.{0,40}",
    r"what (?:happens|do you do|will happen) (?:to|with) my (?:name|data|details|profile)\b.{0,60}",
    r"who (?:sees|can see|gets) my (?:name|data|details)\b.{0,40}",
)
_ABOUT = tuple(
    (re.compile(rf"^(?:{'|'.join(asked)})\W*$", re.IGNORECASE), aside)
    for asked, aside in (
        (_OF_NAME, Aside.name),
        (_COSTS, Aside.costs),
        (_UNDONE, Aside.undone),
        (_SEEN, Aside.seen),
        (_LASTS, Aside.lasts),
        (_STAYS, Aside.stays),
        (_HEARS, Aside.hears),
        (_DECIDES, Aside.decides),
    )
)
ANSWERS: Mapping[Aside, Msg] = {
    Aside.costs: _("It costs nothing."),
    Aside.undone: _("Yes. Later you can change it, or take it back."),
    Aside.seen: _("I always show who sees it, before anything is put."),
    Aside.lasts: _("That differs. You hear from me as soon as there is something."),
    Aside.hears: _("Yes. I tell you when somebody does something with it."),
    Aside.decides: _("You decide what is put. What becomes of it, the people here decide."),
    Aside.stays: _("It stays until you change it or take it back."),
    Aside.name: _("You decide who sees your name. I ask that before anybody does."),
}
"""What is answered where a topic says nothing else."""
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


def aside_of(text: str) -> Aside | None:
    """Return what a question is about that is asked of what is being done; None for any other line."""
    said = _LEAD.sub("", text.strip())
    return next((aside for asked, aside in _ABOUT if asked.match(said)), None)


def told_about(text: str) -> Msg | None:
    """Return the answer for all topics to a question about what is being done; None for any other line."""
    aside = aside_of(text)
    return ANSWERS[aside] if aside in _ANYWHERE else None


_ANYWHERE = frozenset({Aside.costs, Aside.undone, Aside.seen, Aside.lasts})
"""What is asked of what is being done also where nothing waits for an answer."""


def asks_need(text: str) -> bool:
    """Tell whether that asks if what is asked must be answered: "is dat verplicht?"."""
    return _NEEDED.match(_LEAD.sub("", text.strip())) is not None


def asks_else(text: str) -> bool:
    """Tell whether a line asks something, and does not ask for something politely: "kan het ook in Twente?"."""
    return _ASKS.match(_LEAD.sub("", text.strip())) is not None


def is_question(text: str) -> bool:
    """Tell whether a line is a question by how it begins: "wat is dat voor iets"."""
    return _QUESTION.match(_LEAD.sub("", text.strip())) is not None
