"""Says how far a member's grants reach."""

from collections.abc import Iterable

from storage.atlas import Atlas
from storage.members.member import Member
from storage.vocabulary import Role


def covers(
    member: Member,
    atlas: Atlas,
    role: Role,
    *,
    regions: Iterable[int] | None = None,
    network: int | None = None,
    conversation: int | None = None,
) -> bool:
    """Tell whether a member's grants reach that far:
    everywhere, that network or room, or around each of those regions.
    """
    around = [atlas.around([region]) for region in regions or ()]
    return any(
        grant.role >= role
        and (
            grant.everywhere
            or (network is not None and grant.network_id == network)
            or (conversation is not None and grant.conversation_id == conversation)
            or (bool(around) and all(grant.region_id in above for above in around))
        )
        for grant in member.grants
    )
