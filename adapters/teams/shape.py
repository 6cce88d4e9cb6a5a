"""Checks what we read of an activity, each part by its type: readers behind the door may trust it.

A part may be missing or null. What stands here nowhere is not read, and may be anything.
"""

from collections.abc import Mapping
from typing import Any, Final, TypeAlias

from adapters.teams.parse import Malformed
from adapters.teams.words import Json

Shape: TypeAlias = "type | Mapping[str, Shape] | list[Shape]"
"""A type, an object with these parts, or a list of such."""

_NAMED: Final[Shape] = {"id": str, "name": str}
_ACTIVITY: Final[Mapping[str, Shape]] = {
    "id": str,
    "text": str,
    "timestamp": str,
    "serviceUrl": str,
    "replyToId": str,
    "locale": str,
    "action": str,
    "from": {"id": str, "name": str, "aadObjectId": str, "role": str},
    "recipient": _NAMED,
    "conversation": {"id": str, "name": str, "conversationType": str, "tenantId": str, "isGroup": bool},
    "channelData": {
        "eventType": str,
        "tenant": {"id": str},
        "team": _NAMED,
        "channel": {"id": str, "name": str, "type": str},
    },
    "entities": [{"type": str, "text": str, "locale": str, "mentioned": _NAMED}],
    "membersAdded": [{"id": str}],
    "membersRemoved": [{"id": str}],
    "attachments": [{"contentType": str, "contentUrl": str, "name": str}],
}
_ASKED: Final[Mapping[str, Shape]] = {
    "adaptiveCard/action": {"action": {"data": {}}},
    "composeExtension/query": {"commandId": str, "parameters": [{"name": str, "value": str}]},
    "fileConsent/invoke": {
        "action": str,
        "context": {"name": str, "media_type": str, "line": str},
        "uploadInfo": {"uploadUrl": str, "contentUrl": str, "name": str, "uniqueId": str, "fileType": str},
    },
}
"""What stands in `value`, by the name of an invoke."""


def check(activity: Json) -> None:
    """Raises `Malformed`, naming the part that is of another type."""
    kind, name = activity.get("type"), activity.get("name")
    _check(activity, _ACTIVITY, "activity")
    if kind == "invoke" and isinstance(name, str) and name in _ASKED:
        _check(activity.get("value"), _ASKED[name], "activity.value")


def _check(part: Any, shape: Shape, where: str) -> None:  # Any: JSON
    if part is None:
        return
    match shape:
        case list():
            if not isinstance(part, list):
                raise Malformed(f"{where} is no list")
            for each in part:
                if each is None:
                    raise Malformed(f"{where} lists nothing")
                _check(each, shape[0], where)
        case Mapping():
            if not isinstance(part, Mapping):
                raise Malformed(f"{where} is no object")
            for name, inner in shape.items():
                _check(part.get(name), inner, f"{where}.{name}")
        case _:
            if not isinstance(part, shape):
                raise Malformed(f"{where} is no {shape.__name__}")
