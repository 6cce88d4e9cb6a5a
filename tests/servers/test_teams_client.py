"""The Teams client of the tests, against a bot that echoes."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.servers.echo_bot import echo_bot
from tests.servers.teams_client import CHANNEL, KERNTEAM_TWENTE, NoSuchPost, TeamsClient, account
from tests.servers.teams_client import Json as Activity


@pytest.fixture
async def seen(bot_port: int) -> AsyncIterator[list[Activity]]:
    """What an echo bot got."""
    async with echo_bot(bot_port) as activities:
        yield activities


async def test_a_personal_message_is_answered(teams_client: TeamsClient, seen: list[Activity]) -> None:
    await teams_client.say("hulp")
    post = await teams_client.wait_for(lambda post: post.text == "hulp")
    assert post.conversation == teams_client.user.personal_chat
    assert seen[0]["from"] == account(teams_client.user)


async def test_installing_says_so_in_two_ways(teams_client: TeamsClient, seen: list[Activity]) -> None:
    await teams_client.install()
    await teams_client.say("klaar")
    await teams_client.wait_for(lambda post: post.text == "klaar")
    assert {activity["type"] for activity in seen[:2]} == {"installationUpdate", "conversationUpdate"}


async def test_a_channel_lets_only_mentions_through(teams_client: TeamsClient, seen: list[Activity]) -> None:
    await teams_client.say("niet voor de bot", to=CHANNEL)
    thread = await teams_client.mention("netwerken")
    post = await teams_client.wait_for(lambda post: "netwerken" in post.text)
    assert post.conversation == thread
    assert thread.startswith(f"{CHANNEL};messageid=")
    assert [activity["text"] for activity in seen] == ["<at>PLeK</at> netwerken"]


async def test_a_reply_stays_in_its_thread(teams_client: TeamsClient, seen: list[Activity]) -> None:
    thread = await teams_client.mention("netwerken")
    assert await teams_client.mention("meer", to=thread) == thread
    post = await teams_client.wait_for(lambda post: "meer" in post.text)
    assert post.conversation == thread


async def test_a_post_is_replaced_in_place(teams_client: TeamsClient, seen: list[Activity]) -> None:
    await teams_client.say("vervang")
    before = await teams_client.wait_for(lambda post: not post.replaced)
    after = await teams_client.wait_for(lambda post: post.replaced)
    assert (before.text, after.text) == ("vervang", "vervangen")
    assert before.id == after.id


async def test_buttons_reach_the_bot(teams_client: TeamsClient, seen: list[Activity]) -> None:
    await teams_client.say("kaart")
    post = await teams_client.wait_for(lambda post: bool(post.cards))
    answer = await teams_client.execute(post, "run", {"line": "K-12"})
    assert answer["value"]["body"][0]["text"] == "{'line': 'K-12'}"
    await teams_client.submit(post, {"line": "volg K-12"})
    await teams_client.wait_for(lambda post: "volg K-12" in post.text)
    assert seen[-1]["replyToId"] == post.id
    assert "text" not in seen[-1]


async def test_somebody_else_can_speak(teams_client: TeamsClient, seen: list[Activity]) -> None:
    thread = await teams_client.mention("eerst")
    await teams_client.activity(
        {
            "type": "message",
            "id": "1",
            "text": "als ander",
            "from": account(KERNTEAM_TWENTE),
            "conversation": {"id": thread, "conversationType": "channel"},
        }
    )
    await teams_client.wait_for(lambda post: post.text == "als ander")
    assert seen[-1]["from"]["name"] == "Kernteam Twente"


async def test_a_silent_bot_is_reported_with_what_was_seen(teams_client: TeamsClient, seen: list[Activity]) -> None:
    await teams_client.say("hulp")
    await teams_client.wait_for(lambda post: True)
    with pytest.raises(NoSuchPost, match="text='hulp'"):
        await teams_client.wait_for(lambda post: True, within=0.1)


async def test_it_listens_on_loopback_only(teams_client: TeamsClient) -> None:
    assert listening_at(teams_client.port) == ["0100007F"]


def listening_at(port: int) -> list[str]:
    """The addresses, as the kernel writes them, at which somebody listens on this TCP port."""
    rows = [line.split() for name in ("tcp", "tcp6") for line in Path(f"/proc/net/{name}").read_text().splitlines()[1:]]
    listening = "0A"
    return [row[1].split(":")[0] for row in rows if row[1].endswith(f":{port:04X}") and row[3] == listening]
