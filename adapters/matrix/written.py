"""Reads the content of a message: its words, whom it names, and whether it names the bot. Pure, and never raises."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from urllib.parse import unquote

from adapters.matrix.rooms import Raw, text_of
from bot.chat.limits import LONGEST_MARKUP, LONGEST_NAME, MOST_MENTIONS
from bot.chat.markup import End, Start, pieces
from bot.chat.rich_text import cut, formatted, plain
from bot.chat.spans import Span

HTML = "org.matrix.custom.html"
FILES = ("m.file", "m.image", "m.video", "m.audio")

_REPLY_FALLBACK = re.compile(r"\A> (?:\* )?<@[^>\n]*>.*\n(?:> ?.*\n)*\n?")
"""What clients put before a reply: whom it answers, in angle brackets. A quote that somebody typed is theirs."""
_HTML_REPLY = re.compile(r"\s*<mx-reply>.*?</mx-reply>", re.DOTALL)
_PERMALINK = re.compile(r"(?:https?://matrix\.to/#/@|matrix:(?:u|user)/)([^?/\s()\[\]<>]+)", re.IGNORECASE)
_ANCHOR = re.compile(r"<a\b[^<>]*>", re.IGNORECASE)
_SPACES = re.compile(r"\s+")
_BEFORE_SIGN = re.compile(r"[ \t]+(?=[,:;.!?])")


@dataclass(frozen=True, slots=True)
class Me:
    """Says who the bot is in rooms."""

    user: str
    prefix: str
    name: str = ""


class Written:
    """What somebody wrote, read once, and only as far as it is asked for."""

    def __init__(self, content: Raw) -> None:
        body, marked = text_of(content, "body"), text_of(content, "formatted_body")
        self._content = {**content, "body": body[:LONGEST_MARKUP]}
        self.cut = len(body) > LONGEST_MARKUP
        self._marked = marked if len(marked) <= LONGEST_MARKUP else ""

    def could_call(self, me: Me) -> bool:
        """Tell whether it may be addressed to the bot, by a look that costs next to nothing."""
        if me.user in (self._listed or ()):
            return True
        told = f"{text_of(self._content, 'body')}\n{self._html}".casefold()
        return any(each in told for each in _needles(me))

    def said(self, me: Me) -> tuple[str, bool, tuple[Span, ...]]:
        """The words without what calls the bot, whether they do call it, and how they are formatted.

        Formatted they are what people see: the plain body has the signs that their client made it of.
        """
        html = _without_pills(self._html, me)
        spans = formatted(html, names=_is_user) if text_of(self._content, "format") == HTML else ()
        whole = plain(spans) if spans else self._body
        said, called = self._addressing(whole, me)
        start = len(whole) - len(said) if whole.endswith(said) else whole.find(said)
        return said, called or me.user in self.pilled, cut(spans, start, start + len(said)) if start >= 0 else ()

    def names(self, me: Me) -> bool:
        """Tell whether the bot is mentioned."""
        return me.user in self.called

    @cached_property
    def called(self) -> frozenset[str]:
        """Who is mentioned: by the list that clients send, and by links to people in the words."""
        return self.pilled | (self._listed or frozenset())

    @cached_property
    def pilled(self) -> frozenset[str]:
        """Whom the words themselves link to."""
        typed = _PERMALINK.finditer(unquote(self._body)) if not self._html and _may_link(self._body) else ()
        return frozenset((*(user for user, _ in self._pills), *(_user(found) for found in typed)))

    @cached_property
    def _listed(self) -> frozenset[str] | None:
        mentions = self._content.get("m.mentions")
        if not isinstance(mentions, Mapping):
            return None
        users = mentions.get("user_ids")
        return frozenset(user for user in users if isinstance(user, str)) if isinstance(users, list) else frozenset()

    @cached_property
    def _html(self) -> str:
        """Without the quote of what is replied to: who is mentioned in it is not addressed."""
        quoted = _HTML_REPLY.match(self._marked)
        return self._marked[quoted.end() :] if quoted else self._marked

    @cached_property
    def _body(self) -> str:
        return plain_body(self._content)

    @cached_property
    def _pills(self) -> list[tuple[str, str]]:
        return _pills(self._html)

    def _addressing(self, body: str, me: Me) -> tuple[str, bool]:
        """Without what addresses the bot, and whether it began with our prefix or our name."""
        start, rest = body[: len(me.prefix)], body[len(me.prefix) :]
        if me.prefix and start.casefold() == me.prefix.casefold() and not re.match(r"[\w-]", rest):
            return self._without_us(rest.lstrip(" :,"), me), True
        if named := _leading(me).match(body):
            return body[named.end() :].lstrip(" :,"), True
        return self._without_us(body, me), False

    def _without_us(self, body: str, me: Me) -> str:
        """Leave out the name of the bot as a mention shows it: at either end, and in the middle where it is a link."""
        if not self.names(me):
            return body
        body = _links(me).sub(" ", body, count=MOST_MENTIONS).strip()
        pilled = [shown for user, shown in self._pills if user == me.user and shown]
        shown = [me.user, *pilled, *([me.name] if me.name else [])]
        for name in sorted({f"{at}{name}" for name in shown for at in ("", "@")}, key=len, reverse=True):
            if body[: len(name)].casefold() == name.casefold() and not body[len(name) : len(name) + 1].isalnum():
                return body[len(name) :].lstrip(" :,")
            if body[-len(name) :].casefold() == name.casefold() and body[: -len(name)][-1:].isspace():
                return body[: -len(name)].rstrip(" ,")
        for name in dict.fromkeys((me.user, *pilled, *([f"@{me.name}"] if me.name else []))):
            if within := re.search(rf"(?<!\S)@?{re.escape(name)}(?![\w/])", body, re.IGNORECASE):
                return _closed(body[: within.start()], body[within.end() :])
        return body


def plain_body(content: Raw) -> str:
    """The words as they stand without markup, without the quote of what is replied to."""
    body = text_of(content, "body")
    if text_of(content, "msgtype") in FILES:
        # Without a caption the body is only the file's name.
        body = body if text_of(content, "filename") not in ("", body) else ""
    related = content.get("m.relates_to")
    if isinstance(related, Mapping) and "m.in_reply_to" in related:
        body = _REPLY_FALLBACK.sub("", body)
    return body.strip()


@cache
def _needles(me: Me) -> tuple[str, ...]:
    """Any of these stands in every message that calls the bot in its words."""
    return tuple({each.casefold() for each in (me.prefix, me.name, _local(me)) if each})


@cache
def _leading(me: Me) -> re.Pattern[str]:
    """What a line begins with that is said to the bot: its name with a sign behind it, or its whole id."""
    names = "|".join(re.escape(each) for each in {me.name, _local(me)} if each)
    sign = r"\s?[:,](?!//|\S*\.\w)"
    called = rf"@(?:{names})(?![\w:.-])|@?(?:{names}){sign}" if names else r"(?!)"
    return re.compile(rf"\A\s*(?:{re.escape(me.user)}(?![\w.-])|{called})", re.IGNORECASE)


@cache
def _links(me: Me) -> re.Pattern[str]:
    """A link to the bot as it stands in plain words, perhaps as Markdown has it."""
    user = re.escape(me.user[1:]).replace(":", "(?::|%3A)")
    link = rf"(?:https?://matrix\.to/#/(?:@|%40)|matrix:(?:u|user)/){user}(?:\?[^\s()\[\]]*)?"
    return re.compile(rf"[ \t]?(?:\[[^\[\]\n]{{0,120}}\]\(<?{link}>?\)|<?{link}>?)[ \t]?", re.IGNORECASE)


def _local(me: Me) -> str:
    return me.user[1:].partition(":")[0]


def _user(link: re.Match[str]) -> str:
    """The user of a link."""
    return f"@{link[1].rstrip(',.:;!?')}"


def _linked(url: str) -> str | None:
    """The user that a link leads to."""
    link = _PERMALINK.match(unquote(url))
    return _user(link) if link else None


def _is_user(url: str) -> bool:
    return _linked(url) is not None


def _closed(before: str, after: str) -> str:
    """Two halves of a line from which a name was taken."""
    return _BEFORE_SIGN.sub("", f"{before.rstrip()} {after.lstrip()}", count=1) if before.strip() else after.lstrip()


def _without_pills(html: str, me: Me) -> str:
    """The markup without the links to the bot, and what they show."""
    if not _may_link(html):
        return html
    kept, at = [], 0
    for anchor in _anchors_to(html, me):
        if anchor.start() < at:
            continue  # within the one before
        closing = html.find("</a", anchor.end())
        end = html.find(">", closing) + 1 if closing >= 0 else 0
        if not end:
            break
        before, after = html[at : anchor.start()], html[end : end + 1]
        kept.append(before.rstrip(" \t") if after and after in ",:;.!?" else before)
        at = end
    return "".join((*kept, html[at:]))


def _anchors_to(html: str, me: Me) -> Iterator[re.Match[str]]:
    for anchor in _ANCHOR.finditer(html):
        start = next((each for each in pieces(anchor[0]) if isinstance(each, Start)), None)
        if start and _linked(start.told.get("href", "")) == me.user:
            yield anchor


def _may_link(html: str) -> bool:
    return "matrix.to" in html or "matrix:" in html


def _pills(html: str) -> list[tuple[str, str]]:
    """The mentions in a formatted message: links to a user, and the names they show."""
    found: list[tuple[str, list[str]]] = []
    within = False
    if not _may_link(html):
        return []
    for piece in pieces(html):
        match piece:
            case Start(tag="a", told=told):
                user = _linked(told.get("href", ""))
                if user and len(found) < MOST_MENTIONS:
                    found.append((user, []))
                    within = True
            case End(tag="a"):
                within = False
            case str() if within:
                found[-1][1].append(piece)
            case _:
                pass
    return [(user, _SPACES.sub(" ", "".join(names)).strip()[:LONGEST_NAME]) for user, names in found]
