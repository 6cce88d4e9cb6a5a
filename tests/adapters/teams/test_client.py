"""The Café in a real Teams client, over its HTTP and WebSocket interface."""

from bot.app import Cafe
from tests.servers.teams_client import Post, TeamsClient


async def test_hulp_and_netwerken_are_answered(teams_client: TeamsClient, teams_cafe: Cafe) -> None:
    await teams_client.say("hulp")
    assert "Netwerken" in said(await teams_client.wait_for(lambda post: bool(post.cards)))
    await teams_client.say("netwerken")
    assert "netwerk aanmelden" in said(await teams_client.wait_for(lambda post: True))


def said(post: Post) -> str:
    """All that a post says, also to clients that show no cards."""
    return post.text + "\n".join(card["fallbackText"] for card in post.cards)
