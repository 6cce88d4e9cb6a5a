"""Makes a command of a typed async function and its phrases. One declaration gives everything else.

    @command(nl=("netwerk aanmelden",), en=("register network",), summary=_("Register a network"), allow=Role.member)
    async def register_network(
        ctx: Context,
        name: Annotated[str, Ask(_("What is the network called?"), max_length=120)],
    ) -> Reply: ...

From it come the parser, usage line, help page, form, dialogue, button and permission check; a test calls the function
itself, fully typed. What a command works with stands here too: each names the other.
"""

import inspect
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from types import ModuleType
from typing import Any, Concatenate, Generic, ParamSpec, TypeVar, get_type_hints
from zoneinfo import ZoneInfo

from bot.chat.adapter import Fetching, Linking
from bot.chat.line import Line
from bot.chat.message import Below, Conversation, Kind, Message
from bot.chat.reply import Choice, Reply
from bot.chat.texts import LANGUAGES, Language, Msg, read_catalogues, typed
from bot.command.labels import Labels
from bot.command.numbered import is_bare, letter_of
from bot.command.phrases import Phrases, PhraseTaken
from bot.command.scope import covers
from bot.command.shapes import shapes_of
from bot.command.takes import Takes as Takes  # noqa: PLC0414  # many read it from here
from bot.discovery import modules_within
from bot.language.intents import Intents
from bot.language.sentence import Vocabulary
from bot.language.vectors import Encoder
from bot.process.choices import Choices
from bot.topic import Topics
from storage.atlas import Atlas
from storage.database.database import Transaction, Tx
from storage.database.text import fold
from storage.members.member import Member
from storage.messaging.outbox import Letter
from storage.messaging.sent import Sent
from storage.vocabulary import Lane, Place, Role

P = ParamSpec("P")
Q = ParamSpec("Q")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Notice:
    """A message to someone else than who is being answered: a member, wherever they are, or a place."""

    to: Member | Conversation | Below
    reply: Reply
    lane: Lane = Lane.notice
    quiet: bool = False
    """It keeps a member posted, and concerns them no more than others: their phone need not ring."""
    stored: Callable[[Tx, Letter], None] | None = None
    """Called with the letter that it became, in the same transaction."""


@dataclass(slots=True)
class Context:
    """Holds what a command works with. Reads see a consistent view; writes happen with the reply, or not at all."""

    member: Member
    message: Message
    now: datetime
    language: Language
    atlas: Atlas
    vocabulary: Vocabulary
    commands: "Commands"
    tx: Transaction
    forms: bool = False
    choices: Choices = field(default_factory=Choices)
    hears: frozenset[str] = frozenset()
    """Platforms on which what is said in a thread reaches us without naming us."""
    polls: frozenset[str] = frozenset()
    """Platforms that have polls of their own."""
    answered: Sent | None = None
    """What we answered this person here last."""
    links: Mapping[str, Linking] = field(default_factory=dict)
    """Platforms that open a chat or a thread by its address; and below, that hand over what is in a file."""
    fetching: Mapping[str, Fetching] = field(default_factory=dict)
    encoder: Encoder | None = None
    intents: Intents | None = None
    """What sentences want; None until that was learnt."""
    by_button: bool = False
    """What is done now is what a button of ours says, or was agreed to when it was shown."""
    notices: list[Notice] = field(default_factory=list)
    letters: list[Letter] = field(default_factory=list)
    """Corrections of what was sent before."""
    sources: Mapping[str, str] = field(default_factory=dict)
    """The ids of the messages in which the values of the command were typed, by the name of the value."""
    missed: str = ""
    """The way in which what was said was not understood, to be counted."""

    async def read(self, work: Callable[Concatenate[Any, Q], T], *args: Q.args, **kwargs: Q.kwargs) -> T:
        """`await ctx.read(networks.get, 12)`: a function of `storage`, on a thread."""
        return await self.tx.read(work, *args, **kwargs)

    async def write(self, work: Callable[Concatenate[Any, Q], T], *args: Q.args, **kwargs: Q.kwargs) -> T:
        """Like `read`, and changes things. From the first write on, others wait: read and rank before."""
        return await self.tx.write(work, *args, **kwargs)

    def notify(self, to: Member | Conversation, reply: Reply, lane: Lane = Lane.notice) -> None:
        """Send something to someone else, when and only when this command succeeds."""
        self.notices.append(Notice(to, reply, lane))

    def line(self, command: str, *values: object) -> Line:
        """Give what a button types to call the command of that name, where it cannot be imported. Raises `KeyError`."""
        return self.commands.line(command, *values)

    @property
    def topics(self) -> Topics:
        return self.commands.topics

    @property
    def personal(self) -> bool:
        return self.message.conversation.kind is Kind.personal

    @property
    def place(self) -> Place:
        """Who reads along: signed-up members only in a personal chat, anyone in a room."""
        return Place.members if self.personal and self.member.signed_up_at else Place.rooms

    @property
    def local_now(self) -> datetime:
        """Now, on the member's clock."""
        return self.now.astimezone(ZoneInfo(self.member.time_zone))

    def may(self, role: Role, *, regions: Iterable[int] | None = None, network: int | None = None) -> bool:
        """Tell whether the member holds that role or a higher one, for those regions (all of them) and that network."""
        return covers(self.member, self.atlas, role, regions=regions, network=network)


