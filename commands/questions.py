"""Knowledge questions: ask, look, list, answer, thank, close, reopen."""

import re
from collections.abc import Sequence
from typing import Annotated

from bot import search
from bot.command import Ask, Context, Refused, Values, command
from bot.filtering import filtered, paged
from bot.hits import items
from bot.labels import label_of
from bot.reply import (
    Action,
    Actions,
    Audience,
    Block,
    Fact,
    Facts,
    Heading,
    Item,
    Items,
    Quote,
    Reply,
    Style,
    Text,
    say,
    words,
)
from bot.reply import (
    Subject as Card,
)
from bot.search import Query
from bot.search_sentence import understand
from bot.showing import audiences, name_in, name_to
from bot.span import Bold, Code
from bot.wording import Msg, _, _n
from storage import audit, conversations, follows, involved, people, questions, requests
from storage.atlas import Region, Theme
from storage.people import Member
from storage.questions import Answer, Draft, Filter, Question
from storage.vocabulary import (
    Outcome,
    Place,
    QuestionKind,
    QuestionStatus,
    RequestState,
    Role,
    Subject,
)

PAGE = 6
"""Questions a page: each takes two or three lines on a phone."""

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
        ctx.notify(member, _about(_("A new question on what you follow:"), question, _can_answer(question)))
    return question


async def _put_reply(ctx: Context, question: Question) -> Reply:
    card = await _card(ctx, question)
    put = _("Your question is put, as {number}. You hear of every answer.", number=Code(question.number))
    thanks = Text(words(put))
    return Reply((thanks, *card.blocks), subject=card.subject)


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
    await ctx.write(requests.ask, question.id, ctx.now, by=ctx.member.id, member=member.id)
    by = Bold(ctx.language.text(name_in(ctx.member, Place.members)))
    ctx.notify(member, _about(_("{who} has a question for you:", who=by), question, _asked(question)))
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


def _can_answer(question: Question) -> Actions:
    return Actions((Action(_("I know something"), f"antwoord {question.number}"), Action(_("Look"), question.number)))


def _about(words_: Msg, question: Question, *more: Block) -> Reply:
    return Reply((Text(words(words_)), Quote(words(Code(question.number), " ", question.text)), *more))


@command(
    nl=("niet voor mij",),
    en=("not for me",),
    summary=_("Say that a question is not for you"),
    allow=Role.member,
    hidden=True,
)
async def decline(
    ctx: Context,
    question: Question,
    because: Annotated[
        str, Ask(_("Why not? It helps to find someone else."), label=_("Why not"), max_length=300, long=True)
    ] = "",
) -> Reply:
    if not await ctx.write(requests.settle, question.id, ctx.member.id, RequestState.declined, ctx.now, because):
        return say(_("{number} was not waiting for you.", number=Code(question.number)))
    asker = await ctx.read(people.get, question.asker_id) if question.asker_id is not None else None
    if asker:
        blocks: list[Block] = [Quote(words(because))] if because else []
        who = Bold(ctx.language.text(name_in(ctx.member, Place.members)))
        look = Actions((Action(_("Who else knows"), f"wie weet {question.text}"),))
        ctx.notify(asker, _about(_("{who} cannot help with this one.", who=who), question, *blocks, look))
    return say(_("Thank you for saying so. The asker hears of it."))


@command(
    nl=("toon vraag", "bekijk vraag", "k"),
    en=("show question", "k"),
    summary=_("Look at one question"),
    safe=True,
)
async def show_question(ctx: Context, question: Question) -> Reply:
    if question.status is QuestionStatus.hidden and not ctx.may(Role.coordinator):
        return say(_("{number} is not shown.", number=Code(question.number)))
    return await _card(ctx, question)


async def _card(ctx: Context, question: Question) -> Reply:
    answerers = [each.member_id for each in question.answers if each.member_id is not None]
    asker = [question.asker_id] if question.asker_id is not None else []
    known = {each.id: each for each in await ctx.read(people.load, [*asker, *answerers])}
    followed = await ctx.read(follows.count, Subject.question, question.id)
    status: list[str | Msg] = [label_of(question.status)]
    if question.outcome:
        status += [": ", label_of(question.outcome)]
    asked_on = ctx.language.words(question.asked_at.date())
    rows = [
        Fact(_("Status"), words(*status)),
        Fact(_("Asked by"), words(name_to(ctx, known.get(question.asker_id or 0)), ", ", *asked_on)),
    ]
    regions = sorted(ctx.atlas.regions[region].name for region in question.regions)
    themes = sorted(ctx.atlas.themes[theme].name for theme in question.themes)
    rows += [Fact(_("Regions"), words("; ".join(regions)))] if regions else []
    rows += [Fact(_("Themes"), words("; ".join(themes)))] if themes else []
    rows += [Fact(_("Followed by"), words(_n("{n} member", "{n} members", followed)))] if followed else []
    blocks: list[Block] = [Heading(words(question.number)), Quote(words(question.text)), Facts(tuple(rows))]
    if question.outcome_text:
        blocks.append(Text(words(_("What came of it: {text}", text=question.outcome_text))))
    for each in question.answers:
        blocks += _answer_blocks(ctx, question, each, known.get(each.member_id or 0))
    blocks.append(Actions(tuple(await _possible(ctx, question))))
    return Reply(tuple(blocks), subject=Card(Subject.question.value, question.id, question.number))


