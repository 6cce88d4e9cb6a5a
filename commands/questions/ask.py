"""Asks a knowledge question: shows first what helps already, agrees on what it is about, then puts it."""

from datetime import date
from typing import Annotated

from bot.chat import attachments
from bot.chat.reply import Action, Actions, Block, Fact, Facts, Heading, Item, Items, Reply, Style, Text, say, words
from bot.chat.spans import Bold, Code, shorten
from bot.chat.texts import _
from bot.command.command import Ask, Context, Takes, Values, command
from bot.command.dialogue import key_of
from bot.command.draft import corrections_of
from bot.command.labels import label_of
from bot.members.visibility import audiences
from bot.search import search
from bot.search.load import load_of
from bot.search.results import in_brief
from bot.search.search import LONGEST_NEED, Query
from bot.things.proposal import Proposal, level_of, proposed
from commands.questions.card import about, answer_of, card, look, text_of
from commands.questions.labels import STATUSES
from commands.questions.lifecycle import Act
from commands.questions.permissions import require
from commands.questions.publish import put, where_it_goes
from storage.members import follows, people
from storage.messaging import conversations, dialogues
from storage.questions import questions, reuses
from storage.questions.question import QUESTION, Draft, Question, Told
from storage.vocabulary import QuestionStatus, Role

MOST_ALIKE = 3
"""Questions asked before that are shown before one is put ..."""
MOST_HELP = 2
"""... and networks, and people: with these it fits a phone."""


async def _similar(ctx: Context, known: Values) -> Reply | None:
    """Return what may help already: earlier questions, networks and people, before one more question is put."""
    text = known["text"]
    seen = audiences(ctx)
    english = ctx.language.code == "en"
    alike = await ctx.read(
        search.similar,
        QUESTION,
        text,
        ctx.vocabulary,
        audiences=seen,
        limit=MOST_ALIKE,
        now=ctx.now,
        encoder=ctx.encoder,
        english=english,
    )
    query = Query(
        text,
        kinds=search.PEOPLE_AND_NETWORKS,
        audiences=seen,
        exclude=frozenset({("member", ctx.member.id)}),
        limit=search.SHOWN,
        asked=await ctx.read(load_of, ctx.topics, ctx.now),
        now=ctx.now,
        english=english,
    )
    found = await ctx.read(search.find, query, ctx.vocabulary, ctx.encoder)
    helping = [
        hit for kind in ("network", "member") for hit in [each for each in found.hits if each.kind == kind][:MOST_HELP]
    ]
    asked = await ctx.read(questions.load, [hit.id for hit in alike.hits])
    blocks: list[Block] = []
    if asked:
        blocks += [Heading(words(_("Asked before"))), Items(tuple(_with_help(each) for each in asked))]
    if helping:
        brief = await in_brief(ctx, helping, text)
        blocks += [Heading(words(_("Who may help"))), Items(tuple(brief))]
    if not blocks:
        return None
    more = len(found.hits) > len(helping)
    return Reply(
        (
            *blocks,
            *((Actions((Action(_("More"), ctx.line("who_knows", text[:LONGEST_NEED])),)),) if more else ()),
            Text(words(Bold(ctx.language.text(_("Do you still want to put your question?"))))),
            Actions(
                (Action(_("Yes, post it"), "ja", style=Style.primary), Action(_("No, this helps me"), "nee")),
                choices=True,
            ),
        )
    )


def _with_help(question: Question) -> Item:
    """Return a question asked before, how it stands, its best answer, and what it can save someone."""
    number = question.number
    best = max(question.answers, key=lambda each: (each.accepted_at is not None, each.id), default=None)
    told = (
        words(STATUSES[question.status], ": ", answer_of(best, shorten(best.text)))
        if best
        else words(STATUSES[question.status])
    )
    return Item(
        words(Code(number), " ", text_of(question)),
        (told,),
        (
            Action(_("View"), number),
            Action(_("This helps me already"), solved_by_earlier.line(number)),
            Action(_("I want to know this too"), join_question.line(number)),
        ),
    )


