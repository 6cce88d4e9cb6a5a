"""Fills a database with a Café of any size: half questions with answers, the rest members and networks.

Made in bulk, and always the same for a size. The texts are Dutch sentences from the words of the field, so that the
index has a vocabulary to get its teeth into.
"""

import asyncio
import random
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, insert

import commands
from bot.exchange import importing
from bot.topic import Topics
from storage import atlas, tables
from storage.atlas import Atlas
from storage.database.database import Database
from storage.database.text import fold
from storage.maintenance import migrate, statistics
from storage.search import Subject
from storage.search import tables as search_tables
from storage.search.evidence import subject_values
from storage.search.merging import reindex
from storage.vocabulary import Field, KnowledgeType, Level, NetworkKind, Place, QuestionKind

EXAMPLES = Path(__file__).parents[1] / "examples" / "plek"
NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)
AT_ONCE = 5_000
STEMS = [
    "bodem",
    "water",
    "grond",
    "lucht",
    "natuur",
    "stikstof",
    "energie",
    "warmte",
    "wonen",
    "verkeer",
    "geluid",
    "afval",
    "droogte",
    "klimaat",
    "veen",
    "beek",
    "dorp",
    "wijk",
    "stad",
    "haven",
    "akker",
    "bos",
    "kust",
    "rivier",
    "dijk",
    "riool",
    "regen",
    "weide",
    "vee",
    "boer",
    "molen",
    "zon",
    "wind",
    "biomassa",
    "erf",
]  # reads better than 36 quotes
TAILS = [
    "beheer",
    "kwaliteit",
    "plan",
    "aanpak",
    "gebied",
    "netwerk",
    "meting",
    "visie",
    "opgave",
    "beleid",
    "transitie",
    "kaart",
    "winning",
    "berging",
    "daling",
    "bescherming",
    "herstel",
    "onderzoek",
    "programma",
    "pilot",
    "monitoring",
    "verkenning",
    "inrichting",
    "samenwerking",
]  # likewise
VERBS = "meten delen herstellen plannen beschermen vergelijken betalen uitleggen verbinden versnellen".split()  # noqa: SIM905  # reads better than twenty quotes


def populate(database: Database, records: int) -> None:
    """The example set, and made-up records until there are that many. Takes about 2 minutes for 100,000."""
    with database.begin() as tx:
        migrate.upgrade(tx)
    importing.load(database, Topics.within(commands), [EXAMPLES], NOW, example=True)
    with database.begin() as tx:
        _Maker(tx, records).make()
    asyncio.run(reindex(database))
    with database.begin() as tx:
        statistics.gather(tx)


