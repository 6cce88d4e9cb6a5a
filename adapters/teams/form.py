"""Renders a form as the inputs of a card: labelled, checked while typing, with errors beside them."""

import re
from collections.abc import Iterator
from datetime import date, time

from adapters.teams.markup import Element, escape
from bot.chat.reply import Form, FormField, Input, label
from bot.chat.texts import Language, _
from storage.database.text import fold

MANY = 7
"""Choices from which they are filtered by typing instead of laid out below each other."""

LONGEST = 4000


def form_elements(form: Form, language: str) -> Iterator[Element]:
    yield {
        "type": "TextBlock",
        "text": escape(label(form.title)),
        "wrap": True,
        "style": "heading",
        "size": "Medium",
        "weight": "Bolder",
    }
    for field in form.fields:
        yield from _field(field, Language(language))


def _field(field: FormField, language: Language) -> Iterator[Element]:
    yield from _input(field, language)
    if field.hint:
        yield _note(label(field.hint), color="Default", isSubtle=True)
    if field.error:
        yield _note(label(field.error), color="Attention")


def _note(text: str, **look: object) -> Element:
    run = {"type": "TextRun", "text": text, "size": "Small", **look}
    return {"type": "RichTextBlock", "inlines": [run], "spacing": "None"}


def _input(field: FormField, language: Language) -> Iterator[Element]:
    named: Element = {"id": f"in.{field.name}", "label": label(field.label), "isRequired": field.required}
    if field.required:
        named["errorMessage"] = language.text(_NEEDED)
    match field.input:
        case Input.choice | Input.yesno:
            yield named | _choice(field, language)
        case Input.choices:
            yield from _choices(field, named, language)
        case Input.date:
            yield {"type": "Input.Date", **named, "value": _iso(field.value)}
        case Input.time:
            yield {"type": "Input.Time", **named, "value": _clock(field.value)}
        case Input.line | Input.text:
            long = field.input is Input.text
            yield {
                "type": "Input.Text",
                **named,
                "value": field.value,
                "isMultiline": long,
                "maxLength": field.max_length or (LONGEST if long else 200),
            }


_NEEDED = _("Please fill this in.")
_CHOOSE = _("Choose, or type to find")
_PICK = _("Choose")


def _choice(field: FormField, language: Language) -> Element:
    many = len(field.choices) > MANY
    style = "filtered" if many else "expanded" if len(field.choices) <= 3 else "compact"
    return {
        "type": "Input.ChoiceSet",
        "style": style,
        "placeholder": language.text(_CHOOSE if many else _PICK),
        "choices": _listed(field),
        "value": _known(field, field.value) or "",
    }


def _choices(field: FormField, named: Element, language: Language) -> Iterator[Element]:
    """Few are ticked. Of many, one is found by typing and the others are written beside it, as no client filters
    a list of which several can be chosen."""
    typed = [part.strip() for part in re.split(r"[;,\n]", field.value) if part.strip()]
    known = [(part, _known(field, part)) for part in typed]
    if len(field.choices) <= MANY:
        ticked = ",".join(value for _, value in known if value)
        yield (
            {"type": "Input.ChoiceSet", "style": "expanded", "isMultiSelect": True, "choices": _listed(field)}
            | named
            | {"value": ticked}
        )
        return
    first = next((value for _, value in known if value), None)
    rest = list(typed)
    for part, value in known:
        if value and value == first:
            rest.remove(part)
            break
    # A client would ask for a choice though the value is typed beside it: that something is needed is said here, and
    # looked at when it is sent.
    mark = {"label": f"{named['label']} *", "isRequired": False} if field.required else {}
    yield named | _choice(field, language) | {"value": first or ""} | mark
    yield {
        "type": "Input.Text",
        "id": f"in.{field.name}.more",
        "label": language.text(_("{what}: not on the list? Type it, with commas between", what=named["label"])),
        "value": ", ".join(rest),
        "maxLength": LONGEST,
        "spacing": "Small",
    }


def _listed(field: FormField) -> list[Element]:
    return [{"title": label(choice.label), "value": choice.value} for choice in field.choices]


def _known(field: FormField, typed: str) -> str | None:
    """Return the choice that was meant, by its value or its label."""
    return next(
        (each.value for each in field.choices if fold(typed) in (fold(each.value), fold(label(each.label)))), None
    )


def _iso(typed: str) -> str:
    try:
        return date.fromisoformat(typed).isoformat()
    except ValueError:
        return ""


def _clock(typed: str) -> str:
    try:
        return time.fromisoformat(typed).strftime("%H:%M")
    except ValueError:
        return ""
