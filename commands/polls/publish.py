"""Opens a poll where it is for: one card in its room, with a ballot where the platform has its own, or its members."""

from dataclasses import replace

from bot.chat.message import Conversation
from bot.chat.reply import Action, Actions, Reply, Text, codec, words
from bot.chat.spans import Code
from bot.chat.texts import Language, Msg, _
from bot.command.command import Context
from bot.things.hearing import Hearer, Tale, tell
from bot.things.undoing import did, undo_button
from commands.polls.card import ballot, card, look
from commands.polls.life import Act
from commands.polls.results import spaced
from commands.polls.rights import guests_of, subject
from storage import links
from storage.links import Thing
from storage.members import follows, people
from storage.messaging import conversations
from storage.polls import polls, votes
from storage.polls.poll import POLL, Draft, Poll
from storage.vocabulary import LinkKind


async def put(ctx: Context, draft: Draft) -> Reply:
    """Store it, show it to those it is for, and say so to who made it."""
    number = await ctx.write(polls.put, ctx.member.id, draft, ctx.now)
    poll = await ctx.read(polls.get_one, number)
    await ctx.write(follows.follow, ctx.member.id, POLL, poll.id, ctx.now)
    entry = await did(ctx, subject(poll), Act.put)
    told = [_("{number} is open until {moment}.", number=Code(poll.number), moment=draft.until)]
    if draft.network is not None:
        await invite(ctx, poll, entry)
        told.append(_("The members hear it, and vote in private."))
    elif draft.gathering is not None:
        await ctx.write(links.link, Thing(POLL, poll.id), LinkKind.hoort_bij, draft.gathering, ctx.member.id, ctx.now)
        await invite(ctx, poll, entry)
        told.append(_("Who comes hears it, and votes in private."))
    elif draft.room is not None:
        native = await bring(ctx, poll)
        told.append(_shown_there(poll, native=native))
    else:
        told.append(_("Give others its number: they vote with me in private."))
    buttons = [look(poll), undo_button(ctx, entry)]
    if not draft.purpose:
        buttons.insert(1, Action(_("Tell what happens with it"), ctx.line("say_poll_purpose", poll.number)))
    return Reply((Text(words(*spaced(told))), Actions(tuple(buttons))))


def _shown_there(poll: Poll, *, native: bool) -> Msg:
    if native:
        return _("It stands in the room as a poll of its own. What I say there does not count as a vote.")
    if poll.draft.named:
        return _("It stands in the room.")
    return _("Vote with the form or alone with me.")


async def bring(ctx: Context, poll: Poll) -> bool:
    """Show its card in its room, as whoever is there sees it: whether it is a poll of the platform's own too."""
    room = await ctx.read(conversations.get, poll.draft.room) if poll.draft.room is not None else None
    where = codec.load(room.address) if room else None
    if room is None or not isinstance(where, Conversation):
        return False
    there = replace(
        ctx,
        member=people.passer_by(room.language),
        message=replace(ctx.message, conversation=where),
        language=Language(room.language),
        notices=[],
        letters=[],
    )
    ctx.notify(where, await card(there, poll))
    native = poll.draft.named and where.platform in ctx.polls
    if native:
        ctx.notify(where, await ballot(there, poll))
    return native


async def invite(ctx: Context, poll: Poll, entry: int) -> None:
    """Let the members of its network, or who comes to what it is for, hear of it, each once."""
    vote = (Action(_("Vote"), ctx.line("vote", poll.number)),)
    tale = Tale(subject(poll), poll.text, _("A poll is open until {moment}.", moment=poll.draft.until), vote)
    why = _("You hear this because you are in its network.")
    if poll.draft.gathering is not None:
        why = _("You hear this because you come.")
    invited = await ctx.read(votes.still_to_vote, poll, await ctx.read(guests_of, ctx.topics, poll))
    await tell(ctx, tale, [Hearer(each, why) for each in invited], entry=entry)