class _Maker:
    def __init__(self, tx: Connection, records: int) -> None:
        self._tx = tx
        self._random = random.Random(records)  # no secret
        self._atlas: Atlas = atlas.atlas(tx)
        self._members = records * 4 // 10
        self._networks = records // 10
        self._questions = records - self._members - self._networks
        self._first = 1_000_000  # clear of the ids of the example set

    def make(self) -> None:
        people = range(self._first, self._first + self._members)
        networks = range(self._first, self._first + self._networks)
        questions = range(self._first, self._first + self._questions)
        themes, regions = sorted(self._atlas.themes), sorted(self._atlas.regions)
        organisation = self._tx.execute(
            insert(tables.organisations)
            .values(name="Proefdienst", kind="gemeente")
            .returning(tables.organisations.c.id)
        ).scalar_one()
        about: dict[tuple[str, int], tuple[int, int]] = {
            (kind, number): (self._random.choice(themes), self._random.choice(regions))
            for kind, numbers in (("member", people), ("network", networks), ("question", questions))
            for number in numbers
        }
        knows = {number: " ".join(self._sentence() for _ in range(2)) for number in people}
        aims = {number: self._sentence() for number in networks}
        names = {number: f"{self._compound().capitalize()} {self._compound()} {number}" for number in networks}
        asked = {number: self._sentence()[:-1] + "?" for number in questions}
        answers = {number: " ".join(self._sentence() for _ in range(2)) for number in questions if number % 2}
        self._bulk(
            tables.members,
            (
                {
                    "id": number,
                    "name": f"Deelnemer {number}",
                    "language": "nl",
                    "organisation_id": organisation,
                    "position": "adviseur",
                    "knows": knows[number],
                    "created_at": NOW,
                    "seen_at": NOW,
                    "signed_up_at": NOW,
                }
                for number in people
            ),
        )
        self._bulk(
            tables.consents,
            (
                {"member_id": number, "field": field, "place": place, "given_at": NOW}
                for number in people
                for field in Field
                for place in (Place.members, Place.rooms)
            ),
        )
        self._bulk(
            tables.networks,
            (
                {
                    "id": number,
                    "name": names[number],
                    "folded": fold(names[number]),
                    "kind": self._random.choice(list(NetworkKind)),
                    "level": Level.regionaal,
                    "aim": aims[number],
                    "status": "listed",
                    "created_at": NOW,
                    "changed_at": NOW,
                    "listed_at": NOW,
                    "confirmed_on": NOW.date(),
                }
                for number in networks
            ),
        )
        self._bulk(
            tables.network_names,
            ({"network_id": number, "folded": fold(names[number]), "name": names[number]} for number in networks),
        )
        self._bulk(
            tables.questions,
            (
                {
                    "id": number,
                    "asker_id": self._random.choice(people),
                    "text": text,
                    "kind": QuestionKind.inhoudelijk,
                    "knowledge_type": self._random.choice(list(KnowledgeType)),
                    "level": Level.regionaal,
                    "status": "answered" if number % 2 else "open",
                    "asked_at": NOW - timedelta(minutes=number % 500_000),
                    "changed_at": NOW,
                    "answered_at": NOW if number % 2 else None,
                }
                for number, text in asked.items()
            ),
        )
        answerer = {number: self._random.choice(people) for number in answers}
        self._bulk(
            tables.answers,
            (
                {"id": number, "question_id": number, "member_id": answerer[number], "text": text, "given_at": NOW}
                for number, text in answers.items()
            ),
        )
        for kind in ("member", "network", "question"):
            for which, place in (("themes", 0), ("regions", 1)):
                self._bulk(
                    getattr(tables, f"{kind}_{which}"),
                    (
                        {f"{kind}_id": number, f"{which[:-1]}_id": held[place]}
                        for (of, number), held in about.items()
                        if of == kind
                    ),
                )
        self._index(about, knows, names, aims, asked, answers, answerer)

    def _index(
        self,
        about: dict[tuple[str, int], tuple[int, int]],
        knows: dict[int, str],
        names: dict[int, str],
        aims: dict[int, str],
        asked: dict[int, str],
        answers: dict[int, str],
        answerer: dict[int, int],
    ) -> None:
        """The evidence that the rooms of `storage` would write, in bulk."""
        called: dict[str, dict[int, str]] = {"member": {}, "network": names, "question": asked}
        audiences = {"member": "rooms", "network": "everyone", "question": "everyone"}
        self._bulk(
            search_tables.search_subject,
            (
                subject_values(
                    Subject(
                        kind,
                        number,
                        called[kind].get(number, str(number)),
                        audiences[kind],
                        regions=(region,),
                        themes=(theme,),
                    )
                )
                for (kind, number), (theme, region) in about.items()
            ),
        )
        theme_of = {key: self._atlas.themes[theme].name for key, (theme, _) in about.items()}

        def rows() -> Iterator[tuple[str, int, str, str, str, list[list[Any]]]]:
            for number, text in knows.items():
                owner = [["member", number, "self"]]
                yield "member", number, "knows", "", text, owner
                yield "member", number, "themes", theme_of["member", number], "", owner
            for number, name in names.items():
                owner = [["network", number, "self"]]
                yield "network", number, "name", name, "", owner
                yield "network", number, "aim", "", aims[number], owner
                yield "network", number, "themes", theme_of["network", number], "", owner
            for number, text in asked.items():
                yield "question", number, "question", text, "", [["question", number, "self"]]
            for number, text in answers.items():
                owners = [["question", number, "self"], ["member", answerer[number], "answered"]]
                yield "answer", number, "answer", asked[number], text, owners

        self._bulk(
            search_tables.search_row,
            (
                {
                    "source_kind": kind,
                    "source_id": number,
                    "field": field,
                    "audience": audiences.get(kind, "everyone"),
                    "at": NOW,
                    "owners": owners,
                    "title": title,
                    "text": text,
                }
                for kind, number, field, title, text, owners in rows()
            ),
        )

    def _compound(self) -> str:
        return self._random.choice(STEMS) + self._random.choice(TAILS)

    def _sentence(self) -> str:
        return (
            f"Hoe we {self._compound()} en {self._compound()} {self._random.choice(VERBS)} voor {self._compound()}"
            f" bij {self._random.choice(STEMS)} in de praktijk."
        )

    def _bulk(self, table: Table, rows: Iterable[dict[str, Any]]) -> None:
        batch: list[dict[str, Any]] = []
        for row in rows:
            batch.append(row)
            if len(batch) == AT_ONCE:
                self._tx.execute(insert(table), batch)
                batch.clear()
        if batch:
            self._tx.execute(insert(table), batch)
