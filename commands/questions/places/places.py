"""Shows and changes where a question stands, and lets people read along in their own chat.

Who asked gives their word before it goes anywhere: it is their question, wherever it stands.
"""

from typing import Annotated

from bot.chat.line import NO, YES
from bot.chat.reply import Action, Actions, Heading, Item, Items, Reply, Style, Text, Words, say, words
from bot.chat.spans import Bold, Code
from bot.chat.texts import Language, Msg, _
from bot.command.command import Ask, Context, Values, command
from bot.command.refusal import Refused
from commands.questions.card.card import about, look
from commands.questions.life.lifecycle import Act
from commands.questions.life.permissions import can, require
from commands.questions.places.destinations import A_CHANNEL, A_CLOSED_ROOM, HERE, NUMBER, SMALL_WORD, post
from storage import audit
from storage.database.text import fold
from storage.members import follows, people
from storage.messaging.conversations import Audience
from storage.questions import places
from storage.questions.places import QuestionPlace
from storage.questions.question import QUESTION, Question
from storage.vocabulary import Role


@command(
    nl=("waar staat",),
    en=("where is",),
    summary=_("See in which channels and rooms a question stands"),
    allow=Role.member,
    safe=True,
)
async def where_it_stands(ctx: Context, question: Question) -> Reply:
    living = await ctx.read(places.of_question, question.id, proposed=True)
    manages = Act.place in await can(ctx, question)
    items = tuple(_item(ctx, question, each, manages=manages) for each in living if each.agreed or manages)
    buttons = [Action(_("To another place"), place_question.line(question.number))] if manages else []
    if await ctx.read(follows.following, ctx.member.id, QUESTION, question.id):
        along = ctx.member.id in await ctx.read(follows.reading_along, QUESTION, question.id)
        line = read_no_longer_along.line(question.number) if along else read_along.line(question.number)
        buttons.append(Action(_("Stop reading along") if along else _("Read along here"), line))
    return Reply(
        (
            Heading(words(_("Where {number} stands", number=question.number))),
            Items(items) if items else Text(words(_("In no channel or room. Who looks for it finds it with me."))),
            Actions((*buttons, look(question))),
        )
    )


def _item(ctx: Context, question: Question, place: QuestionPlace, *, manages: bool) -> Item:
    notes: tuple[Words, ...] = () if place.agreed else (words(_("waits for the word of the asker")),)
    away = (Action(_("Take it out of there"), take_away.line(question.number, f"P-{place.conversation_id}")),)
    return Item(words(Bold(ctx.language.text(_name(ctx, place)))), notes, away if manages else ())


def _name(ctx: Context, place: QuestionPlace | Audience) -> str | Msg:
    """A closed room is named only in itself."""
    key = place.place_key if isinstance(place, QuestionPlace) else place.key
    if place.closed and key != ctx.message.conversation.place.key:
        return A_CLOSED_ROOM
    return place.name or A_CHANNEL


async def _word(ctx: Context, known: Values) -> Reply | None:
    """Where a closed room is among its places, the asker is told what that means, and says whether it may."""
    question: Question = known["question"]
    if question.asker_id != ctx.member.id or not await _joins_closed(ctx, question, known["to"]):
        return None
    return Reply(
        (
            Text(words(_("A closed room is among its places. What is said there about it goes to the others too."))),
            Text(words(Bold(ctx.language.text(_("May I?"))))),
            Actions((Action(_("Yes, send it on"), YES, style=Style.primary), Action(_("No"), NO)), choices=True),
        )
    )


async def _joins_closed(ctx: Context, question: Question, to: Audience) -> bool:
    return to.closed or any(each.closed for each in await ctx.read(places.of_question, question.id))


@command(
    nl=("plaats", "plaats vraag"),
    en=("place", "place question"),
    summary=_("Let a question stand in another channel or room too"),
    allow=Role.member,
)
async def place_question(
    ctx: Context,
    question: Question,
    to: Annotated[
        Audience,
        Ask(
            _("In which channel or room?"),
            label=_("Channel or room"),
            hint=_("Everyone there sees the question, and what is said about it."),
        ),
    ],
    sure: Annotated[bool, Ask(_word)] = True,
) -> Reply:
    await require(ctx, question, Act.place)
    mine = question.asker_id == ctx.member.id
    if not sure:
        return say(_("Good. It stays where it is."))
    held = {each.conversation_id: each for each in await ctx.read(places.of_question, question.id, proposed=True)}
    before = held.get(to.id)
    if before and (before.agreed or not mine):
        return say(_("{number} stands there already.", number=Code(question.number)))
    if before:
        return await place_agreed(ctx, question, f"P-{to.id}")
    agreed = mine or question.asker_id is None
    if not mine and agreed and await _joins_closed(ctx, question, to):
        raise Refused(_("Its asker was forgotten, and cannot give their word for a closed room."))
    number = await ctx.write(places.put, question.id, to.id, to.key, to.address, ctx.now, agreed=agreed)
    place = await ctx.read(places.get, number) if number is not None else None
    if place is None:
        return say(_("{number} stands there already.", number=Code(question.number)))
    await ctx.write(audit.record, ctx.member.id, "place", QUESTION, question.id, ctx.now, place=to.id)
    if not agreed:
        await _ask_asker(ctx, question, place)
        return say(_("I asked the asker. I bring it there when they agree."))
    await post(ctx, question, place)
    return Reply(
        (
            Text(words(_("{number} stands in {place} too.", number=Code(question.number), place=_bold(ctx, to)))),
            Text(words(_("What is said about it in one place goes to the others."))),
            Actions((Action(_("Where to see it"), where_it_stands.line(question.number)),)),
        )
    )


