"""Lists the field's words as closed sets, as the database holds them; catalogues hold how people read them."""

from enum import IntEnum, StrEnum

HOME_ZONE = "Europe/Amsterdam"
"""The time zone of whoever never chose one."""


class Role(IntEnum):
    """Says what someone may do, from least to most. A higher role may do what a lower one may, within its scope."""

    visitor = 0
    """Speaks to the bot, has not signed up."""
    member = 1
    convenor = 2
    """Drives a network; held by being its convenor, never granted."""
    coordinator = 3
    steward = 4
    admin = 5


class OrganisationKind(StrEnum):
    rijk = "rijk"
    provincie = "provincie"
    gemeente = "gemeente"
    waterschap = "waterschap"
    omgevingsdienst = "omgevingsdienst"
    uitvoeringsorganisatie = "uitvoeringsorganisatie"
    koepel = "koepel"
    kennisinstelling = "kennisinstelling"
    planbureau = "planbureau"
    maatschappelijk_initiatief = "maatschappelijk initiatief"
    bedrijf = "bedrijf"


SMALL = OrganisationKind.maatschappelijk_initiatief
"""The kind of small party that must be heard as much as the large ones."""


class NetworkKind(StrEnum):
    kennisnetwerk = "kennisnetwerk"
    leernetwerk = "leernetwerk"
    community_of_practice = "community of practice"
    programma = "programma"
    regionale_kennishub = "regionale kennishub"
    gebiedswerkplaats = "gebiedswerkplaats"
    maatschappelijk_initiatief = "maatschappelijk initiatief"


class Level(StrEnum):
    lokaal = "lokaal"
    regionaal = "regionaal"
    nationaal = "nationaal"
    europees = "europees"


class KnowledgeType(StrEnum):
    praktijkkennis = "praktijkkennis"
    onderzoekskennis = "onderzoekskennis"
    beleidskennis = "beleidskennis"
    proceskennis = "proceskennis"
    methodologische_kennis = "methodologische kennis"
    transitiekennis = "transitiekennis"
    materiekennis = "materiekennis"


class QuestionKind(StrEnum):
    inhoudelijk = "inhoudelijk"
    organisatorisch = "organisatorisch"
    relationeel = "relationeel"


class Knowing(StrEnum):
    """Says how far the knowledge is there that a question or an agenda item asks for."""

    there = "there"
    elsewhere = "elsewhere"
    develop = "develop"
    unknown = "unknown"


class NetworkStatus(StrEnum):
    draft = "draft"
    proposed = "proposed"
    listed = "listed"
    archived = "archived"


class QuestionStatus(StrEnum):
    open = "open"
    answered = "answered"
    closed = "closed"
    hidden = "hidden"
    merged = "merged"
    """It goes on in another question, which asks the same."""


class Outcome(StrEnum):
    """Says what came of a question when it was closed."""

    answered = "answered"
    partly = "partly"
    to_agenda = "to_agenda"
    no_answer = "no_answer"
    withdrawn = "withdrawn"


class RequestState(StrEnum):
    """Of a question brought to someone."""

    asked = "asked"
    accepted = "accepted"
    declined = "declined"
    passed_on = "passed_on"
    answered = "answered"
    silent = "silent"
    """Asked and reminded, and nothing came: others were asked. They may still answer."""
    withdrawn = "withdrawn"


class Side(StrEnum):
    """Says which way something goes of which a network has too little or enough."""

    needs = "needs"
    offers = "offers"


class Resource(StrEnum):
    """Names what networks need from each other, and offer."""

    mensen = "mensen"
    geld = "geld"
    recht = "recht"
    techniek = "techniek"
    training = "training"
    ruimte = "ruimte"


class NetworkRole(StrEnum):
    convenor = "convenor"
    member = "member"


class Subject(StrEnum):
    """Kinds of the core that are followed, reported, audited or found; those of topics have names of their own."""

    member = "member"
    network = "network"
    theme = "theme"
    region = "region"
    conversation = "conversation"


class LinkKind(StrEnum):
    """Says what one thing is to another, read from the first to the second."""

    komt_uit = "komt uit"
    gaat_over = "gaat over"
    hoort_bij = "hoort bij"
    dubbel_van = "dubbel van"
    """The same from both sides."""
    opvolger_van = "opvolger van"


class Field(StrEnum):
    """Names what a member consents to show: to be found at all, and each personal detail."""

    found = "found"
    organisation = "organisation"
    knows = "knows"


class Place(StrEnum):
    """Says where something of a member may be shown."""

    members = "members"
    rooms = "rooms"
    web = "web"


class Lane(StrEnum):
    """Order is kept within a lane; an answer never waits behind a digest."""

    answer = "answer"
    notice = "notice"
    digest = "digest"


class Operation(StrEnum):
    send = "send"
    update = "update"
    delete = "delete"
    react = "react"


class Frequency(StrEnum):
    daily = "daily"
    weekly = "weekly"
    biweekly = "biweekly"
    monthly = "monthly"


class Quiet(StrEnum):
    """Says what an audience gets in a week without news."""

    nothing = "nothing"
    line = "line"
    need = "need"


class Readership(StrEnum):
    """Names kinds of readers of digests, who look for other things first."""

    convenors = "convenors"
    policy_makers = "policy_makers"
    initiatives = "initiatives"


class Holidays(StrEnum):
    """Says what happens to a digest that falls on a public holiday."""

    send = "send"
    skip = "skip"
    move = "move"
