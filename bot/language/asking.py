"""Tells how a line begins that asks about something, asks for it, or wonders."""

ASKS = frozenset(
    """wat waarom wanneer hoe hoeveel hoezo welke waar wie kan mag moet zal zou als stel is zijn heb heeft klopt ben
    what why when how which where who can could should would may if is are do does did must have has will
    staat staan komt komen krijgt krijgen wordt worden doet gaat gaan mogen kunnen hebben moeten gets get""".split()  # noqa: SIM905  # reads better
)
"""How a line begins that asks about an act, rather than for it."""
REQUESTS = frozenset(
    tuple(each.split())
    for each in """kun je, kan je, kunt u, kan u, wil je, wilt u, zou je, zou u, zoudt u, wil u, zouden jullie,
    kunnen jullie, willen jullie, kun jij, kan jij, can you, could you, would you, will you""".split(",")  # noqa: SIM905  # reads better
)
"""How a line begins that asks for an act, politely: "kun je K-3 sluiten?" is no question about it."""
WISHED = frozenset({("ik", "wil"), ("wij", "willen"), ("we", "willen"), ("ik", "zou"), ("i", "want"), ("i", "would")})
"""How a line begins that wishes for something, whatever it asks behind that."""
MAY_I = frozenset(
    {
        *(("mag", "ik"), ("kan", "ik"), ("mogen", "we"), ("mogen", "wij"), ("kunnen", "we"), ("kunnen", "wij")),
        *(("can", "i"), ("may", "i"), ("can", "we"), ("may", "we"), ("could", "i"), ("could", "we")),
    }
)
"""How a line begins of who asks whether they may bring something new: that is begun, and asks further."""
COULD_ANYONE = (
    *(("zou", "iemand"), ("kan", "iemand"), ("wil", "iemand"), ("zouden", "collega"), ("kunnen", "collega")),
    *(("could", "someone"), ("could", "anyone"), ("can", "someone"), ("can", "anyone")),
)
COULD_I = frozenset(
    {("zou", "ik"), ("zouden", "we"), ("zouden", "wij"), ("could", "i"), ("could", "we"), *COULD_ANYONE}
)
"""How a line begins that asks for an act with all politeness."""
WONDERS = (
    *(("wie",), ("waarom",), ("wanneer",), ("hoeveel",), ("moet", "ik"), ("moeten", "we"), ("wat", "gebeurt")),
    *(("who",), ("why",), ("when",), ("how", "many"), ("how", "would"), ("do", "i"), ("do", "we")),
    *(("what", "happens"), ("what", "if")),
)
"""How a line begins that asks about an act, whatever those say who want it."""
ANYWHERE = frozenset({("moet", "ik"), ("moeten", "we"), ("moeten", "wij"), ("do", "i"), ("do", "we")})
"""What asks about an act wherever it stands: "we stoppen, moeten we ons dan afmelden"."""
MAY = frozenset(
    """kan kun kunnen mag mogen moet moeten zou zal krijgt krijgen wordt worden doet heeft is can could may should must
    does has will would""".split()  # noqa: SIM905  # reads better
)
SELF = frozenset(
    """ik je jij u jullie we wij me mij mijn het dat die iemand i you we my it this somebody someone""".split()  # noqa: SIM905  # reads better
)
"""Who asks for something says so of themselves or of us, or asks for anybody: "kan de beheerder ..." wonders."""
WISHES = (("i", "wish"), ("ik", "wou"), ("had", "ik"), ("i", "wonder"), ("ik", "vraag", "me", "af"), ("stel", "dat"))


def asking(words: tuple[str, ...]) -> bool:
    """Tell whether a line asks, and is no polite request."""
    if not words or words[:2] in REQUESTS or words[:2] in WISHED:
        return False
    if words[-1] != "?" and words[0] in _VERBS and words[1:2] in _BEFORE_NO_SUBJECT:
        return False  # "gaat niet door" tells of what was just spoken of
    return words[0] in ASKS or words[-1] == "?"


def wants_an_answer(words: tuple[str, ...]) -> bool:
    """Tell whether a line begins with what is asked, also when it denies: "hoe kan het dat het er niet op staat"."""
    return not _QUESTION_WORDS.isdisjoint(words[:1]) or words[:2] in MAY_I or words[:2] in _MAY_ONE


_QUESTION_WORDS = frozenset(
    """wat waarom wanneer hoe hoeveel hoezo welk welke waar wie what why when how which where who whose""".split()  # noqa: SIM905  # reads better
)
_MAY_ONE = frozenset({("moet", "ik"), ("moet", "je"), ("kan", "je"), ("mag", "je"), ("do", "i"), ("do", "you")})
_VERBS = frozenset("is zijn kan komt gaat staat wordt krijgt doet heeft mag moet does did has will can".split())  # noqa: SIM905  # reads better
_BEFORE_NO_SUBJECT = frozenset({("niet",), ("al",), ("toch",), ("helaas",), ("not",), ("already",)})
"""What stands behind a verb of which the subject was left out."""
