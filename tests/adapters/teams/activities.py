"""Activities as Teams sends them, to the last field that matters. Any: JSON."""

from typing import Any

APP = "00000000-0000-4000-8000-0000000000a1"
TENANT = "00000000-0000-4000-8000-0000000000f0"
SERVICE = "https://teams.test/emea/"
BOT = f"28:{APP}"

Json = dict[str, Any]
"""Any: JSON."""


def message(text: str = "hulp", /, **changes: Any) -> Json:
    """Somebody says something in their personal chat."""
    return {
        "type": "message",
        "id": "1",
        "timestamp": "2026-11-02T09:00:00.000Z",
        "channelId": "msteams",
        "serviceUrl": SERVICE,
        "from": {"id": "29:adviseur", "name": "Adviseur Water", "aadObjectId": "00000000-0000-4000-8000-000000000003"},
        "conversation": {"id": "a:adviseur", "conversationType": "personal", "tenantId": TENANT},
        "recipient": {"id": BOT, "name": "PLeK"},
        "text": text,
        "textFormat": "plain",
        "locale": "nl-NL",
        "entities": [{"type": "clientInfo", "locale": "nl-NL", "country": "NL", "platform": "Windows"}],
        "channelData": {"tenant": {"id": TENANT}},
        **changes,
    }


def pressed(data: Json, /, *, verb: str = "run", **changes: Any) -> Json:
    """Somebody presses an `Action.Execute`."""
    return {
        **message(id="f:1"),
        "type": "invoke",
        "name": "adaptiveCard/action",
        "value": {"action": {"type": "Action.Execute", "verb": verb, "data": data}, "trigger": "manual"},
        "replyToId": "1690000000001",
        **changes,
    }


def query(command: str, words: str, **changes: Any) -> Json:
    """Somebody types in the message extension."""
    value = {
        "commandId": command,
        "parameters": [{"name": "words", "value": words}],
        "queryOptions": {"skip": 0, "count": 25},
    }
    return {**message(id="f:2"), "type": "invoke", "name": "composeExtension/query", "value": value, **changes}


def in_channel(text: str, *, thread: str = "1690000000000", **changes: Any) -> Json:
    """Somebody mentions the bot in a channel's thread."""
    return message(
        f"<at>PLeK</at>&nbsp;{text}",
        conversation={
            "id": f"19:bodem@thread.tacv2;messageid={thread}",
            "conversationType": "channel",
            "isGroup": True,
            "tenantId": TENANT,
        },
        entities=[{"type": "mention", "text": "<at>PLeK</at>", "mentioned": {"id": BOT, "name": "PLeK"}}],
        channelData={
            "tenant": {"id": TENANT},
            "team": {"id": "19:general@thread.tacv2", "name": "PLeK Café"},
            "channel": {"id": "19:bodem@thread.tacv2", "name": "Bodem"},
        },
        **changes,
    )
