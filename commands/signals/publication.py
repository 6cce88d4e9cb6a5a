"""Gives the web the decisions that a coordinator put there, without anybody's name; never a risk."""

from collections.abc import Mapping, Sequence

from bot.chat.reply import Subject
from bot.chat.spans import Code
from bot.chat.texts import _
from bot.command.command import Context
from bot.command.refusal import Refused
from bot.things.publication import CHANGED, NUMBER, REGIONS, THEMES, Consent, Field, Pages, Projection, Published, Shown
from commands.signals.labels import DECISIONS, STATES
from commands.signals.life import Act
from commands.signals.rights import require
from storage.database.database import Tx
from storage.signals import publication, signals
from storage.signals.publication import IN_SIGHT, SHELF
from storage.signals.signal import SIGNAL, Signal, Sort
from storage.vocabulary import Role

FEWEST = 3
"""Who raised it are counted from so many on."""


def _project(tx: Tx, ids: Sequence[int]) -> Mapping[int, Projection]:
    return {each.id: _shown(each) for each in signals.load(tx, ids) if _on_web(each)}


def _on_web(signal: Signal) -> bool:
    return signal.published and signal.sort is Sort.signal and signal.room_id is None and signal.state in IN_SIGHT


def _shown(signal: Signal) -> Projection:
    raised = len(signal.raisers)
    return {
        "number": signal.number,
        "text": signal.text,
        "state": signal.state.value,
        "decision": signal.decision.value if signal.decision else "",
        "decided": signal.decided,
        "reason": signal.reason,
        "action": signal.action,
        "regions": sorted(signal.regions),
        "themes": sorted(signal.themes),
        "raised": raised if raised >= FEWEST else None,
        "taken": signal.decided_at.isoformat() if signal.decided_at else "",
        "changed": signal.changed_at.isoformat(),
    }


_PAGES = Pages(
    {"nl": "besluiten", "en": "decisions"},
    _("Decisions"),
    _("Decision"),
    _("What was decided on what people met in practice, with the reason. Also what was not taken over."),
    SHELF,
    "text",
    (
        NUMBER,
        Field("text", "signaal", _("What people met"), schema="text"),
        Field("decision", "besluit", _("Decision"), Shown.label, DECISIONS),
        Field("decided", "watErGebeurt", _("What is done")),
        Field("reason", "reden", _("Because")),
        Field("action", "actie", _("Action")),
        Field("state", "status", _("Status"), Shown.label, STATES),
        REGIONS,
        THEMES,
        Field("raised", "inbrengers", _("Raised by"), Shown.amount),
        Field("taken", "beslotenOp", _("Decided on"), Shown.moment, schema="dateCreated"),
        CHANGED,
    ),
    sorted_by="decision",
    made="taken",
)
PUBLISHED = Published(SIGNAL, Act.publish, _project, _PAGES)


async def _coordinator_only(ctx: Context, thing: Subject, on: bool) -> None:
    signal = await ctx.read(signals.get, thing.id)
    if signal is None:
        raise Refused(_("{number} is not shown.", number=Code(thing.line)))
    if on:
        await require(ctx, signal, Act.publish)
    elif signal.maker_id != ctx.member.id and not ctx.may(Role.coordinator, regions=signal.regions):
        raise Refused(_("Only a coordinator, or who raised {number}, can do this.", number=Code(thing.line)))


CONSENT = Consent(SIGNAL, _coordinator_only, publication.publish)
