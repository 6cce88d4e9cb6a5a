"""Lists what people do in programmes, hubs and tasks, and how far that is agreed."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final


class Part(StrEnum):
    """Names what somebody does in a programme, hub or task."""

    lead = "trekt"
    knowledge = "kennis"
    data = "data"
    contact = "aanspreekpunt"
    information = "data en informatie"
    brokering = "kennis schakelen"
    learning = "leren"
    strategy = "strategie"
    starting = "hubs helpen opzetten"
    joining = "netwerken aansluiten"
    national_agenda = "landelijke agenda"
    connecting = "hubs verbinden"
    meetings = "bijeenkomsten"
    platform = "digitaal platform"
    standards = "standaarden"
    raising = "signaleren en agenderen"
    rijk = "Rijk"
    regio = "regio"
    third = "derde"


IN_PROGRAMMES: Final = (Part.lead, Part.learning, Part.knowledge, Part.data)
"""What a programme has people for."""
REGIONAL: Final = (Part.information, Part.brokering, Part.learning, Part.strategy)
"""The four functions of a regional hub."""
NATIONAL: Final = (
    Part.starting,
    Part.joining,
    Part.national_agenda,
    Part.connecting,
    Part.meetings,
    Part.platform,
    Part.standards,
    Part.raising,
)
"""The eight functions of the national platform."""
DUO: Final = (Part.rijk, Part.regio)
"""The two sides of a task."""
SIDES: Final = (*DUO, Part.third)


class Standing(StrEnum):
    """Says how far it is agreed that somebody does it. They said yes themselves but for who is asked."""

    asked = "asked"
    """Others asked them, and they did not answer yet."""
    offered = "offered"
    """They said yes, and who it concerns did not yet."""
    holds = "holds"


@dataclass(frozen=True, slots=True)
class Held:
    """Holds what a member does, or is asked to do, in a programme or hub (a network) or a task."""

    id: int
    member_id: int
    part: Part
    standing: Standing
    network_id: int | None
    task_id: int | None
    asked_by: int | None
    at: datetime