Values = Mapping[str, Any]
"""What is known so far of a command's parameters, by name."""


@dataclass(frozen=True, slots=True)
class Ask:
    """Says how a parameter is asked for.

    `prompt` may be a function of what is known so far: it returns the question as a reply, or None when there is
    nothing to ask and the default will do. `guess` reads the value from what is known; `now` tells what it is at
    present, for changing things; `suggest` gives answers to pick from. With `when` it is asked, and needed, only if so;
    an `optional` one may be skipped then too. The answer to a `question` is one itself, that for a `name` is no wish.
    `why` it is asked is told to who asks back. A `reason` is what a line says behind its "omdat". `one_line` says what
    else may be told with it, where one thing is asked at a time: what such a line leaves out and may be left out is not
    asked then. `unnamed` is of what may say that something is put without its maker's name: so may the `text` itself.
    """

    prompt: Msg | Callable[[Context, Values], Awaitable[Reply | None]]
    label: Msg | None = None
    hint: Msg | None = None
    max_length: int | None = None
    long: bool = False
    question: bool = False
    name: bool = False
    guess: Callable[[Context, Values], Awaitable[Any]] | None = None
    now: Callable[[Context, Values], Awaitable[str]] | None = None
    suggest: Callable[[Context, Values], Awaitable[Sequence[Choice]]] | None = None
    when: Callable[[Context, Values], Awaitable[bool]] | None = None
    optional: bool = False
    why: Msg | None = None
    one_line: Msg | None = None
    reason: bool = False
    unnamed: bool = False


@dataclass(frozen=True, slots=True)
class Parameter:
    name: str
    type: Any  # Any: an annotation
    ask: Ask | None
    default: Any

    @property
    def required(self) -> bool:
        return self.default is inspect.Parameter.empty


