"""A bot that says what it got, to try the Teams client with: no SDK, no product."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import ClientSession, web

from tests.servers.teams_client import Json

CARD_TYPE = "application/vnd.microsoft.card.adaptive"


def card(text: str) -> Json:
    actions = [
        {"type": "Action.Execute", "title": "Toon", "verb": "run", "data": {"line": "K-12"}},
        {"type": "Action.Submit", "title": "Volg", "data": {"line": "volg K-12"}},
    ]
    body = [{"type": "TextBlock", "text": text, "wrap": True}]
    return {"type": "AdaptiveCard", "version": "1.5", "body": body, "actions": actions}


@asynccontextmanager
async def echo_bot(port: int) -> AsyncIterator[list[Json]]:
    """Listen for activities, which the list collects.

    It shows that it is busy, and then answers: `kaart` with a card, `vervang` with a post that is then replaced,
    anything else with itself.
    """
    seen: list[Json] = []

    async def messages(request: web.Request) -> web.Response:
        activity: Json = await request.json()
        seen.append(activity)
        if activity["type"] == "invoke":
            answer = {"statusCode": 200, "type": CARD_TYPE, "value": card(f"{activity['value']['action']['data']}")}
            return web.json_response(answer)
        if activity["type"] == "message":
            await _answer(activity)
        return web.Response()

    app = web.Application()
    app.router.add_post("/api/messages", messages)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    try:
        yield seen
    finally:
        await runner.cleanup()


async def _answer(activity: Json) -> None:
    text = str(activity.get("text") or activity.get("value"))
    url = f"{activity['serviceUrl']}/v3/conversations/{activity['conversation']['id']}/activities"
    message: Json = {"type": "message", "from": activity["recipient"], "conversation": activity["conversation"]}
    async with ClientSession(raise_for_status=True) as http:
        await http.post(url, json={**message, "type": "typing"})
        if "kaart" in text:
            attachment = {"contentType": CARD_TYPE, "content": card("Onder Twente")}
            await http.post(url, json={**message, "attachments": [attachment]})
            return
        async with http.post(url, json={**message, "text": text}) as posted:
            number = (await posted.json())["id"]
        if "vervang" in text:
            await http.put(f"{url}/{number}", json={**message, "text": "vervangen"})
