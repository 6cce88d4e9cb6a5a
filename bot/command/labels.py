"""Names the values of closed sets as people read them, and knows other words that stand for one of ours."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Generic, TypeVar

from bot.chat.texts import LANGUAGES, Language, Msg, _
from storage.database.text import fold
from storage.search.analyser import tokens
from storage.vocabulary import (
    Field,
    Frequency,
    Holidays,
    Knowing,
    KnowledgeType,
    Level,
    NetworkKind,
    NetworkStatus,
    OrganisationKind,
    Place,
    QuestionKind,
    Quiet,
    Readership,
    Resource,
    Role,
    Side,
)

E = TypeVar("E", bound=StrEnum)


@dataclass(frozen=True)
class Labels(Generic[E]):
    """Names the values of a closed set. A topic declares those of its own."""

    kind: type[E]
    labels: Mapping[E, Msg]
    also: Mapping[E, tuple[str, ...]] = field(default_factory=dict)
    """What else people call one, in any language: inflections, abbreviations."""

    def __getitem__(self, value: E) -> Msg:
        return self.labels[value]

    def names(self, value: E) -> tuple[str, ...]:
        """Tell all that people call one of them."""
        called = (Language(code).text(self.labels[value]) for code in LANGUAGES)
        return (value.value, *called, *self.also.get(value, ()))

    @cached_property
    def forms(self) -> Mapping[tuple[str, ...], E]:
        """Each name of a value as the words that a text has for it."""
        named = ((name, value) for value in self.labels for name in self.names(value))
        return {tuple(token.word for token in tokens(name)): value for name, value in named}


class Weekday(StrEnum):
    """In the order of `datetime.date.weekday`."""

    monday = "monday"
    tuesday = "tuesday"
    wednesday = "wednesday"
    thursday = "thursday"
    friday = "friday"
    saturday = "saturday"
    sunday = "sunday"


_LABELS: Mapping[type[StrEnum], Mapping[StrEnum, Msg]] = {
    OrganisationKind: {
        OrganisationKind.rijk: _("national government"),
        OrganisationKind.provincie: _("province"),
        OrganisationKind.gemeente: _("municipality"),
        OrganisationKind.waterschap: _("water authority"),
        OrganisationKind.omgevingsdienst: _("environment agency"),
        OrganisationKind.uitvoeringsorganisatie: _("executive agency"),
        OrganisationKind.koepel: _("umbrella organisation"),
        OrganisationKind.kennisinstelling: _("knowledge institution"),
        OrganisationKind.planbureau: _("planning bureau"),
        OrganisationKind.maatschappelijk_initiatief: _("civic initiative"),
        OrganisationKind.bedrijf: _("company"),
    },
    NetworkKind: {
        NetworkKind.kennisnetwerk: _("knowledge network"),
        NetworkKind.leernetwerk: _("learning network"),
        NetworkKind.community_of_practice: _("community of practice"),
        NetworkKind.programma: _("programme"),
        NetworkKind.regionale_kennishub: _("regional knowledge hub"),
        NetworkKind.gebiedswerkplaats: _("area workshop"),
        NetworkKind.maatschappelijk_initiatief: _("civic initiative"),
    },
    Level: {
        Level.lokaal: _("local"),
        Level.regionaal: _("regional"),
        Level.nationaal: _("national"),
        Level.europees: _("European"),
    },
    KnowledgeType: {
        KnowledgeType.praktijkkennis: _("practice knowledge"),
        KnowledgeType.onderzoekskennis: _("research knowledge"),
        KnowledgeType.beleidskennis: _("policy knowledge"),
        KnowledgeType.proceskennis: _("process knowledge"),
        KnowledgeType.methodologische_kennis: _("knowledge of methods"),
        KnowledgeType.transitiekennis: _("transition knowledge"),
        KnowledgeType.materiekennis: _("subject knowledge"),
    },
    QuestionKind: {
        QuestionKind.inhoudelijk: _("about the task itself"),
        QuestionKind.organisatorisch: _("about how knowledge is organised"),
        QuestionKind.relationeel: _("about values and working together"),
    },
    Knowing: {
        Knowing.there: _("it is there"),
        Knowing.elsewhere: _("to be found elsewhere"),
        Knowing.develop: _("to be developed"),
        Knowing.unknown: _("unknown"),
    },
    NetworkStatus: {
        NetworkStatus.draft: _("draft"),
        NetworkStatus.proposed: _("waiting for approval"),
        NetworkStatus.listed: _("listed"),
        NetworkStatus.archived: _("archived"),
    },
    Side: {
        Side.needs: _("needs"),
        Side.offers: _("offers"),
    },
    Resource: {
        Resource.mensen: _("people"),
        Resource.geld: _("money"),
        Resource.recht: _("legal help"),
        Resource.techniek: _("technique"),
        Resource.training: _("training"),
        Resource.ruimte: _("a room"),
    },
    Frequency: {
        Frequency.daily: _("every working day"),
        Frequency.weekly: _("every week"),
        Frequency.biweekly: _("every two weeks"),
        Frequency.monthly: _("every month"),
    },
    Quiet: {
        Quiet.nothing: _("nothing"),
        Quiet.line: _("one line"),
        Quiet.need: _("one question that needs an answer"),
    },
    Field: {
        Field.found: _("My name, so that I can be found"),
        Field.organisation: _("My organisation and role"),
        Field.knows: _("What I know about"),
    },
    Place: {
        Place.members: _("members who signed up"),
        Place.rooms: _("everyone in a channel or room"),
        Place.web: _("everyone on the website"),
    },
    Readership: {
        Readership.convenors: _("somebody who drives a network"),
        Readership.policy_makers: _("a policy maker"),
        Readership.initiatives: _("somebody of an initiative"),
    },
    Holidays: {
        Holidays.send: _("send it all the same"),
        Holidays.skip: _("skip that one"),
        Holidays.move: _("the next working day"),
    },
    Weekday: {
        Weekday.monday: _("Monday"),
        Weekday.tuesday: _("Tuesday"),
        Weekday.wednesday: _("Wednesday"),
        Weekday.thursday: _("Thursday"),
        Weekday.friday: _("Friday"),
        Weekday.saturday: _("Saturday"),
        Weekday.sunday: _("Sunday"),
    },
}


_ALSO: Mapping[type[StrEnum], Mapping[StrEnum, tuple[str, ...]]] = {
    NetworkKind: {
        NetworkKind.community_of_practice: ("CoP", "communities of practice"),
        NetworkKind.maatschappelijk_initiatief: (
            "bewonersinitiatief",
            "bewonersinitiatieven",
            "burgerinitiatief",
            "burgerinitiatieven",
            "maatschappelijke initiatieven",
            "initiatief",
            "initiatieven",
            "civic initiatives",
        ),
        NetworkKind.leernetwerk: ("leerkring", "leerkringen", "leernetwerken", "learning networks"),
        NetworkKind.kennisnetwerk: ("kennisnetwerken", "knowledge networks"),
        NetworkKind.regionale_kennishub: (
            "kennishub",
            "kennishubs",
            "hub",
            "hubs",
            "regionale kennishubs",
            "regional knowledge hubs",
        ),
        NetworkKind.programma: ("programma's", "programmes", "programs"),
        NetworkKind.gebiedswerkplaats: ("gebiedswerkplaatsen", "werkplaats", "werkplaatsen", "area workshops"),
    },
    Level: {
        Level.lokaal: ("lokale", "plaatselijk", "plaatselijke", "gemeentelijk niveau", "in de buurt"),
        Level.regionaal: ("regionale", "provinciaal", "provinciale", "provinciaal niveau"),
        Level.nationaal: ("nationale", "landelijk", "landelijke", "rijksniveau"),
        Level.europees: ("Europese",),
    },
    KnowledgeType: {
        KnowledgeType.praktijkkennis: ("uit de praktijk", "practical knowledge"),
        KnowledgeType.onderzoekskennis: ("uit onderzoek",),
        KnowledgeType.beleidskennis: ("policy knowledge",),
        KnowledgeType.proceskennis: ("process knowledge",),
        KnowledgeType.methodologische_kennis: ("methodological knowledge",),
    },
    QuestionKind: {
        QuestionKind.inhoudelijk: ("inhoudelijke", "over de inhoud"),
        QuestionKind.organisatorisch: ("organisatorische", "organisational", "over organisatie"),
        QuestionKind.relationeel: ("relationele", "relational", "over samenwerking"),
    },
    Knowing: {
        Knowing.there: ("er is kennis", "er al", "is er al", "bestaat", "bestaat al", "there", "exists"),
        Knowing.elsewhere: ("elders", "elders halen", "halen", "elders ophalen", "elsewhere", "get it elsewhere"),
        Knowing.develop: ("ontwikkelen", "zelf ontwikkelen", "uitzoeken", "onderzoeken", "develop", "find out"),
        Knowing.unknown: ("niet bekend", "weten we niet", "weet ik niet", "not known"),
    },
    Side: {
        Side.needs: (
            "zoekt",
            "zoeken",
            "nodig",
            "nodig heeft",
            "need",
            "looking for",
            "looks for",
        ),
        Side.offers: ("biedt", "bieden", "aanbiedt", "aanbieden", "over heeft", "offer", "to offer", "spare"),
    },
    Resource: {
        Resource.mensen: ("vrijwilligers", "menskracht", "handen", "volunteers", "hands"),
        Resource.geld: ("financiering", "subsidie", "budget", "funding"),
        Resource.recht: ("juridisch", "juridische hulp", "jurist", "juristen", "law", "lawyer", "legal"),
        Resource.techniek: ("technisch", "technische hulp", "technical help"),
        Resource.training: ("trainingen", "scholing", "cursus", "cursussen", "course", "courses"),
        Resource.ruimte: ("een zaal", "zaal", "ruimtes", "zaalruimte", "room", "rooms", "a place to meet"),
    },
    Frequency: {
        Frequency.daily: ("dagelijks", "elke dag", "daily", "every day"),
        Frequency.weekly: (
            *("wekelijks", "eens per week", "een keer per week", "1x per week", "1 keer per week"),
            *("weekly", "once a week"),
        ),
        Frequency.biweekly: ("tweewekelijks", "om de week", "om de twee weken", "elke 2 weken", "every other week"),
        Frequency.monthly: (
            *("maandelijks", "eens per maand", "een keer per maand", "1x per maand", "1 keer per maand"),
            *("monthly", "once a month"),
        ),
    },
    Weekday: {
        Weekday.monday: ("ma", "mon", "maandags", "maandagen", "mondays"),
        Weekday.tuesday: ("di", "tue", "tues", "dinsdags", "dinsdagen", "tuesdays"),
        Weekday.wednesday: ("wo", "wed", "woensdags", "woensdagen", "wednesdays"),
        Weekday.thursday: ("do", "thu", "thurs", "donderdags", "donderdagen", "thursdays"),
        Weekday.friday: ("vr", "fri", "vrijdags", "vrijdagen", "fridays"),
        Weekday.saturday: ("za", "sat", "zaterdags", "zaterdagen", "saturdays"),
        Weekday.sunday: ("zo", "sun", "zondags", "zondagen", "sundays"),
    },
}

CORE = tuple(Labels(kind, labels, _ALSO.get(kind, {})) for kind, labels in _LABELS.items())
"""What the values of the core are called, and those that topics share."""
NETWORK_KINDS, LEVELS, QUESTION_KINDS, KNOWLEDGE, KNOWING, SIDES, RESOURCES = (
    next(each for each in CORE if each.kind is kind)
    for kind in (NetworkKind, Level, QuestionKind, KnowledgeType, Knowing, Side, Resource)
)

ROLES: Mapping[Role, Msg] = {
    Role.visitor: _("visitor"),
    Role.member: _("member"),
    Role.convenor: _("convenor"),
    Role.coordinator: _("coordinator"),
    Role.steward: _("steward"),
    Role.admin: _("administrator"),
}


def label_of(value: StrEnum) -> Msg:
    """Tell what a value of the core is called. Raises `KeyError` for one of a topic, which has `Labels` of its own."""
    return _LABELS[type(value)][value]


SPOKEN = {"nl": "nl", "nederlands": "nl", "dutch": "nl", "en": "en", "engels": "en", "english": "en"}
"""The code of a language, by what people call it."""

_KIND_BY_FIRST_WORD: Mapping[str, OrganisationKind] = {
    "provincie": OrganisationKind.provincie,
    "gemeente": OrganisationKind.gemeente,
    "waterschap": OrganisationKind.waterschap,
    "hoogheemraadschap": OrganisationKind.waterschap,
    "wetterskip": OrganisationKind.waterschap,
    "omgevingsdienst": OrganisationKind.omgevingsdienst,
    "ministerie": OrganisationKind.rijk,
    "universiteit": OrganisationKind.kennisinstelling,
    "hogeschool": OrganisationKind.kennisinstelling,
}


def kind_of(organisation: str) -> OrganisationKind | None:
    """Tell what the name of an organisation says that it is; None when it does not say."""
    first, *_rest = fold(organisation).split() or [""]
    return _KIND_BY_FIRST_WORD.get(first)
