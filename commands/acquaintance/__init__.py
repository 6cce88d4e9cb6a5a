"""Acquaints once a month two members from different corners, who hear a name when both say yes.

Nobody sees who takes part. So it has no list, no count, no part in digests, search or what there is to do, no file, and
nothing in the audit trail that stays.
"""

from pathlib import Path

from bot.chat.texts import _
from bot.command.help_heading import HelpHeading
from bot.sentences.samples import samples_in
from bot.things.acts import Acts
from bot.topic import Topic
from commands.acquaintance import answer, clock, explained, held, standing, take_part
from commands.acquaintance.life import Act
from storage.vocabulary import Subject

TOPIC = Topic(
    "acquaintance",
    *samples_in(Path(__file__).parent),
    Acts(Subject.member, frozenset({take_part.ON, take_part.OFF, Act.want, Act.rather_not})),
    answer.KNOWN,
    explained.ASIDES,
    *take_part.UNDO,
    *answer.UNDO,
    *held.HELD,
    HelpHeading(
        _("Getting acquainted"),
        (take_part.get_acquainted, standing.show_introduction, take_part.stop_acquainting),
        rank=60,
    ),
    clock.WORK,
    rank=60,
)
