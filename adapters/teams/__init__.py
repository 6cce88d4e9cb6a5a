"""The Café on Microsoft Teams. Nothing outside this folder knows the SDK."""

from adapters.teams.adapter import Teams
from adapters.teams.settings import TeamsSettings

__all__ = ["Teams", "TeamsSettings"]
