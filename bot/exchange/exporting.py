"""Writes what the Café knows as the CSV files that `bot.exchange.importing` takes in.

Personal data goes out only as far as its owner agreed to show it in a place, unless everything is asked for.
"""

import csv
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bot.exchange.sheets import FORMATS, FOUND, SEPARATOR, TERMINAL, answer_key
from storage import atlas, audit
from storage.atlas import Atlas
from storage.database.database import Database, Tx
from storage.maintenance import csv_rows
from storage.members import people
from storage.members.people import Member
from storage.networks import networks
from storage.vocabulary import Field, NetworkRole, NetworkStatus, Place, QuestionStatus, Subject


@dataclass(frozen=True, slots=True)
class _View:
    """What is read for an export, and for whose eyes; `place` is None for everything."""

    tx: Tx
    atlas: Atlas
    place: Place | None

    def shows(self, member: Member, field: Field) -> bool:
        return self.place is None or (
            member.agreed(Field.found, self.place) and (field is Field.found or member.agreed(field, self.place))
        )

    def regions(self, ids: Iterable[int]) -> str:
        return _joined(sorted(self.atlas.regions[each].name for each in ids))

    def themes(self, ids: Iterable[int]) -> str:
        return _joined(sorted(self.atlas.themes[each].name for each in ids))

    def key(self, kind: str, made: str, id_: int) -> str:
        """The key that files know it by; one without gets one, so that importing the file here changes nothing."""
        held = csv_rows.key_of(self.tx, kind, id_)
        if held is None:
            csv_rows.remember(self.tx, kind, made, id_)
        return held or made

    def member(self, id_: int | None) -> str:
        """The key of a member who may be named."""
        who = people.get(self.tx, id_) if id_ is not None else None
        return self.key("member", f"m-{who.id}", who.id) if who and self.shows(who, Field.found) else ""


def write(database: Database, folder: Path, place: Place | None, now: datetime) -> dict[Path, int]:
    """Write all files: how many rows each has. For `place` members agreed to be shown there; None writes everything."""
    folder.mkdir(parents=True, exist_ok=True)
    written = {}
    with database.begin() as tx:
        view = _View(tx, atlas.atlas(tx), place)
        for kind in FORMATS:
            columns = [
                each for each in kind.columns if each not in _LEFT_OUT and (place is None or each != "identities")
            ]
            file = folder / f"{kind.name}.csv"
            written[file] = _write(file, columns, _ROWS[kind.name](view))
        audit.record(tx, None, "exported", Subject.member, None, now, place=place or "everything", by="plek export")
    return written


_LEFT_OUT = frozenset({"from"})
"""Columns that a file may have and we do not keep."""


_UNSEEN = frozenset({QuestionStatus.hidden, QuestionStatus.merged})


