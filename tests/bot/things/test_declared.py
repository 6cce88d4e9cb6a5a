"""What topics declare for others to read: what may be published, counts, ties, and what became of a contribution."""

from datetime import timedelta

from sqlalchemy import Connection

from bot.chat.texts import LANGUAGES, Language
from bot.command.command import Context
from bot.sentences.samples import Samples
from bot.things.acts import Acts
from bot.things.contributions import Contribution, Contributions
from bot.things.measures import Counts, Tie, Ties
from bot.things.publication import Published
from storage.links import Thing
from storage.members import people
from storage.networks import networks
from storage.networks.network import Sheet
from storage.questions import publication, questions
from storage.questions.question import Draft
from storage.vocabulary import Level, NetworkKind, NetworkRole, NetworkStatus, Outcome
from tests.cafe import ALL, START, Door

SECRET = "Geheim-Agent"


def a_network(tx: Connection, name: str, status: NetworkStatus, by: int | None = None) -> int:
    return networks.create(tx, Sheet(name, NetworkKind.leernetwerk, Level.regionaal), status, START, by=by).id


def someone(tx: Connection, name: str) -> int:
    return people.meet(tx, "door", name, name, "nl", START).id


async def test_what_may_be_on_the_web_names_nobody_and_is_in_sight(door: Door) -> None:
    def work(tx: Connection) -> None:
        agent = someone(tx, SECRET)
        listed, proposed = (a_network(tx, each, NetworkStatus(each), agent) for each in ("listed", "proposed"))
        shown, hidden = (questions.put(tx, agent, Draft(each), START).id for each in ("open", "verborgen"))
        questions.answer(tx, shown, agent, "een antwoord", START)
        publication.publish(tx, shown, START, True)
        publication.publish(tx, hidden, START, True)
        questions.hide(tx, hidden, START)
        told: dict[str, dict[int, object]] = {}
        for each in ALL.topics.all(Published):  # a network may be there as a programme or hub too
            told.setdefault(each.kind, {}).update(each.project(tx, [listed, proposed, shown, hidden, 999]))
        assert told["network"].keys() == {listed}
        assert told["question"].keys() == {shown}
        assert SECRET not in str(told)
        assert "een antwoord" not in str(told), "who wrote it puts it on the web"

    await door.database.write(work)


def test_what_puts_a_thing_on_the_web_is_an_act_that_its_topic_declares() -> None:
    acts: dict[str, set[str]] = {}
    for each in ALL.topics.all(Acts):  # a kind may have acts of several topics
        acts.setdefault(each.kind, set()).update(each.names)
    assert all(each.act in acts[each.kind] for each in ALL.topics.all(Published))


async def test_counts_are_of_a_period_and_have_names_of_their_own(door: Door) -> None:
    def work(tx: Connection) -> None:
        anna = someone(tx, "Anna")
        questions.put(tx, anna, Draft("Hoe diep?"), START)
        a_network(tx, "Kring", NetworkStatus.listed)
        counts = ALL.topics.all(Counts)
        assert len({each.name for each in counts}) == len(counts)
        day = timedelta(days=1)
        before = {each.name: each.count(tx, START - day, START) for each in counts}
        after = {each.name: each.count(tx, START, START + day) for each in counts}
        assert set(before.values()) == {0}
        assert {name: n for name, n in after.items() if n} == {"questions asked": 1, "networks listed": 1}

    await door.database.write(work)


def test_every_topic_with_acts_counts_what_happens_in_it() -> None:
    acting, counting = (
        {each.name for each in ALL.topics.topics if any(isinstance(part, kind) for part in each.parts)}
        for kind in (Acts, Counts)
    )
    assert acting - counting == {"acquaintance"}, "nobody sees who takes part there"


async def test_the_metrics_tell_what_happened_in_the_last_day(door: Door) -> None:
    def happened(name: str) -> float | None:
        return metrics.registry.get_sample_value("plek_happened_last_day", {"what": name})

    metrics = door.cafe.metrics
    anna = await door.member("Anna")
    await anna.in_turn("vraag Hoe diep is de klei?", "ja")
    await anna.in_turn("nieuws: https://voorbeeld.nl/klei Dit gaat over klei in de tuin", "klopt")
    door.clock.ahead(timedelta(minutes=1))
    await door.cafe.work["counts"]()
    assert happened("questions asked") == 1
    assert happened("news shared") == 1
    assert happened("signals raised") == 0
    door.clock.ahead(timedelta(days=2))
    await door.cafe.work["counts"]()
    assert happened("questions asked") == 0
    assert all(happened(each.name) is not None for each in ALL.topics.all(Counts))


async def test_ties_are_told_from_so_many_on(door: Door) -> None:
    def work(tx: Connection) -> None:
        one, other = (a_network(tx, each, NetworkStatus.listed) for each in ("Kring", "Bond"))
        (shared,) = (each for each in ALL.topics.all(Ties) if each.name == "shared members")
        for name in ("Anna", "Bert"):
            assert not shared.find(tx, shared.least)
            member = someone(tx, name)
            for network in (one, other):
                networks.join(tx, network, member, NetworkRole.member, START)
        assert shared.find(tx, shared.least) == [Tie(Thing("network", one), Thing("network", other), 2)]
        assert all(not each.find(tx, each.least) for each in ALL.topics.all(Ties) if each is not shared)

    await door.database.write(work)


async def test_a_member_reads_what_became_of_what_they_gave(door: Door) -> None:
    anna = await door.member("Anna")
    member = await anna.member()

    def work(tx: Connection) -> None:
        mine = questions.put(tx, member.id, Draft("Hoe diep?"), START)
        questions.close(tx, mine.id, Outcome.answered, "80 cm", START)
        theirs = questions.put(tx, someone(tx, "Bert"), Draft("Hoe breed?"), START)
        questions.answer(tx, theirs.id, member.id, "Een meter", START + timedelta(hours=1))
        a_network(tx, "Kring", NetworkStatus.proposed, member.id)

    await door.database.write(work)
    async with door.database.transaction() as tx:
        ctx = Context.__new__(Context)
        ctx.member, ctx.tx = member, tx
        found: list[Contribution] = [
            each for part in ALL.topics.all(Contributions) for each in await part.find(ctx, 10)
        ]
    told = {each.text: each for each in found}
    assert told.keys() == {"Hoe diep?", "Een meter", "Kring"}
    assert told["Hoe diep?"].last_word == "80 cm"
    assert [each.text for each in found][:2] == ["Een meter", "Hoe diep?"], "the latest first"
    for code in LANGUAGES:
        assert all(Language(code).text(each.gave) and Language(code).text(each.state) for each in found)


def test_samples_are_of_commands_and_languages_that_we_have() -> None:
    for each in ALL.topics.all(Samples):
        assert each.command in {*ALL.by_name, "yes", "no"}
        assert each.language in LANGUAGES
        assert each.lines
