"""Records that the bot is added to a place, taken out of it, moved, or told who moderates it."""

from dataclasses import dataclass
from datetime import datetime

from bot.chat.message import Event, Installed, Kind, Moved, Powers, Removed
from bot.chat.reply import Actions, Reply, Text, codec, say, words
from bot.chat.spans import Code
from bot.chat.texts import LANGUAGES, Language, Msg, _
from bot.command.command import Notice
from bot.command.first_step import first_steps
from bot.topic import Topics
from storage.database.database import Transaction
from storage.digest import digests
from storage.members import people
from storage.messaging import conversations


@dataclass(frozen=True, slots=True)
class Arrival:
    reply: Reply | None
    language: str
    shut: bool = False
    """A place that was open is closed from now on."""
    moved: bool = False
    """A place that we know goes on as another one."""
    told: tuple[Notice, ...] = ()
    """What whoever invited us hears, in private."""


async def respond(
    event: Event, tx: Transaction, now: datetime, default: str, topics: Topics, hint: Msg | None = None
) -> Arrival:
    """Remember the place; greet once, when it is new or we come back. `hint` tells how buttons are pressed there."""
    match event:
        case Installed(conversation=conversation, closed=closed):
            before = await tx.read(conversations.by_key, conversation.place.key)
            if before is None and event.described:
                return Arrival(None, default)
            spoken = (event.locale or "")[:2]
            language = spoken if spoken in LANGUAGES else default
            audience, new = await tx.write(
                conversations.put,
                key=conversation.place.key,
                platform=conversation.platform,
                kind=conversation.kind,
                name=conversation.name,
                language=language,
                address=codec.dump(conversation.place),
                now=now,
                closed=closed,
            )
            personal = conversation.kind is Kind.personal
            greeting = welcome(topics, hint) if personal else _place_greeting(Language(audience.language), hint)
            shut = closed is True and before is not None and not before.closed
            told = await _to_inviter(tx, event) if new and not personal else ()
            if event.team and before and before.left_at:
                await tx.write(conversations.return_to, conversation.platform, event.team, before.left_at)
            return Arrival(greeting if new and not event.silent else None, audience.language, shut, told=told)
        case Removed(conversation=conversation, team=team):
            of_team = await tx.read(conversations.of_team, conversation.platform, team) if team else []
            places = {conversation.place.key, *(each.key for each in of_team if each.left_at is None)}
            gone = [notice for key in sorted(places) for notice in await _gone(tx, key)]
            for key in sorted(places):
                await tx.write(conversations.leave, key, now)
            return Arrival(None, default, told=tuple(gone))
        case Moved(conversation=conversation, was=was):
            held = await tx.read(conversations.by_key, was.place.key)
            address = codec.dump(conversation.place)
            await tx.write(conversations.move, was.place.key, conversation.place.key, address)
            return Arrival(None, default, moved=held is not None)
        case Powers(conversation=conversation, moderators=moderators):
            audience_now = await tx.read(conversations.by_key, conversation.place.key)
            if audience_now:
                members = [
                    (await tx.write(people.meet, who.platform, who.id, who.name, default, now)).id for who in moderators
                ]
                await tx.write(conversations.set_moderators, audience_now.id, members, now)
        case _:
            pass
    return Arrival(None, default)


async def _to_inviter(tx: Transaction, event: Installed) -> tuple[Notice, ...]:
    """Tell a member who brought us into a place how it is set up, in private: the place itself only gets a greeting."""
    by = await tx.read(people.by_identity, event.by.platform, event.by.id) if event.by else None
    if by is None or by.signed_up_at is None or by.blocked_at:
        return ()
    language = Language(by.language)
    place = event.conversation.name or _("that place")
    this, digest = Code(language.text(_("this channel"))), Code(language.text(_("digest")))
    told = (
        Text(words(_("Thank you for bringing me into {place}.", place=place))),
        Text(words(_("Mention me there with {line}, to say which regions and themes it is about.", line=this))),
        Text(words(_("With {line} it gets what is new each week.", line=digest))),
        Text(words(_("Who looks after the place can do both."))),
    )
    return (Notice(by, Reply(told, asked_for=True), quiet=True),)


async def _gone(tx: Transaction, key: str) -> tuple[Notice, ...]:
    """Tell who turned on the digest of a place that is gone: nobody there sees that it stops."""
    place, by = await tx.read(conversations.by_key, key), await tx.read(digests.set_by, key)
    who = await tx.read(people.get, by) if by is not None and place and place.left_at is None else None
    if who is None or place is None or who.blocked_at:
        return ()
    told = _("I can no longer speak in {place}, so its digest stops.", place=place.name or _("a channel"))
    return (Notice(who, say(told)),)


def welcome(topics: Topics, hint: Msg | None = None) -> Reply:
    """Tell who is new what it is, and what to begin with."""
    return Reply(
        (
            Text(words(_("Hello. I am the knowledge broker of the PLeK Café."))),
            Text(words(_("I know which knowledge and learning networks there are, and who knows what."))),
            *([Text(words(hint))] if hint else []),
            Actions(first_steps(topics)),
        )
    )


def _place_greeting(language: Language, hint: Msg | None) -> Reply:
    one, two = Code(language.text(_("networks"))), Code(f"{language.text(_('who knows'))} ...")
    return Reply(
        (
            Text(words(_("Hello. I am the knowledge broker of the PLeK Café."))),
            Text(words(_("I help you find networks and people, and bring your questions to those who can help."))),
            *([Text(words(hint))] if hint else []),
            Text(words(_("To try it, mention me and type {one} or {two}.", one=one, two=two))),
        )
    )


def unreadable() -> Reply:
    """To a message that could not be decrypted."""
    return say(_("I cannot read this message: I did not get its key. Please send it again."))


def unverified() -> Reply:
    """To who wants to compare keys: nobody is there to look at them."""
    return say(_("I am a program: I cannot compare keys with you. You can talk to me without that."))


def blocked() -> Reply:
    return say(_("Your access was closed by a coordinator. Write to them if you think this is a mistake."))