@command(
    nl=("plaats mag",),
    en=("place agreed",),
    summary=_("Agree that your question goes to a closed room"),
    allow=Role.member,
    hidden=True,
)
async def place_agreed(ctx: Context, question: Question, which: str) -> Reply:
    if question.asker_id != ctx.member.id:
        return say(_("Only the asker can do this."))
    place = await _among(ctx, question, which)
    if not await ctx.write(places.agree, place.id, ctx.now):
        return say(_("{number} stands there already.", number=Code(question.number)))
    if place.key == place.place_key and place.outbox_key is None:
        await post(ctx, question, place)  # else it has its thread there already, from before the room was closed
    return say(_("Thank you. {number} goes there.", number=Code(question.number)))


@command(
    nl=("haal weg",),
    en=("take away",),
    summary=_("Let a question no longer stand in a channel or room"),
    allow=Role.member,
)
async def take_away(ctx: Context, question: Question, which: str) -> Reply:
    await require(ctx, question, Act.place)
    place = await _among(ctx, question, which)
    await ctx.write(places.leave, place.id)
    at = place.conversation_id
    await ctx.write(audit.record, ctx.member.id, "unplace", QUESTION, question.id, ctx.now, place=at)
    return Reply(
        (
            Text(
                words(
                    _(
                        "{number} no longer stands in {place}. What was said there stays there.",
                        number=Code(question.number),
                        place=_bold(ctx, place),
                    )
                )
            ),
            Actions((Action(_("Where to see it"), where_it_stands.line(question.number)),)),
        )
    )


@command(
    nl=("lees mee", "meelezen"),
    en=("read along",),
    summary=_("Get all that is said about a question in your own chat"),
    allow=Role.member,
)
async def read_along(ctx: Context, question: Question) -> Reply:
    await require(ctx, question, Act.follow)
    await ctx.write(follows.follow, ctx.member.id, QUESTION, question.id, ctx.now)
    await ctx.write(follows.read_along, ctx.member.id, QUESTION, question.id, along=True)
    return Reply(
        (
            Text(words(_("All that is said about {number} comes to your chat.", number=Code(question.number)))),
            Actions((Action(_("Stop reading along"), read_no_longer_along.line(question.number)),)),
        )
    )


@command(
    nl=("lees niet mee",),
    en=("stop reading along",),
    summary=_("Hear only of answers to a question that you follow"),
    allow=Role.member,
    hidden=True,
)
async def read_no_longer_along(ctx: Context, question: Question) -> Reply:
    await ctx.write(follows.read_along, ctx.member.id, QUESTION, question.id, along=False)
    return say(_("You hear only of answers to {number} from now on.", number=Code(question.number)))


async def _ask_asker(ctx: Context, question: Question, place: QuestionPlace) -> None:
    asker = await ctx.read(people.get, question.asker_id) if question.asker_id is not None else None
    if asker is None:
        return
    here, asker_language = f"{question.number} P-{place.conversation_id}", Language(asker.language)
    if place.closed or any(each.closed for each in await ctx.read(places.of_question, question.id)):
        news = _(
            "A coordinator wants to bring your question to one more place. A closed room is among its places: "
            "what is said there in the thread would go to the others too. May I?"
        )
    else:
        news = _(
            "A coordinator wants to bring your question to {place} too. Everyone there sees it, and what is said about "
            "it. May I?",
            place=Bold(place.name or asker_language.text(A_CHANNEL)),
        )
    yes = Action(_("Yes, send it on"), place_agreed.line(here), style=Style.primary)
    ctx.notify(asker, about(news, question, Actions((yes, Action(_("No"), take_away.line(here)), look(question)))))


async def _among(ctx: Context, question: Question, which: str) -> QuestionPlace:
    """Return the place of a question that is meant. Raises `Refused`."""
    wanted = SMALL_WORD.sub("", which.strip())
    numbered = NUMBER.match(wanted)
    here = ctx.message.conversation.place.key
    for each in await ctx.read(places.of_question, question.id, proposed=True):
        is_here = fold(wanted) in HERE and each.place_key == here
        if is_here or (each.conversation_id == int(numbered[1]) if numbered else fold(each.name) == fold(wanted)):
            return each
    line = Code(f"{where_it_stands.phrase(ctx.language.code)} {question.number}")
    raise Refused(_("{number} does not stand there. See {line}.", number=Code(question.number), line=line))


def _bold(ctx: Context, place: QuestionPlace | Audience) -> Bold:
    return Bold(ctx.language.text(_name(ctx, place)))