def _answer_blocks(ctx: Context, question: Question, answer: Answer, by: Member | None) -> list[Block]:
    helped: list[str | Msg] = [" – ", _("this helped")] if answer.accepted_at else []
    blocks: list[Block] = [
        Text(words(Bold(ctx.language.text(name_to(ctx, by))), " (", Code(answer.number), ")", *helped)),
        Quote(words(answer.text)),
    ]
    may_accept = question.asker_id == ctx.member.id or ctx.may(Role.coordinator, regions=question.regions)
    if may_accept and not answer.accepted_at and question.status is not QuestionStatus.closed:
        blocks.append(Actions((Action(_("This helps"), f"helpt {answer.number}", audience=Audience.asker),)))
    return blocks


async def _possible(ctx: Context, question: Question) -> list[Action]:
    number = question.number
    if question.status is QuestionStatus.closed:
        return [Action(_("Reopen"), f"heropen {number}")] if _answers_for(ctx, question) else []
    follows_it = await ctx.read(follows.following, ctx.member.id, Subject.question, question.id)
    unfollow, follow = Action(_("Unfollow"), f"ontvolg {number}"), Action(_("Follow"), f"volg {number}")
    possible = [Action(_("I know something"), f"antwoord {number}"), unfollow if follows_it else follow]
    if _answers_for(ctx, question):
        possible.append(Action(_("Close"), f"sluit {number}"))
    return possible


def _answers_for(ctx: Context, question: Question) -> bool:
    return question.asker_id == ctx.member.id or ctx.may(Role.coordinator, regions=question.regions)


@command(
    nl=("antwoord", "antwoord op", "beantwoord"),
    en=("answer",),
    summary=_("Answer a question"),
    allow=Role.member,
)
async def answer_question(
    ctx: Context,
    question: Question,
    text: Annotated[
        str,
        Ask(
            _("What do you know about it?"),
            label=_("Your answer"),
            hint=_("What you did or read yourself, or who to turn to. A few sentences are fine."),
            max_length=3000,
            long=True,
        ),
    ],
) -> Reply:
    if question.status in (QuestionStatus.closed, QuestionStatus.hidden):
        raise Refused(_("{number} is closed. Its asker or a coordinator can reopen it.", number=Code(question.number)))
    answer = await ctx.write(questions.answer, question.id, ctx.member.id, text, ctx.now)
    await ctx.write(requests.settle, question.id, ctx.member.id, RequestState.answered, ctx.now)
    await ctx.write(follows.follow, ctx.member.id, Subject.question, question.id, ctx.now)
    for member in await ctx.read(involved.in_question, question, but=ctx.member.id):
        look = Action(_("Look"), question.number)
        helps = Action(_("This helps"), f"helpt {answer.number}")
        if member.id == question.asker_id:
            news = _("There is an answer to your question:")
            ctx.notify(member, _about(news, question, Quote(words(text)), Actions((helps, look))))
        else:
            news = _("There is an answer to a question you follow:")
            ctx.notify(member, _about(news, question, Quote(words(text)), Actions((look,))))
    return Reply(
        (
            Text(words(_("Thank you. Your answer to {number} is in.", number=Code(question.number)))),
            Actions((Action(_("Look"), question.number),)),
        )
    )


@command(
    nl=("helpt", "dit helpt", "accepteer"),
    en=("this helps", "helps", "accept"),
    summary=_("Say that an answer helped"),
    allow=Role.member,
    hidden=True,
)
async def accept_answer(ctx: Context, answer: Answer) -> Reply:
    question = await ctx.read(questions.get_one, answer.question_id)
    if not _answers_for(ctx, question):
        raise Refused(_("Only the asker or a coordinator can say which answer helped."))
    if not await ctx.write(questions.accept, answer.id, ctx.now):
        return say(_("You said so already."))
    by = await ctx.read(people.get, answer.member_id) if answer.member_id is not None else None
    if by and by.id != ctx.member.id:
        ctx.notify(by, _about(_("Your answer helped. Thank you."), question))
    return Reply(
        (
            Text(words(_("Thank you for saying so. Whoever answered hears it."))),
            Actions((Action(_("Close the question"), f"sluit {question.number}"), Action(_("Look"), question.number))),
        )
    )


