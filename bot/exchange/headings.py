"""Understands the heading of a column: in English or Dutch, whatever its capitals, blanks and plural."""

import re
from collections.abc import Collection, Mapping
from typing import Final

from storage.database.text import fold

_EXPLAINED: Final = re.compile(r"\([^)]*\)|\[[^]]*\]|\*")
"""What people put behind a heading: (verplicht), *."""

DUTCH: Final[Mapping[str, tuple[str, ...]]] = {
    "sleutel": ("key",),
    "id": ("key",),
    "naam": ("name", "title"),
    "titel": ("title", "name"),
    "soort": ("kind",),
    "type": ("kind",),
    "niveau": ("level",),
    "schaal": ("level", "scale"),
    "regio": ("region", "regions"),
    "gebied": ("region", "regions"),
    "thema": ("themes",),
    "organisatie": ("organisation",),
    "organization": ("organisation",),
    "doel": ("aim", "purpose"),
    "ook": ("also",),
    "andere namen": ("also",),
    "afkorting": ("also",),
    "meedoen": ("join",),
    "hoe meedoen": ("join",),
    "bevestigd": ("confirmed",),
    "bevestigd op": ("confirmed",),
    "webadres": ("website", "link"),
    "url": ("website", "link"),
    "zoekt": ("needs",),
    "biedt": ("offers",),
    "loopt tot": ("until",),
    "tot": ("until",),
    "nummer": ("number",),
    "nr": ("number",),
    "rol": ("role",),
    "functie": ("role", "function"),
    "weet": ("knows",),
    "weet van": ("knows",),
    "kennis": ("knows",),
    "toestemming": ("consent",),
    "aanjager van": ("convenor_of",),
    "trekker van": ("convenor_of",),
    "taal": ("language",),
    "identiteit": ("identities",),
    "ouder": ("parents", "parent"),
    "valt onder": ("parents", "parent"),
    "ligt in": ("parents",),
    "vraag": ("question",),
    "vrager": ("asker",),
    "gesteld door": ("asker",),
    "lid": ("member",),
    "van": ("from",),
    "status": ("status",),
    "uitkomst": ("outcome",),
    "datum": ("date",),
    "kennistype": ("knowledge_type",),
    "type kennis": ("knowledge_type",),
    "tekst": ("text",),
    "antwoord": ("text",),
    "toelichting": ("text",),
    "geaccepteerd": ("accepted",),
    "aanvaard": ("accepted",),
    "bron": ("source",),
    "twijfel": ("doubt",),
}
"""By Dutch heading the columns it can be, the likeliest first. What only one list has stands with that list."""


def column_of(heading: str, columns: Collection[str], also: Mapping[str, str]) -> str | None:
    """Return the column that a heading means; None when it is none of these."""
    said = fold(_EXPLAINED.sub(" ", heading))
    by_name = {fold(each): each for each in columns} | {fold(dutch): each for dutch, each in also.items()}
    for form in _forms(said):
        if form in by_name:
            return by_name[form]
        for each in DUTCH.get(form, ()):
            if each in columns:
                return each
    return None


def _forms(said: str) -> list[str]:
    """Return a heading as it is, in the singular, and in the plural: thema's, regio's, rollen are not all regular."""
    one = [said.removesuffix(end).rstrip() for end in (" s", "s", "en") if said.endswith(end)]
    return [said, *one, f"{said}s"]
