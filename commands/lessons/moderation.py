"""Lets lessons be reported, taken out of sight and shown again."""

from bot.things.moderation import Moderated, found_by, hidden_by
from commands.lessons.reader import ALesson
from storage.lessons import lessons
from storage.lessons.lesson import LESSON

MODERATED = Moderated(LESSON, "L", found_by(ALesson), hidden_by(lessons.get, lessons.hide))
