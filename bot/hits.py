"""What search found, as items of a reply: what it is, why it is here, what can be done with it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from bot.command import Context
from bot.reply import Action, Item, Words, words
from bot.search import Hit
from bot.search_reasons import Reason
from bot.showing import named_to
from bot.span import Bold, Code, beginning
from bot.wording import Msg, _, _n
from storage import networks, people, questions
from storage.people import Member
from storage.questions import Question
from storage.search import Connection
from storage.text import fold

BRIEF = 100
"""Letters of a text that is shown to be recognised."""


@dataclass(frozen=True, slots=True)
class Records:
    """The records that hits and their reasons are about."""

    networks: Mapping[int, str]
    """By what they are called."""
    members: Mapping[int, Member]
    questions: Mapping[int, Question]


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
    wanted: dict[str, set[int]] = {"network": set(), "member": set(), "question": set()}
    answers = set()
    for hit in hits:
        wanted[hit.kind].add(hit.id)
        for reason in hit.reasons:
            if reason.row and reason.row.source_kind == "answer":
                answers.add(reason.row.source_id)
            elif reason.row:
                wanted[reason.row.source_kind].add(reason.row.source_id)
    wanted["question"].update(questions.of_answers(tx, answers))
    return Records(
        networks.named(tx, wanted["network"]),
        {each.id: each for each in people.load(tx, sorted(wanted["member"]))},
        {each.id: each for each in questions.load(tx, sorted(wanted["question"]))},
    )


def _item(ctx: Context, hit: Hit, records: Records, need: str) -> Item | None:
    notes = tuple(note for reason in _telling(hit) if (note := _why(ctx, hit, reason, records)))
    match hit.kind:
        case "network" if hit.id in records.networks:
            number = f"N-{hit.id}"
            look, follow = Action(_("Look"), number), Action(_("Follow"), f"volg {number}")
            return Item(words(Bold(records.networks[hit.id])), notes, (look, follow))
        case "member" if hit.id in records.members:
            member = records.members[hit.id]
            number = f"M-{member.id}"
            ask = Action(_("Ask them"), f"vraag aan {number} {need}".strip())
            look = Action(_("Look"), number)
            name, about = named_to(ctx, member)
            return Item(words(Bold(ctx.language.text(name))), notes, (ask, look), words(about) if about else ())
        case "question" if hit.id in records.questions:
            question = records.questions[hit.id]
            told = words(how_answered(question), *((" · ", *note) for note in notes))
            return Item(
                words(Code(question.number), " ", question.text),
                (told,),
                (Action(_("Look"), question.number),),
            )
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


def how_answered(question: Question) -> Msg:
    """How many answers a question has."""
    count = len(question.answers)
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
            name = records.networks.get(row.source_id)
            if name is None:
                return None
            if hit.kind == "member":
                number = Code(f"N-{row.source_id}")
                return words(_("convenor of {network}", network=Bold(name)), " (", number, ")")
            if row.evidence.field == "name":
                return _also(name, reason)
            if row.evidence.field == "organisation":
                named_so = fold(row.evidence.title) in fold(name)
                return _in_its_name(reason) if named_so else words(_("belongs to: "), *said)
            return words(_own(row.evidence.field), said)
        case "member":
            return words(_own(row.evidence.field), said)
        case "question":
            question = records.questions.get(row.source_id)
            if question is None:
                return None
            return (
                words(_("asked {number}: ", number=Code(question.number)), said)
                if hit.kind == "member"
                else words(said)
            )
        case "answer":
            return _answer(reason, hit, records, said)
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


def _answer(reason: Reason, hit: Hit, records: Records, said: Words) -> Words | None:
    answered = next(
        (
            question
            for question in records.questions.values()
            if reason.row and any(each.id == reason.row.source_id for each in question.answers)
        ),
        None,
    )
    if answered is None:
        return None
    if hit.kind != "member":
        return words(said) if "".join(map(str, said)) != answered.text else None
    if reason.role == "accepted":
        return words(_("gave the answer that helped to {number}: ", number=Code(answered.number)), said)
    return words(_("answered {number}: ", number=Code(answered.number)), said)
