"""Every reason that is shown, over the whole example set, leads back to its record, and says what stands there.

The records are read from the tables of members, networks, questions and answers: never from the index.
"""

from collections.abc import Iterator, Mapping
from itertools import product

import pytest
from sqlalchemy import Connection

from bot.chat.reply import Item, Items
from bot.chat.spans import Bold, Code
from bot.language.vocabulary import vocabulary
from bot.members.visibility import READABLE_BY_MEMBERS
from bot.search.query import Query
from bot.search.reasons import MOST, Reason
from bot.search.search import Found, Hit, find
from storage import atlas
from storage.atlas import Atlas
from storage.database.database import Database
from storage.members import people
from storage.members.member import Member
from storage.networks import networks
from storage.networks.network import Network
from storage.questions import questions, requests
from storage.questions.question import Question
from storage.search import EVERYONE
from storage.search.audiences import ROOMS
from storage.vocabulary import Field, NetworkStatus, Place, QuestionStatus, Role
from tests.cafe import START, Door

PLACES = {Place.members: READABLE_BY_MEMBERS, Place.rooms: frozenset({EVERYONE, ROOMS})}
KINDS = frozenset({"member", "network", "question"})
"""Those whose records are read here; topics test their own."""
REGIONS = ("Twente", "Noordelijk Flevoland", "Overijssel", "Zeeland", "Nederland")


@pytest.fixture
def database(example_url: str) -> Iterator[Database]:
    opened = Database(example_url)
    yield opened
    opened.close()


class Records:
    """All that the reasons may point at, as the tables have it."""

    def __init__(self, tx: Connection) -> None:
        self.atlas = atlas.atlas(tx)
        self.members = {each.id: each for each in people.load(tx, range(1, 500))}
        self.networks = {each.id: each for each in networks.load(tx, list(range(1, 500)))}
        self.questions = {each.id: each for each in questions.load(tx, list(range(1, 500)))}
        self.answers = {answer.id: (answer, each) for each in self.questions.values() for answer in each.answers}
        self.names = {each: networks.names_of(tx, each) for each in self.networks}
        self.asked = requests.busy_since(tx, START)

    def needs(self) -> Iterator[str]:
        """A good number of questions: all that was asked, what each member knows, each theme, and themes in regions."""
        yield from (each.text for each in self.questions.values())
        yield from (each.knows for each in self.members.values() if each.knows)
        themes = [theme.name for theme in self.atlas.themes.values()]
        yield from (f"wie weet iets over {name}?" for name in themes)
        yield from (f"{name} in {region}" for name, region in product(themes[::3], REGIONS))


def test_every_reason_is_true_of_its_record(database: Database) -> None:
    with database.begin() as tx:
        for member, question in ((1, 1), (1, 2), (2, 1)):
            requests.ask(tx, question, START, by=None, member=member, brought_at=START)
    shown: dict[str, int] = {}
    with database.reader.begin() as tx:
        known = Records(tx)
        names = vocabulary(known.atlas)
        for need in known.needs():
            for place, audiences in PLACES.items():
                query = Query(need[:500], KINDS, audiences, limit=8, asked=known.asked, now=START)
                found = find(tx, query, names)
                for hit in found.hits:
                    assert 1 <= len(hit.reasons) <= MOST
                    for reason in hit.reasons:
                        kind = reason.row.source_kind if reason.row else reason.kind
                        shown[kind] = shown.get(kind, 0) + 1
                        assert _is_true(known, found, hit, reason, place), (need, hit.name, reason)
    assert {"member", "network", "question", "answer", "region", "theme", "load"} <= shown.keys()
    assert sum(shown.values()) > 3000


def _is_true(known: Records, found: Found, hit: Hit, reason: Reason, place: Place) -> bool:
    subject = _subject(known, hit, place)
    match reason.kind:
        case "row":
            return _row(known, hit, reason, place)
        case "region":
            asked = found.sentence.ids("region")
            return bool(reason.ids) and set(reason.ids) <= set(subject.regions) and _reaches(known.atlas, asked, reason)
        case "theme":
            asked = known.atlas.beneath(found.sentence.ids("theme"))
            return bool(reason.ids) and set(reason.ids) <= set(subject.themes) & asked
        case "load":
            return reason.times == known.asked[hit.kind, hit.id] > 0
        case "confirmed":
            return isinstance(subject, Network) and (START.date() - (subject.confirmed_on or START.date())).days > 365
        case "knowledge":
            return isinstance(subject, Question) and subject.knowledge_type in found.sentence.values("knowledge")
        case _:
            return False


def _subject(known: Records, hit: Hit, place: Place) -> Member | Network | Question:
    """What was found, as one who may be found there."""
    if hit.kind == "member":
        member = known.members[hit.id]
        assert member.agreed(Field.found, place)
        assert not member.away(START.date())
        assert member.signed_up_at
        return member
    if hit.kind == "network":
        assert known.networks[hit.id].status is NetworkStatus.listed
        return known.networks[hit.id]
    assert known.questions[hit.id].status not in (QuestionStatus.hidden, QuestionStatus.merged)
    return known.questions[hit.id]


