"""Makes a thing in one message: what is alike comes first, then how it is put, for its maker to agree with or change.

A topic's command has these parameters, in this order, and `again` for who wants it otherwise:

    text: Annotated[Saying, Ask(_("..."), max_length=200, long=True)]
    change: Annotated[Change | None, Ask(nothing_to_change)] = None
    other: Annotated[Another, Ask(_alike)] = ANOTHER
    agreed: Annotated[Agreed | None, Ask(_shown)] = None
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar, Final, NewType

from bot.chat.line import NO, YES, Line
from bot.chat.message import Kind
from bot.chat.reply import Action, Actions, Block, Choice, Inline, Input, Quote, Reply, Style, Text, Words, words
from bot.chat.spans import Bold, Code
from bot.chat.texts import Msg, _, _n
from bot.command.command import Ask, Command, Context, Values
from bot.command.kind import Reads
from bot.command.names import names_of
from bot.command.reader import Reader, Unclear, Weighed
from bot.command.refusal import Refused
from bot.command.unnamed import NAMED, UNNAMED, is_named, is_unnamed, names_only, says_no_more
from bot.dialogue import calls
from bot.dialogue.corrections import behind, meant, swapped
from bot.dialogue.draft import Draft, corrections_of
from bot.language.sentence import understand
from bot.members.visibility import audiences
from bot.reading import agreement, side_questions
from bot.reading.value_readers import YesNo
from bot.search import search
from bot.search.search import Hit
from bot.things.proposal import Proposal, alterations, corrections, proposed
from storage.database.text import fold
from storage.links import Thing
from storage.messaging import conversations
from storage.messaging.conversations import Audience
from storage.search.analyser import content

SHORTEST = 4
"""Letters of a text that says something."""
LONGEST = 300
FEW = 3
"""Words that are no name of ours beside one that is: a correction has few, a new text has more."""


class Saying(str):
    """Holds one sentence or two in somebody's own words, in which something is made."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Change:
    """Holds what should be otherwise in a proposal: what it is about, or its whole text."""

    facts: Proposal = field(default_factory=Proposal)
    text: str = ""
    unnamed: bool | None = None
    lines: tuple[str, ...] = ()
    """What they typed of it, but for a text."""


Another = NewType("Another", bool)
"""Whether something is another thing than the one that looks like it."""
ANOTHER: Final = Another(True)  # what it is


@dataclass(frozen=True, slots=True)
class Agreed:
    """Says what the maker answered to a proposal."""

    yes: bool = True
    change: bool = False
    unnamed: bool = False
    facts: str = ""
    """What they corrected at once, as they typed it."""


class ASaying(Reader[Saying]):
    """Free text: long enough to say something, short enough to be one thing."""

    input = Input.text
    anything = True
    grows = True

    async def read(self, ctx: Context, text: str, ask: Ask | None) -> Saying:
        kept, most = " ".join(text.split()).strip(" :"), (ask and ask.max_length) or LONGEST
        if len(fold(kept)) < SHORTEST:
            raise Unclear(_("Tell it in a whole sentence: what happened, and where?"))
        if len(kept) <= most:
            return Saying(kept)
        first = re.split(r"(?<=[.!?])\s", kept, maxsplit=1)[0]
        first = first if len(first) <= most else f"{kept[: most - 1].rsplit(' ', 1)[0]}…"
        told = _n(
            "That is too long for one thing ({n} character). Shall I take the first sentence? {first}",
            "That is too long for one thing ({n} characters). Shall I take the first sentence? {first}",
            len(kept),
            first=Bold(first),
        )
        raise Unclear(told, [Choice(first, _("Yes"))])


class AChange(Reader[Change]):
    """What should be otherwise, a line a time: a region, a theme, the name, the whole text. "?" is asked back."""

    anything = True
    alters = True

    def beside(self, ctx: Context, text: str) -> bool:
        if names_only(text):
            return True
        told = UNNAMED.sub(" ", NAMED.sub(" ", text))
        return alterations(told, ctx) != Proposal() and _strange(told, ctx) < FEW

    async def read(self, ctx: Context, text: str, ask: Ask | None) -> Change:
        found = Change()
        for line in filter(None, (each.strip() for each in text.split("\n"))):
            found = self._with(ctx, found, line)
        if found == Change():
            raise Unclear(_WHAT_ELSE)
        return found

    def _with(self, ctx: Context, found: Change, line: str) -> Change:
        if line != ASKED and self.beside(ctx, line):
            unnamed = True if is_unnamed(line) else False if is_named(line) else found.unnamed
            facts = alterations(UNNAMED.sub(" ", NAMED.sub(" ", line)), ctx).or_else(found.facts)
            return replace(found, facts=facts, unnamed=unnamed, lines=(*found.lines, line))
        if line == ASKED or len(fold(line)) < SHORTEST:
            raise Unclear(_WHAT_ELSE)
        return replace(found, text=" ".join(line.split()))


