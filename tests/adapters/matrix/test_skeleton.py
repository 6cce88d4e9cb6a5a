"""One message through everything: a real client, a real homeserver, the adapter, the core, and back."""

from bot.app import Cafe
from tests.adapters.matrix.conftest import Enter
from tests.adapters.matrix.member import body
from tests.servers.synapse import Account


async def test_a_member_gets_help_and_networks_in_a_direct_chat(cafe: Cafe, bot: Account, enter: Enter) -> None:
    member = await enter("adviseur-water")
    chat = await member.chat_with(bot.user_id)
    greeting = await member.answer(chat, after=0)
    assert "PLeK" in body(greeting)
    assert "Netwerken" in body(await member.ask(chat, "hulp"))
    answer = await member.ask(chat, "netwerken")
    assert "netwerk" in body(answer)
    assert answer.source["content"]["msgtype"] == "m.notice"
