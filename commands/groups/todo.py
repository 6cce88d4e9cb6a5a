"""Finds the requests that wait for who looks after a group, and those too late for who coordinates."""

from collections.abc import Iterator

from bot.chat.reply import Action, words
from bot.chat.spans import Bold
from bot.chat.texts import _
from bot.members.todo import MOST, Chore, Chores, Keeper
from commands.groups.answer import keep_out, let_in
from storage.database.database import Tx
from storage.groups import groups, requests

WEIGHT = 3


def _find(tx: Tx, keeper: Keeper) -> Iterator[Chore]:
    found = requests.open_ones(tx, MOST)
    every = {each.id: each for each in groups.every(tx)} if found else {}
    for each in found:
        group = every.get(each.group_id)
        if group is None or each.member_id == keeper.member.id:
            continue
        coordinates = (group.keeper_id is None or each.overdue) and keeper.coordinates(group.regions)
        if group.keeper_id != keeper.member.id and not coordinates:
            continue
        doing = (Action(_("Yes"), let_in.line(each.id)), Action(_("No, because"), keep_out.line(each.id)))
        yield Chore(words(Bold(group.name)), _("somebody asks to be let in"), each.asked_at, WEIGHT, doing)


CHORES = Chores(_find)
