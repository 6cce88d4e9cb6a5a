"""Says what is asked when Matrix is set up."""

from adapters.matrix.settings import MatrixSettings
from bot.cli.asking import Ask, Platform

SETUP = Platform(
    "Matrix",
    (
        Ask("homeserver", "Where does the homeserver answer?", "https://matrix.example.org"),
        Ask("user", "The bot's whole user id", "@plek:example.org"),
        Ask("password", "The password of its account", secret=True),
    ),
    "docs/matrix.md",
    MatrixSettings,
)
