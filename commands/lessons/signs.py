"""Reads from the words of a lesson whether it went well, what it is about, and whether it was a useful failure."""

import re
from collections.abc import Collection
from typing import Final

from storage.lessons.lesson import Aspect, Side

_WELL: Final = re.compile(
    r"\b(lukt(?:e|en)?|gelukt|werk(?:t|te|ten)|hielp(?:en)?|helpt|energie|succes\w*|beviel|fijn|"
    r"(?:ging|gaat|liep|loopt|werkte) goed|goed (?:idee|gegaan)|work(?:s|ed)|help(?:s|ed)|went well|success\w*)\b",
    re.IGNORECASE,
)
_BETTER: Final = re.compile(
    r"\b(mislukt\w*|te laat|volgende keer|kan beter|kon beter|moet beter|beter (?:eerst|niet)|lukte niet|werkte niet|"
    r"(?:ging|liep|gingen|liepen)(?: \w+)? niet|"
    r"niet (?:best|goed|lekker)|jammer|fout|vergaten|vergeten|had(?:den)? we|failed|fail(?:ure)?|"
    r"too late|next time|could be better|"
    r"did(?:n'?t| not) (?:work|go)|went badly|should have|forgot)\b",
    re.IGNORECASE,
)
_FAILURE: Final = re.compile(
    r"\b(mislukt\w*|(?:ging|liep|is|gaat)(?: er)?(?: \w+){0,3} (?:mis|fout)|misgegaan|misging|flop\w*|"
    r"(?:ging|liep)(?: \w+)? niet (?:best|goed|lekker)|stralend\w* (?:falen|gefaald)|gefaald|faalde\w*|(?:it )?failed|"
    r"failure|went (?:wrong|badly)|did(?:n'?t| not) go well|brilliant failure)\b",
    re.IGNORECASE,
)
_DENIED: Final = re.compile(
    r"\b(?:werkte|lukte|helpt|hielp|werkt|works?|worked|help(?:s|ed)?)\s+(?:\w+\s+)?(?:niet|not)\b", re.I
)
_PROCESS: Final = re.compile(
    r"\b(\w*tafel\w*|\w*overleg\w*|samenwerk\w*|\w*planning\w*|vergader\w*|bijeenkomst\w*|proces\w*|\w*gesprek\w*|afspra\w*|"
    r"betrek\w*|uitnodig\w*|uitgenodigd|\w*avond(?:en)?|\w*sessie\w*|opkomst|kwam(?:en)?|durf\w*|"
    r"meeting\w*|planned|process\w*|together|invit\w*|evenings?|sessions?|came|turned up|dared)\b",
    re.IGNORECASE,
)


def side_of(text: str) -> Side | None:
    """Tell whether it went well or can be better; None when the words do not tell, or tell both."""
    if is_failure(text) or _DENIED.search(text):
        return Side.better
    well, better = _WELL.search(text), _BETTER.search(text)
    if bool(well) is bool(better):
        return None
    return Side.well if well else Side.better


def aspect_of(text: str, themes: Collection[int]) -> Aspect | None:
    """Tell whether it is about how people work together, or about the task; None when the words do not tell."""
    process = _PROCESS.search(text)
    if bool(process) is bool(themes):
        return None
    return Aspect.process if process else Aspect.content


def is_failure(text: str) -> bool:
    """Tell whether something went wrong from which others can learn."""
    return bool(_FAILURE.search(text))
