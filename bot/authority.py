"""Who answers for what: the coordinators and convenors whose say reaches a network, a region or a question."""

from collections.abc import Iterable

from bot.command import Context, Refused, covers
from bot.wording import _
from storage import people
from storage.people import Member
from storage.vocabulary import Role


async def coordinators(ctx: Context, *, regions: Iterable[int], network: int | None = None) -> list[Member]:
    """Those who may decide there; when nobody's region reaches it, those who may decide everywhere."""
    held = await ctx.read(people.with_role, Role.coordinator)
    reach = list(regions)
    return [
        member
        for member in held
        if covers(member, ctx.atlas, Role.coordinator, regions=reach, network=network) and not member.blocked_at
    ]


def require(ctx: Context, role: Role, *, regions: Iterable[int] | None = None, network: int | None = None) -> None:
    """Raises `Refused` when the member's say does not reach that far."""
    if not ctx.may(role, regions=regions, network=network):
        raise Refused(_("You can do this only for the networks and regions that you answer for."))
