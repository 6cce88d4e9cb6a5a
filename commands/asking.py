"""Ask a knowledge question: see first what helps already, then put it."""

import re
from collections.abc import Sequence
from typing import Annotated

from bot import search
from bot.command import Ask, Context, Refused, Values, command
from bot.hits import items
from bot.question_card import about, asker_told, can_answer, card
from bot.reply import Action, Actions, Block, Heading, Items, Reply, Style, Text, say, words
from bot.search import Query
from bot.search_sentence import understand
from bot.showing import audiences, name_to
from bot.span import Bold, Code
from bot.wording import Language, _
from storage import conversations, follows, questions, requests
from storage.atlas import Region, Theme
from storage.people import Member
from storage.questions import Draft, Question
from storage.vocabulary import QuestionKind, Role, Subject

ALIKE = 3
"""Questions and networks shown before a question is put."""

_ABOUT_KNOWLEDGE = re.compile(
    r"\b(netwerk|kennis|leren|leerkring|hub|organiser|borg|data en informatie|methode|werkwijze)",
    re.IGNORECASE,
)
_ABOUT_PEOPLE = re.compile(
    r"\b(samenwerk|vertrouwen|draagvlak|waarden|relatie|nieuwsgierig|weerstand|belangen|omgang)", re.IGNORECASE
)


async def _kind(_ctx: Context, known: Values) -> QuestionKind | None:
    """What the words give away: only one of the two signs, or neither, which is most questions."""
    text: str = known.get("text", "")
    knowledge, relations = _ABOUT_KNOWLEDGE.search(text), _ABOUT_PEOPLE.search(text)
    if knowledge and relations:
        return None
    if knowledge:
        return QuestionKind.organisatorisch
    return QuestionKind.relationeel if relations else QuestionKind.inhoudelijk


async def _regions(ctx: Context, known: Values) -> list[Region] | None:
    """The regions the text names, else those of the place it is put in."""
    named = understand(known.get("text", ""), ctx.vocabulary).ids("region")
    if not named and not ctx.personal:
        audience = await ctx.read(conversations.by_key, ctx.message.conversation.place.key)
        named = audience.regions if audience else frozenset()
    return [ctx.atlas.regions[region] for region in sorted(named)] or None


async def _themes(ctx: Context, known: Values) -> list[Theme] | None:
    named = understand(known.get("text", ""), ctx.vocabulary).ids("theme")
    return [ctx.atlas.themes[theme] for theme in sorted(named)] or None


async def _similar(ctx: Context, known: Values) -> Reply | None:
    """What may help already: earlier questions and networks, before one more question is put."""
    text = known["text"]
    query = Query(
        text,
        kinds=frozenset({"question", "network"}),
        audiences=audiences(ctx),
        limit=2 * ALIKE,
        now=ctx.now,
    )
    found = await ctx.read(search.find, query, ctx.vocabulary)
    by_kind = await items(ctx, found.hits, text)
    blocks: list[Block] = []
    for kind, heading in (("question", _("Asked before")), ("network", _("Networks that may help"))):
        if by_kind.get(kind):
            blocks += [Heading(words(heading)), Items(tuple(by_kind[kind][:ALIKE]))]
    if not blocks:
        return None
    return Reply(
        (
            *blocks,
            Text(words(Bold(ctx.language.text(_("Do you still want to put your question?"))))),
            Actions(
                (Action(_("Yes, put it"), "ja", style=Style.primary), Action(_("No, this helps me"), "nee")),
                choices=True,
            ),
        )
    )


