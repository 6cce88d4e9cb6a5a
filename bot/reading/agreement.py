"""Hears what people say at a step beside its answer: a yes or a no in any words, a wait, a stop, a question back."""

import re

from bot.command.command import Context
from bot.reading import assent, no_answer
from bot.reading.side_questions import aside_of
from bot.reading.slots import words_of
from storage.database.text import fold
from storage.search.analyser import tokens

YES = frozenset(
    {
        *("ja", "j", "jaa", "jep", "jawel", "yes", "y", "yep", "yeah", "ok", "oke", "okay", "okee", "prima", "akkoord"),
        *(
            "jazeker",
            "zekers",
            "absoluut",
            "helemaal goed",
            "ja allebei",
            "allebei",
            "ja graag allebei",
            "both",
            "yep please",
        ),
        *("graag", "zeker", "goed", "is goed", "dat is goed", "klopt", "dat klopt", "top", "doe maar", "doe dat maar"),
        *("ja graag", "ja hoor", "ja doe maar", "ja dat klopt", "ja klopt", "ja is goed", "ja prima", "graag zelfs"),
        *(
            "ja zeker",
            "ja dat is goed",
            "ja dat mag",
            "dat mag",
            "mag",
            "natuurlijk",
            "tuurlijk",
            "uiteraard",
            "akkoord",
        ),
        *("do it", "sure", "yes please", "go ahead", "please do", "sounds good", "that is right", "that s right"),
        *("correct", "of course", "fine", "yes sure", "yes do it", "please"),
        *("ja zo", "ja zo is goed", "zo is het goed", "zo is goed", "klopt zo", "ja klopt zo", "ja zo klopt het"),
    }
)
"""What says yes, whatever was asked."""
NO = frozenset(
    {
        *(
            "nee",
            "n",
            "neen",
            "nee hoor",
            "nee dank je",
            "nee dankje",
            "nee bedankt",
            "nee dank u",
            "liever niet",
            "nope",
        ),
        *("niet", "nee liever niet", "nee niet doen", "niet doen", "doe maar niet", "nee doe maar niet", "no", "nah"),
        *("no thanks", "no thank you", "rather not", "please don t", "don t", "do not", "no don t", "nee joh"),
    }
)
"""What says no."""

_STOPS = frozenset(
    {
        *(
            "laat maar",
            "nee laat maar",
            "stop maar",
            "stop ermee",
            "stop hiermee",
            "ik stop",
            "vergeet het",
            "vergeet maar",
        ),
        *(
            "laat maar zitten",
            "hou maar op",
            "annuleer maar",
            "ik wil niet meer",
            "toch maar niet",
            "nee toch maar niet",
        ),
        *("never mind", "nevermind", "forget it", "no never mind", "cancel that", "stop it", "i changed my mind"),
    }
)
"""What ends what is being asked, as "stop" does."""

_SIGHS = frozenset(
    """ach och oh o hm mm tja ok oke okay nou nah nee neen ja hmm pf pff zucht sorry well no dan toch ook gewoon zo joh
    hoor maar al bedankt thanks then please alsjeblieft aub eigenlijk actually eh ugh lol haha""".split()  # noqa: SIM905  # reads better
)
"""What people sigh around what they say."""
_ABANDONS = frozenset(
    {
        *("nvm", "nevermind", "never mind", "forget it", "forget about it", "leave it", "drop it", "scrap it"),
        *("scrap that", "skip it", "cancel it", "cancel that", "laat", "laat zitten", "laat het", "vergeet"),
        *("vergeet het", "ik stop", "ik stop ermee", "stop ermee", "stop", "ik kap ermee", "ik hou op", "annuleer"),
        *("annuleer het", "ik zie ervan af", "ik zie er van af"),
    }
)
"""What ends what is being asked, without the sighs around it; "niet meer nodig" may be the reason we ask for."""

_NONE = frozenset(
    {
        *("geen", "niets", "geen idee", "weet ik niet", "weet niet", "weet ik nog niet", "ik weet het niet", "nvt"),
        *("n v t", "none", "nothing", "no idea", "i don t know", "dunno", "not sure", "n a"),
    }
)
"""What leaves open what may be left open."""

FEW = 5
"""Words of a line that says no more than to wait, where any text may be the answer."""

