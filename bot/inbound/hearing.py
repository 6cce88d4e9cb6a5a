"""Tells whether what is said without naming the bot is for it all the same."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.chat.message import Conversation, Message
from bot.dialogue import buttons, interpreter
from bot.inbound.threads import Threads
from bot.outbound.letters import event_key
from storage.database.database import Tx
from storage.members import people
from storage.messaging import dialogues, inbox, sent
from storage.messaging.dialogues import Dialogue
from storage.messaging.sent import Sent

WAITS = timedelta(days=1)
"""How long the next line of whoever was asked something in a thread is taken for the answer, without naming us."""


def belongs(tx: Tx, message: Message, every: Sequence[Threads]) -> bool:
    """Tell whether it belongs to a thing of ours."""
    return any(threads.thing_of(tx, message) is not None for threads in every)


def awaits(tx: Tx, message: Message, now: datetime) -> bool:
    """Tell whether it may be for us: a correction, a reply, or said by whom we said something in that thread."""
    here, sender = message.conversation, message.sender
    if inbox.held(tx, event_key(message)) or replies(tx, message):
        return True
    if here.thread is None:
        return False
    latest = sent.latest(tx, here.key) if len(message.text) <= buttons.LONGEST_LABEL else None
    if latest and latest.payload.get("asker") == sender.id:
        return True
    known = people.identity(tx, sender.platform, sender.id)
    where = interpreter.dialogue_key(here)
    return known is not None and waits(dialogues.active(tx, known.member_id, where, now), now)


def replies(tx: Tx, message: Message) -> bool:
    """Tell whether it is a reply to something of ours."""
    return replied_to(tx, message) is not None


def replied_to(tx: Tx, message: Message) -> Sent | None:
    """Return our message that this one replies to."""
    there = message.reply_to
    return buttons.post_of(tx, message.conversation, message.sender, there) if there else None


def waits(dialogue: Dialogue | None, now: datetime) -> bool:
    """Tell whether an answer to what is asked there is to be expected."""
    return dialogue is not None and now - dialogue.changed_at <= WAITS


def thread_of(tx: Tx, conversation: Conversation, native_id: str) -> str | None:
    """The thread in which a message of ours stands, or which it begins."""
    post = sent.by_native_id(tx, conversation.key, native_id)
    return (post.conversation_key.partition("#")[2] or native_id) if post else None
