"""Lets members vote: once over all platforms, in private, and otherwise as long as the poll is open."""

from dataclasses import replace
from typing import Annotated

from bot.chat.reply import Action, Actions, Block, Form, FormField, Input, Quote, Reply, Text, say, words
from bot.chat.reply import Choice as Offered
from bot.chat.spans import Bold, Code, Named, shorten
from bot.chat.texts import Msg, _
from bot.command.command import Ask, Context, Values, command
from bot.command.refusal import Refused
from bot.dialogue import calls
from bot.dialogue.draft import Draft
from bot.sentences import memory
from bot.things.making import nothing_to_change, room_of
from bot.things.names_guard import people_named, without_names
from commands.polls import picking
from commands.polls.card import BRIEF, card, look, vote_buttons
from commands.polls.picking import NoPick
from commands.polls.readers import Pick
from commands.polls.results import name_of, of_poll, options_told, spaced
from commands.polls.rights import is_in, may_vote, require_seen
from storage.messaging import conversations
from storage.networks import networks
from storage.polls import polls, votes
from storage.polls.poll import VOTE, Cast, Filter, Poll, Sort, State
from storage.polls.tables import LONGEST
from storage.vocabulary import Role

OFFERED = 4
"""Polls that are offered to who did not say in which."""
_LEADS = ("want", "omdat", "because", "since")


async def _the_one(ctx: Context, _known: Values) -> Poll | None:
    """The poll that is meant without its number: the one just shown, else the only open one here or for oneself."""
    shown = (await memory.table(ctx)).thing
    if shown.startswith("Z-"):
        return await ctx.read(polls.get, int(shown.removeprefix("Z-")))
    here = None if ctx.personal else await ctx.read(conversations.by_key, ctx.message.conversation.place.key)
    mine = [each.id for each in await ctx.read(networks.of_member, ctx.member.id)] if ctx.personal else []
    found = await ctx.read(polls.open_in, here.id if here else None, mine, 2)
    return found[0] if len(found) == 1 else None


async def _in_which(ctx: Context, _known: Values) -> Reply:
    """Offer those that are open; say so when none is."""
    here = await room_of(ctx)
    what = Filter(states=frozenset({State.open}), room=here.id if here else None)
    found, _more = await ctx.read(polls.find, what, limit=OFFERED)
    if not found:
        return say(_("No poll is open now."), " ", _("In which poll? Give its number, like Z-4."))
    buttons = tuple(Action(f"{each.number} {shorten(each.text, BRIEF)}", each.number) for each in found)
    return Reply((Text(words(_("In which poll? Give its number, like Z-4."))), Actions(buttons, choices=True)))


async def _check(ctx: Context, known: Values) -> None:
    """Raises `Refused` for a poll in which this member cannot vote, before anything is asked."""
    if "poll" in known:
        poll: Poll = known["poll"]
        await _open_for(ctx, poll)
        if poll.shut and await is_in(ctx, poll):
            # What is asked now is answered in their own chat, which is not the room.
            await ctx.write(votes.admit, poll.id, ctx.member.id, ctx.now)


async def _open_for(ctx: Context, poll: Poll) -> None:
    if poll.over and poll.state is not State.withdrawn and not poll.hidden:
        told = _("{number} is closed: nobody can vote any more.", number=Code(poll.number))
        shown = await card(ctx, poll)
        raise Refused(reply=Reply((Text(words(told)), *shown.blocks)))
    await require_seen(ctx, poll)
    if why := await may_vote(ctx, poll):
        raise Refused(why)


async def _which(ctx: Context, known: Values) -> Reply | None:
    """What can be chosen: as a form where there are forms and more than one thing to fill in, else as buttons."""
    poll: Poll = known["poll"]
    if ctx.forms and poll.draft.sort in (Sort.top, Sort.dilemma):
        return Reply((_form(ctx, poll),))
    return Reply(tuple(_asked(ctx, poll)))