_WAIT = (
    *("(?:ho )?wacht", "(?:nu |nog |even )?nog niet", "niet nu", "nu niet", "nu nog niet", "nog even (?:niet|wachten)"),
    *("even (?:wachten|geduld|nadenken|niet)", "moment(?:je)?", "een moment", "straks", "later", "voorlopig niet"),
    *("wait", "hold on", "hang on", "not yet", "not now", "one moment", "just a (?:sec|moment|minute)"),
)
_WAITS = re.compile(
    rf"^\s*(?:(?:nee|neen|no|ho|hee|maar|oh?|please|sorry)\W+){{0,2}}(?:{'|'.join(_WAIT)})\b", re.IGNORECASE
)
_DENIAL = (
    r"ik (?:wil|hoef|ga)\b.{0,20}\bniet\b",
    r"(?:plaats|stel|zet|doe|verstuur|deel)\b.{0,40}\bniet\b",
    r"(?:please )?(?:don'?t|do not)\b",
    r"niet (?:plaatsen|stellen|versturen|doen|delen|zo)\b",
    r"zo niet\b",
    r"laat (?:die|dat|dit|het|hem|ze|alles)\s(?:(?:dan|toch|maar|gewoon|even|nog)\s)*(?:aan|staan|zo\b|zoals)",
    r"(?:leave|keep) (?:it|that|this|them|everything) (?:as|on|the way|like)\b",
)
_DENIES = re.compile(rf"^\s*(?:(?:oh?|nee|neen|no|ach|wacht|toch|actually)\W+)*(?:{'|'.join(_DENIAL)})", re.IGNORECASE)
_ASKED = (
    r"(?:waarom|waarvoor|hoezo|why|what for)(?:\s+(?:moet|wil|vraag|heb|wilt|vraagt|is|do|should|would|are)\b.{0,60})?",
    r"(?:wat|hoe) bedoel(?:t|en)?\s*(?:je|jij|u|jullie)?\b.{0,40}",
    r"wat (?:wordt|is) (?:daar|hier|er)mee bedoeld.{0,20}",
    r"wat betekent (?:dat|dit|het)\b.{0,20}",
    r"wat moet ik (?:hier|daar|nu|dan|doen|invullen|typen|zeggen|antwoorden).{0,40}",
    r"(?:is|moet) (?:dat|dit|het)(?: echt)? (?:verplicht|nodig|per se|echt)\b.{0,20}",
    r"(?:is|hoort) (?:dit|dat|het)\b.{0,30}\b(?:de (?:goede |juiste )?(?:plek|plaats)|thuis)\b.{0,20}",
    r"(?:wat is|wat's) (?:het|'t|nou het|nu het) (?:verschil|onderscheid)\b.{0,80}",
    r"wat zijn (?:de|hun) verschillen\b.{0,80}",
    r"(?:what is|what's|what are) the differences?\b.{0,80}",
    r"wie (?:ziet|leest|kan) (?:dat|dit|het)\b.{0,40}",
    r"ik (?:snap|begrijp) (?:het|dit|dat|je|u|jou|de vraag|er)\b.{0,20}(?:niet|niks|niets)\b.{0,20}",
    r"(?:snap|begrijp) (?:het|ik|je) niet",
    r"what do you mean\b.{0,40}",
    r"what does (?:that|this) mean\b.{0,20}",
    r"i don'?t (?:understand|get it)\b.{0,20}",
    r"who (?:sees|can see|reads) (?:this|that|it)\b.{0,40}",
    r"is (?:that|this|it) (?:required|mandatory|needed)\b.{0,20}",
    r"huh|h\u00e8|wat|sorry|pardon|what",
)
_BACK = re.compile(
    r"^(?:(?:maar|en|but|and|sorry|eh+|hm+|huh|uh|ok|oke|trouwens|btw|by the way|wait|hold on|wacht(?: even| ff)?)\W+)*"
    rf"(?:{'|'.join(_ASKED)})\W*$|^\?+$",
    re.IGNORECASE,
)
"""A question back, rather than an answer."""


LONGEST_AGREEMENT = 300
"""Characters of what may be a yes or a no, with all that is said beside it."""
_THUMBS = frozenset("\U0001f44d\U0001f44c\u2705")
"""What people send for a yes ..."""
_GLAD = _THUMBS | frozenset(
    "\U0001f64f\u2764\U0001f60a\U0001f642\U0001f600\U0001f604\U0001f601\U0001f44f\U0001f64c\U0001f389\U0001f60d\U0001f970\U0001f4aa"
)
"""... and when they are content: folded hands, a heart, a smile."""
_MODIFIED = re.compile("[\ufe0e\ufe0f\u200d\U0001f3fb-\U0001f3ff\\s!.]")
"""What makes such a sign another colour, and means nothing."""


