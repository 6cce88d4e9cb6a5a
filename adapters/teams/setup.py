"""Says what is asked when Teams is set up."""

from adapters.teams.settings import TeamsSettings
from bot.cli.asking import Ask, Platform

SETUP = Platform(
    "Microsoft Teams",
    (
        Ask("app_id", "The id of the bot's registration (application id)", "00000000-0000-0000-0000-000000000000"),
        Ask("tenant", "The id of your organisation (tenant id)", "00000000-0000-0000-0000-000000000000"),
        Ask("secret", "The client secret of the registration", secret=True),
    ),
    "docs/teams.md",
    TeamsSettings,
)