async def _about(ctx: Context, known: Values) -> Reply | None:
    """Return what is read from the words, and who will see them: to agree with, or to correct in one step."""
    if not known["put_it"]:
        return None
    said: Proposal = known.get(corrections_of("agreed")) or Proposal()
    read = proposed(known["text"], ctx, here=await _regions_here(ctx)).corrected(said, ctx.atlas)
    none = ctx.language.text(_("not found in your words"))
    example = Code(ctx.language.text(_EXAMPLE))
    regions = "; ".join(sorted(ctx.atlas.regions[each].name for each in read.regions))
    themes = "; ".join(sorted(ctx.atlas.themes[each].name for each in read.themes))
    rows = [Fact(_("Regions"), words(regions or none)), Fact(_("Themes"), words(themes or none))]
    rows += [Fact(_("Kind of question"), words(label_of(read.kind) if read.kind else none))]
    rows += [Fact(_("Kind of knowledge"), words(label_of(read.knowledge)))] if read.knowledge else []
    rows += [Fact(_("Level"), words(label_of(read.level)))] if read.level else []
    if files := ctx.message.attachments:
        rows.append(Fact(_("Files"), attachments.in_line(files[: attachments.MOST])))
    too_many = len(files) > attachments.MOST
    if ctx.member.asks_unnamed if read.unnamed is None else read.unnamed:
        rows.append(Fact(_("Your name"), words(_("only coordinators see it"))))
    here = ctx.message.conversation.name or _("this channel")
    rows.append(Fact(_("Visible in"), words(_("only this chat") if ctx.personal else here)))
    rows.append(Fact(_("Who sees it"), words(where_it_goes(ctx))))
    return Reply(
        (
            Facts(tuple(rows)),
            *((Text(words(_("Only the first {n} files go with it.", n=attachments.MOST))),) if too_many else ()),
            Text(
                words(
                    Bold(ctx.language.text(_("Shall I put your question like this?"))),
                    " ",
                    _("Should something be different? Type it, like {example}.", example=example),
                )
            ),
        )
    )


_EXAMPLE = _("Twente, practice knowledge")


async def _regions_here(ctx: Context) -> frozenset[int]:
    """Return the regions of the place in which it is asked."""
    if ctx.personal:
        return frozenset()
    audience = await ctx.read(conversations.by_key, ctx.message.conversation.place.key)
    return audience.regions if audience else frozenset()


async def _more(_ctx: Context, known: Values) -> bool:
    agreed: Proposal | None = known.get("agreed")
    return bool(agreed and agreed.more)


_Question = Annotated[
    str,
    Ask(
        _("What is your question?"),
        label=_("Your question"),
        hint=_("One question in plain words. Say what you want to reach with it."),
        why=_("I mean what you want to know from others. I look who can help, and show you all before I put it."),
        max_length=1000,
        long=True,
        question=True,
    ),
]
_Context = Annotated[
    str,
    Ask(
        _("What is going on? What should others know?"),
        label=_("Context"),
        when=_more,
        optional=True,
        max_length=1000,
        long=True,
    ),
]
_Goal = Annotated[
    str,
    Ask(
        _("What do you want to reach with it?"),
        label=_("What you want to reach"),
        when=_more,
        optional=True,
        max_length=500,
        long=True,
    ),
]
_Tried = Annotated[
    str,
    Ask(
        _("What did you try or read already?"),
        label=_("What you tried"),
        when=_more,
        optional=True,
        max_length=500,
        long=True,
    ),
]
_Wanted = Annotated[
    str,
    Ask(
        _("What kind of answer helps you?"),
        label=_("What kind of answer helps"),
        hint=_("For instance an example, a contact, a method, someone to think along."),
        max_length=300,
        when=_more,
        optional=True,
    ),
]


