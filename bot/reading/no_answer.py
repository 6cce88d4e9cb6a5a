"""Hears what is said at a step that is no answer to it, in any words: that one does not know, a sigh, a complaint.

A line is taken so when it says nothing else: one word about a matter makes it an answer.
"""

from storage.database.text import fold

MOST = 10
"""Words of such a line."""


def _each(text: str) -> frozenset[str]:
    return frozenset(text.split())


_AROUND = _each(
    """ik i wij we je jij you u jullie dat dit het it this that er hier daar deze die echt even ff nog ook zo nu
    eigenlijk op over van gewoon wel precies zelf eerlijk gezegd maar hoor ben am bang snel om te zijn tja nou ach oh
    och ja nee sorry ok oke well honestly really just yet to be honest for about so maybe misschien toch dan al meer
    heb have got ve d m s is zou would kan can wil want doe laat mij me mijn we een a an the vraag question stap step
    one weer helaas voorlopig momenteel right now anymore of and en but either joh zeg zeggen say moet must"""
)
"""Words that say nothing of a matter."""
_SIGHS = _each(
    """eh ehm uh uhm euh hm hmm hmmm pf pff pfff pffff pfft lol lmao rofl haha hahaha hahahaha hihi hehe zucht sigh grr
    argh bah mwah oef oeps oops wow test testen testing testje asdf asdfasdf qwerty blabla bla blah"""
)
_NONE = _each("niet niks niets nothing not don dont doesn t geen no")
_NOT_KNOWN = (
    (_each("idee idea benul clue"), _each("geen no not flauw zero")),
    (_each("weet weten wist know"), _NONE),
    (_each("liever rather prefer"), _NONE),
    (_each("sla slaan"), _each("over")),
    (_each("skip skippen pass dunno"), frozenset[str]()),
    (_each("sure"), _each("not")),
)
"""Words that say together that there is no answer: one of each."""
_BESIDE = _each(
    "flauwe enkel faintest slightest antwoord answer kwijt vertellen delen invullen antwoorden tell share please graag"
)
_PLAINTS = _each(
    """irritant vervelend gedoe frustrerend ingewikkeld onzin stom stomme waardeloos rotding rotbot annoying frustrating
    tedious silly stupid useless ridiculous nonsense belachelijk hopeloos kut kutbot klote shit fuck fucking verdomme
    godver damn"""
)
_US = _each("jij je you u jullie bot robot")
_GETS = _each("snapt snap begrijpt begrijp luistert verstaat get understand listen listening")
_EXAMPLE = _each(
    "voorbeeld voorbeelden voorbeeldje example examples opties keuzes mogelijkheden options choices possibilities"
)
_ASKING = _each(
    """kun kunt could geef geven give graag please hebt noem noemen eens are there what which wat welke any alsjeblieft
    aub show toon zien"""
)


def is_not_known(text: str) -> bool:
    """Tell whether a line says that there is no answer, or that none will come: "pfff geen flauw idee"."""
    said = _said(text)
    for one, other in _NOT_KNOWN:
        if said & one and (not other or said & other):
            return said <= one | other | _BESIDE | _AROUND | _SIGHS
    return False


def is_sigh(text: str) -> bool:
    """Tell whether a line laughs, sighs or tries the keys, and says nothing: "haha", "eh", "test"."""
    said = _said(text)
    return bool(said & _SIGHS) and said <= _SIGHS | _AROUND


def is_plaint(text: str) -> bool:
    """Tell whether a line complains of us or of what we do: "dit is irritant", "jij snapt er niks van"."""
    said = _said(text)
    if len(said) == 1:
        return False  # one word may be a name
    blames = bool(said & _US) and bool(said & _GETS) and bool(said & _NONE)
    return (bool(said & _PLAINTS) or blames) and said <= _PLAINTS | _US | _GETS | _NONE | _AROUND | _SIGHS | _WHAT


_WHAT = _each("wat what such")


def asks_example(text: str) -> bool:
    """Tell whether a line asks for an example of what is asked, or what there is to choose."""
    said = _said(text)
    return bool(said & _EXAMPLE) and said <= _EXAMPLE | _ASKING | _AROUND | _SIGHS


def _said(text: str) -> set[str]:
    words = fold(text).split()
    return set(words) if len(words) <= MOST else set()
