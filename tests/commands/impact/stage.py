"""Sets the stage for the transcripts and phrases of impact."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, update

from storage.members import organisations
from storage.questions import questions
from storage.questions.question import Draft
from storage.signals import signals
from storage.signals.signal import Draft as SignalDraft
from storage.tables import members
from storage.vocabulary import OrganisationKind
from tests.transcripts import Play, Stage

MEMBERS = 3
SMALL = "Buurtinitiatief De Kwekerij"


async def _people(play: Play, *, small: bool = False) -> list[int]:
    """Some who ask and answer; of a small initiative when they are."""
    made = [(await (await play.door.member(f"Vrager {number}")).member()).id for number in range(MEMBERS)]

    def of_initiative(tx: Connection) -> None:
        organisation, _new = organisations.put(tx, SMALL, OrganisationKind.maatschappelijk_initiatief)
        tx.execute(update(members).where(members.c.id.in_(made)).values(organisation_id=organisation))

    if small:
        await play.door.database.write(of_initiative)
    return made


async def _asked(play: Play, region: str, moments: list[datetime], people: list[int]) -> None:
    where = frozenset({await play.door.region(region)})
    for number, at in enumerate(moments):
        asker, by = people[number % MEMBERS], people[(number + 1) % MEMBERS]
        draft = Draft(f"Hoe gaat het met halte {number}?", regions=where)
        question = await play.door.database.write(questions.put, asker, draft, at)
        await play.door.database.write(questions.answer, question.id, by, "Zo gaat het.", at + timedelta(hours=3))


async def _two_quarters(play: Play) -> None:
    now, people = play.door.clock(), await _people(play)
    for back in (50, 100):
        await _asked(play, "Twente", [now - timedelta(days=back, hours=each) for each in range(6)], people)


async def _three_in_urk(play: Play) -> None:
    now, people = play.door.clock(), await _people(play)
    await _asked(play, "Urk", [now - timedelta(days=20, hours=each) for each in range(3)], people)


async def _of_small_initiatives(play: Play) -> None:
    now, people = play.door.clock(), await _people(play, small=True)
    for back in (20, 100):
        await _asked(play, "Twente", [now - timedelta(days=back, hours=each) for each in range(6)], people)
        for number in range(5):
            at = now - timedelta(days=back, hours=number)
            await play.door.database.write(_signal, people[number % MEMBERS], at)


def _signal(tx: Connection, member: int, at: datetime) -> None:
    signal = signals.put(tx, member, SignalDraft(text="De aanvraag duurt te lang."), at)
    signals.raise_too(tx, signal.id, member, None, at)


STAGE = Stage(
    "impact",
    given={
        "this quarter and the one before have at least 5 questions each in Twente": _two_quarters,
        "Urk has 3 questions this quarter": _three_in_urk,
        "small initiatives gave at least 5 questions, 5 answers and 5 signals": _of_small_initiatives,
        "nothing changed in Twente in November": None,
        "this quarter has at least 5 questions in Twente": _two_quarters,
    },
)
