"""Brings irregular forms of a Dutch word back to the one that the stemmer knows: musea, leden, dorpje, afgekoppeld.

The stemmer does the regular ones (palen, paal). Pure: each word is looked at once, `analyser.stem` remembers.
"""

import re
from typing import Final

_PAIRS: Final = """
museum:musea centrum:centra criterium:criteria symposium:symposia aquarium:aquaria gymnasium:gymnasia
laboratorium:laboratoria ministerium:ministeria datum:datums technicus:technici politicus:politici academicus:academici
historicus:historici criticus:critici musicus:musici alumnus:alumni basis:bases crisis:crises thesis:theses
lid:leden raadslid:raadsleden bestuurslid:bestuursleden statenlid:statenleden teamlid:teamleden
kind:kinderen kleinkind:kleinkinderen kalf:kalveren lam:lammeren rund:runderen ei:eieren rad:raderen goed:goederen
volk:volkeren,volken blad:bladeren,bladen lied:liederen gemoed:gemoederen hoen:hoenderen been:beenderen gelid:gelederen
koe:koeien melkkoe:melkkoeien vlo:vlooien zee:zeeen idee:ideeen knie:knieen bacterie:bacterien industrie:industrieen
energie:energieen categorie:categorieen strategie:strategieen theorie:theorieen technologie:technologieen kopie:kopieen
stad:steden binnenstad:binnensteden hoofdstad:hoofdsteden kennisstad:kennissteden schip:schepen smid:smeden
gelegenheid:gelegenheden overheid:overheden moeilijkheid:moeilijkheden werkzaamheid:werkzaamheden
mogelijkheid:mogelijkheden eenheid:eenheden hoeveelheid:hoeveelheden bevoegdheid:bevoegdheden waarheid:waarheden
verantwoordelijkheid:verantwoordelijkheden vaardigheid:vaardigheden onzekerheid:onzekerheden
timmerman:timmerlieden,timmerlui vakman:vaklieden,vaklui,vakmensen zeeman:zeelieden,zeelui
brandweerman:brandweerlieden,brandweermensen oog:ogen zoon:zonen,zoons
"""
_IRREGULAR: Final = {
    plural: one for one, _, plurals in (pair.partition(":") for pair in _PAIRS.split()) for plural in plurals.split(",")
}
"""What plurals are of which word. Both are folded: without accents."""
_WHOLE: Final = frozenset({"beetje", "meisje", "oranje", "franje", "campagne", "ietsje", "liedje", "mandje"})
"""Words that end as a diminutive does."""
_DOUBLED: Final = re.compile(r"(.*[aeiou]([bdfgklmnprst]))\2etjes?$")
_ENDS: Final = (("tje", "aeiouylnrw"), ("pje", "m"), ("je", "bcdfghklpqstvwxz"))
"""How diminutives end, and after which letters."""
_LONG: Final = frozenset({"aa", "ee", "oo", "uu"})
_SHORTEST: Final = 6
"""Letters of a word that may be a diminutive."""
_PREFIX: Final = (
    "af aan achter bij binnen door in langs los mee na neer om onder op open over rond samen tegen terug toe tussen "
    "uit vast vol voor vooruit weg"
)
_PARTICIPLE: Final = re.compile(rf"^({'|'.join(sorted(_PREFIX.split(), key=len, reverse=True))})ge(\w{{3,6}})(d|t)$")
"""Of a separable verb: afgekoppeld is of afkoppelen, as aangelegd is of aanleggen."""
_THIRD: Final = re.compile(r"(.*(?:aa|ee|oo|uu)[fgklmnp]|.{3,}eer)t")
"""A verb of who is spoken of: loopt is of lopen, isoleert of isoleren; kaart and feest are no verbs."""
_PLURALS: Final = ("ies", "tes", "des", "ges")
"""Ends of words in -e that the stemmer leaves with their s: gemeentes, provincies."""
PARTICLES: Final = frozenset(_PREFIX.split())
"""What stands apart from the verb that it belongs to: koppel het regenwater af."""


def regular(word: str) -> str:
    """The form of a folded word that the stemmer knows.

    >>> [regular(word) for word in ("musea", "dorpje", "bruggetje", "afgekoppeld", "gemeentes", "water")]
    ['museum', 'dorp', 'brug', 'afkoppel', 'gemeente', 'water']
    """
    known = _IRREGULAR.get(word)
    if known is not None:
        return known
    if len(word) >= _SHORTEST:
        if word.endswith(("je", "jes")) and word not in _WHOLE and word.removesuffix("s") not in _WHOLE:
            return _without_diminutive(word)
        if word.endswith(_PLURALS):
            return word[:-1]
        participle = _PARTICIPLE.match(word)
        if participle and not word.endswith("heid"):
            return participle[1] + participle[2]
    third = _THIRD.fullmatch(word)
    return third[1] if third else word


_FIELD: Final = re.compile(r"(\w{3,})(?:log(?:ie|isch|ische)|loog|logen)")
_DRAWN: Final = re.compile(r"(\w{3,})(?:graf(?:ie|isch|ische)|graaf|grafen)")


def akin(word: str) -> tuple[str, ...]:
    """Who does what a word is a field of, and the other way round.

    >>> akin("hydrologie"), akin("fotograaf"), akin("water")
    (('hydrologie', 'hydroloog', 'hydrologisch'), ('fotografie', 'fotograaf', 'fotografisch'), ())
    """
    field, drawn = _FIELD.fullmatch(word), _DRAWN.fullmatch(word)
    if field:
        return tuple(field[1] + end for end in ("logie", "loog", "logisch"))
    return tuple(drawn[1] + end for end in ("grafie", "graaf", "grafisch")) if drawn else ()


def _without_diminutive(word: str) -> str:
    doubled = _DOUBLED.match(word)
    if doubled:
        return doubled[1]
    one = word.removesuffix("s")
    for end, before in _ENDS:
        head = one.removesuffix(end)
        if head == one or len(head) <= 2 or head[-1] not in before:
            continue
        # The t of a bootje and a straatje is its own; a regiootje has none.
        own = end == "tje" and head[-2:] in _LONG and not head.endswith("ioo")
        return f"{head}t" if own else head
    return word
