"""What becomes of the channels that the bot stands in, as Teams tells it, from its door to what is held of them.

https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/subscribe-to-conversation-events
"""

from storage.messaging import conversations
from storage.messaging.conversations import Audience
from tests.adapters.teams.activities import in_channel
from tests.adapters.teams.conftest import Office

CHANNEL = "19:overleg@thread.tacv2"


async def tell(office: Office, change: str, **channel: str) -> None:
    """Let Teams tell of a change in the team of that channel, in its general channel."""
    activity = in_channel("", type="conversationUpdate", id=change)
    activity["conversation"]["id"] = "19:general@thread.tacv2"
    activity["channelData"] |= {"eventType": change, **({"channel": {"id": CHANNEL, **channel}} if channel else {})}
    assert await office.post(activity) == 202
    await office.cafe.settled()


async def spoken_in(office: Office) -> Audience:
    """A private channel of that name, in which somebody spoke to the bot."""
    said = in_channel("hulp", id="spoken")
    team = said["channelData"]["team"]["id"]
    office.connector.channels[team] = [{"id": CHANNEL, "name": "Bodem", "type": "private"}]
    said["conversation"] |= {"id": f"{CHANNEL};messageid=1"}
    assert await office.post(said) == 202
    await office.cafe.settled()
    return await held(office)


async def held(office: Office) -> Audience:
    found = await office.cafe.database.read(conversations.by_key, f"teams:{CHANNEL}")
    assert found
    return found


async def test_a_channel_that_is_renamed_is_called_so_in_silence(office: Office) -> None:
    before = await spoken_in(office)
    sent = len(office.connector.sent)
    await tell(office, "channelRenamed", name="Bodem en water")
    now = await held(office)
    assert (before.name, now.name, now.id, now.left_at) == ("Bodem", "Bodem en water", before.id, None)
    assert now.closed, "it is still private"
    assert len(office.connector.sent) == sent


async def test_a_channel_that_is_deleted_is_left(office: Office) -> None:
    assert not (await spoken_in(office)).left_at
    await tell(office, "channelDeleted", name="Bodem en water")
    assert (await held(office)).left_at
