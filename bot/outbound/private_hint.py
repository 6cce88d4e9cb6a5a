"""Tells who asked in front of others for something private where it is, or how they can get it."""

from bot.chat import payload
from bot.chat.adapter import Undeliverable, Unopened
from bot.chat.message import Aside
from bot.chat.reply import PAYLOAD_VERSION, Inline, Reply, codec, say
from bot.chat.spans import Link, Mention
from bot.chat.texts import Language, _
from storage.messaging.outbox import Letter
from storage.vocabulary import Lane, Operation


def aside(letter: Letter, refused: Undeliverable | None = None) -> Letter | None:
    """Return what to say where they asked, now that the letter arrived or was `refused`.
    None when they asked in private.
    """
    where = codec.load(letter.conversation)
    if not isinstance(where, Aside) or letter.operation is not Operation.send:
        return None
    language = Language(payload.load(letter.payload, letter.payload_version).language)
    said = _refused(where, language, refused) if refused else say(_("I have sent you the answer in a personal chat."))
    return Letter(
        key=f"{letter.key}/aside",
        platform=letter.platform,
        conversation_key=where.said_in.key,
        conversation=codec.dump(where.said_in),
        lane=Lane.answer,
        operation=Operation.send,
        payload=codec.dump(said.localised(language)),
        payload_version=PAYLOAD_VERSION,
        trace=letter.trace,
    )


def _refused(where: Aside, language: Language, refused: Undeliverable) -> Reply:
    who = Mention(where.person.platform, where.person.id, where.person.name)
    link = refused.link if isinstance(refused, Unopened) else ""
    begin: Inline = Link(language.text(_("Begin a chat with me")), link) if link else _("Begin a chat with me")
    return say(_("{who}, I cannot write to you in private yet. {begin}, and ask it there again.", who=who, begin=begin))