@command(
    nl=("vraag", "stel een vraag", "vraag stellen", "ik heb een vraag"),
    en=("ask", "ask a question", "question"),
    summary=_("Ask a knowledge question"),
    allow=Role.member,
)
async def ask_question(
    ctx: Context,
    text: Annotated[
        str,
        Ask(
            _("What is your question?"),
            label=_("Your question"),
            hint=_("One question in plain words. Say what you want to reach with it."),
            max_length=1000,
            long=True,
        ),
    ],
    put: Annotated[bool, Ask(_similar)] = True,
    regions: Annotated[
        list[Region] | None,
        Ask(
            _("Which region is it about?"),
            label=_("Regions"),
            hint=_("For instance Twente or Flevoland; Nederland when it is about the whole country."),
            guess=_regions,
        ),
    ] = None,
    themes: Annotated[
        list[Theme] | None,
        Ask(_("Which theme is it about?"), label=_("Themes"), guess=_themes),
    ] = None,
    kind: Annotated[
        QuestionKind | None, Ask(_("What kind of question is it?"), label=_("Kind of question"), guess=_kind)
    ] = None,
) -> Reply:
    if not put:
        return say(_("Good. Your question was not put."))
    question = await _put(ctx, text, regions, themes, kind)
    return await _put_reply(ctx, question)


async def _put(
    ctx: Context,
    text: str,
    regions: Sequence[Region] | None,
    themes: Sequence[Theme] | None,
    kind: QuestionKind | None,
) -> Question:
    audience = None if ctx.personal else await ctx.read(conversations.by_key, ctx.message.conversation.place.key)
    levels = {region.level for region in regions or ()}
    draft = Draft(
        text=text,
        kind=kind,
        level=levels.pop() if len(levels) == 1 else None,
        regions=frozenset(each.id for each in regions or ()),
        themes=frozenset(each.id for each in themes or ()),
        conversation_id=audience.id if audience else None,
    )
    question = await ctx.write(questions.put, ctx.member.id, draft, ctx.now)
    await ctx.write(follows.follow, ctx.member.id, Subject.question, question.id, ctx.now)
    interested = {
        member.id: member
        for subject, ids in ((Subject.theme, question.themes), (Subject.region, question.regions))
        for member in await ctx.read(follows.followers, subject, ids, but=[ctx.member.id])
    }
    for member in interested.values():
        ctx.notify(member, about(_("A new question on what you follow:"), question, can_answer(question)))
    return question


async def _put_reply(ctx: Context, question: Question) -> Reply:
    shown = await card(ctx, question)
    put = _("Your question is put, as {number}. You hear of every answer.", number=Code(question.number))
    thanks = Text(words(put))
    return Reply((thanks, *shown.blocks), subject=shown.subject)


@command(
    nl=("vraag aan", "vraag het"),
    en=("ask member", "put to"),
    summary=_("Put a question to one member"),
    allow=Role.member,
    hidden=True,
)
async def ask_member(
    ctx: Context,
    member: Member,
    text: Annotated[str, Ask(_("What do you want to ask?"), label=_("Your question"), max_length=1000, long=True)],
) -> Reply:
    who = name_to(ctx, member)
    if member.id == ctx.member.id:
        raise Refused(_("You cannot put a question to yourself."))
    if member.away(ctx.local_now.date()) and member.paused_until:
        away = _("{who} is away until {day}. You can put the question to everyone.", who=who, day=member.paused_until)
        raise Refused(away)
    known: Values = {"text": text}
    regions, themes, kind = await _regions(ctx, known), await _themes(ctx, known), await _kind(ctx, known)
    question = await _put(ctx, text, regions, themes, kind)
    await ctx.write(requests.ask, question.id, ctx.now, by=ctx.member.id, member=member.id, brought_at=ctx.now)
    by = Bold(Language(member.language).text(asker_told(question, ctx.member)))
    ctx.notify(member, about(_("{who} has a question for you:", who=by), question, _asked(question)))
    return Reply(
        (
            Text(words(_("I have brought {number} to {who}.", number=Code(question.number), who=who))),
            Actions((Action(_("Look"), question.number),)),
        )
    )


def _asked(question: Question) -> Actions:
    return Actions(
        (
            Action(_("I know something"), f"antwoord {question.number}", style=Style.primary),
            Action(_("Not for me"), f"niet voor mij {question.number}"),
        )
    )