def _asked(ctx: Context, poll: Poll) -> list[Block]:
    draft = poll.draft
    blocks: list[Block] = [Quote(of_poll(poll, poll.text)), Text(words(*options_told(draft)))]
    if draft.sort is Sort.top:
        hint = _("Choose three, by their numbers: {example}.", example=Bold("1 3 4"))
        return [*blocks, Text(words(hint))]
    ask = _("Which place is yours?") if draft.sort is Sort.dilemma else _("What do you choose?")
    line = ctx.line("vote", poll.number)
    buttons = vote_buttons(ctx, poll) if draft.sort is Sort.choice else []
    buttons = buttons or [Action(str(place), line.about(str(place))) for place in range(1, draft.places + 1)]
    if ctx.personal:
        answers = tuple(Action(each.label, str(place)) for place, each in enumerate(buttons, 1))
        return [*blocks, Text(words(ask)), Actions(answers, choices=True)]
    # Shown to who pressed in a channel, what is asked goes on in their own chat: there each button says all.
    return [*blocks, Text(words(ask)), Actions(tuple(buttons))]


def _form(ctx: Context, poll: Poll) -> Form:
    draft = poll.draft
    places = range(1, draft.places + 1)
    many = draft.sort is Sort.top
    offered = tuple(Offered(str(place), name_of(draft, place)) for place in places)
    hint = _("Choose three.") if many else _("1 is {low}, 7 is {high}.", low=draft.options[0], high=draft.options[1])
    kind = Input.choices if many else Input.choice
    label = _("Your three") if many else _("Your place")
    fields = [FormField("pick", label, kind, required=True, hint=hint, choices=offered)]
    if draft.sort is Sort.dilemma:
        fields.append(FormField("why", _("Why"), Input.text, required=False, max_length=LONGEST))
    return Form(ctx.line("vote", poll.number), poll.text, tuple(fields), _("Vote"))


@command(
    nl=("stem", "ik stem", "ik stem op", "mijn stem voor"),
    en=("vote", "i vote"),
    summary=_("Vote in a poll"),
    allow=Role.visitor,
    private=True,
    check=_check,
    adds=True,
)
async def vote(
    ctx: Context,
    poll: Annotated[Poll, Ask(_in_which, guess=_the_one)],
    pick: Annotated[Pick, Ask(_which)],
    why: Annotated[str, Ask(nothing_to_change, label=_("Why"), max_length=LONGEST, long=True)] = "",
) -> Reply:
    await _open_for(ctx, poll)
    chosen, reason = picking.parted(pick)
    try:
        picks = picking.picked(poll, chosen)
    except NoPick as problem:
        return await _again(ctx, poll, problem.why)
    reason = await _reason(ctx, poll, picks, why or reason)
    cast = await ctx.write(votes.cast, poll.id, ctx.member.id, picks, reason, ctx.now, said_at=ctx.message.sent_at)
    if cast is Cast.closed:
        await _open_for(ctx, await ctx.read(polls.get_one, poll.id))
        raise Refused(_("{number} is closed: nobody can vote any more.", number=Code(poll.number)))
    if cast is Cast.settled:
        raise Refused(
            _(
                "You voted before {number} was closed for a while. That vote counts, and nobody can see "
                "any more which it is.",
                number=Code(poll.number),
            )
        )
    counted = _counted(ctx, poll, picks, cast)
    if poll.draft.sort is not Sort.dilemma or reason or ctx.message.values is not None:
        return counted
    # It counts without a reason, which is asked once.
    asked = await calls.proceed(ctx, say_why, Draft(say_why.line(poll.number), {"poll": poll.number}))
    return replace(counted, blocks=(*counted.blocks[:1], *asked.blocks))


def _counted(ctx: Context, poll: Poll, picks: tuple[int, ...], cast: Cast) -> Reply:
    chosen = _of_vote(poll, Bold(ctx.language.text(picking.told(poll, picks))))
    told: list[Msg] = [_("Your vote: {choice}.", choice=chosen)]
    if cast is Cast.changed:
        told.append(_("You had voted already; this is your vote now."))
    if not poll.draft.named:
        told.append(_("Only you see this."))
    said = [Text(words(*spaced(told)))]
    buttons = (
        Action(_("Undo"), ctx.line("take_vote_back", poll.number)),
        Action(_("Change"), ctx.line("change_vote", poll.number)),
        look(poll),
    )
    return Reply((*said, Actions(buttons)), line=poll.number)


def _of_vote(poll: Poll, said: Bold | str) -> Named:
    """Words that tell what somebody chose: nothing of ours says them once it is closed."""
    return Named(said, 0, thing=f"{VOTE}/{poll.id}")


