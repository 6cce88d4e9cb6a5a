"""Reads lessons from their numbers: L-4."""

from bot.chat.spans import Code
from bot.chat.texts import _
from bot.reading.numbered import Numbered, Source
from storage.lessons import lessons
from storage.lessons.lesson import Lesson


class ALesson(Numbered[Lesson]):
    letter = "L"
    source = Source(lessons.get, lessons.latest)
    which = _("Which lesson? Give its number, like {example}.", example=Code("L-4"))
    missing = _("Lesson {number} does not exist.")
