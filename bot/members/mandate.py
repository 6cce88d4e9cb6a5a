"""Tells as what somebody answers for others, and for where: their first screens are told apart by it."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.chat.texts import Msg, _
from bot.command.command import Context
from storage.atlas import Atlas
from storage.members.member import Member
from storage.vocabulary import Role


@dataclass(frozen=True, slots=True)
class Mandate:
    """The highest role that somebody holds for the country or for regions; a room or network gives none."""

    role: Role
    regions: tuple[str, ...] = ()
    """What it is for, by name; none is the whole country."""

    @property
    def coordinates(self) -> bool:
        return self.role is Role.coordinator

    @property
    def decides(self) -> bool:
        """Tell whether they decide, and leave the rest to coordinators."""
        return self.role is Role.steward

    @property
    def said(self) -> Msg:
        """Say it as a sentence names it: "ambassador of Twente"."""
        where = ", ".join(self.regions)
        if self.role is Role.admin:
            return _("administrator")
        if self.decides:
            return _("ambassador of {regions}", regions=where) if where else _("steward")
        return _("coordinator of {regions}", regions=where) if where else _("national coordinator")


def mandate(member: Member, atlas: Atlas) -> Mandate | None:
    """Return as what they answer for others; None for who does not."""
    held = [
        each
        for each in member.grants
        if each.role >= Role.coordinator and (each.everywhere or each.region_id in atlas.regions)
    ]
    if not held:
        return None
    role = max(each.role for each in held)
    mine = [each for each in held if each.role is role]
    if any(each.everywhere for each in mine):
        return Mandate(role)
    names = sorted(atlas.regions[each.region_id].name for each in mine if each.region_id is not None)
    return Mandate(role, tuple(dict.fromkeys(names)))


def mandate_of(ctx: Context) -> Mandate | None:
    return mandate(ctx.member, ctx.atlas)


def coordinates(ctx: Context) -> bool:
    """Tell whether somebody is here as a coordinator."""
    held = mandate_of(ctx)
    return held is not None and held.coordinates


def decides(ctx: Context) -> bool:
    """Tell whether somebody is here as a steward or ambassador."""
    held = mandate_of(ctx)
    return held is not None and held.decides


def drives(ctx: Context) -> bool:
    """Tell whether somebody drives a network, and answers for no region or the country besides."""
    mine = (each.role is Role.convenor and each.network_id is not None for each in ctx.member.grants)
    return mandate_of(ctx) is None and any(mine)


def own_region(ctx: Context) -> Sequence[str]:
    """Return the region that they answer for, when it is one: what a list is first shown of."""
    held = mandate_of(ctx)
    return held.regions if held is not None and len(held.regions) == 1 else ()


def own_agenda(ctx: Context) -> Sequence[str]:
    """Return the region that they answer for; of who answers for the whole country, that."""
    held = mandate_of(ctx)
    return (ctx.language.text(_("national")),) if held is not None and not held.regions else own_region(ctx)
