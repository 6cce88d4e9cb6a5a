"""What does not arrive reaches the act that caused it, and what waits is looked at again before it goes."""

import pytest

from bot.chat.reply import PAYLOAD_VERSION, Reply, Subject, codec
from bot.chat.texts import _
from storage.messaging import outbox, sent
from storage.messaging.outbox import Letter
from storage.questions import requests
from storage.vocabulary import Lane, Operation, RequestState
from tests.cafe import Door
from tests.commands.questions.test_questions import put


async def _reminded(door: Door) -> None:
    await door.cafe.work["requests"]()
    door.cafe.delivery.wake()
    await door.cafe.settled()


async def test_what_did_not_arrive_is_told_the_next_is_asked_and_nobody_out_of_reach_is_proposed(door: Door) -> None:
    asker = await door.member("Adviseur Lucht")
    gone = await door.member("Onderzoeker Lucht", knows="Ik meet luchtkwaliteit in buurten in Twente.")
    other = await door.member("Adviseur Meten", knows="Ik meet luchtkwaliteit in buurten in Twente.")
    door.far.refuses.add(gone.chat.id)
    await put(asker)
    await asker.says("breng K-1 bij Onderzoeker Lucht")
    who = "Onderzoeker Lucht (Gemeente Voorbeeld)"
    told = _("I cannot reach {who} now. I ask somebody else, if I know anybody.", who=who)
    await asker.hears(told)
    await _reminded(door)
    (first, second) = await door.database.read(requests.of_question, 1)
    assert (first.state, first.brought_at) == (RequestState.withdrawn, None)
    assert second.member_id == (await other.member()).id
    await other.hears("K-1")
    assert (await asker.says("verloop K-1")).tells(_("could not reach"))
    assert "Onderzoeker Lucht" not in await asker.says("breng K-1")
    # Who speaks to us again can be asked again.
    door.far.refuses.clear()
    await gone.says("hulp")
    assert not (await asker.says("vraag aan Onderzoeker Lucht: Wat kost een sensor?")).tells(
        _("{who} cannot be asked.", who=who)
    )


@pytest.mark.parametrize(
    ("key", "goes"), [("quiet/1/20261201", False), ("request/7/remind", False), ("door:1/notice/0", True)]
)
async def test_no_reminder_goes_out_about_what_was_closed_meanwhile(door: Door, key: str, goes: bool) -> None:
    asker = await door.member("Adviseur Lucht")
    await put(asker)
    about = Reply((), about=Subject("question", 1, "K-1"))
    waiting = Letter(
        key, "elsewhere", "elsewhere:chat", {}, Lane.notice, Operation.send, codec.dump(about), PAYLOAD_VERSION, "x"
    )
    await door.database.write(outbox.post, [waiting], door.clock(), leased=False)
    await asker.says("sluit K-1 beantwoord: Gelukt.")
    assert (await door.database.read(sent.get, key) is not None) is goes
