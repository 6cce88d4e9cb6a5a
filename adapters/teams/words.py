"""Reads what somebody wrote in Teams: their words, whether they mention the bot, what they quote. Never raises."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from bot.chat.limits import LONGEST_ID, LONGEST_MARKUP, LONGEST_NAME, MOST_MENTIONS
from bot.chat.markup import pieces, unescaped

Json = Mapping[str, Any]
"""Any: JSON as Teams sends it."""

FORWARD, REFERENCE = "forwardedMessageReference", "messageReference"

_CARD = re.compile(r'<span[^<>]*\bclass="inline-compose-card"')
_ATTACHMENT = re.compile(r"<attachment\b[^<>]*>(?:\s*</attachment>)?")
"""Where a card stands that a person inserted with our message extension, or what they quote: no words of theirs."""
_QUOTED = re.compile(r"<quoted\b[^<>]*?\bmessageId=[\"']?([^\"'\s<>/]+)[^<>]*>(?:\s*</quoted>)?", re.IGNORECASE)
_QUOTE = re.compile(
    r'<blockquote\b[^<>]*\bitemtype="https?://schema\.skype\.com/Reply"[^<>]*>(.*?)</blockquote>',
    re.IGNORECASE | re.DOTALL,
)
_ITEM = re.compile(r'\bitemid="([^"<>]+)"')
_AT = re.compile(r"<at\b[^<>]*>([^<>]*)</at>", re.IGNORECASE)
_TAG = re.compile(
    r"</?(?:b|i|u|s|em|strong|p|div|span|br|a|img|blockquote|readonly|systemeventmessage)\b[^<>]*>", re.IGNORECASE
)


def said(activity: Json, written: str) -> tuple[str, bool]:
    """The words without the mention of us, and whether we were called. Other people's names stay."""
    text = _without_others(written)
    us = _part(activity, "recipient")
    mentioned, names, read = False, {_fold(us.get("name"))}, 0
    for entity in activity.get("entities") or ():
        if entity.get("type") != "mention":
            continue
        who, marked = entity.get("mentioned") or {}, entity.get("text")
        ours = who.get("id") == us.get("id")
        mentioned |= ours
        names |= {_fold(who.get("name"))} if ours else set()
        if isinstance(marked, str) and marked and read < MOST_MENTIONS and len(marked) <= LONGEST_ID:
            read += 1
            text = text.replace(marked, " " if ours else str(who.get("name") or "")[:LONGEST_NAME], 1)
    # Some clients do not say in the entity where it stands: the tag does.
    text = _AT.sub(lambda at: " " if mentioned and _fold(at[1]) in names else at[1], text)
    if not _TAG.sub("", text).strip():
        text = ""  # an empty frame around a picture
    lines = unescaped(text).splitlines()
    told = "\n".join(" ".join(line.split()) for line in lines).strip()
    told = re.sub(r"\A[:,]\s*", "", told) if mentioned else told
    name = str(us.get("name") or "")
    called = re.match(rf"@?{re.escape(name)}\s?[:,](?!//)\s*", told, re.IGNORECASE) if name else None
    return (told[called.end() :], True) if called else (told, mentioned)


def quoted(activity: Json) -> str | None:
    """The message that somebody quotes: in the words, in their markup, or beside them."""
    for text in (str(activity.get("text") or "")[:LONGEST_MARKUP], html_of(activity)[:LONGEST_MARKUP]):
        if found := _QUOTED.search(text):
            return found[1][:LONGEST_ID]
        if (quote := _QUOTE.search(text)) and (item := _ITEM.search(quote[0].partition(">")[0])):
            return item[1][:LONGEST_ID]
    told = next(_references(activity, REFERENCE), {}).get("messageId")
    return str(told)[:LONGEST_ID] if told else None


def forwards(activity: Json) -> bool:
    """Tell whether it brings us what somebody said elsewhere."""
    return any(each.get("contentType") == FORWARD for each in activity.get("attachments") or ())


def preview(activity: Json) -> str:
    """The beginning of what is quoted or forwarded, as Teams gives it; not of what the bot said."""
    us = _part(activity, "recipient").get("id")
    for told in (*_references(activity, REFERENCE), *_references(activity, FORWARD)):
        by = told.get("messageSender")
        account = by.get("application") if isinstance(by, Mapping) else None
        own = isinstance(account, Mapping) and account.get("id") and str(account["id"]) in str(us)
        if isinstance(told.get("messagePreview"), str) and not own:
            return str(told["messagePreview"]).strip()
    if quote := _QUOTE.search(html_of(activity)[:LONGEST_MARKUP]):
        return _preview(quote[1])
    return ""


def writer(activity: Json) -> Json:
    """The account of the person who wrote what is quoted; nothing when Teams does not tell."""
    told = next(_references(activity, REFERENCE), {})
    user = _part(_part(told, "messageSender"), "user")
    return user if user.get("userIdentityType") in (None, "aadUser") else {}


def holds_card(text: str) -> bool:
    """Tell whether a card is inserted in it."""
    return _CARD.search(text) is not None or _ATTACHMENT.search(text) is not None


def html_of(activity: Json) -> str:
    """The message as its writer formatted it, which stands beside the plain words."""
    found = [each for each in activity.get("attachments") or () if each.get("contentType") == "text/html"]
    return str(found[0].get("content") or "") if found else ""


def _without_others(text: str) -> str:
    """Without what is quoted, and without a card, which stands from its first tag to the last end of one like it."""
    card = _CARD.search(text)
    end = text.rfind("</span>", card.end()) if card else -1
    if card and end >= 0:
        text = f"{text[: card.start()]} {text[end + len('</span>') :]}"
    return _QUOTED.sub(" ", _ATTACHMENT.sub(" ", _QUOTE.sub(" ", text)))


def _preview(quote: str) -> str:
    """The words of a quote, without who said them and when."""
    told = [each.strip() for each in pieces(quote) if isinstance(each, str) and each.strip()]
    return told[-1] if told else ""


def _references(activity: Json, kind: str) -> Iterator[Json]:
    for each in activity.get("attachments") or ():
        content = each.get("content")
        if each.get("contentType") != kind:
            continue
        try:
            told = json.loads(content) if isinstance(content, str) else content
        except ValueError:
            continue
        if isinstance(told, Mapping):
            yield told


def _fold(name: object) -> str:
    return " ".join(str(name or "").split()).casefold()


def _part(activity: Json, name: str) -> Json:
    part = activity.get(name)
    return part if isinstance(part, Mapping) else {}
