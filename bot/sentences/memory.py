"""Remembers what was just on the table, for a while: the last list, what is in it, and the last thing that was shown.

Nothing is kept for it: it is read from what we answered this person here. So "de tweede", "volg die" and "en in
Overijssel?" go on from any list, of whatever topic, however it was asked for, until the next list or thing.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from bot.chat import payload
from bot.chat.reply import Actions, Item, Items, Reply, label
from bot.command.command import Call, Context, Takes
from bot.reading.filter import paged
from bot.reading.numbers import kinds_of
from bot.sentences.spoken_line import bare
from storage.database.text import fold
from storage.messaging import sent

FOR = timedelta(minutes=30)
"""How long it is remembered."""
LONGEST = 12
"""Words of a line in which "die" or "de tweede" stands for something that was shown."""

TOLD = 30
"""Words of a line that tells something of what was shown, which it points to first."""

_PLACES = {
    "eerste": 1,
    "tweede": 2,
    "derde": 3,
    "vierde": 4,
    "vijfde": 5,
    "zesde": 6,
    "laatste": -1,
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "last": -1,
    "1e": 1,
    "2e": 2,
    "3e": 3,
    "4e": 4,
    "bovenste": 1,
    "onderste": -1,
    "top": 1,
    "bottom": -1,
}
"""How people count what they see; from the end where it is negative."""
_THING = (
    r"(?:vraag|netwerk|antwoord|persoon|mens|man|vrouw|collega|deelnemer|les|bijeenkomst|casus|groep|programma|bericht"
    r"|werkvorm|methode|bron|signaal|peiling|source|method|signal|poll|manier|way"
    r"|question|network|answer|person|colleague|member|lesson|meeting|event|case|group|programme|one"
    r"|in de lijst|van de lijst|on the list|of the list)"
)
_AFTER = (
    r"(?=\s*(?:$|[.,!?])|\s+(?:maar|dan|eens|graag|please|al|nog|door|aan|uit|op|af|goed|over(?= aan\b|\W*$)|toe|weer"
    r"|ook|nu|now|niet|off|up|on|zien|laten|volgen|sluiten|bekijken|in|and|en|bij|naar|met|zo|erop|erin|erbij|daar|hier"
    r"|there|here)\b)"
)
_GOES_ON = (
    rf"(?:{_AFTER}"
    r"|(?=\s+(?:is|zijn|was|gaat|heeft|had|kan|komt|moet|wil|loopt|duurt|staat|daar|er|erop|erin|erbij|hier|eigenlijk"
    r"|precies|zo|ooit|geworden|gedaan|gebruikt|ingebracht|gesteld|gemaakt|bedacht|neergezet|opgepakt|besloten"
    r"|afgewezen|gegeven|there|here|decided|used|put|made|asked|been|still|mean|means|actually|has|does|did|ever|yet"
    r"|get|go|come|brought|taken|given|happening)\b"
    r"|\s+(?:voor|over|van|of|for|about|from|vandaan|mee|toe)\W*$))"
)
"""What stands behind a place in a list in a question about it: "waar is de tweede voor"."""
_PLACED = re.compile(
    rf"\b(?:de|het|die|the|that)\s+(?P<at>{'|'.join(_PLACES)})(?:\s+one\b|(?:\s+{_THING})?{_GOES_ON})", re.IGNORECASE
)
_NUMBERED = re.compile(r"\b(?:nummer|nr\.?|number|no\.)\s*(?P<n>\d{1,2})\b", re.IGNORECASE)
_OF_KIND = rf"\b(?:die|deze|dat|dit|this|that|the)\s+{_THING}\b(?!\s+(?:over|about|on|with|met|van|of|rond)\b)"
_THAT = re.compile(
    rf"{_OF_KIND}|(?<!\bvraag )\b(?:die|deze|hem|dit|dat|it|this|that)\b{_AFTER}",
    re.IGNORECASE,
)
_FIRST_THAT = re.compile(rf"(?:\S+\s+){{0,5}}?(?P<that>{_OF_KIND})", re.IGNORECASE)
"""A thing that a longer line begins with: "we used this one last month, and people ..."."""
_HERE = re.compile(
    r"(?<=\bweet )(?:hier|daar)\b|\b(?:daarvan|hiervan|ervan)\b(?= op de hoogte)"
    r"|(?<=\bknow )(?:something )?(?:here|of this|about this)\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\b[A-Z]-\d{1,9}\b")
_OF_ANOTHER = re.compile(
    r"(?:en|and|maar|but)\s+(?:hoe is |wat is |how about |what about )?(?:die|dat|that|the one)\s+"
    r"(?:in|van|uit|voor|of|for)\s+(?P<where>[^?!.,]{2,40}?)\W*",
    re.IGNORECASE,
)
"""Asks for the same of another place than that of what was shown: "en die in Flevoland?" below a hub."""
_THERE = re.compile(r"^(?:daar|hier) weet ik\b", re.IGNORECASE)
_NOTHING_NAMED = re.compile(
    r"^(?P<act>\w+)(?:\s+(?:die|deze|hem|haar|dat|dit|it|that|this|dan|maar|eens|ook|graag|toch|please|then))+\W*$",
    re.IGNORECASE,
)
"""An act, and words that point, and nothing else."""
_STANDS = re.compile(
    r"^(?:en )?(?:wat is (?:nu )?de (?:stand|status)|hoe staat het (?:er ?mee|er ?voor|daar(?:mee|voor)|hiermee)"
    r"|hoe is het ermee"
    r"|wat (?:was|is) (?:daar|hier) (?:het )?antwoord op"
    r"|(?:is|kwam|was) (?:daar|hier|er) (?:al |ook )?(?:een )?antwoord op(?: gekomen)?"
    r"|wat (?:zeiden|antwoordden|zeggen) (?:anderen|mensen|ze|zij)(?: daar(?:op)?)?(?: op)?"
    r"|what did (?:people|they|others|anyone|the others) (?:answer|say)(?: there| to (?:it|that))?"
    r"|wat kwam (?:er|daar) ?(?:van |toen )?uit|wat leverde (?:het|dat|die vraag) op"
    r"|wat was de uitkomst(?: ook alweer)?"
    r"|wie (?:hadden|hebben|heeft)(?: er| daar| hier)?(?: al)? ge(?:antwoord|reageerd)(?: op)?|wie antwoordden?(?: er)?"
    r"|kan ik (?:het|de) antwoord(?:en)? (?:ook )?(?:lezen|zien)|mag ik (?:het|de) antwoord(?:en)? (?:lezen|zien)"
    r"|wat gebeurt (?:er |daar |hier )(?:nu |dan |eigenlijk )*mee|wat is er (?:nu |toen )?mee gebeurd"
    r"|what came (?:out )?of (?:it|that)|who answered(?: it| that)?|can i (?:read|see) the answers?"
    r"|what happens (?:with|to) (?:it|that)(?: now)?"
    r"|wat (?:was|is) het antwoord(?: daarop| hierop| dan| ook alweer)*"
    r"|(?:and )?what was the answer(?: to (?:it|that|this))?"
    r"|(?:heb (?:je|jij|u) |hebben (?:jullie|ze) )?(?:hier |daar )?(?:al|nog) iets (?:van )?(?:gehoord|vernomen|bekend)"
    r"(?: (?:hiervan|daarvan|hierover|daarover))?"
    r"|is (?:er|hier|daar) al (?:iets|wat|meer|nieuws|een reactie|reactie)(?: (?:over|op|van))?(?: bekend)?"
    r"|(?:have you |did you )?(?:heard?|hear) anything(?: yet| back| about it)*|any (?:news|answer|reply|word)(?: yet)?"
    r"|what is the status|how does it stand|any news on (?:it|that))\W*$",
    re.IGNORECASE,
)
"""Asks how what was shown last stands."""
_ROLE_IN_IT = re.compile(
    r"^(?:(?:en|ok|oke|and|so|maar|dan)\W+)*(?P<who>wie (?:is|zijn)|who(?:'s| is| are))\s+"
    r"(?:(?:daar|hier|er|dan|nu|ook|there|then)\s+)*(?P<role>(?:(?:de|het|een|the|a)\s+)?\w+)"
    r"(?:\s+(?:daar|hier|er)?(?:van|bij)?|\s+(?:of|for|in|at) (?:it|that|this)|\s+there)?\W*$",
    re.IGNORECASE,
)
"""Asks who has a role in what was shown last: "en wie is daar de aanjager van"."""
_WHO_IN_IT = re.compile(
    r"^(?:(?:en|ok|oke|and|so|maar|dan)\W+)*(?:wie|who)\s+(?:is|zijn|zit|zitten|trekt|trekken|leidt|doet|doen|regelt|bracht"
    r"|brachten|betaalt|vertegenwoordigt|are|sits?|leads?|runs?|does|covers|brought|pays|represents|takes care of)\b"
    r"(?=[^?]{0,60}\b(?:er|erin|erbij|hierin|daarin|daarbij|hierbij|namens|(?:deel|kant|functie|part|side|function)\b"
    r"|(?:of|in|on|behind|for) (?:it|this|that)|there)\b)[\w\s'-]{0,60}\W*$",
    re.IGNORECASE,
)
"""Asks who has a part in what was shown last: its card tells."""
_OF_LIST = re.compile(
    r"\b(?:die|dat|deze|dit|that|this)\s+(?P<name>[\w-]{5,40}(?:\s+[\w-]{5,40})?)"
    r"|^(?:en\s+)?(?:die|the one)\s+(?:voor|over|van|met|for|about|of)\s+(?:(?:de|het|the)\s+)?"
    r"(?P<about>[\w-]{5,40})(?=,)",
    re.IGNORECASE,
)
"""What was listed, by a word of its title: "die investeringsagenda, waar gaat die over", "die voor makers, ..."."""
_ROLES = frozenset(
    """aanjager trekker kartrekker convenor coordinator contactpersoon contact aanspreekpunt lead leader driver
    organiser""".split()  # noqa: SIM905  # reads better
)
_THEIRS = re.compile(
    r"\b(?:haar|zijn|hun|his|her|their)\s+(?P<what>(?:contact|gegevens|e?-?mail|tele|nummer|adres|06|phone|number|address"
    r"|details)\w*)",
    re.IGNORECASE,
)
"""Asks how to reach whoever was shown last: "mag ik haar contactgegevens"."""
ASKED = "question"
"""What is answered."""
_SOMEBODY = frozenset("persoon mens man vrouw collega person man woman colleague".split())  # noqa: SIM905  # reads better


@dataclass(frozen=True, slots=True)
class GoesOn:
    """Names a command that goes on from what was just shown: nobody means it when nothing was, unless `also_alone`."""

    command: str
    also_alone: bool = False
    hears: "Callable[[Context, str], str] | None" = None
    """Return what of such a list a line asks for that does not begin as the command: "welke daarvan zijn open"."""


@dataclass(frozen=True, slots=True)
class Table:
    """What was shown of late: the list that goes on, its reply, and the numbers of the last things."""

    call: Call | None = None
    """Of the last list that can be asked for elsewhere, narrower, or further: its command and what it listed."""
    list: Reply | None = None
    numbers: tuple[str, ...] = ()
    """Of the things in the last list, in order; "" for one without a number."""
    lines: tuple[str, ...] = ()
    """Of the same things: what shows each."""
    thing: str = ""
    """The number of what was shown last, when that was one thing."""
    shown: str = ""
    """The line that shows it, as it was shown."""


async def table(ctx: Context) -> Table:
    """Return what this member saw here of late."""
    here, asker = ctx.message.conversation.key, ctx.message.sender.id
    replies = [
        payload.load(each.payload, each.payload_version)
        for each in await ctx.read(sent.recent_to, here, asker, ctx.now - FOR)
    ]
    call = next((call for each in replies if (call := _listing(ctx, each))), None)
    at = next((at for at, each in enumerate(replies) if any(True for _ in _items(each))), None)
    listed = replies[at] if at is not None else None
    items = [*_items(listed)] if listed else []
    numbers = tuple(map(_number_of, items))
    lines = tuple(item.actions[0].line for item in items)
    newer = replies if at is None else replies[:at]
    one = next((each for each in newer if _thing(each)), None)
    thing = _thing(one) if one else numbers[0] if len(numbers) == 1 else ""
    shown = one.subject.line if one and one.subject and thing in one.subject.line.upper() else thing
    return Table(call, listed, numbers, lines, thing, shown)


async def going_on(ctx: Context, text: str) -> str:
    """Return the line that goes on from the list that was shown, where a line asks for that; else the line."""
    for each in ctx.topics.all(GoesOn):
        if each.hears and (asked := each.hears(ctx, text)) and (await table(ctx)).call:
            return f"{ctx.commands.by_name[each.command].phrase(ctx.language.code)} {asked}"
    return text


async def goes_on(ctx: Context, call: Call) -> bool:
    """Tell whether a few words go on from the list that was shown: "en over ondernemers in Twente?"."""
    follows = any(each.command == call.command.name for each in ctx.topics.all(GoesOn))
    return follows and len(call.rest.split()) <= FEW and (await table(ctx)).call is not None


FEW = 6
"""Words behind a phrase that say no more than of what a list is to be."""


def list_of(ctx: Context, number: str) -> Call | None:
    """Return the call that lists all things of the kind of one; None when there is none."""
    kind = kinds_of(ctx).get(number[:1])
    command = ctx.commands.by_name.get(kind.lists) if kind and kind.lists else None
    return Call(command, ctx.language.code, "") if command else None


def _sole(ctx: Context, on: Table, words: str) -> str:
    """Return the one thing in the last list that is of a kind which these words name: "die vraag"; "" for none."""
    said = set(fold(words).split())
    letters = {each.letter for each in kinds_of(ctx).values() if not said.isdisjoint(each.words)}
    letters |= set() if said.isdisjoint(_SOMEBODY) else {"M"}
    found = [number for number in on.numbers if number[:1] in letters]
    return found[0] if len(found) == 1 else ""


def called(on: Table, name: str) -> str:
    """Return the number of the one thing in the last list whose title says a name: "datacoördinator"; "" for others."""
    which = _titled(on, name)
    return which if is_number(which) else ""


def _titled(on: Table, name: str) -> str:
    """Return that number, or what shows it where it has none."""
    if on.list is None or not name:
        return ""
    said = set(fold(name).split())
    titles = [set(fold(" ".join(map(label, item.words))).split()) for item in _items(on.list)]
    each_by = zip(on.numbers, on.lines, titles, strict=True)
    found = [number or line for number, line, title in each_by if said <= title]
    return found[0] if len(found) == 1 else ""


def _with_titled(on: Table, text: str, found: re.Match[str]) -> str:
    """Put what is listed in place of a word of its title; "" when no title says it, or several do."""
    group = "name" if found["name"] else "about"
    for name in (found[group], found[group].split()[0]):
        if which := _titled(on, name):
            return text[: found.start()] + which + text[found.start(group) + len(name) :]
    return ""


def is_number(text: str) -> bool:
    """Tell whether a text is the number of a thing, and nothing else."""
    return _NUMBER.fullmatch(text.strip()) is not None


def numbers_in(text: str) -> list[str]:
    """Return the numbers of things that stand in a text."""
    return _NUMBER.findall(text)


async def resolved(ctx: Context, text: str) -> str:
    """Put the number of what was shown in place of the words that point to it: "volg de tweede" is "volg N-7"."""
    if ":" in text:
        return text
    if len(text.split()) > LONGEST:
        first = _FIRST_THAT.match(text) if len(text.split()) <= TOLD else None
        thing = (await table(ctx)).thing if first else ""
        return text[: first.start("that")] + thing + text[first.end("that") :] if first and thing else text
    if _STANDS.match(text):
        return (on := await table(ctx)).thing or _sole(ctx, on, ASKED) or text
    if (asked := _ROLE_IN_IT.match(text)) and fold(asked["role"]).split()[-1] in _ROLES:
        thing = (await table(ctx)).thing
        of = "of" if fold(asked["who"]).startswith("who") else "van"
        return f"{asked['who']} {asked['role']} {of} {thing}" if thing else text
    if _WHO_IN_IT.match(text) and (shown := (await table(ctx)).shown):
        return shown
    if other := _OF_ANOTHER.fullmatch(text.strip()):
        shown = (await table(ctx)).shown
        return of_another(shown, other["where"]) if " " in shown else text
    text = _THERE.sub("ik weet hier", text)
    if theirs := _THEIRS.search(text):
        on = await table(ctx)
        who = next((each for each in (on.thing, *on.numbers) if each.startswith("M-")), "")
        return _put(text, theirs, f"{theirs['what']} van {who}") if who else text
    points = (_PLACED, _NUMBERED, _THAT, _HERE)
    of_list = _OF_LIST.search(text)
    if not (of_list or any(each.search(text) for each in points)):
        return text
    on = await table(ctx)
    if of_list and (told := _with_titled(on, text, of_list)):
        return told
    if placed := _placed(text):
        found, at = placed
        which = _at(on.numbers, at) or _at(on.lines, at)  # what has no number is called by what shows it
        return _put(text, found, which) if which else text
    pointing = _THAT.search(text) or _HERE.search(text)
    named = ctx.commands.match(text, ctx.language.code)
    whole = named is not None and not named.rest  # "explain this" says all that it takes
    if pointing and not on.thing and not whole and (act := _NOTHING_NAMED.match(text)):
        return act["act"]  # "volg hem dan maar" below nothing names nothing
    thing = on.thing or (_sole(ctx, on, pointing[0]) if pointing else "")
    return _put(text, pointing, thing) if thing and pointing else text


def of_another(text: str, number: str) -> str:
    """Return a text that names one thing with another in its place; "" for one that names none."""
    return _NUMBER.sub(number, text, count=1) if _NUMBER.search(text) else ""


def pointed(on: Table, text: str) -> str:
    """The number of the thing that a line counts to, or the line that shows it; "" when there is none."""
    placed = _placed(text)
    at = placed[1] if placed else 1
    return _at(on.numbers, at) or _at(on.lines, at)


async def counted(ctx: Context, text: str) -> str:
    """Return the number of the thing that a few words count to: "de tweede"; "" for any other text."""
    placed = _PLACED.fullmatch(text.strip(" .,!"))
    return _at((await table(ctx)).numbers, _PLACES[placed["at"].lower()]) if placed else ""


def _placed(text: str) -> tuple[re.Match[str], int] | None:
    if found := _PLACED.search(text):
        return found, _PLACES[found["at"].lower()]
    if found := _NUMBERED.search(text):
        return found, int(found["n"])
    return None


def _put(text: str, found: re.Match[str], number: str) -> str:
    return text[: found.start()] + number + _SOFTLY.sub("", text[found.end() :])


_SOFTLY = re.compile(r"^(?:\s+(?:maar|dan|even|graag|eens|toch|then|please))+\W*$", re.IGNORECASE)
"""What stands behind what one points to, and says nothing: "vraag het de tweede maar"."""


def _at(numbers: tuple[str, ...], at: int) -> str:
    return numbers[at - 1 if at > 0 else at] if at and -len(numbers) <= at <= len(numbers) else ""


def _listing(ctx: Context, reply: Reply) -> Call | None:
    """The call that draws a list which can be asked for in another way; None for any other answer."""
    call = ctx.commands.match(reply.line, ctx.language.code) if reply.line else None
    if call is None or not _lists(call) or not call.command.safe or call.command.hidden:
        return None
    rest, _page = paged(call.rest)
    return Call(call.command, call.language, rest)


def _lists(call: Call) -> bool:
    """Whether a command draws what a text asks for: one that shows a certain thing lists nothing."""
    first = next(iter(call.command.parameters), None)
    takes = call.command.takes is not Takes.nothing or call.command.fills is not None
    return first is not None and bare(first.type) is str and takes


def _items(reply: Reply) -> Iterator[Item]:
    """The things in a list: each has a button that shows it."""
    return (item for block in reply.blocks if isinstance(block, Items) for item in block.items if item.actions)


def _number_of(item: Item) -> str:
    return next((found[0] for action in item.actions if (found := _NUMBER.search(action.line))), "")


def _thing(reply: Reply) -> str:
    """The number of the one thing that an answer shows."""
    line = reply.subject.line if reply.subject else reply.line or ""
    shown = set(_NUMBER.findall(line.upper())) if len(line.split()) <= LONGEST else set[str]()
    if not shown:  # what was just made has its number in its button alone
        buttons = [action for block in reply.blocks if isinstance(block, Actions) for action in block.actions]
        shown = {action.line for action in buttons if is_number(action.line)}
        shown = shown or {number for action in buttons for number in _NUMBER.findall(action.line)}
    return shown.pop() if len(shown) == 1 else ""
