"""Who asked meets who answered: by name where they agreed, with what opens a chat and the conversation."""

import pytest

from bot.chat.texts import _
from tests.cafe import BEGIN_CHAT, Door
from tests.commands.questions.conversation.test_conversing import speaks, two_places


@pytest.mark.parametrize("found", ["ja", "nee"])
async def test_an_answer_tells_whose_it_is_as_far_as_they_agreed(door: Door, found: str) -> None:
    asker, _asked, other = await two_places(door)
    helper = await door.member("Onderzoeker Lucht", found=found)
    await speaks(helper, "Met sensoren van de GGD.", other)
    heard = await asker.hears(_("There is an answer to your question:"))
    links = str(heard.reply.blocks)
    assert f"https://chat.example.org/{other.thread}" in links, "the conversation"
    assert (f"{BEGIN_CHAT}?with=onderzoeker-lucht" in links) is (found == "ja")
    assert ("Van Onderzoeker Lucht (Gemeente Voorbeeld)." in heard) is (found == "ja")
    assert ("Van een deelnemer." in heard) is (found == "nee")
