"""Draws the buttons below a digest: have it less often, leave the next one out, stop it; for a channel, look at it."""

from bot.chat.reply import Action
from bot.chat.texts import _
from bot.command.labels import label_of
from bot.digest.footer import FooterButton
from commands.digest.settings import show_digest, skip, turn_off
from storage.vocabulary import Frequency


def _rarer(frequency: Frequency) -> Action | None:
    match frequency:
        case Frequency.daily:
            return Action(_("Every week"), show_digest.line(label_of(Frequency.weekly)))
        case Frequency.weekly | Frequency.biweekly:
            return Action(_("Every month"), show_digest.line(label_of(Frequency.monthly)))
        case Frequency.monthly:
            return None


FOOTER = (
    FooterButton(lambda _frequency: Action(_("About this digest"), show_digest.line()), channel=True),
    FooterButton(_rarer, rank=10),
    FooterButton(lambda _frequency: Action(_("Skip the next one"), skip.line()), rank=20),
    FooterButton(lambda _frequency: Action(_("Stop this"), turn_off.line()), rank=40),
)