def _reaches(world: Atlas, asked: frozenset[int], reason: Reason) -> bool:
    """Whether the regions stand to those asked about as the reason says."""
    if reason.how == "elsewhere":
        return not any(asked & world.around([each]) for each in reason.ids) and world.around(asked).isdisjoint(
            reason.ids
        )
    for region in reason.ids:
        same, within = region in asked, bool(asked & world.around([region]))
        serves = any(region in world.around([each]) for each in asked)
        if not (same or within or serves):
            return False
    return {
        "same": any(each in asked for each in reason.ids),
        "within": any(asked & world.around([each]) for each in reason.ids),
        "serves": any(each in world.around([one]) for each in reason.ids for one in asked),
    }[reason.how]


def _row(known: Records, hit: Hit, reason: Reason, place: Place) -> bool:
    """Whether the row's record exists, says what is shown with the match in bold, and speaks for whom was found."""
    row = reason.row
    assert row is not None
    text = _text_of(
        known, row.source_kind, row.source_id, row.evidence.field, place, f"{row.evidence.title} {row.evidence.text}"
    )
    pieces = [piece.strip(" ,:") for piece, _bold in reason.text if piece not in ("… ", " …")]
    assert all(each in text for piece in pieces for each in (piece.split(", ") if "\n" in text else [piece]))
    assert reason.match == "meaning" or any(bold for _piece, bold in reason.text)
    match row.source_kind, hit.kind:
        case "member", "member":
            return row.source_id == hit.id
        case "network", "network":
            return row.source_id == hit.id
        case "network", "member":
            return hit.id in known.networks[row.source_id].convenors and reason.role == "convenor"
        case "question", "question":
            return row.source_id == hit.id
        case "question", "member":
            return known.questions[row.source_id].asker_shown == hit.id and reason.role == "asked"
        case "answer", "question":
            return known.answers[row.source_id][1].id == hit.id
        case "answer", "member":
            answer = known.answers[row.source_id][0]
            role = "accepted" if answer.accepted_at else "answered"
            return answer.member_id == hit.id and reason.role == role
        case (("part" | "hub function"), ("member" | "network")):
            return True  # what it says was compared above; who does it is tested with the programmes
        case _:
            return False


def _text_of(known: Records, kind: str, id_: int, field: str, place: Place, told: str) -> str:
    """What the record says in that field, as far as it may be read in that place."""
    if kind == "answer":
        answer, question = known.answers[id_]
        return f"{question.text}\n{answer.text}"
    kept: dict[str, Mapping[int, Member | Network | Question]] = {
        "member": known.members,
        "network": known.networks,
        "question": known.questions,
    }
    if kind not in kept:
        return told
    record = kept[kind][id_]
    if field == "themes":
        return ", ".join(sorted(known.atlas.themes[each].name for each in record.themes))
    match record, field:
        case Member(), "knows":
            assert record.agreed(Field.knows, place)
            return record.knows
        case Member(), "position":
            assert record.agreed(Field.organisation, place)
            works_at = record.organisation.name if record.organisation else ""
            return ", ".join(filter(None, (record.position, works_at)))
        case Network(), "name":
            return "\n".join(known.names[record.id])
        case Network(), "aim":
            return record.aim
        case Network(), "organisation":
            return record.organisation or ""
        case Question(), "question":
            return record.text
        case Question(), "outcome":
            return record.outcome_text
    raise AssertionError((kind, field))


@pytest.mark.parametrize(
    "need",
    [
        "bodem en ondergrond in Twente",
        "zeer zorgwekkende stoffen",
        "luchtkwaliteit meten met bewoners",
        "water in Flevoland",
        "participatie",
        "grondwater en droogte in Overijssel",
        "leerkring",
    ],
)
async def test_every_reason_can_be_opened_and_says_there_what_it_says_here(example_door: Door, need: str) -> None:
    reader = await example_door.coordinator("Lezer", role=Role.coordinator)
    said = await reader.says(f"wie weet iets over {need}")
    items = [item for block in said.reply.blocks if isinstance(block, Items) for item in block.items]
    assert items
    for item in items:
        own = await reader.says(item.actions[-1].line if item.actions[0].line[0] == "v" else item.actions[0].line)
        for note in item.notes:
            numbers = [span.text for span in note if isinstance(span, Code)]
            record = "\n".join([own, *[await reader.says(number) for number in numbers]])
            for span in note:
                if isinstance(span, Bold):
                    for piece in span.text.split(", "):
                        assert piece.casefold() in record.casefold(), (need, _plain(item), piece)


def _plain(item: Item) -> str:
    return " / ".join("".join(map(str, words)) for words in (item.words, *item.notes))
