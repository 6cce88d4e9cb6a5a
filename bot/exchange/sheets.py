"""The CSV files that come in and go out: what each is recognised by, and what one row of it becomes."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from enum import StrEnum
from typing import TypeVar

from bot.chat.message import Conversation, Kind
from bot.chat.reply import codec
from bot.chat.texts import LANGUAGES, Language
from bot.command.labels import label_of
from bot.command.similar import closest
from storage import atlas
from storage.atlas import Atlas
from storage.database.database import Tx
from storage.database.text import fold
from storage.maintenance import csv_rows
from storage.maintenance.csv_rows import AnswerSheet, MemberSheet, QuestionSheet, Result
from storage.members import organisations
from storage.messaging import conversations
from storage.networks import networks
from storage.networks.networks import Sheet
from storage.questions.questions import Draft
from storage.vocabulary import (
    Field,
    KnowledgeType,
    Level,
    NetworkKind,
    OrganisationKind,
    Place,
    QuestionKind,
    QuestionStatus,
)

E = TypeVar("E", bound=StrEnum)

SEPARATOR = ";"
FOUND = frozenset({(Field.found, Place.members), (Field.organisation, Place.members), (Field.knows, Place.members)})
"""What `yes` to being found means, as in chat (`commands.members.profile`)."""
TERMINAL = "terminal"
"""The platform of people and places that are of no platform yet."""
LONGEST_TEXT = 4000


class Rejected(ValueError):
    """This row cannot be used, and why."""


@dataclass
class World:
    """What the rows of one import refer to. It is read once, and again when regions or themes came in."""

    now: datetime
    example: bool = False
    answers: Counter[str] = field(default_factory=Counter)
    """How often a member answered a question on a day so far: the next is told apart by it."""
    _atlas: Atlas | None = None

    def atlas(self, tx: Tx) -> Atlas:
        if self._atlas is None:
            self._atlas = atlas.atlas(tx)
        return self._atlas

    def changed(self) -> None:
        self._atlas = None


@dataclass(frozen=True, slots=True)
class Row:
    """One row by column. What it asks for and cannot give raises `Rejected`, with the column and what would work."""

    values: Mapping[str, str]
    tx: Tx
    world: World

    def has(self, column: str) -> bool:
        return column in self.values

    def text(self, column: str, most: int, *, needed: bool = False) -> str:
        value = self.values.get(column, "")
        if needed and not value:
            raise Rejected(f"{column}: this is needed.")
        if len(value) > most:
            raise Rejected(f"{column}: {len(value)} characters, at most {most} fit.")
        return value

    def name(self, column: str, most: int) -> str:
        value = self.text(column, most, needed=True)
        if not fold(value):
            raise Rejected(f"{column}: «{value}» holds no letters or numbers.")
        return value

    def several(self, column: str, most: int = 160) -> tuple[str, ...]:
        parts = tuple(filter(None, (part.strip() for part in self.values.get(column, "").split(SEPARATOR))))
        for part in parts:
            if len(part) > most or not fold(part):
                raise Rejected(f"{column}: «{part[:40]}» is no name.")
        return parts

    def one_of(self, column: str, kind: type[E], *, needed: bool = False) -> E | None:
        value = self.text(column, 200, needed=needed)
        if not value:
            return None
        known = {
            fold(name): each
            for each in kind
            for name in (each.value, *(Language(code).text(label_of(each)) for code in LANGUAGES))
        }
        if fold(value) not in known:
            raise Rejected(f"{column}: «{value[:40]}» is none of: {', '.join(kind)}.")
        return known[fold(value)]

    def yes(self, column: str) -> bool:
        value = fold(self.text(column, 10))
        if value in ("yes", "ja", "y", "j", "true", "1"):
            return True
        if value in ("no", "nee", "n", "false", "0", ""):
            return False
        raise Rejected(f"{column}: «{value}» is neither yes nor no.")

    def day(self, column: str, *, needed: bool = False) -> date | None:
        value = self.text(column, 40, needed=needed)
        try:
            return date.fromisoformat(value) if value else None
        except ValueError:
            raise Rejected(f"{column}: «{value}» is no date. Write it like 2026-10-06.") from None

    def moment(self, column: str) -> datetime:
        """That day at noon UTC, which is the same day in every zone of Europe."""
        day = self.day(column)
        return datetime.combine(day, time(12), UTC) if day else self.world.now

    def regions(self, column: str) -> frozenset[int]:
        map_ = self.world.atlas(self.tx)
        return frozenset(self._known(column, name, map_.region_names, map_) for name in self.several(column))

    def themes(self, column: str) -> frozenset[int]:
        map_ = self.world.atlas(self.tx)
        return frozenset(self._known(column, name, map_.theme_names, map_) for name in self.several(column))

    def organisation(self, column: str) -> int | None:
        value = self.text(column, 160)
        if not value:
            return None
        found = organisations.named(self.tx, value)
        if found:
            return found.id
        if not fold(value):
            raise Rejected(f"{column}: «{value}» holds no letters or numbers.")
        return organisations.put(self.tx, value)[0]

    def network(self, column: str, name: str) -> int:
        found = networks.by_name(self.tx, name)
        if not found:
            raise Rejected(f"{column}: there is no network «{name}».")
        return found[0]

    def reference(self, column: str, kind: str, *, needed: bool = False) -> int | None:
        """What the row with that key became, of this import or an earlier one."""
        key = self.text(column, 200, needed=needed)
        if not key:
            return None
        found = csv_rows.known(self.tx, kind, key)
        if found is None:
            raise Rejected(f"{column}: there is no {kind} with the key «{key}».")
        return found

    def _known(self, column: str, name: str, names: Mapping[str, int], map_: Atlas) -> int:
        found = names.get(fold(name))
        if found is None:
            near = [map_.spellings[each] for each in closest(name, names, limit=1)]
            perhaps = f" Did you mean «{near[0]}»?" if near else ""
            raise Rejected(f"{column}: there is no «{name}».{perhaps}")
        return found


def _region(row: Row) -> Result:
    name, also = row.name("name", 120), row.several("also", 120)
    parents = row.regions("parents")
    new = row.world.atlas(row.tx).region(name) is None
    level = row.one_of("level", Level, needed=True)
    _id, changed = atlas.put_region(row.tx, name, level or Level.regionaal, parents=parents, also=also)
    return _mapped(row, new=new, changed=changed)


def _theme(row: Row) -> Result:
    name, also = row.name("name", 160), row.several("also")
    parents = row.themes("parent")
    if len(parents) > 1:
        raise Rejected("parent: a theme has one parent.")
    new = row.world.atlas(row.tx).theme(name) is None
    _id, changed = atlas.put_theme(row.tx, name, parent=next(iter(parents), None), also=also)
    return _mapped(row, new=new, changed=changed)


def _mapped(row: Row, *, new: bool, changed: bool) -> Result:
    if changed:
        row.world.changed()
    return Result.new if new else Result.changed if changed else Result.same


def _organisation(row: Row) -> Result:
    name, also = row.name("name", 160), row.several("also")
    for other in also:
        held = organisations.named(row.tx, other)
        if held and held.name != name and fold(other) != fold(name):
            raise Rejected(f"also: «{other}» is another organisation, {held.name}.")
    new = organisations.named(row.tx, name) is None
    _id, changed = organisations.put(row.tx, name, row.one_of("kind", OrganisationKind), also=also)
    return Result.new if new else Result.changed if changed else Result.same


def _network(row: Row) -> Result:
    website = row.text("website", 400)
    if website and not website.startswith(("https://", "http://")):
        raise Rejected("website: an address begins with https://")
    sheet = Sheet(
        name=row.name("name", 160),
        kind=row.one_of("kind", NetworkKind, needed=True) or NetworkKind.kennisnetwerk,
        level=row.one_of("level", Level, needed=True) or Level.regionaal,
        aim=row.text("aim", LONGEST_TEXT),
        organisation_id=row.organisation("organisation"),
        website=website or None,
        how_to_join=row.text("join", LONGEST_TEXT),
        regions=row.regions("region"),
        themes=row.themes("themes"),
        also=row.several("also"),
    )
    confirmed = row.day("confirmed")
    return csv_rows.put_network(row.tx, sheet, row.world.now, confirmed_on=confirmed, example=row.world.example)[1]


def _member(row: Row) -> Result:
    key = row.text("key", 120, needed=True)
    language = row.text("language", 2)
    if language not in ("", *LANGUAGES):
        raise Rejected(f"language: «{language}» is none of: {', '.join(LANGUAGES)}.")
    identities = tuple(_identity(each) for each in row.several("identities", 420))
    sheet = MemberSheet(
        key=key,
        name=row.name("name", 120),
        organisation_id=row.organisation("organisation"),
        position=row.text("role", 120),
        knows=row.text("knows", LONGEST_TEXT),
        regions=row.regions("regions"),
        themes=row.themes("themes"),
        consents=_consents(row),
        convenor_of=frozenset(row.network("convenor_of", name) for name in row.several("convenor_of")),
        language=language or None,
        # An example member can be tried: plek chat --as KEY.
        identities=((TERMINAL, key), *identities) if row.world.example else identities,
    )
    return csv_rows.put_member(row.tx, sheet, row.world.now, example=row.world.example)[1]


def _identity(text: str) -> tuple[str, str]:
    platform, colon, native = text.partition(":")
    if not colon or not platform.isalpha() or not native:
        raise Rejected(f"identities: «{text}» is none. Write it like matrix:@naam:voorbeeld.nl")
    return platform.lower(), native


def _consents(row: Row) -> frozenset[tuple[Field, Place]] | None:
    """`yes`, `no`, or exactly what may be shown where: `found:members;knows:web`. Empty says nothing."""
    value = row.text("consent", 400)
    if not value:
        return None
    if ":" not in value:
        return FOUND if row.yes("consent") else frozenset()
    agreed = set()
    for part in row.values["consent"].split(SEPARATOR):
        shown, _colon, where = part.strip().partition(":")
        if shown not in set(Field) or where not in set(Place):
            raise Rejected(f"consent: «{part}» is not like found:members ({', '.join(Field)}; {', '.join(Place)}).")
        agreed.add((Field(shown), Place(where)))
    return frozenset(agreed)


def _question(row: Row) -> Result:
    status = row.text("status", 20) or QuestionStatus.open
    if status not in (QuestionStatus.open, QuestionStatus.answered, QuestionStatus.closed):
        raise Rejected(f"status: «{status}» is none of: open, answered, closed.")
    sheet = QuestionSheet(
        key=row.text("key", 120, needed=True),
        draft=Draft(
            row.text("title", LONGEST_TEXT, needed=True),
            kind=row.one_of("kind", QuestionKind),
            knowledge_type=row.one_of("knowledge_type", KnowledgeType),
            level=row.one_of("level", Level),
            regions=row.regions("region"),
            themes=row.themes("themes"),
        ),
        asker_id=row.reference("asker", "member"),
        status=QuestionStatus(status),
        outcome=row.text("outcome", LONGEST_TEXT),
        asked_at=row.moment("date"),
    )
    return csv_rows.put_question(row.tx, sheet, row.world.now, example=row.world.example)[1]


def _answer(row: Row) -> Result:
    question = row.reference("question", "question", needed=True)
    member = row.reference("member", "member")
    text = row.text("text", LONGEST_TEXT, needed=True)
    given_at = row.moment("date")
    if question is None:
        raise Rejected("question: this is needed.")
    key = answer_key(row.values["question"], row.values.get("member", ""), given_at, row.world.answers)
    sheet = AnswerSheet(key, question, member, text, row.yes("accepted"), given_at)
    return csv_rows.put_answer(row.tx, sheet, row.world.now)[1]


def answer_key(question: str, member: str, given_at: datetime, seen: Counter[str]) -> str:
    """What tells an answer from others: question, member and day, and its number when that is not enough."""
    key = f"{question}/{member}/{given_at.date()}"
    seen[key] += 1
    return key if seen[key] == 1 else f"{key}#{seen[key]}"


def _place(row: Row) -> Result:
    language = row.text("language", 2) or "nl"
    if language not in LANGUAGES:
        raise Rejected(f"language: «{language}» is none of: {', '.join(LANGUAGES)}.")
    key, name = row.text("key", 500, needed=True), row.text("name", 160)
    regions, themes = row.regions("regions"), row.themes("themes")
    kind = row.text("kind", 20) or Kind.channel
    if kind not in set(Kind):
        raise Rejected(f"kind: «{kind}» is none of: {', '.join(Kind)}.")
    if ":" in key:
        held = conversations.by_key(row.tx, key)
        if held is None:
            raise Rejected(f"key: the bot is not in «{key}». Add it there first; then it greets, and can be described.")
        return csv_rows.put_place(row.tx, held, language, regions, themes)
    place = Conversation(TERMINAL, key, Kind(kind), name=name)
    held = conversations.by_key(row.tx, place.key)
    if held:
        return csv_rows.put_place(row.tx, held, language, regions, themes)
    made, _new = conversations.put(
        row.tx,
        key=place.key,
        platform=place.platform,
        kind=place.kind,
        name=name,
        language=language,
        address=codec.dump(place),
        now=row.world.now,
    )
    conversations.describe(row.tx, made.id, regions=regions, themes=themes)
    return Result.new


@dataclass(frozen=True, slots=True)
class Format:
    """One kind of file. It is recognised by having all `needed` columns, and no others than these and `also`."""

    name: str
    needed: tuple[str, ...]
    also: tuple[str, ...]
    put: Callable[[Row], Result]

    @property
    def columns(self) -> tuple[str, ...]:
        return (*self.needed, *self.also)


FORMATS = (
    Format("regions", ("name", "level", "parents"), ("also",), _region),
    Format("themes", ("name", "parent"), ("also",), _theme),
    Format("organisations", ("name", "kind"), ("also",), _organisation),
    Format(
        "networks",
        ("name", "kind", "level"),
        ("region", "themes", "organisation", "aim", "also", "join", "confirmed", "website"),
        _network,
    ),
    Format(
        "members",
        ("key", "name", "consent"),
        ("organisation", "role", "regions", "themes", "knows", "convenor_of", "language", "identities"),
        _member,
    ),
    Format(
        "questions",
        ("key", "title"),
        (*("kind", "knowledge_type", "level", "region", "themes", "asker", "from", "status", "outcome", "date"),),
        _question,
    ),
    Format("answers", ("question", "text"), ("member", "accepted", "date"), _answer),
    Format("places", ("key", "name", "kind", "language"), ("regions", "themes"), _place),
)
"""In the order in which they refer to each other: each only to earlier ones, or to itself."""


def recognise(columns: Iterable[str], name: str) -> Format:
    """The format that a file has, by its header, and by its name where headers alike. Raises `Rejected`."""
    given = set(columns)
    fitting = [each for each in FORMATS if set(each.needed) <= given <= set(each.columns)]
    named = next((each for each in FORMATS if each.name == name), None)
    if named in fitting or len(fitting) == 1:
        return named if named in fitting and named is not None else fitting[0]
    if named:
        missing, strange = set(named.needed) - given, given - set(named.columns)
        parts = [f"misses {', '.join(sorted(missing))}"] if missing else []
        parts += [f"does not know {', '.join(sorted(strange))}"] if strange else []
        raise Rejected(f"as {named.name}, this file {' and '.join(parts)}. Columns: {', '.join(named.columns)}.")
    kinds = "; ".join(f"{each.name}: {', '.join(each.columns)}" for each in FORMATS)
    raise Rejected(f"this header is none that I know. {kinds}.")