_WHAT_ELSE = _("What should be different? Name a region or theme, or type the whole text anew.")


class AnAgreement(Reader[Agreed]):
    """Right, change, without my name, no; or what should be otherwise at once: "Twente"."""

    anything = True
    agrees = True

    CHANGE: ClassVar = Line("wijzig", en="change")
    UNNAMED: ClassVar = Line("zonder mijn naam", en="without my name")
    _PRESSED: ClassVar = frozenset({"zonder mijn naam", "without my name"})
    _CHANGES: ClassVar = frozenset({"wijzig", "change", "anders", "verander", "wijzigen", "aanpassen"})

    def weigh(self, ctx: Context, text: str) -> Weighed:
        if says_no_more(text):
            return Weighed.settles
        refuses = agreement.refuses(text) and not _instead(ctx, text)
        return Weighed.refuses if refuses else Weighed.settles

    def hears_early(self, text: str) -> bool:
        return says_no_more(text)

    def corrects(self, ctx: Context, text: str) -> bool:
        return (meant(text) is not None or swapped(text) is not None) and bool(_instead(ctx, text))

    async def exactly(self, ctx: Context, text: str) -> Agreed | None:
        """Read what the button says, typed: as good as a press."""
        return Agreed(unnamed=True) if fold(text) in self._PRESSED else None

    async def read(self, ctx: Context, text: str, ask: Ask | None) -> Agreed:
        unnamed = is_unnamed(text)
        if side_questions.asks_else(text):
            raise Unclear(_("That is about something else."))
        rest = "" if says_no_more(text) else UNNAMED.sub(" ", text).strip(" ,.;\n")
        rest = _instead(ctx, rest) or rest
        said = fold(rest)
        if (unnamed and not rest) or said == "right" or agreement.puts(rest) or (yes := agreement.says_yes(ctx, rest)):
            return Agreed(unnamed=unnamed)
        if yes is False:
            return Agreed(yes=False)
        if said in self._CHANGES:
            return Agreed(change=True)
        if corrections(rest, ctx) != Proposal() and _strange(rest, ctx) < FEW:
            return Agreed(unnamed=unnamed, facts=rest)
        raise Unclear(
            _(
                "I changed nothing: I do not see what should be different. Type {yes}, or {change}.",
                yes=Code(ctx.language.text(_("right"))),
                change=Code(ctx.language.text(_("change"))),
            )
        )


class IsAnother(YesNo):
    """Whether it is another than what looks like it, as we ask that: a yes means that one, a no another."""

    _THAT: ClassVar = re.compile(
        r"(?:(?:ja|yes)\W+)?(?:(?:ik )?(?:bedoel|i mean)\s+)?(?:die|deze|dezelfde|hetzelfde|that one|this one|the same)"
        r"(?:\s+(?:bedoel ik|is het|one))?\W*",
        re.IGNORECASE,
    )
    _ELSE: ClassVar = re.compile(
        r"(?:nee|neen|no|niet|geen|not)\b.*"
        r"|(?:(?:dit|dat|het|het gaat|this|that|it)\s+(?:is|om|s)\s+)?"
        r"(?:(?:een|iets|wat|something|an)\s+)?(?:ander|andere|anders|another|other one|else|different)\W*",
        re.IGNORECASE,
    )

    async def read(self, ctx: Context, text: str, ask: Ask | None) -> Another:
        if self._ELSE.fullmatch(text.strip()):
            return ANOTHER
        return Another(not self._THAT.fullmatch(text.strip()) and not await super().read(ctx, text, ask))


def _instead(ctx: Context, text: str) -> str:
    """Return what a line says should be otherwise: "niet landelijk, Twente bedoel ik", "wacht, het is heel Drenthe"."""
    swap = swapped(text)
    rest = swap[1] if swap else _IT_IS.sub("", behind(text)).strip(" ,.;!\n")
    return rest if corrections(rest, ctx) != Proposal() and _strange(rest, ctx) < FEW else ""


_IT_IS = re.compile(
    r"^(?:(?:het|dit|dat|it|this|that)\s+(?:gaat|geldt|speelt|hoort|is|mag|moet|about|concerns)\b"
    r"(?:\s+(?:eigenlijk|ook|meer|wel|alleen|vooral|toch|om|over|voor|in|bij|naar|for|about|in|all|of|actually|really|zijn))*"
    r"|(?:doe|maak)\s+(?:er\s+)?(?:maar|dan|toch|liever)?)\s+",
    re.IGNORECASE,
)
"""How a line begins that says of what is shown what it is: "het gaat eigenlijk om ..."."""


ASKED = "?"
READERS = (
    Reads(Saying, ASaying),
    Reads(Change, AChange),
    Reads(Agreed, AnAgreement),
    Reads(Another, IsAnother),
)


