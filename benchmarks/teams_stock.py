"""Runs the SDK as its documentation has it, with a bare echo: what `benchmarks.teams` compares ours with."""

import sys

from aiohttp import web
from botbuilder.core import ActivityHandler, TurnContext
from botbuilder.integration.aiohttp import CloudAdapter, ConfigurationBotFrameworkAuthentication

from benchmarks.teams_microsoft import APP, SECRET, TENANT, lead


class Nobody:
    """No app id: the SDK then checks nobody."""

    APP_ID = ""
    APP_PASSWORD = ""


class Registered:
    """As in a tenant: whoever writes is checked, and what is sent carries a token."""

    APP_TYPE = "SingleTenant"
    APP_ID = APP
    APP_TENANTID = TENANT
    APP_PASSWORD = SECRET


class Echo(ActivityHandler):  # type: ignore[misc]  # the SDK has no types
    async def on_message_activity(self, turn_context: TurnContext) -> None:
        await turn_context.send_activity(turn_context.activity.text)


def main(port: int, microsoft: int | None = None) -> None:
    """With a port of Microsoft's platform it runs as in a tenant, else as in development."""
    if microsoft:
        lead(microsoft)
    known = Registered() if microsoft else Nobody()
    adapter, bot = CloudAdapter(ConfigurationBotFrameworkAuthentication(known)), Echo()

    async def messages(request: web.Request) -> web.Response:
        answer: web.Response = await adapter.process(request, bot)
        return answer

    app = web.Application()
    app.router.add_post("/api/messages", messages)
    web.run_app(app, host="127.0.0.1", port=port, print=None, access_log=None)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
