"""Records that the bot is added to a place, taken out of it, moved, or told who moderates it."""

from dataclasses import dataclass
from datetime import datetime

from bot.chat.message import Event, Installed, Kind, Moved, Powers, Removed
from bot.chat.reply import Actions, Reply, Text, codec, say, words
from bot.chat.spans import Code
from bot.chat.texts import LANGUAGES, Language, _
from bot.command.first_step import first_steps
from bot.topic import Topics
from storage.database.database import Transaction
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


async def respond(event: Event, tx: Transaction, now: datetime, default: str, topics: Topics) -> Arrival:
    """Remember the place; greet once, when it is new or we come back."""
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
            greeting = welcome(topics) if personal else _place_greeting(Language(audience.language))
            shut = closed and before is not None and not before.closed
            return Arrival(greeting if new else None, audience.language, shut)
        case Removed(conversation=conversation):
            await tx.write(conversations.leave, conversation.place.key, now)
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


def welcome(topics: Topics) -> Reply:
    """Tell who is new what it is, and what to begin with."""
    return Reply(
        (
            Text(words(_("Hello. I am the knowledge broker of the PLeK Café."))),
            Text(words(_("I know which knowledge and learning networks there are, and who knows what."))),
            Actions(first_steps(topics)),
        )
    )


def _place_greeting(language: Language) -> Reply:
    one, two = Code(language.text(_("networks"))), Code(f"{language.text(_('who knows'))} ...")
    return Reply(
        (
            Text(words(_("Hello. I am the knowledge broker of the PLeK Café."))),
            Text(words(_("I help you find networks and people, and bring your questions to those who can help."))),
            Text(words(_("To try it, mention me and type {one} or {two}.", one=one, two=two))),
        )
    )


def unreadable() -> Reply:
    """To a message that could not be decrypted."""
    return say(_("I cannot read this message: I did not get its key. Please send it again."))


def blocked() -> Reply:
    return say(_("Your access was closed by a coordinator. Write to them if you think this is a mistake."))
