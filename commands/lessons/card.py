"""Draws a lesson as people see it: its card, and how it is named elsewhere."""

from collections.abc import Sequence

from bot.chat.reply import Action, Actions, Block, Fact, Facts, Heading, Inline, Quote, Reply, say, words
from bot.chat.reply import Subject as Card
from bot.chat.spans import Code, shorten
from bot.chat.texts import _, _n
from bot.command.command import Context
from bot.members.visibility import name_to
from bot.things.card import buttons_of, facts_of
from bot.things.following import follow_button
from bot.things.names import links_of
from commands.lessons.labels import ASPECTS, BASES, SIDES, STATES
from commands.lessons.life import Act
from commands.lessons.permissions import can, sees
from storage import links
from storage.lessons import lessons
from storage.lessons.lesson import LESSON, Lesson, State
from storage.links import Thing
from storage.members import people

BRIEF = 60
"""Letters of a lesson that are enough to know it by."""


async def card(ctx: Context, lesson: Lesson) -> Reply:
    """The lesson, who saw the same, who used it, and what this member can do; kept up to date where it stands."""
    thing = subject(lesson)
    if not await sees(ctx, lesson):
        return say(_("{number} is out of sight.", number=Code(lesson.number)))
    acts = await can(ctx, lesson)
    if lesson.state is State.withdrawn:
        told = _("{number} is withdrawn.", number=Code(lesson.number))
        back = (Actions((Action(_("Put it back"), ctx.line("reopen_lesson", lesson.number)),)),)
        return Reply((*say(told).blocks, *(back if Act.reopen in acts else ())), subject=thing)
    rows = [
        *await _facts(ctx, lesson),
        *await links_of(ctx, (await ctx.read(links.of, [Thing(LESSON, lesson.id)])).get(Thing(LESSON, lesson.id), [])),
        *await facts_of(ctx, thing),
    ]
    blocks: list[Block] = [
        Heading(words(*_title(ctx, lesson))),
        Quote(words(lesson.text)),
        *((Facts(tuple(rows)),) if rows else ()),
        *await _buttons(ctx, lesson, acts),
    ]
    return Reply(tuple(blocks), subject=thing)


def subject(lesson: Lesson) -> Card:
    """A lesson as the engine and other topics know it."""
    return Card(LESSON, lesson.id, lesson.number)


async def names(ctx: Context, ids: Sequence[int]) -> dict[int, Inline]:
    """Tell what lessons are called, those that are shown to the reader."""
    return {
        each.id: f"{each.number} {shorten(each.text, BRIEF)}"
        for each in await ctx.read(lessons.load, ids)
        if each.state is not State.withdrawn and await sees(ctx, each)
    }


def _title(ctx: Context, lesson: Lesson) -> list[Inline]:
    said = [SIDES[lesson.draft.side], ASPECTS[lesson.draft.aspect]]
    if lesson.state is State.old:
        said.append(STATES[State.old])
    return [" · ".join((lesson.number, *(ctx.language.text(each) for each in said)))]


async def _facts(ctx: Context, lesson: Lesson) -> list[Fact]:
    draft, rows = lesson.draft, []
    if draft.where:
        rows.append(Fact(BASES[draft.basis] if draft.basis else _("In"), words(draft.where)))
    about = [ctx.atlas.regions[each].name for each in sorted(draft.regions)]
    about += [ctx.atlas.themes[each].name for each in sorted(draft.themes)]
    if about:
        rows.append(Fact(_("About"), words(" · ".join(about))))
    if draft.next_time:
        rows.append(Fact(_("Next time"), words(draft.next_time)))
    seen = regions_told(lesson)
    if seen:
        rows.append(Fact(_("Elsewhere"), words(*seen)))
    if lesson.uses:
        told = [": ", shorten(lesson.stories[0], 90)] if lesson.stories else []
        rows.append(Fact(_("Used"), words(_n("{n} time", "{n} times", lesson.uses), *told)))
    maker = lesson.shown_maker
    if maker is not None:
        known = await ctx.read(people.load, [maker])
        rows.append(Fact(_("Shared by"), words(name_to(ctx, known[0] if known else None))))
    return rows


def regions_told(lesson: Lesson) -> list[Inline]:
    """In how many regions it is so too, and in how many it is not."""
    told: list[Inline] = []
    if lesson.same:
        told.append(_n("so too in {n} region", "so too in {n} regions", lesson.same))
    if lesson.other:
        told += [" · "] if told else []
        told.append(_n("not so in {n} region", "not so in {n} regions", lesson.other))
    if lesson.reasons:
        told += [": ", shorten(lesson.reasons[-1], 90)]
    return told


async def _buttons(ctx: Context, lesson: Lesson, acts: frozenset[str]) -> list[Actions]:
    number = lesson.number
    first: list[Action] = []
    if Act.see in acts or not ctx.member.signed_up_at:
        first += [
            Action(_("Same with us"), ctx.line("same_lesson", number)),
            Action(_("Not with us"), ctx.line("other_lesson", number)),
        ]
    use = [Action(_("We used it"), ctx.line("use_lesson", number))] if Act.use in acts else []
    more = [*use, *await follow_button(ctx, subject(lesson))]
    if lesson.draft.failure and not lesson.celebrated and Act.celebrate in acts:
        more.append(Action(_("Celebrate it in the digest"), ctx.line("celebrate_lesson", number)))
    if Act.age in acts:
        more.append(Action(_("It holds no more"), ctx.line("age_lesson", number)))
    if lesson.state is State.old and Act.hold in acts:
        more.append(Action(_("It still holds"), ctx.line("hold_lesson", number)))
    if Act.withdraw in acts:
        more.append(Action(_("Take back"), ctx.line("withdraw_lesson", number)))
    more += await buttons_of(ctx, subject(lesson))
    shown = [Actions(tuple(first))] if first else []
    return [*shown, *([Actions(tuple(more), under=_("More"))] if more else [])]


def look(lesson: Lesson) -> Action:
    return Action(_("View"), lesson.number)
