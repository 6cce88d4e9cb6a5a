"""Draws a reply as HTML: the same blocks, words and buttons as in a chat. Nobody's text can become markup."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, Protocol, assert_never

from markupsafe import Markup, escape

from bot.chat.reply import (
    Action,
    Actions,
    Block,
    Chart,
    Facts,
    File,
    Form,
    FormField,
    Heading,
    Inline,
    Input,
    Item,
    Items,
    Picture,
    Quote,
    Reply,
    Style,
    Text,
    Words,
    label,
    spans,
)
from bot.chat.spans import Bold, Code, Italic, Link, Mention
from bot.chat.texts import Language, _

VALUE: Final = "in."
"""What the names of filled in fields begin with."""
MANY: Final = 12
"""Choices that are ticked; of more, the names are typed."""
_LONGEST: Final = {Input.text: 4000}
_ORDERED: Final = Markup('<ol class="plek-list">{}</ol>')
_UNORDERED: Final = Markup('<ul class="plek-list">{}</ul>')
_COMMAS: Final = _("Put commas between them.")
_PICK: Final = _("Choose")


class Pressing(Protocol):
    """Writes the hidden part of a form, which says what it does when it is sent, and that it is ours."""

    def __call__(self, line: str, asking: str, *, filled: bool = False) -> Markup: ...


def drawn(
    reply: Reply, pressing: Pressing, name: str, level: int, pictures: Mapping[tuple[str, str], str] | None = None
) -> Markup:
    """Return a localised reply. `name` sets its ids apart from others on the page, `level` is that of its headings,
    `pictures` are the images of what is drawn, by kind and what it is about.
    """
    drawing = _Drawing(pressing, reply.in_language(), name, level, pictures or {})
    return Markup("\n").join(drawing.blocks(reply.blocks))


class _Drawing:
    def __init__(
        self, pressing: Pressing, language: Language, name: str, level: int, pictures: Mapping[tuple[str, str], str]
    ) -> None:
        self._pressing = pressing
        self._pictures = pictures
        self._language = language
        self._name = name
        self._level = level

    def blocks(self, blocks: Sequence[Block]) -> Iterator[Markup]:
        for block in blocks:
            match block:
                case Heading(words=said):
                    yield Markup('<h{0} class="nl-heading nl-heading--level-3">{1}</h{0}>').format(
                        self._level, _inline(said)
                    )
                case Text(words=said):
                    yield Markup('<p class="nl-paragraph">{}</p>').format(_inline(said))
                case Quote(words=said):
                    yield Markup('<blockquote class="plek-quote"><p>{}</p></blockquote>').format(_inline(said))
                case Facts(rows=rows):
                    told = ((label(row.label), _inline(row.value)) for row in rows)
                    rows_ = (Markup("<dt>{}</dt><dd>{}</dd>").format(*each) for each in told)
                    yield Markup('<dl class="plek-facts">{}</dl>').format(Markup("").join(rows_))
                case Items(items=items, ordered=ordered):
                    inner = Markup("").join(map(self._item, items))
                    kind = _ORDERED if ordered else _UNORDERED
                    yield kind.format(inner)
                case Actions(actions=actions, asking=asking):
                    yield self._buttons(actions, asking)
                case Form():
                    yield self._form(block)
                case File(name=file):
                    told_ = self._language.text(_("The file {name} comes in your chat.", name=file))
                    yield Markup('<p class="nl-paragraph">{}</p>').format(told_)
                case Picture():
                    yield self._picture(block)
                case Chart():
                    yield _chart(block)
                case _:
                    assert_never(block)

    def _picture(self, picture: Picture) -> Markup:
        """Return the picture, and the table that says the same; without a table, what it shows in words."""
        address = self._pictures.get((picture.kind, picture.about))
        alt = "" if picture.table else " ".join(str(each) for each in spans(picture.alt))
        image = Markup('<img class="plek-picture" src="{}" alt="{}">').format(address, alt) if address else ""
        return Markup('<figure class="plek-figure">{}{}</figure>').format(
            image, _table(picture) if picture.table else ""
        )

    def _item(self, item: Item) -> Markup:
        about = Markup(' <span class="plek-about">{}</span>').format(_inline(item.about)) if item.about else ""
        notes = (Markup('<p class="plek-about">{}</p>').format(_inline(each)) for each in item.notes)
        buttons = self._buttons(item.actions, "", of=item.words) if item.actions else ""
        return Markup('<li class="plek-item"><p>{}{}</p>{}{}</li>').format(
            _inline(item.words), about, Markup("").join(notes), buttons
        )

    def _buttons(self, actions: Sequence[Action], asking: str, of: Words = ()) -> Markup:
        thing = " ".join(str(each) for each in spans(of))
        made = (self._button(each, asking, thing) for each in actions)
        return Markup('<div class="plek-buttons">{}</div>').format(Markup("").join(made))

    def _button(self, action: Action, asking: str, thing: str) -> Markup:
        kind = "primary" if action.style is Style.primary else "secondary"
        # Ten buttons "View" on a page: who hears them, hears which.
        hint = Markup('<span class="plek-unseen"> {}</span>').format(thing) if thing else ""
        return Markup(
            '<form method="post" action="/werkblad/doe">{}'
            '<button class="utrecht-button utrecht-button--{}-action" type="submit">{}{}</button></form>'
        ).format(self._pressing(action.line, asking), kind, label(action.label), hint)

    def _form(self, form: Form) -> Markup:
        fields = Markup("\n").join(map(self._field, form.fields))
        return Markup(
            '<form class="plek-form" method="post" action="/werkblad/doe"><fieldset><legend>{}</legend>{}{}'
            '<button class="utrecht-button utrecht-button--primary-action" type="submit">{}</button></fieldset></form>'
        ).format(label(form.title), self._pressing(form.line, form.asking, filled=True), fields, label(form.submit))

    def _field(self, field: FormField) -> Markup:
        id = f"{self._name}-{field.name}"
        many = field.input is Input.choices and len(field.choices) > MANY
        hints = [label(each) for each in (field.hint, field.error) if each]
        hints += [self._language.text(_COMMAS)] if many else []
        described = Markup(' aria-describedby="{}-hint"').format(id) if hints else ""
        wrong = Markup(' aria-invalid="true"') if field.error else ""
        needed = Markup(" required") if field.required else ""
        told = Markup('<p class="plek-about" id="{}-hint">{}</p>').format(id, " ".join(hints)) if hints else ""
        if field.input is Input.choices and not many:
            return self._ticks(field, id, told)
        control = self._control(field, id, Markup("").join((described, wrong, needed)))
        return Markup('<div><label class="utrecht-form-label" for="{}">{}</label>{}{}</div>').format(
            id, label(field.label), told, control
        )

    def _control(self, field: FormField, id: str, more: Markup) -> Markup:
        name = VALUE + field.name
        most = field.max_length or _LONGEST.get(field.input, 200)
        if field.input in (Input.choice, Input.yesno):
            chosen = field.value.casefold()
            options = (
                Markup('<option value="{}"{}>{}</option>').format(
                    each.value,
                    Markup(" selected") if chosen in (each.value.casefold(), label(each.label).casefold()) else "",
                    label(each.label),
                )
                for each in field.choices
            )
            return Markup('<select id="{}" name="{}"{}><option value="">{}</option>{}</select>').format(
                id, name, more, self._language.text(_PICK), Markup("").join(options)
            )
        if field.input is Input.text:
            return Markup('<textarea id="{}" name="{}" rows="5" maxlength="{}"{}>\n{}</textarea>').format(
                id, name, most, more, field.value
            )
        return Markup('<input type="text" id="{}" name="{}" value="{}" maxlength="{}" autocomplete="off"{}>').format(
            id, name, field.value, most if field.input is Input.line else 1000, more
        )

    def _ticks(self, field: FormField, id: str, told: Markup | str) -> Markup:
        chosen = {each.strip().casefold() for each in field.value.split(",")}
        boxes = (
            Markup(
                '<div class="plek-tick"><input type="checkbox" id="{id}-{n}" name="{name}" value="{value}"{on}>'
                '<label for="{id}-{n}">{label}</label></div>'
            ).format(
                id=id,
                n=number,
                name=VALUE + field.name,
                value=each.value,
                label=label(each.label),
                on=Markup(" checked") if {each.value.casefold(), label(each.label).casefold()} & chosen else "",
            )
            for number, each in enumerate(field.choices)
        )
        return Markup("<fieldset><legend>{}</legend>{}{}</fieldset>").format(
            label(field.label), told, Markup("").join(boxes)
        )


def _table(picture: Picture) -> Markup:
    """Return what a picture shows as a table: the first cell of a row is what the row is of."""
    told = Markup("").join(
        Markup('<tr><th scope="row">{}</th>{}</tr>').format(
            _inline(first), Markup("").join(Markup("<td>{}</td>").format(_inline(each)) for each in rest)
        )
        for first, *rest in picture.table
    )
    return Markup('<table class="plek-table"><tbody>{}</tbody></table>').format(told)


def _chart(chart: Chart) -> Markup:
    """Return a table: what each bar is of, how high it is as a meter, and how that is said."""
    highest = max((bar.height for bar in chart.bars), default=0.0) or 1.0
    rows = (
        Markup(
            '<tr><th scope="row">{}</th><td><meter aria-hidden="true" max="{}" value="{}"></meter></td><td>{}</td></tr>'
        ).format(label(bar.label), highest, bar.height, label(bar.said))
        for bar in chart.bars
    )
    return Markup('<table class="plek-chart"><caption>{}</caption><tbody>{}</tbody></table>').format(
        label(chart.title), Markup("").join(rows)
    )


def _inline(inlines: Iterable[Inline]) -> Markup:
    return Markup("").join(_span(each) for each in spans(inlines))


def _span(span: str | Bold | Italic | Code | Link | Mention) -> Markup:
    match span:
        case str():
            return escape(span)
        case Bold(text=text):
            return Markup("<strong>{}</strong>").format(text)
        case Italic(text=text):
            return Markup("<em>{}</em>").format(text)
        case Code(text=text):
            return Markup("<code>{}</code>").format(text)
        case Link(text=text, url=url):
            return Markup('<a class="nl-link" href="{}" rel="noopener noreferrer external">{}</a>').format(url, text)
        case Mention(name=name):
            return Markup("<strong>{}</strong>").format(name)
        case _:
            assert_never(span)
