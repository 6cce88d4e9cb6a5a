"""Makes a Café of a year whose truth is known: what happened is kept here, beside the rows that tell of it."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from sqlalchemy import Connection, insert

from storage import tables
from storage.atlas import Atlas, atlas
from storage.lessons.lesson import Aspect, Side
from storage.lessons.tables import lesson_regions, lesson_themes, lesson_uses, lessons
from storage.signals.signal import Rhythm
from storage.signals.tables import raisers, signal_regions, signal_themes, signals
from storage.vocabulary import KnowledgeType, Level, NetworkKind, OrganisationKind
from storage.who_knows.exposures import exposures

Row = dict[str, Any]  # Any: columns of whatever type

BEGIN = datetime(2025, 8, 1, tzinfo=UTC)
NOW = datetime(2026, 11, 2, 8, 0, tzinfo=UTC)
_SPAN = int((NOW - BEGIN).total_seconds())


@dataclass
class Year:
    """What happened, row by row. `regions` and `themes` of a thing stand in it."""

    atlas: Atlas
    members: list[Row] = field(default_factory=list)
    questions: list[Row] = field(default_factory=list)
    answers: list[Row] = field(default_factory=list)
    reuses: list[Row] = field(default_factory=list)
    needs: list[Row] = field(default_factory=list)
    signals: list[Row] = field(default_factory=list)
    raisers: list[Row] = field(default_factory=list)
    lessons: list[Row] = field(default_factory=list)
    uses: list[Row] = field(default_factory=list)
    networks: list[Row] = field(default_factory=list)
    confirmations: list[Row] = field(default_factory=list)
    shown: list[Row] = field(default_factory=list)


def make(tx: Connection, seed: int, questions: int) -> Year:
    """Make a year of so many questions, and of the rest in proportion."""
    year, dice = Year(atlas(tx)), Random(seed)
    _people(tx, year, dice, max(20, questions // 12))
    _questions(tx, year, dice, questions)
    _needs(tx, year, dice, questions // 4)
    _signals(tx, year, dice, questions // 5)
    _lessons(tx, year, dice, questions // 8)
    _networks(tx, year, dice, max(12, questions // 20))
    year.shown = [
        {"kind": dice.choice([*OrganisationKind]), "shown": dice.randint(1, 3), "at": _moment(dice)}
        for _each in range(questions)
    ]
    _put(tx, exposures, year.shown)
    return year


def _put(tx: Connection, table: Any, rows: list[Row], *, but: tuple[str, ...] = ()) -> None:  # Any: a table
    if rows:
        tx.execute(insert(table), [{name: each[name] for name in each if name not in but} for each in rows])


def _moment(dice: Random, since: datetime = BEGIN) -> datetime:
    return since + timedelta(seconds=dice.randrange(int((NOW - since).total_seconds()) or 1))


def _about(dice: Random, year: Year) -> Row:
    regions, themes = list(year.atlas.regions), list(year.atlas.themes)
    return {
        "regions": frozenset(dice.sample(regions, dice.choice((0, 1, 1, 1, 2)))),
        "themes": frozenset(dice.sample(themes, dice.choice((0, 1, 1, 2)))),
    }


def _link(tx: Connection, rows: list[Row], owner: str, regions: Any, themes: Any) -> None:  # Any: tables
    for name, what, table in (("regions", "region_id", regions), ("themes", "theme_id", themes)):
        _put(tx, table, [{owner: each["id"], what: id} for each in rows for id in sorted(each[name])])


def _people(tx: Connection, year: Year, dice: Random, count: int) -> None:
    kinds = [*OrganisationKind, None]
    organisations = [
        {"id": number, "name": f"Organisatie {number}", "kind": kinds[number % len(kinds)]} for number in range(1, 26)
    ]
    _put(tx, tables.organisations, organisations)
    for number in range(1, count + 1):
        organisation = dice.choice([*organisations, None])
        regions = list(year.atlas.regions)
        year.members.append(
            {
                "id": number,
                "name": f"Deelnemer {number}",
                "language": "nl",
                "organisation_id": organisation["id"] if organisation else None,
                "created_at": BEGIN,
                "seen_at": NOW,
                "signed_up_at": BEGIN,
                "kind": organisation["kind"] if organisation else None,
                "regions": frozenset(dice.sample(regions, dice.choice((0, 1, 1, 2)))),
            }
        )
    _put(tx, tables.members, year.members, but=("kind", "regions"))
    links = [
        {"member_id": each["id"], "region_id": region} for each in year.members for region in sorted(each["regions"])
    ]
    _put(tx, tables.member_regions, links)


def _questions(tx: Connection, year: Year, dice: Random, count: int) -> None:
    people = [each["id"] for each in year.members]
    for number in range(1, count + 1):
        asked = _moment(dice)
        year.questions.append(
            {
                "id": number,
                "asker_id": dice.choice([*people, None]) if dice.random() < 0.2 else dice.choice(people),
                "text": f"Hoe zit het met {number}?",
                "anonymous": dice.random() < 0.15,
                "status": dice.choice(("open", "open", "closed", "hidden", "merged"))
                if dice.random() < 0.5
                else "open",
                "outcome": dice.choice((None, None, "withdrawn", "no_answer")),
                "knowledge_type": dice.choice([*KnowledgeType, None]),
                "asked_at": asked,
                "changed_at": asked,
                **_about(dice, year),
            }
        )
        for _each in range(dice.choice((0, 0, 1, 1, 1, 2, 3))):
            year.answers.append(
                {
                    "id": len(year.answers) + 1,
                    "question_id": number,
                    "member_id": dice.choice([*people, None, year.questions[-1]["asker_id"]]),
                    "text": "Zo zit het.",
                    "hidden": dice.random() < 0.1,
                    "given_at": min(NOW, asked + timedelta(seconds=dice.randrange(60 * 86_400))),
                }
            )
        came = [each["given_at"] for each in year.answers if each["question_id"] == number]
        year.questions[-1]["answered_at"] = min(came, default=None)  # of whoever, as an answer notes it
        if dice.random() < 0.15:
            reuse = {"id": len(year.reuses) + 1, "question_id": number, "member_id": dice.choice(people)}
            year.reuses.append({**reuse, "at": _moment(dice, asked)})
    _put(tx, tables.questions, year.questions, but=("regions", "themes"))
    _link(tx, year.questions, "question_id", tables.question_regions, tables.question_themes)
    _put(tx, tables.answers, year.answers)
    _put(tx, tables.reuses, year.reuses)


def _needs(tx: Connection, year: Year, dice: Random, count: int) -> None:
    for number in range(count):
        said = {"topic": f"iets {number % 40}", "at": _moment(dice), **_about(dice, year)}
        kind = dice.choice([*KnowledgeType, None, None])
        year.needs.append({**said, "member_id": dice.choice(year.members)["id"], "knowledge_type": kind})
    rows = [
        {
            "topic": each["topic"],
            "at": each["at"],
            "member_id": each["member_id"],
            "knowledge_type": each["knowledge_type"],
            "region_id": region,
            "theme_id": theme,
        }
        for each in year.needs
        for region in sorted(each["regions"]) or [None]
        for theme in sorted(each["themes"]) or [None]
    ]
    _put(tx, tables.needs, rows)


def _signals(tx: Connection, year: Year, dice: Random, count: int) -> None:
    for number in range(1, count + 1):
        made = _moment(dice)
        heard = made + timedelta(hours=dice.randrange(1, 24 * 25)) if dice.random() < 0.7 else None
        decided = made + timedelta(days=dice.randrange(1, 80)) if dice.random() < 0.5 else None
        year.signals.append(
            {
                "id": number,
                "sort": "risk" if dice.random() < 0.1 else "signal",
                "text": f"Hier gaat iets mis {number}",
                "scope": "regio",
                "state": dice.choice(("received", "decided", "decided", "withdrawn", "hidden", "merged")),
                "rhythm": next(iter(Rhythm)),
                "unnamed": dice.random() < 0.1,
                "made_at": made,
                "changed_at": made,
                "first_heard_at": heard if heard and heard < NOW else None,
                "decided_at": decided if decided and decided < NOW else None,
                **_about(dice, year),
            }
        )
        for member in dice.sample(year.members, dice.choice((1, 1, 2, 3))):
            raised = {"signal_id": number, "member_id": member["id"], "unnamed": dice.random() < 0.15}
            year.raisers.append({**raised, "at": made})
    _put(tx, signals, year.signals, but=("regions", "themes"))
    _link(tx, year.signals, "signal_id", signal_regions, signal_themes)
    _put(tx, raisers, year.raisers)


def _lessons(tx: Connection, year: Year, dice: Random, count: int) -> None:
    people = [each["id"] for each in year.members]
    for number in range(1, count + 1):
        made = _moment(dice)
        year.lessons.append(
            {
                "id": number,
                "member_id": dice.choice([*people, None]),
                "text": f"Begin op tijd {number}",
                "side": next(iter(Side)),
                "aspect": next(iter(Aspect)),
                "state": dice.choice(("shared", "shared", "shared", "withdrawn")),
                "made_at": made,
                "changed_at": made,
                "used_at": made,
                "hidden_at": made if dice.random() < 0.1 else None,
                **_about(dice, year),
            }
        )
        for _each in range(dice.choice((0, 1, 2, 4))):
            by = dice.choice([*people, None, year.lessons[-1]["member_id"]])
            use = {"id": len(year.uses) + 1, "lesson_id": number, "member_id": by, "text": "Bij ons ook."}
            year.uses.append({**use, "said_at": _moment(dice, made)})
    _put(tx, lessons, year.lessons, but=("regions", "themes"))
    _link(tx, year.lessons, "lesson_id", lesson_regions, lesson_themes)
    _put(tx, lesson_uses, year.uses)


def _networks(tx: Connection, year: Year, dice: Random, count: int) -> None:
    for number in range(1, count + 1):
        listed = BEGIN - timedelta(days=dice.randrange(900)) if dice.random() < 0.7 else _moment(dice)
        changed = _moment(dice, listed) if dice.random() < 0.3 else listed
        confirmed = _moment(dice, listed) if dice.random() < 0.5 else None
        year.networks.append(
            {
                "id": number,
                "name": f"Kring {number}",
                "folded": f"kring {number}",
                "kind": next(iter(NetworkKind)),
                "level": next(iter(Level)),
                "status": dice.choice(("listed", "listed", "listed", "archived", "proposed")),
                "created_at": listed,
                "changed_at": changed,
                "listed_at": listed,
                "confirmed_on": confirmed.date() if confirmed else None,
                **_about(dice, year),
            }
        )
        if confirmed:
            earlier = [_moment(dice, listed) for _each in range(dice.choice((0, 0, 1)))]
            for at in (confirmed, *(each for each in earlier if each < confirmed)):
                act = {"at": at, "act": "confirm", "subject": "network", "subject_id": number, "detail": {}}
                year.confirmations.append(act)
    _put(tx, tables.networks, year.networks, but=("regions", "themes"))
    _link(tx, year.networks, "network_id", tables.network_regions, tables.network_themes)
    _put(tx, tables.audit, year.confirmations)
