"""Brings the Café to Microsoft Teams. Only this folder knows the SDK, which wakes when `Teams` is asked for."""

from typing import TYPE_CHECKING

from adapters.teams.settings import TeamsSettings

if TYPE_CHECKING:
    from adapters.teams.adapter import Teams

__all__ = ["Teams", "TeamsSettings"]


def __getattr__(name: str) -> object:
    # The SDK takes a second to import: whoever reads the settings only, such as `plek chat`, does not wait for it.
    if name == "Teams":
        from adapters.teams.adapter import Teams  # noqa: PLC0415  # see above

        return Teams
    raise AttributeError(name)