async def _again(ctx: Context, poll: Poll, why: Msg) -> Reply:
    """Say what would work, and ask again."""
    line = ctx.line("vote", poll.number)
    asked = await calls.proceed(ctx, vote, Draft(line, {"poll": poll.number}))
    return Reply((Text(words(_of_vote(poll, ctx.language.text(why)))), *asked.blocks), private=True)


async def _reason(ctx: Context, poll: Poll, picks: tuple[int, ...], why: str) -> str:
    """What was said for a place on a line, without names of people and without the word that leads it in.

    What they said for the same place before stays.
    """
    if poll.draft.sort is not Sort.dilemma:
        return ""
    if not why.strip(" :"):
        held = await ctx.read(votes.of_member, poll.id, ctx.member.id)
        return held.why if held and held.picked == picks else ""
    said = " ".join(why.split()).strip(" :,")
    first, _space, rest = said.partition(" ")
    if first.lower() in _LEADS and rest:
        said = rest
    return without_names(said, await people_named(ctx, said))[:LONGEST] if said else ""


@command(
    nl=("waarom mijn stem",),
    en=("why my vote",),
    summary=_("Say why you voted so"),
    allow=Role.visitor,
    private=True,
    hidden=True,
)
async def say_why(
    ctx: Context,
    poll: Poll,
    why: Annotated[
        str,
        Ask(
            _("Why there? One sentence, without names, that all may read. You may leave it out."),
            label=_("Why"),
            hint=_("Once the poll is closed nobody knows that it is yours. Then it cannot be taken away either."),
            max_length=LONGEST,
            long=True,
        ),
    ] = "",
) -> Reply:
    if not why.strip(" :"):
        return say(_("Fine. Your vote counts without a reason."))
    await _open_for(ctx, poll)
    held = await ctx.read(votes.of_member, poll.id, ctx.member.id)
    if held is None:
        raise Refused(_("You have no vote in {number}.", number=Code(poll.number)))
    reason = await _reason(ctx, poll, held.picked, why)
    said_at = ctx.message.sent_at
    await ctx.write(votes.cast, poll.id, ctx.member.id, held.picked, reason, ctx.now, said_at=said_at)
    again = (Action(_("Change"), ctx.line("change_vote", poll.number)), look(poll))
    told = _of_vote(poll, ctx.language.text(_("It stands with your place.")))
    return Reply((Text(words(told)), Actions(again)), line=poll.number)


@command(
    nl=("wijzig stem", "wijzig mijn stem", "verander mijn stem", "mijn stem veranderen", "mijn stem wijzigen"),
    en=("change my vote", "change vote"),
    summary=_("Vote otherwise in a poll"),
    allow=Role.visitor,
    private=True,
    check=_check,
    hidden=True,
)
async def change_vote(
    ctx: Context,
    poll: Annotated[Poll, Ask(_in_which, guess=_the_one)],
) -> Reply:
    await _open_for(ctx, poll)
    held = await ctx.read(votes.of_member, poll.id, ctx.member.id)
    line = ctx.line("vote", poll.number)
    asked = await calls.proceed(ctx, vote, Draft(line, {"poll": poll.number}))
    if held is None:
        return asked
    choice = _of_vote(poll, Bold(ctx.language.text(picking.told(poll, held.picked))))
    now = _("Your vote is now: {choice}.", choice=choice)
    return Reply((Text(words(now)), *asked.blocks), private=True)


@command(
    nl=("haal mijn stem weg", "stem weg", "trek mijn stem in", "stem intrekken"),
    en=("take back my vote", "withdraw my vote", "remove my vote"),
    summary=_("Do not vote after all"),
    allow=Role.visitor,
    private=True,
    hidden=True,
)
async def take_vote_back(
    ctx: Context,
    poll: Annotated[Poll, Ask(_in_which, guess=_the_one)],
) -> Reply:
    if await ctx.write(votes.take_back, poll.id, ctx.member.id):
        told = _("Your vote in {number} is gone.", number=Code(poll.number))
        again = Action(_("Vote"), ctx.line("vote", poll.number))
        return Reply((Text(words(told)), Actions((again, look(poll)))), line=poll.number)
    if poll.over:
        raise Refused(_("{number} is closed. Nobody can see any more which vote is yours.", number=Code(poll.number)))
    raise Refused(_("You have no vote in {number}.", number=Code(poll.number)))