def is_glad(text: str) -> bool:
    """Tell whether that is a thumb or another sign of content, and nothing else."""
    return _only(text, _GLAD)


def _only(text: str, signs: frozenset[str]) -> bool:
    said = _MODIFIED.sub("", text)
    return bool(said) and signs.issuperset(said)


def says_yes(ctx: Context, text: str) -> bool | None:
    """Tell whether that is a yes (True), a no (False), or something else (None)."""
    if len(text) > LONGEST_AGREEMENT:
        return None
    said = fold(text)
    if said in YES or _only(text, _THUMBS) or assent.agrees(text):
        return True
    if said in NO:
        return False
    yes = ctx.intents.says_yes(words_of(text, ())) if ctx.intents and said else None
    return None if yes and _names(ctx, said) else yes  # "Friesland ja" tells a region, and agrees to nothing


def _names(ctx: Context, said: str) -> bool:
    """Tell whether a line names a region or theme."""
    return any(name.kind in ("region", "theme") for name, _first, _last in ctx.vocabulary.named([*tokens(said)]))


def says_plainly(ctx: Context, text: str) -> bool | None:
    """Tell whether that is a yes or a no, and a yes that says nothing besides: what a consent takes."""
    said = fold(text)
    if said in YES | NO or _only(text, _THUMBS) or assent.agrees(text):
        return says_yes(ctx, text)
    yes = says_yes(ctx, text)
    return None if yes and _matters(ctx, words_of(text, ())) else yes


_TAKES_AWAY = re.compile(
    r"(?:(?:nee|neen|no|nou|oh?|en|and|ja)\W+)*(?:(?:die|dat|dit|het|hem|deze|that|it|this|please|liever)\s+)*(?:"
    r"(?:mag|kan|moet|mogen|kunnen)(?:\s+(?:die|dat|het|er|wel|ook|dan|maar|gewoon))*\s+(?:weg|af|eraf|uit|eruit|blijven)"
    r"|(?:laat|haal|doe|gooi)(?:\s+(?:die|dat|het|hem|er|maar|dan|toch|gewoon))*\s+(?:weg|eraf|af|eruit|uit)"
    r"|(?:hoeft|hoef|moet)(?:\s+(?:die|dat|het|er|ook|dan|echt|voor mij|van mij))*\s+niet(?:\s+(?:\w+))?"
    r"|weglaten|weghalen|niet (?:noemen|vermelden|erbij|tonen|laten zien)"
    r"|(?:can|may|must|should) (?:go|be removed|be left out)|leave (?:it|that|this) out|remove (?:it|that|this)"
    r"|take (?:it|that|this) (?:out|off|away)|(?:is )?not needed|no need)"
    r"(?:\s+(?:hoor|graag|please|maar))*\W*",
    re.IGNORECASE,
)


_RIGHT = re.compile(
    r"(?:(?:ja+|ok|oke|prima|goed|yes|yep)\W+)*(?:(?:dat|het|dit|alles|zo|it|that|this|all)\W+)*"
    r"(?:klopt|is (?:wel )?(?:zo )?(?:goed|prima|right|correct|fine)|s (?:right|correct|fine))"
    r"(?:\s+(?:zo|wel|verder|allemaal|hoor|helemaal))*\W*"
    r"|(?:(?:ja+|ok|oke|yes)\W+)*"
    r"(?:zo (?:klopt (?:het|dat)|is (?:het|dat) goed)|(?:the )?rest (?:klopt|is right|is fine))\W*",
    re.IGNORECASE,
)


def is_right(text: str) -> bool:
    """Tell whether that says that what was told is right: "ja klopt zo"."""
    return _RIGHT.fullmatch(text.strip()) is not None


def takes_away(text: str) -> bool:
    """Tell whether a few words say that something goes, or need not be: an order, and no name."""
    return _TAKES_AWAY.fullmatch(text.strip()) is not None


def answers_nothing(ctx: Context, text: str) -> bool:
    """Tell whether that is a yes, a no, a wait or a stop, and says nothing besides."""
    waiting = waits(text) and len(text.split()) <= FEW
    return waiting or fold(text) in YES | NO or stops(text) or says_no_more(ctx, text)


