"""Shows a question as it will be asked, to agree with in one step: its words, who sees it, and who is asked along."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from bot.chat import attachments
from bot.chat.reply import (
    Action,
    Actions,
    Block,
    Choice,
    Fact,
    Facts,
    Form,
    FormField,
    Heading,
    Input,
    Item,
    Items,
    Quote,
    Reply,
    Style,
    Text,
    Words,
    words,
)
from bot.chat.spans import Bold, Code, Named, shorten
from bot.chat.texts import _
from bot.command.command import Context, Values
from bot.command.labels import label_of
from bot.command.unnamed import says_no_more, without_wish
from bot.dialogue.draft import corrections_of
from bot.members.visibility import audiences
from bot.search import search
from bot.things.proposal import level_of, proposed
from commands.questions.asking.proposal import AProposal, Wish
from commands.questions.asking.publish import where_it_goes
from commands.questions.card.card import answer_of, text_of
from commands.questions.knowledge.card import joined, stand
from commands.questions.knowledge.reader import foreseen
from commands.questions.life.labels import STATUSES
from commands.questions.routing import candidates
from commands.questions.routing.routing import Candidate, unfit
from commands.questions.routing.rules import Rules
from storage.database.text import fold
from storage.members.member import Member
from storage.messaging import conversations
from storage.networks.network import Network
from storage.questions import questions
from storage.questions.question import QUESTION, Draft, Question, Told
from storage.vocabulary import Knowing

MOST_ALIKE = 2
"""Questions asked before that are shown with one that is about to be asked: with these it fits a phone."""
MOST_HELP = 3
"""Who is asked along at once, at most."""


@dataclass(frozen=True, slots=True)
class Helper:
    """Somebody who could help, by number and name."""

    candidate: Candidate
    name: str

    @property
    def number(self) -> str:
        return f"{'N' if self.candidate.kind == 'network' else 'M'}-{self.candidate.id}"

    @property
    def named(self) -> Named:
        """Their name, known as theirs."""
        kind, id = self.candidate.kind, self.candidate.id
        return Named(self.name, 0, thing=f"{kind}/{id}") if kind == "network" else Named(self.name, id)


async def drafted(ctx: Context, known: Values, agreed: Wish | None) -> Draft:
    """Return the question as it will be asked, with what was corrected."""
    parts = [said_without_wish(known.get(each) or "") for each in ("text", "context", "goal", "tried", "wanted")]
    text, context, goal, tried, wanted = (said for said, _wishes in parts)
    unnamed = any(wishes for _said, wishes in parts)
    told = Told(context, goal, tried, wanted, known.get("needed_by"))
    said = " ".join(filter(None, (text, told.context, told.goal, told.wanted)))
    read = proposed(said, ctx, here=await _regions_here(ctx)).corrected(agreed or Wish(), ctx.atlas)
    return Draft(
        text=text,
        kind=read.kind,
        knowledge_type=read.knowledge,
        level=read.level or level_of(read.regions, ctx.atlas),
        knowing=(agreed and agreed.knowing) or foreseen(said) or Knowing.unknown,
        regions=read.regions,
        themes=read.themes,
        told=told,
        anonymous=(unnamed or ctx.member.asks_unnamed) if read.unnamed is None else read.unnamed,
    )


def said_without_wish(text: str) -> tuple[str, bool]:
    """Return a part of a question without a "zonder mijn naam", which may be all of it, and whether that was said."""
    return ("", True) if text and says_no_more(text) else without_wish(text)


def asked_of(known: Values) -> Member | Network | None:
    """Return whom it is put to, when it is to one of them."""
    one: Member | Network | None = known.get("member") or known.get("network")
    return one


async def helpers(
    ctx: Context, draft: Draft, agreed: Wish | None, asked: Member | Network | None = None
) -> list[Helper]:
    """Return who is asked along: who was chosen, else the best who can be asked now and were not left out."""
    rules = ctx.choices.of(Rules)
    if asked is not None:
        one = await ctx.read(candidates.of, 0, "network" if isinstance(asked, Network) else "member", asked.id, ctx.now)
        found = [Helper(one, asked.name)] if one else []
    else:
        seen = audiences(ctx)
        hits = await ctx.read(candidates.foreseen, draft, ctx.member.id, ctx.vocabulary, seen, ctx.now, ctx.encoder)
        able = [each for each in hits if unfit(each.candidate, ctx.member.id, ctx.now, rules) is None]
        if agreed and agreed.sort:
            able = [each for each in able if each.candidate.kind == agreed.sort]
        found = [Helper(each.candidate, each.hit.name) for each in able[:MOST_HELP]]
    return _left(found, agreed) if agreed else found


def _left(found: Sequence[Helper], agreed: Wish) -> list[Helper]:
    if agreed.nobody:
        return []
    if agreed.ask is not None:
        return [each for each in found if each.number in agreed.ask]
    if agreed.only:
        return [each for each in found if _is_named(each, agreed.only)]
    return [each for each in found if not _is_named(each, agreed.but)]


def _is_named(helper: Helper, said: Sequence[str]) -> bool:
    """Tell whether one of these words names them: by their number, or by part of their name."""
    name = f" {fold(helper.name)} "
    return any(fold(each) == fold(helper.number) or (fold(each) and f" {fold(each)} " in name) for each in said)


async def shown(ctx: Context, known: Values) -> Reply:
    """Show all of it at once: what was asked before, the question, who sees it, and who is asked along."""
    agreed: Wish | None = known.get(corrections_of("agreed"))
    draft = await drafted(ctx, known, agreed)
    along = await helpers(ctx, draft, agreed, asked_of(known))
    blocks: list[Block] = [*await _asked_before(ctx, known["text"])]
    if ctx.forms:
        blocks += [Facts(tuple(_seen(ctx, draft)))]
        return Reply((*blocks, _form(ctx, known, draft, along)))
    blocks += [Heading(words(_("This is how I will ask it"))), Quote(words(draft.text))]
    blocks += [Facts((*_told(ctx, draft.told), *_matter(ctx, draft), *_seen(ctx, draft), *_along(along)))]
    if len(ctx.message.attachments) > attachments.MOST:
        blocks += [Text(words(_("Only the first {n} files go with it.", n=attachments.MOST)))]
    without = _("without {number}", number=along[0].number) if along else _EXAMPLE
    example = Code(ctx.language.text(without))
    blocks += [
        Text(
            words(
                Bold(ctx.language.text(_("Shall I put your question like this?"))),
                " ",
                _("Should something be different? Type it, like {example}.", example=example),
            )
        ),
        Actions(await _choices(ctx, unnamed=draft.anonymous), choices=True),
    ]
    return Reply(tuple(blocks))


async def _choices(ctx: Context, *, unnamed: bool) -> tuple[Action, ...]:
    """Return its answers, which stand below what was asked before too; without the one that it says already."""
    first, *others = await AProposal().choices(ctx)
    if unnamed and not ctx.member.asks_unnamed:
        others = others[:-1]
    rest = (Action(each.label, each.value) for each in others)
    return (Action(first.label, first.value, style=Style.primary), *rest)


_EXAMPLE = _("Twente, practice knowledge")


async def _asked_before(ctx: Context, text: str) -> Sequence[Block]:
    """What was asked before on the same, how it stands, and its best answer."""
    alike = await ctx.read(
        search.similar,
        QUESTION,
        text,
        ctx.vocabulary,
        audiences=audiences(ctx),
        limit=MOST_ALIKE,
        now=ctx.now,
        encoder=ctx.encoder,
        english=ctx.language.code == "en",
    )
    asked = await ctx.read(questions.load, [hit.id for hit in alike.hits])
    if not asked:
        return ()
    return (Heading(words(_("Asked before"))), Items(tuple(_with_help(ctx, each) for each in asked)))


def _with_help(ctx: Context, question: Question) -> Item:
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
            Action(_("This helps me already"), ctx.line("solved_by_earlier", number)),
            Action(_("I want to know this too"), ctx.line("join_question", number)),
        ),
    )


def _told(ctx: Context, told: Told) -> Sequence[Fact]:
    rows = (
        (_("Context"), told.context),
        (_("What you want to reach"), told.goal),
        (_("What you tried"), told.tried),
        (_("What kind of answer helps"), told.wanted),
    )
    held = [Fact(label, words(value)) for label, value in rows if value]
    return [*held, *([Fact(_("Needed by"), ctx.language.words(told.needed_by))] if told.needed_by else [])]


def _matter(ctx: Context, draft: Draft) -> Sequence[Fact]:
    none = ctx.language.text(_("not found in your words"))
    regions = "; ".join(sorted(ctx.atlas.regions[each].name for each in draft.regions))
    themes = "; ".join(sorted(ctx.atlas.themes[each].name for each in draft.themes))
    kinds = [label_of(each) for each in (draft.kind, draft.knowledge_type, draft.level) if each]
    rows = [Fact(_("Regions"), words(regions or none)), Fact(_("Themes"), words(themes or none))]
    rows.append(Fact(_("Kind of question"), joined(kinds) if kinds else words(none)))
    return [*rows, Fact(_("The knowledge"), stand(draft))] if draft.knowing is not Knowing.unknown else rows


def _seen(ctx: Context, draft: Draft) -> Sequence[Fact]:
    rows = []
    if files := ctx.message.attachments:
        rows.append(Fact(_("Files"), attachments.in_line(files[: attachments.MOST])))
    if draft.anonymous:
        rows.append(Fact(_("Your name"), words(_("nobody sees it"))))
    here = ctx.message.conversation.name or _("this channel")
    rows.append(Fact(_("Visible in"), words(_("only this chat") if ctx.personal else here)))
    rows.append(Fact(_("Who sees it"), words(where_it_goes(ctx))))
    return rows


def _along(along: Sequence[Helper]) -> Sequence[Fact]:
    if not along:
        return ()
    named: list[Words] = [
        words(", \u2611 " if at else "\u2611 ", each.named, f" ({each.number})") for at, each in enumerate(along)
    ]
    return (Fact(_("I ask along"), words(*chain.from_iterable(named))),)


def _form(ctx: Context, known: Values, draft: Draft, along: Sequence[Helper]) -> Form:
    """The same as a form: the question and its background to change, and who is asked along to tick."""
    match asked_of(known):
        case Network(id=id_):
            asking = ctx.line("ask_network", f"N-{id_}")
        case Member(id=id_):
            asking = ctx.line("ask_member", f"M-{id_}")
        case _:
            asking = ctx.line("ask_question")
    fields = [
        FormField("text", _("Your question"), Input.text, required=True, value=draft.text, max_length=1000),
        FormField("context", _("Context"), Input.text, required=False, value=_background(draft.told), max_length=1000),
    ]
    if along:
        who = tuple(Choice(each.number, each.named) for each in along)
        ticked = "; ".join(each.number for each in along)
        fields.append(FormField("agreed", _("I ask along"), Input.choices, required=False, value=ticked, choices=who))
    return Form(asking, _("Ask a knowledge question"), tuple(fields), _("Ask it"))


def _background(told: Told) -> str:
    return " ".join(filter(None, (told.context, told.goal, told.wanted)))


async def _regions_here(ctx: Context) -> frozenset[int]:
    """Return the regions of the place in which it is asked."""
    if ctx.personal:
        return frozenset()
    audience = await ctx.read(conversations.by_key, ctx.message.conversation.place.key)
    return audience.regions if audience else frozenset()
