"""Receives activities: refuses what is not Teams, keeps what is, answers at once, invokes with their answer."""

import json
from collections.abc import Awaitable, Callable

import structlog
from aiohttp import web

from adapters.teams import shape
from adapters.teams.authentication import Authentication, NotAllowed, NotAuthentic
from adapters.teams.invoke import Invokes
from adapters.teams.parse import Malformed
from adapters.teams.words import Json
from bot.chat.limits import NoId
from storage.database.database import TROUBLE

log = structlog.get_logger()

LARGEST = 1024 * 1024
"""Bytes of a request. Teams sends 100 KB at most."""

Take = Callable[[Json], Awaitable[None]]
"""Keeps an activity, so that it may be acknowledged."""


class Server:
    """An aiohttp application of our own: the SDK's handler answers forgeries with 500, and every invoke as well."""

    def __init__(self, path: str, authentication: Authentication, take: Take, invokes: Invokes) -> None:
        self._authentication = authentication
        self._take = take
        self._invokes = invokes
        self.app = web.Application(client_max_size=LARGEST)
        self.app.router.add_post(path, self._post)

    async def _post(self, request: web.Request) -> web.Response:
        if request.content_type != "application/json":
            return _refused(request, 415, "not application/json")
        try:
            claims = await self._authentication.claims(request.headers.get("Authorization"))
            activity = _activity(await request.read())
            self._authentication.admit(claims, activity)
            shape.check(activity)
            if activity.get("type") == "invoke":
                status, body = await self._invokes.answer(activity)
                return web.json_response(body, status=status) if body is not None else web.Response(status=status)
            await self._take(activity)
        except NotAuthentic as why:
            return _refused(request, 401, str(why))
        except NotAllowed as why:
            return _refused(request, 403, str(why))
        except web.HTTPRequestEntityTooLarge:
            return _refused(request, 413, "too large")
        except (Malformed, NoId) as why:
            return _refused(request, 400, str(why))
        except RecursionError:
            return _refused(request, 400, "nested too deep")
        except TROUBLE as failure:
            # Not kept, so not acknowledged: Teams sends it again.
            return _refused(request, 503, type(failure).__name__)
        return web.Response(status=202)


def _activity(body: bytes) -> Json:
    try:
        activity = json.loads(body)
    except (ValueError, RecursionError) as failure:
        raise Malformed("no JSON") from failure
    if not isinstance(activity, dict):
        raise Malformed("no object")
    return activity


def _refused(request: web.Request, status: int, why: str) -> web.Response:
    """Says who and why, and nothing of what was said."""
    log.warning(
        "refused", status=status, why=why, peer=request.remote, request=request.headers.get("X-Correlating-OperationId")
    )
    return web.Response(status=status)
