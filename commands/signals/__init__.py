"""Signals from practice and what is decided on them, with the reason, the action and what people notice; and risks."""

from pathlib import Path

from bot.chat.texts import _
from bot.command.command import Verb
from bot.command.help_heading import HelpHeading
from bot.command.kind import Kind
from bot.command.tile import Tile
from bot.command.welcomes import Welcomes
from bot.members.mandate import decides, own_region
from bot.members.workbench import WorkbenchPage
from bot.sentences.samples import samples_in
from bot.things.acts import ANY, Acts, Chance, Offer
from bot.things.contributions import own_of
from bot.things.keeping import Kept
from bot.things.names import Named
from bot.things.publication import UNPUBLISH
from bot.topic import Topic
from commands.signals import (
    acts,
    around,
    briefing,
    browse,
    card,
    contributions,
    decide,
    digest,
    explained,
    figures,
    held,
    labels,
    lists,
    measures,
    moderation,
    monthly,
    publication,
    put,
    returning,
    review,
    search,
    todo,
    undo,
)
from commands.signals.life import Act
from commands.signals.readers import ASignal
from storage.signals.authorship import AUTHORED
from storage.signals.signal import SIGNAL, Signal

TOPIC = Topic(
    "signals",
    Tile(_("Decisions"), browse.list_decisions, rank=7, suits=decides, rest=own_region),
    Tile(_("Risks"), browse.list_risks, rank=8, suits=decides, rest=own_region),
    *samples_in(Path(__file__).parent),
    Kind(
        SIGNAL,
        "S",
        Signal,
        ASignal,
        _("a signal"),
        spoken=(
            "melding",
            "knelpunt",
            "signaaltje",
            "besluit",
            "bottleneck",
            "decision",
        ),
        lists="list_signals",
        own=own_of(SIGNAL, contributions.CONTRIBUTIONS),
    ),
    labels.STATES,
    labels.SCOPES,
    labels.DECISIONS,
    labels.RHYTHMS,
    Named(SIGNAL, card.names),
    Kept(SIGNAL, card.held_of),
    Acts(SIGNAL, frozenset({*Act, UNPUBLISH})),
    Offer(ANY, Chance.recurs, around.offer_any),
    put.FROM_LINE,
    Verb("same_here", "S", acts.join_signal),
    Verb("support", "S", acts.join_signal),
    Verb("join_with", "S", acts.merge_signals),
    Verb("take_back", "S", acts.withdraw_signal),
    Verb("react", "S", decide.react_to_signal),
    Verb("put", "S", decide.put_signal_to),
    Verb("publish", "S", acts.publish_decision),
    *undo.UNDO,
    *AUTHORED,
    search.FOLLOWABLE,
    search.FINDABLE,
    search.SOURCE,
    moderation.MODERATED,
    publication.PUBLISHED,
    publication.CONSENT,
    contributions.CONTRIBUTIONS,
    *held.HELD,
    measures.RAISED,
    measures.DECIDED,
    measures.ACTED,
    *figures.FIGURES,
    lists.SIGNALS,
    lists.RISKS,
    review.REVIEWED,
    digest.SECTION,
    briefing.BRIEFING,
    todo.CHORES,
    WorkbenchPage("signalen", _("Signals"), browse.list_signals, rank=20),
    returning.WORK,
    monthly.WORK,
    Welcomes(
        put.put_signal,
        _("A signal"),
        _("All members see it, and its coordinators do something with it. It can be put without your name."),
        frozenset({"melden", "doorgeven", "aankaarten", "signaleren", "report", "raise"}),
        rank=10,
    ),
    explained.ASIDES,
    HelpHeading(
        _("Signals and decisions"),
        (
            put.put_signal,
            browse.list_signals,
            browse.list_decisions,
            acts.join_signal,
            acts.propose_for,
            decide.put_signal_to,
            decide.view_signal,
            decide.decide_signal,
            decide.act_on_signal,
            decide.stop_signal,
            decide.react_to_signal,
            put.put_risk,
            browse.list_risks,
        ),
        rank=13,
    ),
    rank=13,
)