def _write(file: Path, columns: Sequence[str], rows: Iterator[dict[str, str]]) -> int:
    count = 0
    # For the operator's eyes only, like the database it comes from.
    with open(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8", newline="") as opened:
        writer = csv.DictWriter(opened, columns, extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        for row in rows:
            writer.writerow(row)
            count += 1
    return count


def _regions(view: _View) -> Iterator[dict[str, str]]:
    names = csv_rows.region_names(view.tx)
    for each in view.atlas.regions.values():
        yield {
            "name": each.name,
            "level": each.level,
            "parents": view.regions(each.parents),
            "also": _also(names, each.id, each.name),
        }


def _themes(view: _View) -> Iterator[dict[str, str]]:
    names = csv_rows.theme_names(view.tx)
    for each in view.atlas.themes.values():
        parent = view.atlas.themes[each.parent].name if each.parent is not None else ""
        yield {"name": each.name, "parent": parent, "also": _also(names, each.id, each.name)}


def _organisations(view: _View) -> Iterator[dict[str, str]]:
    names = csv_rows.organisation_names(view.tx)
    for each in csv_rows.organisations(view.tx):
        yield {"name": each.name, "kind": each.kind or "", "also": _also(names, each.id, each.name)}


def _networks(view: _View) -> Iterator[dict[str, str]]:
    names = csv_rows.network_names(view.tx)
    for each in csv_rows.all_networks(view.tx):
        if each.status is not NetworkStatus.listed:
            continue
        yield {
            "name": each.name,
            "kind": each.kind,
            "level": each.level,
            "region": view.regions(each.regions),
            "themes": view.themes(each.themes),
            "organisation": each.organisation or "",
            "aim": each.aim,
            "also": _also(names, each.id, each.name),
            "join": each.how_to_join,
            "confirmed": each.confirmed_on.isoformat() if each.confirmed_on else "",
            "website": each.website or "",
        }


def _members(view: _View) -> Iterator[dict[str, str]]:
    for each in csv_rows.all_members(view.tx):
        if not view.shows(each, Field.found):
            continue
        at_work, knows = view.shows(each, Field.organisation), view.shows(each, Field.knows)
        known = [f"{one.platform}:{one.native_id}" for one in people.identities_of(view.tx, each.id)]
        driven = networks.of_member(view.tx, each.id, NetworkRole.convenor)
        yield {
            "key": view.key("member", f"m-{each.id}", each.id),
            "name": each.name,
            "organisation": each.organisation.name if each.organisation and at_work else "",
            "role": each.position if at_work else "",
            "regions": view.regions(each.regions),
            "themes": view.themes(each.themes),
            "knows": each.knows if knows else "",
            "consent": _consent(each),
            "convenor_of": _joined(network.name for network in driven if network.status is NetworkStatus.listed),
            "language": each.language,
            "identities": _joined(known),
        }


def _questions(view: _View) -> Iterator[dict[str, str]]:
    for each in csv_rows.all_questions(view.tx):
        if each.status in _UNSEEN:
            continue
        yield {
            "key": view.key("question", each.number.lower(), each.id),
            "title": each.text,
            "kind": each.kind or "",
            "knowledge_type": each.knowledge_type or "",
            "level": each.level or "",
            "region": view.regions(each.regions),
            "themes": view.themes(each.themes),
            "asker": view.member(each.asker_shown),
            "status": each.status,
            "outcome": each.outcome_text,
            "date": _day(each.asked_at),
        }


def _answers(view: _View) -> Iterator[dict[str, str]]:
    seen: Counter[str] = Counter()
    for question in csv_rows.all_questions(view.tx):
        if question.status in _UNSEEN:
            continue
        for each in question.answers:
            about = view.key("question", question.number.lower(), question.id)
            unnamed = question.anonymous and each.member_id == question.asker_id
            by = "" if unnamed else view.member(each.member_id)
            csv_rows.remember(view.tx, "answer", answer_key(about, by, each.given_at, seen), each.id)
            yield {
                "question": about,
                "member": by,
                "text": each.text,
                "accepted": "yes" if each.accepted_at else "no",
                "date": _day(each.given_at),
            }


def _places(view: _View) -> Iterator[dict[str, str]]:
    for each in csv_rows.all_places(view.tx):
        yield {
            "key": each.key.removeprefix(f"{TERMINAL}:"),
            "name": each.name,
            "kind": each.kind,
            "language": each.language,
            "regions": view.regions(each.regions),
            "themes": view.themes(each.themes),
        }


_ROWS: dict[str, Callable[[_View], Iterator[dict[str, str]]]] = {
    "regions": _regions,
    "themes": _themes,
    "organisations": _organisations,
    "networks": _networks,
    "members": _members,
    "questions": _questions,
    "answers": _answers,
    "places": _places,
}


def _also(names: dict[int, list[str]], id_: int, name: str) -> str:
    return _joined(other for other in names.get(id_, ()) if other != name)


def _consent(member: Member) -> str:
    if not member.consents:
        return "no"
    if member.consents == FOUND:
        return "yes"
    return _joined(sorted(f"{field}:{place}" for field, place in member.consents))


def _day(at: datetime) -> str:
    return at.astimezone(UTC).date().isoformat()


def _joined(parts: Iterable[str]) -> str:
    return SEPARATOR.join(parts)
