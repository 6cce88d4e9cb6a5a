"""Says what is wrong with a request: https://www.rfc-editor.org/rfc/rfc9457."""

import json
from collections.abc import Mapping
from typing import Final

from adapters.web.kept import Body

TYPE: Final = "application/problem+json"
_TOLD: Final[Mapping[int, tuple[str, str]]] = {
    400: ("Ongeldige aanvraag", "Er staat iets in de aanvraag dat niet klopt."),
    404: ("Niet gevonden", "Dit is er niet, of wie het hier zette haalde het weg."),
    405: ("Methode niet toegestaan", "Hier kun je alleen lezen: met GET of HEAD."),
    406: ("Vorm niet beschikbaar", "Vraag om application/json, application/ld+json of text/csv."),
    413: ("Te groot", "Hier wordt niets ontvangen."),
    429: ("Te veel aanvragen", "Wacht een minuut en probeer het opnieuw."),
    503: ("Nu niet beschikbaar", "Probeer het over tien seconden opnieuw."),
}
_OURS: Final = ("Er ging iets mis", "Het ligt niet aan jou. Probeer het later opnieuw.")


def problem(status: int, wrong: Mapping[str, str] | None = None) -> Body:
    """Return the answer to what cannot be answered; `wrong` says of each parameter why, all at once."""
    title, detail = _TOLD.get(status, _OURS if status >= 500 else _TOLD[400])
    told: dict[str, object] = {"status": status, "title": title, "detail": detail}
    if wrong:
        told["invalidParams"] = [{"name": name, "reason": why} for name, why in sorted(wrong.items())]
    return Body(json.dumps(told, ensure_ascii=False).encode(), TYPE, status)