def _strange(text: str, ctx: Context) -> int:
    """How many words of a text are no name of ours."""
    named = {word for name in _names(ctx, text) for word in fold(name).split()}
    named |= {word for each in understand(text, ctx.vocabulary).stretches for word in each.words}
    return sum(word not in named for word in content(text))


def _names(ctx: Context, text: str) -> Iterable[str]:
    facts = corrections(text, ctx)
    yield from (ctx.atlas.regions[each].name for each in facts.regions)
    yield from (ctx.atlas.themes[each].name for each in facts.themes)
    yield from (str(each) for each in (facts.kind, facts.knowledge, facts.level) if each)


async def nothing_to_change(_ctx: Context, _known: Values) -> None:
    """Ask nothing: a proposal is changed once it was seen."""
    return


async def alike(ctx: Context, kind: str, text: str, *, but: Iterable[int] = ()) -> Hit | None:
    """Find the thing of a kind that says most likely the same; None when none is alike enough."""
    found = await ctx.read(
        search.similar,
        kind,
        text,
        ctx.vocabulary,
        audiences=audiences(ctx),
        exclude=frozenset((kind, each) for each in but),
        limit=1,
        now=ctx.now,
        encoder=ctx.encoder,
        english=ctx.language.code == "en",
    )
    return next(iter(found.hits), None)


def is_it_that(number: str, text: str, other: Msg) -> Reply:
    """Ask whether what is alike is what they mean, before there is one more: `other` says that it is not."""
    return Reply(
        (
            Text(words(_("This looks like it:"))),
            Quote(words(Code(number), " ", text)),
            Actions((Action(_("I mean that one"), YES, style=Style.primary), Action(other, NO)), choices=True),
        )
    )


def put_like_this(
    ctx: Context,
    text: str,
    about: Iterable[Inline],
    *more: Block,
    change: Change | None = None,
    seen: Msg | None = None,
    nameless: bool = True,
    intro: Msg | None = None,
) -> Reply:
    """Propose how it is put: the text, what was read of it, who sees it, and three buttons."""
    buttons = [Action(_("Right"), YES, style=Style.primary), Action(_("Change"), AnAgreement.CHANGE)]
    unnamed = nameless and change is not None and change.unnamed is True
    if nameless and not unnamed:
        buttons.append(Action(_("Without my name"), AnAgreement.UNNAMED))
    told = [each for each in about if each]
    return Reply(
        (
            Text(words(intro or _("This is how I put it:"))),
            Quote(words(text)),
            *([Text(_listed(ctx, told))] if told else []),
            *more,
            Text(words(seen or _("All members see it."), *((" ", _("Your name is not with it.")) if unnamed else ()))),
            Actions(tuple(buttons), choices=True),
        )
    )


def _listed(ctx: Context, told: Iterable[Inline]) -> Words:
    said = "; ".join(ctx.language.text(each) for each in told)
    return words(f"{said[:1].upper()}{said[1:]}.")


async def again(
    ctx: Context, command: Command[Any], text: str, agreed: Agreed, before: Change | None = None, **known: str
) -> Reply:
    """Show the proposal once more, with what should be otherwise; ask what that is when they did not say."""
    held = {**known, "text": text, "other": "nee", "change": agreed.facts or ASKED}
    if before and before.lines:
        lines = "\n".join(before.lines)
        held |= {"change": f"{lines}\n{agreed.facts}"} if agreed.facts else {corrections_of("change"): lines}
    asked = ("text", "change")
    return await calls.proceed(ctx, command, Draft(f"{command.phrase('nl')}: {text}", held, asked=asked))


def text_of(known: Values) -> str:
    """Return the text by now: as typed, or anew."""
    change: Change | None = known.get("change")
    return change.text if change and change.text else str(known["text"])


def read_of(ctx: Context, known: Values, text: str, *, here: Iterable[int] = ()) -> Proposal:
    """Tell what a text is about, with what its maker said otherwise; `here` is where that is, in doubt."""
    change: Change | None = known.get("change")
    read = proposed(text, ctx, here=here)
    return read.corrected(change.facts, ctx.atlas) if change else read


def is_nameless(ctx: Context, known: Values, agreed: Agreed) -> bool:
    """Tell whether it is put without a name: as they said last, else as they chose for all."""
    change: Change | None = known.get("change")
    said = change.unnamed if change else None
    return agreed.unnamed or (ctx.member.asks_unnamed if said is None else said)


async def room_of(ctx: Context) -> Audience | None:
    """Find the closed room in which something is made: it is for those in it, until its maker widens that."""
    if ctx.message.conversation.kind is Kind.personal:
        return None
    here = await ctx.read(conversations.by_key, ctx.message.conversation.place.key)
    return here if here and here.closed else None


async def source_seen(ctx: Context, known: Values) -> None:
    """Check that the member sees the `thing` that something is made of. Raises `Refused`."""
    thing = known.get("thing")
    if thing is not None and not await names_of(ctx, {Thing(thing.kind, thing.id)}):
        raise Refused(_("{number} is not shown.", number=Code(thing.line)))
