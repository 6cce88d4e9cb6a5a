"""Takes out events that lack what every event has, before nio sees them, which raises on some.

One event that cannot be read would else keep the whole sync from being read, now and each time again.
"""

from typing import Any

import structlog

Json = dict[str, Any]
"""Any: JSON of a homeserver."""

log = structlog.get_logger()


def sound_sync(body: Json) -> Json:
    """Return the answer to a sync, without misshapen events; of another shape altogether it stays as it is."""
    rooms = body.get("rooms")
    for membership in rooms.values() if isinstance(rooms, dict) else ():
        for room in membership.values() if isinstance(membership, dict) else ():
            for part in ("timeline", "state", "invite_state"):
                held = room.get(part) if isinstance(room, dict) else None
                if isinstance(held, dict) and isinstance(held.get("events"), list):
                    held["events"] = sound(held["events"], stripped=part == "invite_state")
    return body


def sound(events: list[Any], *, stripped: bool = False) -> list[Json]:
    """Return those that are; `stripped` ones, of an invitation, have neither id nor time."""
    kept = [event for event in events if _is_sound(event, stripped=stripped)]
    if len(kept) < len(events):
        log.warning("events refused", why="of another shape", events=len(events) - len(kept))
    return kept


def _is_sound(event: Any, *, stripped: bool) -> bool:  # Any: JSON
    if not isinstance(event, dict) or not isinstance(event.get("content"), dict):
        return False
    content = event["content"]
    if event.get("type") == "m.room.encrypted" and not all(_says(content, key) for key in ("sender_key", "session_id")):
        return False  # nio takes for granted that they say something
    texts = ("type", "sender") if stripped else ("type", "sender", "event_id")
    stamp = event.get("origin_server_ts")
    return all(isinstance(event.get(text), str) for text in texts) and (
        stripped or (isinstance(stamp, int) and not isinstance(stamp, bool))
    )


def _says(content: Json, key: str) -> bool:
    return key not in content or (isinstance(content[key], str) and bool(content[key]))
