"""Shows a ballot as a poll of Matrix itself, and reads who chose what in it (MSC3381).

What we send has the names of before the proposal was taken up, as Element has them; what comes in may have either.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from adapters.matrix.parse import Where, sent_at
from adapters.matrix.render import Content, render
from adapters.matrix.rooms import Raw, content_of, conversation, identity, text_of
from adapters.matrix.written import Me
from bot.chat.message import Reacted
from bot.chat.reply import Actions, Ballot, Reply, label

START: Final = "org.matrix.msc3381.poll.start"
END: Final = "org.matrix.msc3381.poll.end"
_RESPONSES: Final = ("org.matrix.msc3381.poll.response", "m.poll.response")
_TEXT: Final = "org.matrix.msc1767.text"
_SELECTIONS: Final = "m.selections"


def content(reply: Reply, replaces: str | None) -> tuple[str, Content] | None:
    """Return the type and content of the event that a ballot is; None when it stands there as it should.

    A poll cannot be edited: people chose in it. It is begun, and it is ended.
    """
    said = _words(reply)
    if reply.ballot is Ballot.over and replaces:
        relation = {"rel_type": "m.reference", "event_id": replaces}
        return END, {"m.relates_to": relation, END: {}, _TEXT: said, "body": said, "msgtype": "m.text"}
    if replaces:
        return None
    answers = [label(action.label) for action in list(reply.actions())[:-1]]
    listed = "\n".join((said, *(f"{number}. {each}" for number, each in enumerate(answers, 1))))
    poll = {
        "question": {_TEXT: said, "body": said, "msgtype": "m.text"},
        "kind": "org.matrix.msc3381.poll.disclosed",
        "max_selections": 1,
        "answers": [{"id": str(number), _TEXT: each} for number, each in enumerate(answers, 1)],
    }
    return START, {START: poll, _TEXT: listed, "m.mentions": {}}


def _words(reply: Reply) -> str:
    """What stands above the buttons, as plain text."""
    told = tuple(block for block in reply.blocks if not isinstance(block, Actions))
    (page, *_more) = render(Reply(told, language=reply.language))
    return str(page["body"])


def answered(raw: Raw, where: Where, me: Me) -> Reacted | None:
    """Tell what somebody chose in a poll: the first of their answers, as one is all that ours take.

    What is no answer of ours takes back what they chose. We never choose ourselves.
    """
    sender, event = text_of(raw, "sender"), text_of(raw, "event_id")
    said = content_of(raw)
    relation = said.get("m.relates_to")
    relation = relation if isinstance(relation, Mapping) else {}
    target = text_of(relation, "event_id")
    if raw.get("type") not in _RESPONSES or relation.get("rel_type") != "m.reference" or not (event and target):
        return None
    if sender in ("", me.user):
        return None
    chosen = next(iter(_chosen(said)), "")
    number = (
        int(chosen) if isinstance(chosen, str) and chosen.isascii() and chosen.isdecimal() and len(chosen) < 3 else 0
    )
    return Reacted(
        id=event,
        conversation=conversation(where.room, personal=where.personal, name=where.name),
        sender=identity(sender, where.sender_name),
        message_id=target,
        number=number,
        sent_at=sent_at(raw),
        shown=True,
    )


def _chosen(said: Raw) -> Sequence[Any]:  # Any: what anybody may send
    """Return the ids of what was chosen, under whichever name."""
    held = [said.get(_SELECTIONS)]
    held += [part.get("answers") for name in _RESPONSES if isinstance(part := said.get(name), Mapping)]
    return next((each for each in held if isinstance(each, list)), ())
