"""The message that asked a question, edited and deleted: while it is asked, and after."""

from dataclasses import replace

from bot.chat.message import Deleted, Message
from bot.chat.texts import _
from storage.questions import questions
from storage.questions.question import Question
from storage.vocabulary import Outcome, QuestionStatus
from tests.cafe import Door, Person, Said
from tests.commands.questions.conversation.test_conversing import a_room, thread

FIRST, SECOND = "Hoe meten buurten in Twente de luchtkwaliteit?", "Hoe meten buurten in Salland het geluid?"


async def begun(door: Door, who: Person) -> tuple[Message, Said]:
    said = who.message(f"vraag {FIRST}", where=thread(await a_room(door, "Lucht"), "root"))
    return said, await who.meets(said)


async def put(door: Door, who: Person) -> Message:
    said, _proposal = await begun(door, who)
    for _step in range(3):
        if (await who.says("ja", where=said.conversation)).reply.subject:
            break
    return said


def gone(who: Person, said: Message, number: str = "1") -> Deleted:
    return Deleted(f"deletion {number} of {said.id}", said.conversation.place, who.identity, said.id)


async def question(door: Door) -> Question:
    return await door.database.read(questions.get_one, 1)


async def test_an_edit_while_it_is_asked_is_read_again_and_that_is_what_is_put(door: Door) -> None:
    asker = await door.member("Adviseur Lucht")
    said, proposal = await begun(door, asker)
    assert "Twente" in proposal
    again = await asker.meets(asker.corrects(said, f"vraag {SECOND}"))
    assert again.tells(_("I read your message again."))
    assert "Salland" in again
    for _step in range(3):
        if (await asker.says("ja", where=said.conversation)).reply.subject:
            break
    assert (await question(door)).text == SECOND


async def test_deleted_while_it_is_asked_nothing_is_put(door: Door) -> None:
    asker = await door.member("Adviseur Lucht")
    said, _proposal = await begun(door, asker)
    assert (await asker.meets(gone(asker, said))).tells(_("You deleted your message, so I stopped. Nothing was put."))
    await asker.says("ja", where=said.conversation)
    assert await door.database.read(questions.get, 1) is None


async def test_an_edit_afterwards_changes_the_question_wherever_it_stands(door: Door) -> None:
    asker, helper = await door.member("Adviseur Lucht"), await door.member("Onderzoeker Lucht")
    said = await put(door, asker)
    await asker.says("breng K-1 bij Onderzoeker Lucht")
    request = await helper.hears(FIRST)
    await door.happens(asker.corrects(said, f"vraag {SECOND}"))
    assert (await question(door)).text == SECOND
    await door.far.until(lambda: any(SECOND in each and each.replaces for each in door.heard_in(said.conversation)))
    (retold,) = [each for each in door.heard_in(helper.chat) if each.replaces == request.native_id]
    assert SECOND in retold
    assert retold.buttons == request.buttons
    other = await door.member("Ander")
    await door.happens(replace(asker.corrects(said, "vraag Onzin?"), message=other.message("Onzin?", id=said.id)))
    assert (await question(door)).text == SECOND, "only its asker changes it"


async def test_a_deletion_withdraws_it_and_can_be_undone(door: Door) -> None:
    asker, helper = await door.member("Adviseur Lucht"), await door.member("Onderzoeker Lucht")
    said = await put(door, asker)
    await asker.says("breng K-1 bij Onderzoeker Lucht")
    request = await helper.hears(FIRST)
    await door.happens(gone(asker, said))
    held = await question(door)
    assert (held.status, held.outcome) == (QuestionStatus.closed, Outcome.withdrawn)
    told = await asker.hears(_("You deleted your message, so {number} is withdrawn.", number="K-1"))
    retold = [each for each in door.heard_in(helper.chat) if each.replaces == request.native_id]
    assert retold[-1].tells(_("{number} was withdrawn by its asker.", number="K-1")), "nobody answers for nothing"
    await asker.presses(_("Ask it again"), told)
    assert (await question(door)).status is QuestionStatus.open


async def test_an_undeleted_message_brings_its_question_back(door: Door) -> None:
    asker = await door.member("Adviseur Lucht")
    said = await put(door, asker)
    await door.happens(gone(asker, said))
    await door.happens(replace(asker.corrects(said, f"vraag {FIRST}"), restored=True))
    held = await question(door)
    assert (held.status, held.text) == (QuestionStatus.open, FIRST)


async def test_an_undeleted_answer_counts_again(door: Door) -> None:
    asker, helper = await door.member("Adviseur Lucht"), await door.member("Onderzoeker Lucht")
    where = (await put(door, asker)).conversation
    answer = helper.message("Met sensoren van de GGD.", where=where, addressed=False)
    await door.happens(answer)
    await door.happens(gone(helper, answer))
    assert (await question(door)).answers == ()
    await door.happens(replace(helper.corrects(answer, answer.text), restored=True))
    assert [each.text for each in (await question(door)).answers] == [answer.text]
