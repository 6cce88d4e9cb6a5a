"""Names what of the impact a sentence in somebody's own words asks for: a figure, and a quarter."""

from enum import StrEnum

from bot.chat.texts import _
from bot.command.labels import Labels


class Chapter(StrEnum):
    """The figures that are asked for by one name, as their topics call them."""

    speed = "eerste antwoord"
    unanswered = "zonder antwoord"
    regions = "regio's"
    organisations = "organisaties"
    levels = "niveaus"
    reuse = "hergebruik"
    lessons = "lessen"
    heard = "terug gehoord"
    small = "initiatieven"
    unmet = "behoeften"
    networks = "netwerken"


class When(StrEnum):
    """A quarter as seen from now."""

    now = "dit kwartaal"
    before = "vorig kwartaal"


CHAPTERS = Labels(
    Chapter,
    {
        Chapter.speed: _("first answer"),
        Chapter.unanswered: _("without an answer"),
        Chapter.regions: _("another region"),
        Chapter.organisations: _("another organisation"),
        Chapter.levels: _("another level"),
        Chapter.reuse: _("earlier answers"),
        Chapter.lessons: _("lessons used"),
        Chapter.heard: _("heard back"),
        Chapter.small: _("small initiatives"),
        Chapter.unmet: _("unmet needs"),
        Chapter.networks: _("healthy networks"),
    },
    also={
        Chapter.lessons: ("lessons",),
        Chapter.small: ("kleine initiatieven",),
    },
)
WHEN = Labels(
    When,
    {When.now: _("this quarter"), When.before: _("last quarter")},
    also={When.before: ("het vorige kwartaal", "afgelopen kwartaal", "het afgelopen kwartaal")},
)
