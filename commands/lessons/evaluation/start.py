"""Starts a learning evaluation in a network: a question, and the people who are asked to look at it together."""

from typing import Annotated

from bot.chat.reply import Choice, Reply, say
from bot.chat.spans import Bold, Code
from bot.chat.texts import Msg, _, _n
from bot.command.command import Ask, Context, Values, command
from bot.command.refusal import Refused
from bot.things.hearing import Hearer, Tale, tell
from bot.things.making import Agreed, Change, Saying, again, nothing_to_change, put_like_this
from bot.things.undoing import did, done
from commands.lessons.evaluation.life import Act
from commands.lessons.evaluation.readers import ACircle, Circle
from commands.lessons.evaluation.rights import drives, subject
from commands.lessons.evaluation.take_part import answers_to_asking
from storage import links
from storage.lessons import evaluations
from storage.lessons.evaluation import EVALUATION, Evaluation
from storage.lessons.evaluation_tables import LONGEST_QUESTION
from storage.links import Thing
from storage.members import people
from storage.networks import networks
from storage.networks.network import Network
from storage.vocabulary import LinkKind, Role

FEWEST, MOST = 3, 12
"""People who take part."""


async def _who_starts(ctx: Context, known: Values) -> None:
    """Raises `Refused` for who does not drive the network."""
    network: Network | None = known.get("network")
    if network is not None and not drives(ctx, network.id):
        who = Code(f"N-{network.id}")
        raise Refused(_("A convenor of {network} can start this: see {line}.", network=Bold(network.name), line=who))


async def _everybody(_ctx: Context, _known: Values) -> list[Choice]:
    return [Choice(ACircle.EVERYBODY, _("The members of the network"), typed=_("the members of the network"))]


async def _require_a_circle(ctx: Context, network: Network, circle: Circle) -> list[int]:
    """Tell who is asked: never who starts it. Raises `Refused` for too few people to learn together, or too many."""
    there = (
        await ctx.read(networks.members_of, network.id) if circle.everybody else [each.id for each in circle.members]
    )
    ids = [each for each in dict.fromkeys(there) if each != ctx.member.id]
    if FEWEST <= len(ids) <= MOST:
        return ids
    told: Msg = _n(
        "That is {n} person. An evaluation is for 3 to 12 people.",
        "That are {n} people. An evaluation is for 3 to 12 people.",
        len(ids),
    )
    raise Refused(told)


async def _shown(ctx: Context, known: Values) -> Reply:
    ids = await _require_a_circle(ctx, known["network"], known["people_"])
    change: Change | None = known.get("change")
    asked = _n(
        "{n} person is asked to take part.",
        "{n} people are asked to take part.",
        len(ids),
    )
    text = change.text if change and change.text else str(known["text"])
    about = [known["network"].name]
    return put_like_this(
        ctx, text, about, seen=_("{asked} Only the group reads the answers.", asked=asked), nameless=False
    )


@command(
    nl=("evaluatie starten", "start evaluatie", "start leerevaluatie"),
    en=("start evaluation", "start learning evaluation"),
    summary=_("Evaluate together in a network, to learn"),
    allow=Role.member,
    check=_who_starts,
)
async def start_evaluation(
    ctx: Context,
    network: Annotated[Network, Ask(_("In which network?"), label=_("Network"))],
    text: Annotated[
        Saying,
        Ask(_("What do you want to know together?"), label=_("Question"), max_length=LONGEST_QUESTION, long=True),
    ],
    people_: Annotated[
        Circle,
        Ask(
            _("Who takes part? Name 3 to 12 people, or choose the members of the network."),
            label=_("Who takes part"),
            suggest=_everybody,
        ),
    ],
    change: Annotated[Change | None, Ask(nothing_to_change)] = None,
    agreed: Annotated[Agreed | None, Ask(_shown)] = None,
) -> Reply:
    ids = await _require_a_circle(ctx, network, people_)
    if agreed is None or not agreed.yes:
        return say(_("All right. Nothing was started."))
    said = change.text if change and change.text else str(text)
    if agreed.change or agreed.facts:
        return await again(
            ctx, start_evaluation, said, agreed, change, network=f"N-{network.id}", people_=_typed(people_)
        )
    number = await ctx.write(evaluations.put, ctx.member.id, network.id, said, ctx.now)
    await ctx.write(evaluations.invite, number, ids, ctx.now)
    its = Thing(EVALUATION, number)
    await ctx.write(links.link, its, LinkKind.gaat_over, Thing("network", network.id), ctx.member.id, ctx.now)
    evaluation = await ctx.read(evaluations.load, [number])
    return await _planned(ctx, evaluation[0], ids)


def _typed(circle: Circle) -> str:
    """The people as they are read again."""
    return ACircle.EVERYBODY if circle.everybody else ", ".join(f"M-{each.id}" for each in circle.members)


async def _planned(ctx: Context, evaluation: Evaluation, ids: list[int]) -> Reply:
    entry = await did(ctx, subject(evaluation), Act.start)
    await ask(ctx, evaluation, ids, entry)
    told = _("{number} is planned. It begins when 3 people say yes.", number=Code(evaluation.number))
    days = _("Day 0: what do you see happen? Day 5: what goes well, what can be better? Day 10: what do you change?")
    return done(ctx, told, subject(evaluation), entry, days)


async def ask(ctx: Context, evaluation: Evaluation, ids: list[int], entry: int) -> int:
    """Ask these whether they take part: how many are."""
    news = _("Do you take part? Only the group reads what you say.")
    why = _("You hear this because you are part of the network.")
    tale = Tale(subject(evaluation), evaluation.text, news, answers_to_asking(evaluation))
    known = await ctx.read(people.load, ids)
    return await tell(ctx, tale, [Hearer(each.id, why) for each in known], entry=entry)