@command(
    nl=("vraag", "stel een vraag", "vraag stellen", "ik heb een vraag"),
    en=("ask", "ask a question", "question", "i have a question"),
    summary=_("Ask a knowledge question"),
    allow=Role.member,
    begun_by=Role.visitor,  # what is alike may help them already
    files=True,
    takes=Takes.sentence,
)
async def ask_question(
    ctx: Context,
    text: _Question,
    put_it: Annotated[bool, Ask(_similar)] = True,
    agreed: Annotated[Proposal | None, Ask(_about)] = None,
    context: _Context = "",
    goal: _Goal = "",
    tried: _Tried = "",
    wanted: _Wanted = "",
    needed_by: Annotated[
        date | None, Ask(_("By when do you need it?"), label=_("Needed by"), when=_more, optional=True)
    ] = None,
) -> Reply:
    if not put_it:
        return Reply(
            (
                Text(words(_("Good. Your question was not put."))),
                Text(
                    words(
                        _(
                            "Did an earlier question help? Then tell me which: {line}.",
                            line=Code(f"{solved_by_earlier.phrase(ctx.language.code)} K-12"),
                        )
                    )
                ),
            )
        )
    read = proposed(text, ctx, here=await _regions_here(ctx)).corrected(agreed or Proposal(), ctx.atlas)
    draft = Draft(
        text=text,
        kind=read.kind,
        knowledge_type=read.knowledge,
        level=read.level or level_of(read.regions, ctx.atlas),
        regions=read.regions,
        themes=read.themes,
        told=Told(context, goal, tried, wanted, needed_by),
        anonymous=ctx.member.asks_unnamed if read.unnamed is None else read.unnamed,
    )
    question = await put(ctx, draft)
    shown = await card(ctx, question)
    thanks = _("Your question is posted, as {number}. You hear of every answer.", number=Code(question.number))
    return Reply((Text(words(thanks)), *shown.blocks), subject=shown.subject)


@command(
    nl=("dit helpt me al", "dit helpt mij al"),
    en=("this helps me already",),
    summary=_("Say that an earlier question helps you"),
    allow=Role.member,
    hidden=True,
)
async def solved_by_earlier(ctx: Context, question: Question) -> Reply:
    await require(ctx, question, Act.follow)
    await _put_down(ctx)
    if await ctx.write(reuses.record, question.id, ctx.member.id, ctx.now):
        helped = [
            each.member_id
            for each in question.answers
            if each.accepted_at or question.status is not QuestionStatus.open
        ]
        for member in await ctx.read(
            people.load, sorted({each for each in helped if each not in (None, ctx.member.id)})
        ):
            ctx.notify(member, about(_("Your answer helped someone else too. Thank you."), question))
    return Reply(
        (
            Text(words(_("Good that it helps. I noted that {number} helped you too.", number=Code(question.number)))),
            Actions((look(question),)),
        )
    )


@command(
    nl=("dit wil ik ook weten", "ik ook"),
    en=("i want to know this too", "me too"),
    summary=_("Join a question that someone else put"),
    allow=Role.member,
    hidden=True,
)
async def join_question(ctx: Context, question: Question) -> Reply:
    await require(ctx, question, Act.follow)
    await _put_down(ctx)
    joined = await ctx.write(follows.follow, ctx.member.id, QUESTION, question.id, ctx.now)
    asker = await ctx.read(people.get, question.asker_id) if question.asker_id is not None else None
    if joined and asker and asker.id != ctx.member.id:
        ctx.notify(asker, about(_("One more member wants to know this too."), question))
    return Reply(
        (
            Text(words(_("You asked {number} along. You hear of every answer.", number=Code(question.number)))),
            Actions((look(question), Action(_("Unfollow"), ctx.line("unfollow", question.number)))),
        )
    )


@command(
    nl=("zonder naam", "anoniem"),
    en=("without my name", "anonymous"),
    summary=_("Let only coordinators see that you put a question"),
    allow=Role.member,
    hidden=True,
)
async def unname(ctx: Context, question: Question) -> Reply:
    return await _named(ctx, question, anonymous=True)


@command(
    nl=("met naam",),
    en=("with my name",),
    summary=_("Let others see that you put a question"),
    allow=Role.member,
    hidden=True,
)
async def name(ctx: Context, question: Question) -> Reply:
    return await _named(ctx, question, anonymous=False)


async def _named(ctx: Context, question: Question, *, anonymous: bool) -> Reply:
    if question.asker_id != ctx.member.id:
        return say(_("Only the asker can do this."))
    await ctx.write(questions.set_anonymous, question.id, ctx.now, anonymous=anonymous)
    if anonymous:
        return say(_("From now on only coordinators see that you put {number}.", number=Code(question.number)))
    return say(_("From now on others see that you put {number}.", number=Code(question.number)))


async def _put_down(ctx: Context) -> None:
    """The question they were about to put is not needed any more."""
    where = key_of(ctx.message.conversation)
    underway = await ctx.read(dialogues.active, ctx.member.id, where, ctx.now)
    if underway and underway.command == ask_question.name:
        await ctx.write(dialogues.end, underway.id)
