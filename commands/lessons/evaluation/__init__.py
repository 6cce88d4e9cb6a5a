"""Lets a group of a network ask itself what it sees, what goes well and what can be better."""

from bot.chat.texts import _
from bot.command.command import Verb
from bot.command.kind import Kind, Reads
from bot.things.acts import Acts
from bot.things.keeping import Kept
from bot.things.names import Named
from commands.lessons.evaluation import around, card, rounds, start, take_part, undo
from commands.lessons.evaluation.life import Act
from commands.lessons.evaluation.readers import ACircle, AnEvaluation, Circle
from storage.accounts.authored import Authored
from storage.lessons import evaluations
from storage.lessons.evaluation import EVALUATION, Evaluation
from storage.lessons.evaluation_tables import evaluations as table

PARTS = (
    Kind(EVALUATION, "E", Evaluation, AnEvaluation, _("a learning evaluation")),
    Reads(Circle, ACircle),
    Named(EVALUATION, card.names),
    Kept(EVALUATION, card.held_of),
    Acts(EVALUATION, frozenset(Act)),
    Verb("close", "E", take_part.stop_evaluation),
    Verb("take_back", "E", take_part.stop_evaluation),
    *undo.UNDO,
    Authored(EVALUATION, "E", table, "maker_id", evaluations.withdraw),
    *around.PARTS,
    rounds.WORK,
)
HELP = (start.start_evaluation, card.list_evaluations)
