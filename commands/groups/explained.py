"""Answers what members ask about groups: how one gets in, what a group is for, and who looks after it."""

from bot.chat.spans import Bold
from bot.chat.texts import Msg, _, _n
from bot.command.asides import Aside, Asides
from bot.command.command import Context
from bot.members.visibility import name_to
from bot.things.answers import answer
from commands.groups.answer import may_answer
from commands.groups.ask_in import ANSWER_DAYS, ask_in
from commands.groups.browse import list_groups, of_sentence, show_group
from commands.groups.hub_labels import be_in_hub, who_is_in_hub
from storage.groups import groups, requests
from storage.groups.group import Group
from storage.members import people
from storage.vocabulary import Role

MOST = 100
_HEARS = _("You hear a yes, or a no with the reason, within {n} working days.", n=ANSWER_DAYS)
_DECIDES = _("Who looks after the group decides. If nobody does, who coordinates the Café decides.")
ASIDES = (
    Asides(
        (ask_in, show_group),
        {
            Aside.decides: _DECIDES,
            Aside.hears: _HEARS,
            Aside.lasts: _HEARS,
            Aside.seen: _("Only who looks after the group sees that you asked, by the name that you show."),
            Aside.undone: _("Yes, as long as nobody answered."),
        },
    ),
    Asides(
        (be_in_hub,),
        {
            Aside.seen: _("Everybody who looks at the hub sees it, by the name that you show."),
            Aside.decides: _("You do: it is a label, and gives no right."),
            Aside.undone: _("Yes. You can take it off at any moment."),
        },
    ),
)
_GROUPS = (_("All groups"), list_groups)
_ASK = (_("Ask to be let in"), ask_in)


@answer(
    nl=("hoe kom ik in een groep", "kun jij mij in een kanaal zetten"),
    en=("how do i get into a group", "can you add me to a channel"),
    asks=_("How one gets into a group"),
    then=(_ASK, _GROUPS),
)
async def how_one_gets_in(_ctx: Context) -> Msg:
    return _(
        "I can add nobody myself. An open group you find in Teams or Matrix; for a closed one I ask who looks after "
        "it, and you hear within {n} working days.",
        n=ANSWER_DAYS,
    )


@answer(
    nl=("voor wie is groep",),
    en=("whom is group for",),
    asks=_("What a group is for"),
    then=((_("View"), show_group), (_("How do I get there"), ask_in)),
    fills=of_sentence,
)
async def what_group_is_for(_ctx: Context, group: Group) -> Msg:
    whom = group.for_whom or group.part_of
    name = Bold(group.name)
    if group.closed:
        return _("{name} is a closed group, for {whom}. You can ask to be let in.", name=name, whom=whom)
    return _("{name} is for {whom}, and open to everybody.", name=name, whom=whom)


@answer(
    nl=("beheerder van groep",),
    en=("who is keeper of group",),
    asks=_("Who looks after a group"),
    then=((_("View"), show_group), _ASK),
    fills=of_sentence,
)
async def who_keeps_group(ctx: Context, group: Group) -> Msg:
    name = Bold(group.name)
    for each in await ctx.read(people.load, [group.keeper_id] if group.keeper_id is not None else []):
        return _("{who} looks after {name}.", who=name_to(ctx, each), name=name)
    return _("Nobody looks after {name} yet. Who coordinates the Café answers who wants to join.", name=name)


@answer(
    nl=("verzoeken om toegang tot een groep",),
    en=("requests to be let into a group",),
    asks=_("Who waits to be let in"),
    allow=Role.member,
    private=True,
    then=(_GROUPS,),
)
async def who_waits_to_be_let_in(ctx: Context) -> Msg:
    every = {each.id: each for each in await ctx.read(groups.every)}
    found = await ctx.read(requests.open_ones, MOST)
    mine = [each for each in found if each.member_id != ctx.member.id and may_answer(ctx, every[each.group_id])]
    if not mine:
        return _("Nobody waits for you to let them in. When somebody asks, you get it with a yes and a no.")
    return _n(
        "{n} request waits for your yes or no: you find it in what there is to do.",
        "{n} requests wait for your yes or no: you find them in what there is to do.",
        len(mine),
    )


@answer(
    nl=("wat mag een verbinder", "wat houdt een rol in een hub in"),
    en=("what may a connector do", "what is a role in a hub"),
    asks=_("What a role in a hub means"),
    then=((_("Who is what in a hub"), who_is_in_hub), (_("That is me"), be_in_hub)),
)
async def what_hub_role_is(_ctx: Context) -> Msg:
    return _(
        "It says what you are in a hub: connector, entrepreneur, project leader or liaison officer. It gives no right; "
        "others find you by it, and you can take it off at any moment."
    )
