"""What search found, as items of a reply: what it is, why it is here, what can be done with it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from bot.chat.reply import Action, Item, Words, words
from bot.chat.spans import Bold, Code, beginning, shorten
from bot.chat.texts import Msg, _, _n
from bot.command.command import Context
from bot.members.visibility import named_to
from bot.search.reasons import Reason
from bot.search.search import Hit
from storage.database.text import fold
from storage.members import people
from storage.members.member import Member
from storage.networks import networks
from storage.questions import questions
from storage.search import Connection, Row

BRIEF = 100
"""Letters of a text that is shown to be recognised."""


@dataclass(frozen=True, slots=True)
class Records:
    """What hits and their reasons do not tell themselves of the records that they are about."""

    networks: Mapping[int, str]
    """What those are called that somebody is convenor of."""
    members: Mapping[int, Member]
    answers: Mapping[int, int]
    """How many each question has that has any."""


def items(ctx: Context, hits: Iterable[Hit], records: Records, need: str) -> dict[str, list[Item]]:
    """Items by kind of hit: network, member, question; each kind in the order found."""
    found: dict[str, list[Item]] = {}
    for hit in hits:
        item = _item(ctx, hit, records, need)
        if item:
            found.setdefault(hit.kind, []).append(item)
    return found


def records_of(tx: Connection, hits: Iterable[Hit]) -> Records:
    """What `items` shows of hits."""
    wanted: dict[str, list[int]] = {"network": [], "member": [], "question": []}
    driven = set[int]()
    for hit in hits:
        wanted[hit.kind].append(hit.id)
        if hit.kind == "member":
            rows = (reason.row for reason in hit.reasons if reason.row)
            driven.update(row.source_id for row in rows if row.source_kind == "network")
    return Records(
        networks.named(tx, driven),
        {each.id: each for each in people.load(tx, wanted["member"])},
        questions.answered(tx, wanted["question"]),
    )


def _item(ctx: Context, hit: Hit, records: Records, need: str) -> Item | None:
    notes = tuple(note for reason in _telling(hit) if (note := _why(ctx, hit, reason, records)))
    match hit.kind:
        case "network":
            number = f"N-{hit.id}"
            look, follow = Action(_("Look"), number), Action(_("Follow"), f"volg {number}")
            return Item(words(Bold(hit.name)), notes, (look, follow))
        case "member" if hit.id in records.members:
            member = records.members[hit.id]
            number = f"M-{member.id}"
            ask = Action(_("Ask them"), f"vraag aan {number} {need}".strip())
            look = Action(_("Look"), number)
            name, about = named_to(ctx, member)
            return Item(words(Bold(ctx.language.text(name))), notes, (ask, look), words(about) if about else ())
        case "question":
            number = f"K-{hit.id}"
            told = words(how_answered(records.answers.get(hit.id, 0)), *((" · ", *note) for note in notes))
            return Item(words(Code(number), " ", hit.name), (told,), (Action(_("Look"), number),))
        case _:
            return None


async def in_brief(ctx: Context, hits: Iterable[Hit], need: str) -> list[Item]:
    """Each hit with its best reason and one button."""
    listed = list(hits)
    found = items(ctx, listed, await ctx.read(records_of, listed), need)
    each = {kind: iter(of_kind) for kind, of_kind in found.items()}
    ordered = [item for hit in listed if (item := next(each.get(hit.kind, iter(())), None))]
    return [replace(item, notes=_best(ctx, item), actions=item.actions[:1]) for item in ordered]


def _best(ctx: Context, item: Item) -> tuple[Words, ...]:
    """The first words of the best reason."""
    said = (span for note in item.notes[:1] for part in note for span in ctx.language.words(part))
    best = beginning(said, BRIEF)
    return (best,) if best else ()


def how_answered(count: int) -> Msg:
    """How many answers a question has."""
    return _n("{n} answer", "{n} answers", count) if count else _("no answer yet")


def _telling(hit: Hit) -> Iterator[Reason]:
    """The reasons that add something: not the text of a question that stands above them, nor a theme said twice."""
    by_themes = any(reason.row and reason.row.evidence.field == "themes" for reason in hit.reasons)
    for reason in hit.reasons:
        own_text = reason.row and reason.row.source_kind == hit.kind == "question"
        if not own_text and not (by_themes and reason.kind == "theme"):
            yield reason


def _why(ctx: Context, hit: Hit, reason: Reason, records: Records) -> Words | None:
    """One reason in words. What is in bold is what matched."""
    if reason.row is not None:
        return _row(ctx, hit, reason, records)
    names = [ctx.atlas.regions[region].name for region in reason.ids if region in ctx.atlas.regions]
    match reason.kind:
        case "region" if names:
            where = Bold(", ".join(names))
            # A question works nowhere: it is about a region.
            return words(_("about {region}", region=where) if hit.kind == "question" else _region(reason.how, where))
        case "theme":
            themes = [ctx.atlas.themes[theme].name for theme in reason.ids if theme in ctx.atlas.themes]
            return words(_("theme {theme}", theme=Bold(", ".join(themes)))) if themes else None
        case "load":
            return words(_n("was asked {n} time lately", "was asked {n} times lately", reason.times))
        case "confirmed":
            return words(_("nobody confirmed this for a year"))
        case "level":
            return words(_("works at the level you ask about"))
        case "knowledge":
            return words(_("has the kind of knowledge you ask for"))
        case _:
            return None


def _region(how: str, where: Bold) -> Msg:
    match how:
        case "same":
            return _("works in {region}", region=where)
        case "within":
            return _("works in {region}, which lies there", region=where)
        case "serves":
            return _("works in all of {region}", region=where)
        case _:
            return _("works elsewhere: {region}", region=where)


def _row(ctx: Context, hit: Hit, reason: Reason, records: Records) -> Words | None:
    row = reason.row
    if row is None:
        return None
    said = words(*(Bold(piece) if matched else piece for piece, matched in reason.text))
    match row.source_kind:
        case "network":
            if hit.kind == "member":
                name = records.networks.get(row.source_id)
                number = Code(f"N-{row.source_id}")
                return words(_("convenor of {network}", network=Bold(name)), " (", number, ")") if name else None
            if row.evidence.field == "name":
                return _also(hit.name, reason)
            if row.evidence.field == "organisation":
                named_so = fold(row.evidence.title) in fold(hit.name)
                return _in_its_name(reason) if named_so else words(_("belongs to: "), *said)
            return words(_own(row.evidence.field), said)
        case "member":
            return words(_own(row.evidence.field), said)
        case "question":
            asked = _("asked {number}: ", number=Code(f"K-{row.source_id}"))
            return words(asked, said) if hit.kind == "member" else words(said)
        case "answer":
            return _answer(row, reason.role, hit, said)
        case _:
            return None


def _also(name: str, reason: Reason) -> Words | None:
    """The other names that match, else the words of the name that do: the name itself stands above already."""
    above = f"{name}, "
    at = 0
    other: list[tuple[str, bool]] = []
    for piece, matched in reason.text:
        other.append((piece[max(0, len(above) - at) :], matched))
        at += len(piece)
    if not any(matched and piece for piece, matched in other):
        return _in_its_name(reason)
    return words(_("also called: "), *(Bold(piece) if matched else piece for piece, matched in other if piece))


def _in_its_name(reason: Reason) -> Words | None:
    said = [Bold(piece) for piece, matched in reason.text if matched]
    return words(_("in its name: {said}", said=said)) if said else None


def _own(field: str) -> Words:
    """What a text of its own is called."""
    match field:
        case "themes":
            return words(_("themes: "))
        case "knows":
            return words(_("in their own words: "))
        case _:
            return ()


def _answer(row: Row, role: str, hit: Hit, said: Words) -> Words | None:
    if hit.kind != "member":
        return words(said) if "".join(map(str, said)) != hit.name else None
    question = next(owner for owner in row.evidence.owners if owner.kind == "question")
    number = Code(f"K-{question.id}")
    if role == "accepted":
        return words(_("gave the answer that helped to {number}: ", number=number), said)
    return words(_("answered {number}: ", number=number), said)


def snippet(row: Row) -> Words:
    """A text that finds somebody, cut to be recognised."""
    return words(Bold(shorten(row.evidence.text or row.evidence.title)))