@command(
    nl=("sluit", "sluit vraag"),
    en=("close", "close question"),
    summary=_("Close a question and say what came of it"),
    allow=Role.member,
)
async def close_question(
    ctx: Context,
    question: Question,
    outcome: Annotated[Outcome, Ask(_("What came of it?"), label=_("Outcome"))],
    text: Annotated[
        str,
        Ask(
            _("Say in one sentence what happened with the answers."),
            label=_("In one sentence"),
            hint=_("Everyone who helped reads this."),
            max_length=500,
            long=True,
        ),
    ],
) -> Reply:
    if not _answers_for(ctx, question):
        raise Refused(_("Only the asker or a coordinator can close this question."))
    if not await ctx.write(questions.close, question.id, outcome, text, ctx.now):
        return say(_("{number} was closed already.", number=Code(question.number)))
    await ctx.write(audit.record, ctx.member.id, "close", Subject.question, question.id, ctx.now, outcome=outcome)
    told = await ctx.read(involved.in_question, question, but=ctx.member.id)
    for member in told:
        news = _("A question you had a part in is closed. What happened with your input:")
        ctx.notify(member, _about(news, question, Quote(words(text))))
    return say(
        _n(
            "{number} is closed. {n} member hears what came of it.",
            "{number} is closed. {n} members hear what came of it.",
            len(told),
            number=Code(question.number),
        )
    )


@command(nl=("heropen",), en=("reopen",), summary=_("Reopen a question"), allow=Role.member, hidden=True)
async def reopen_question(ctx: Context, question: Question) -> Reply:
    if not _answers_for(ctx, question):
        raise Refused(_("Only the asker or a coordinator can reopen this question."))
    if not await ctx.write(questions.reopen, question.id, ctx.now):
        return say(_("{number} is open.", number=Code(question.number)))
    await ctx.write(audit.record, ctx.member.id, "reopen", Subject.question, question.id, ctx.now)
    for member in await ctx.read(involved.in_question, question, but=ctx.member.id):
        ctx.notify(member, _about(_("A question you had a part in is open again:"), question, _can_answer(question)))
    return say(_("{number} is open again.", number=Code(question.number)))


_STATUSES = {
    "open": frozenset({QuestionStatus.open}),
    "beantwoord": frozenset({QuestionStatus.answered}),
    "answered": frozenset({QuestionStatus.answered}),
    "gesloten": frozenset({QuestionStatus.closed}),
    "closed": frozenset({QuestionStatus.closed}),
}


@command(
    nl=("vragen", "open vragen", "welke vragen"),
    en=("questions", "open questions", "which questions"),
    summary=_("See which questions there are"),
    safe=True,
)
async def list_questions(ctx: Context, which: str = "") -> Reply:
    text, page = paged(which)
    asked = filtered(text, ctx.vocabulary)
    statuses = frozenset[QuestionStatus]().union(*(_STATUSES[word] for word in asked.words if word in _STATUSES))
    what = Filter(
        statuses=statuses or Filter().statuses,
        regions=ctx.atlas.within(asked.regions) if asked.regions else None,
        themes=ctx.atlas.beneath(asked.themes) if asked.themes else None,
    )
    return await _listed(ctx, what, "vragen", text, page)


@command(
    nl=("mijn vragen",), en=("my questions",), summary=_("See the questions you put"), allow=Role.member, safe=True
)
async def my_questions(ctx: Context, which: str = "") -> Reply:
    text, page = paged(which)
    what = Filter(
        statuses=frozenset(QuestionStatus) - {QuestionStatus.hidden},
        asker=ctx.member.id,
    )
    return await _listed(ctx, what, "mijn vragen", text, page)


async def _listed(ctx: Context, what: Filter, phrase: str, text: str, page: int) -> Reply:
    found, total = await ctx.read(questions.find, what, limit=PAGE, offset=(page - 1) * PAGE)
    if not found:
        return Reply(
            (
                Text(words(_("There are no such questions."))),
                Actions((Action(_("Ask a question"), "vraag"), Action(_("All questions"), "vragen"))),
            )
        )
    blocks: list[Block] = [Heading(words(_n("{n} question", "{n} questions", total)))]
    blocks.append(
        Items(
            tuple(
                Item(
                    words(Code(each.number), " ", each.text),
                    (words(label_of(each.status), " · ", _n("{n} answer", "{n} answers", len(each.answers))),),
                    (Action(_("Look"), each.number),),
                )
                for each in found
            )
        )
    )
    if page * PAGE < total:
        further = " ".join(filter(None, (phrase, text, f"p{page + 1}")))
        blocks.append(Actions((Action(_("More"), further),)))
    return Reply(tuple(blocks))
