"""What somebody does with questions besides: says where the knowledge stands, answers, proposes, and uses an answer."""

from storage.questions import questions
from storage.questions.question import Draft
from tests.cafe import Door, Person


async def live(door: Door, who: Person) -> None:
    other, me = await door.person("Ander").member(), await who.member()
    theirs = await door.database.write(questions.put, other.id, Draft("Wie kent een goed peilbesluit?"), door.clock())
    mine = await door.database.write(questions.put, me.id, Draft("Wie telt de vleermuizen op zolder?"), door.clock())
    given = await door.database.write(questions.answer, mine.id, other.id, "Met een batdetector.", door.clock())
    assert given
    for line in (
        f"{mine.number}: ontwikkelen, via het vleermuisgilde",
        f"wijzig vraag {mine.number}: Wie telt de vleermuizen in de kerk?",
        f"gebruikt {given.number}: wij tellen nu elke zomer",
        f"antwoord {theirs.number} Dat van het buurwaterschap is goed.",
        f"scherp aan {theirs.number}: Wie kent een peilbesluit dat standhield?",
    ):
        await who.says(line)
    answered = (await door.database.read(questions.get_one, theirs.id)).answers[-1]
    await who.says(f"{answered.number}: uit de praktijk, het waterschapsarchief")