def says_no_more(ctx: Context, text: str) -> bool:
    """Tell whether a few words are a yes or a no in sound only, and name nothing: "lol ok"."""
    said = words_of(text, ())
    if not _SOLVED.isdisjoint(said):
        return False  # "het werkt nu, bedankt" tells how it is
    return 0 < len(said) <= FEW and bool(ctx.intents) and not _matters(ctx, said) and says_yes(ctx, text) is not None


_SOLVED = frozenset("werkt gelukt opgelost verholpen works solved fixed sorted".split())  # noqa: SIM905  # reads better


def _matters(ctx: Context, said: tuple[str, ...]) -> bool:
    return (
        ctx.intents is None or bool(ctx.intents.unspoken(said)) or any(ctx.vocabulary.named([*tokens(" ".join(said))]))
    )


def waits(text: str) -> bool:
    """Tell whether that says to wait, or not yet."""
    return bool(_WAITS.match(text))


def refuses(text: str) -> bool:
    """Tell whether that speaks against what is proposed, whatever it says besides."""
    return waits(text) or bool(_DENIES.match(text)) or fold(text) in NO


def stops(text: str) -> bool:
    """Tell whether that ends what is being asked, whatever sigh stands around it: "ach ja, laat dan maar zitten"."""
    said = fold(text)
    return said in _STOPS or " ".join(word for word in said.split() if word not in _SIGHS) in _ABANDONS


def stops_first(text: str) -> bool:
    """Tell whether a line ends what is asked, and says something else behind that: "laat maar, ik wil eerst ..."."""
    head, end, _behind = re.sub(r"[.;!]", ",", text).partition(",")
    return bool(end) and stops(head)


def stops_last(text: str) -> bool:
    """Tell whether a line tells why, and then ends what is asked: "o die staat er al, laat dan maar"."""
    head, end, tail = re.sub(r"[.;!]", ",", text.rstrip(" .!,;")).rpartition(",")
    return bool(end) and len(head.split()) <= WHY and stops(tail)


WHY = 12
"""Words in which somebody tells why they end it."""


def leaves_open(text: str) -> bool:
    """Tell whether that says that there is no answer."""
    return fold(text) in NO | _NONE or takes_away(text) or no_answer.is_not_known(text)


_WHICH = re.compile(
    r"(?:(?:eh+|huh|maar|en|and|but|wait|wacht|sorry)\W+)*(?:welke|which)"
    r"(?:\s+(?:twee|drie|vier|vijf|two|three|four|five|[2-9]|dan|ones|then"
    r"|zijn dat|are those))+\W*",
    re.IGNORECASE,
)


def asks_which(text: str) -> bool:
    """Tell whether that asks which things of what is on the table are meant: "welke twee?"."""
    return _WHICH.fullmatch(text.strip()) is not None


def asks_back(text: str) -> bool:
    """Tell whether that asks what is meant, why, or about what is being done."""
    back = bool(_BACK.match(text.strip())) or asks_which(text)
    return back or aside_of(text) is not None or no_answer.asks_example(text)


def puts(text: str) -> bool:
    """Tell whether that is a yes to what is shown, in whatever words: "verstuur maar", "looks good to me"."""
    return assent.accepts(text) or _only(text, _THUMBS)


_YES_LEAD = re.compile(
    r"^(?:(?:ja+|jazeker|jawel|yes|yep|yeah|ok|oke|okay|prima|goed|graag|sure|fine|top)[\s,.!]+)+(?:(?:doe|hoor|dan|please)[\s,]+)*"
    r"(?=\w)",
    re.IGNORECASE,
)


def behind_yes(text: str) -> str:
    """Return what a line says behind its yes: "ja, zet maar uit"; "" when it says no more than that."""
    lead = _YES_LEAD.match(text.strip())
    rest = text.strip()[lead.end() :] if lead else ""
    return rest if len(rest.split()) > 1 else ""


def without_yes(text: str) -> str:
    """Return an answer without the yes before it: "ja, in het dorpshuis"."""
    rest = _YES_AND.sub("", text)
    return rest if rest.strip() else text


_YES_AND = re.compile(
    r"^\s*(?:ja+|jazeker|klopt|ok|oke|okay|prima|goed|yes|yep|sure|fine|right)\s*[,.!]\s+(?=\w)", re.IGNORECASE
)
BARE_YES = frozenset(
    {
        "ja",
        "j",
        "jaa",
        "ja hoor",
        "ja graag",
        "ja doe maar",
        "doe maar",
        "graag",
        "yes",
        "ok",
        "oke",
        "okay",
        "yes please",
    }
)
"""What says yes and names nothing, where something is to be named."""
