"""Tells the language of a line by its small words."""

from storage.database.text import fold

_DUTCH = frozenset(
    """de het een ik je jij wij ons van voor met niet en er dat die dit wat wie hoe waar welke zijn heb heeft kan mag
    moet wil zou naar bij aan op uit om ook nog maar als dan mijn iets iemand over""".split()  # noqa: SIM905  # reads better
)
_ENGLISH = frozenset(
    """the a an i you we my your our what who how where which are am do does can could would should want to for with
    about from on and any this that it not please there have has anyone someone""".split()  # noqa: SIM905  # reads better
)


def language_of(text: str) -> str | None:
    """Return the language that the small words of a line are of; None when they do not tell."""
    said = fold(text).split()
    dutch, english = (sum(word in small for word in said) for small in (_DUTCH, _ENGLISH))
    return "nl" if dutch > english else "en" if english > dutch else None