@dataclass(frozen=True)
class Command(Generic[P]):
    """A function that answers, with all that its declaration says. Calling it calls the function."""

    run: Callable[Concatenate[Context, P], Awaitable[Reply]]
    phrases: Mapping[str, tuple[str, ...]]
    """By language; the first of each is the one that help shows."""
    summary: Msg
    allow: Role
    safe: bool
    """It only reads: it may run again when its message is edited, or to draw a card anew."""
    private: bool
    """It shows or asks personal things: elsewhere than in a personal chat it moves there."""
    hidden: bool
    """Help does not list it: a button calls it, or few people need it."""
    check: "Callable[[Context, Values], Awaitable[None]] | None" = None
    """Raises `Refused` from what is known so far, before the rest is asked for what cannot be done anyway."""
    begun_by: Role = Role.visitor
    """Who may begin it. Who may not finish it hears so at the end, and what they typed is kept."""
    files: bool = False
    """It takes the files that come with what is told to it: `ctx.message.attachments` holds them all when it runs."""
    opening: bool = False
    """A greeting or thanks: what stands behind it is read by itself."""
    takes: Takes = Takes.nothing
    adds: bool = False
    """It adds a line to what stands already: with its number and a colon it is done at once, and undone by a press."""
    shows: bool = False
    """It only shows or opens something, though it is not to be run again by itself as what is `safe` is."""
    filters: tuple[Labels[Any], ...] = ()
    """Closed sets of which a sentence may name values: "nog niet beantwoord". Beside the names that it `takes`."""
    fills: "Callable[[Context, str], Awaitable[Mapping[str, str]]] | None" = None
    """Reads from a sentence what it says of the parameters, as texts that their readers take."""
    alone: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By language, what calls it when it is all that is said: "wat doe je", and not "wat doe je tegen geluid"."""
    others: "bool | Callable[[Context, Values], Awaitable[bool]]" = False
    """It acts on what is somebody else's: typed, it is asked first, in full; its own button does it."""
    answers: bool = False
    """It answers one question in a sentence: how something works here, or what is true of one thing."""

    async def __call__(self, ctx: Context, *args: P.args, **kwargs: P.kwargs) -> Reply:
        return await self.run(ctx, *args, **kwargs)

    @property
    def name(self) -> str:
        return self.run.__name__

    @property
    def writes(self) -> bool:
        """Whether it may change something that somebody would not want changed by mistake."""
        return not (self.safe or self.shows)

    @cached_property
    def parameters(self) -> tuple[Parameter, ...]:
        hints = get_type_hints(self.run, include_extras=True)
        found = []
        for name, parameter in list(inspect.signature(self.run).parameters.items())[1:]:
            annotation = hints[name]
            asks = [extra for extra in getattr(annotation, "__metadata__", ()) if isinstance(extra, Ask)]
            kind = annotation.__origin__ if hasattr(annotation, "__metadata__") else annotation
            found.append(Parameter(name, kind, asks[0] if asks else None, parameter.default))
        return tuple(found)

    def phrase(self, language: str) -> str:
        """Give what to type for it."""
        return self.phrases[language][0]

    def line(self, *values: object) -> Line:
        """Give what a button types to call it with these values, in the language of who reads the button."""
        return self._called.about(*map(typed, values))

    @cached_property
    def _called(self) -> Line:
        return Line.of({code: said[0] for code, said in self.phrases.items()})


def command(
    *,
    nl: tuple[str, ...],
    en: tuple[str, ...],
    summary: Msg,
    allow: Role = Role.visitor,
    safe: bool = False,
    private: bool = False,
    hidden: bool = False,
    check: Callable[[Context, Values], Awaitable[None]] | None = None,
    begun_by: Role | None = None,
    files: bool = False,
    opening: bool = False,
    takes: Takes = Takes.nothing,
    adds: bool = False,
    shows: bool = False,
    filters: tuple[Labels[Any], ...] = (),
    fills: Callable[[Context, str], Awaitable[Mapping[str, str]]] | None = None,
    alone: Mapping[str, tuple[str, ...]] | None = None,
    others: bool | Callable[[Context, Values], Awaitable[bool]] = False,
) -> Callable[[Callable[Concatenate[Context, P], Awaitable[Reply]]], Command[P]]:
    """Make a command of the function below. `allow` is the least role that may call it, unless `begun_by` says less."""

    def declare(run: Callable[Concatenate[Context, P], Awaitable[Reply]]) -> Command[P]:
        return Command(
            run,
            {"nl": nl, "en": en},
            summary,
            allow,
            safe,
            private,
            hidden,
            check,
            allow if begun_by is None else begun_by,
            files,
            opening,
            takes,
            adds,
            shows,
            filters,
            fills,
            alone or {},
            others,
        )

    return declare


@dataclass(frozen=True, slots=True)
class Verb:
    """Says what a verb that several topics share does to things of a letter: `sluit K-12` closes a question.

    `name` is that of the core's command (`commands/things/verbs.py`), which goes on as `command` when the number behind
    it has that letter. With `asks` this is rather another act, which is offered: "K-12 is a question. ..."
    """

    name: str
    letter: str
    command: Command[Any]
    asks: Msg | None = None
    bare: bool = False
    """A number without a letter is one of these: `sluit 12`."""


ANY = "*"
"""The letter of a verb that works for things of every kind."""


@dataclass(frozen=True, slots=True)
class Call:
    """A phrase recognised at the start of a line: its command, its language and what followed."""

    command: Command[Any]
    language: str
    rest: str


class Commands:
    """All commands, found by what people type. Raises `PhraseTaken`."""

    def __init__(self, commands: Iterable[Command[Any]], topics: Topics | None = None) -> None:
        self.all = tuple(commands)
        self.topics = topics or Topics()
        self.by_name = {each.name: each for each in self.all}
        if twice := sorted(name for name, n in Counter(each.name for each in self.all).items() if n > 1):
            raise PhraseTaken(f"Two commands have the same name: {', '.join(twice)}")
        self.shaped = shapes_of(self.topics)
        self._verbs: dict[str, list[Verb]] = {}
        for verb in self.topics.all(Verb):
            self._verbs.setdefault(verb.name, []).append(verb)
        self._phrases = Phrases((each.name, each.phrases, each.filters, bool(each.fills)) for each in self.all)
        self._alone = {
            (code, fold(line)): each for each in self.all for code, lines in each.alone.items() for line in lines
        }

    @classmethod
    def within(cls, package: ModuleType) -> "Commands":
        """Return every command and topic declared in the modules of a package, with the words of their catalogues."""
        read_catalogues(package.__path__)
        found = [
            each
            for module in modules_within(package)
            for value in vars(module).values()
            for each in (value if isinstance(value, tuple) else (value,))
            if isinstance(each, Command) and each.run.__module__ == module.__name__
        ]
        return cls(found, Topics.within(package))

    def line(self, command: str, *values: object) -> Line:
        """Give what a button types to call the command of that name. Raises `KeyError`."""
        return self.by_name[command].line(*values)

    def match(self, line: str, prefer: str) -> Call | None:
        """Return the command that a line calls; of two languages that share a phrase, `prefer` wins."""
        if whole := self.alone(line, prefer):
            return whole
        if shape := self.shaped(line):
            return Call(self.by_name[shape.command], shape.language, shape.rest)
        found = self._phrases.match(line, prefer)
        return Call(self._by_letter(found.name, found.rest), found.language, found.rest) if found else None

    def _by_letter(self, name: str, rest: str) -> Command[Any]:
        """The command of that name; of a verb of several topics, that of the letter behind it."""
        verbs = [each for each in self._verbs.get(name, ()) if each.asks is None]
        if verbs and (letter := letter_of(rest)):
            return next((each.command for each in verbs if each.letter in (letter, ANY)), self.by_name[name])
        bare = next((each.command for each in verbs if each.bare), None)
        return bare if bare and is_bare(rest) else self.by_name[name]

    def alone(self, line: str, prefer: str) -> Call | None:
        """Return the command that a line calls because it says that and no more."""
        said = fold(line)
        code = next((each for each in dict.fromkeys((prefer, *LANGUAGES)) if (each, said) in self._alone), None)
        return Call(self._alone[code, said], code, "") if code else None

    def near(self, line: str, allowed: Callable[[Command[Any]], bool], prefer: str) -> list[str]:
        """Lines that were perhaps meant, of commands that are allowed: "Did you mean ...?"."""
        return self._phrases.near(line, {each.name for each in self.all if allowed(each)}, prefer)
