"""Names what people do in programmes, hubs and tasks, and how far each of those is."""

from typing import Final

from bot.chat.texts import Msg, _
from bot.command.labels import Labels
from storage.programmes.hub import Covered, Phase
from storage.programmes.part import Part
from storage.programmes.programme import Course
from storage.programmes.task import Scale, State

PARTS: Final = Labels(
    Part,
    {
        Part.lead: _("lead"),
        Part.knowledge: _("knowledge"),
        Part.data: _("data"),
        Part.contact: _("first contact"),
        Part.information: _("data and information"),
        Part.brokering: _("brokering knowledge"),
        Part.learning: _("learning"),
        Part.strategy: _("strategy"),
        Part.starting: _("helping hubs to start"),
        Part.joining: _("linking networks"),
        Part.national_agenda: _("national agenda"),
        Part.connecting: _("connecting hubs"),
        Part.meetings: _("meetings"),
        Part.platform: _("digital platform"),
        Part.standards: _("standards"),
        Part.raising: _("raising signals"),
        Part.rijk: _("national government"),
        Part.regio: _("region"),
        Part.third: _("third party"),
    },
    {
        Part.lead: ("trekt", "trekken", "trekker", "leads", "leading", "runs", "coordinates", "leidt"),
        Part.knowledge: ("kennis", "kennisfunctie", "kennisdeel", "kennisontwikkeling", "kennisspoor"),
        Part.data: ("data", "cijfers", "gegevens", "figures"),
        Part.contact: ("aanspreekpunt", "contactpersoon", "eerste contact", "contact", "contact person"),
        Part.information: ("informatie", "information", "data & informatie"),
        Part.brokering: ("schakelen", "kennisschakelen", "kennis makelen", "makelen", "brokering", "brokerage"),
        Part.learning: ("leren", "leerlijn", "leerfunctie", "leertraject", "het leren", "learn"),
        Part.strategy: ("strategie", "strategische functie"),
        Part.rijk: ("rijk", "het rijk", "rijkskant", "rijkszijde", "de rijksoverheid", "government", "the state"),
        Part.regio: ("regio", "de regio", "regiokant", "regiozijde", "the region"),
        Part.third: ("derde", "derde partij", "erbij", "ernaast"),
    },
)
STATES: Final = Labels(
    State,
    {
        State.open: _("open"),
        State.complete: _("duo complete"),
        State.running: _("under way"),
        State.done: _("done"),
        State.withdrawn: _("taken back"),
        State.hidden: _("hidden"),
    },
    {
        State.complete: ("compleet", "vastgesteld"),
        State.running: ("loopt", "running"),
        State.done: ("klaar", "verwerkt"),
    },
)
SCALES: Final = Labels(
    Scale,
    {
        Scale.area: _("one area"),
        Scale.regions: _("several regions"),
        Scale.part_of_the_country: _("a part of the country"),
    },
)
COURSES: Final = Labels(
    Course,
    {
        Course.proposed: _("proposed"),
        Course.explored: _("being explored"),
        Course.making: _("being made"),
        Course.runs: _("runs"),
        Course.agreed: _("concluded"),
        Course.ended: _("finished"),
    },
    {
        Course.runs: ("lopend", "lopende", "running", "loopt nog"),
        Course.making: ("in wording",),
        Course.ended: ("afgelopen", "gestopt", "klaar"),
    },
)
PHASES: Final = Labels(
    Phase,
    {
        Phase.idea: _("idea"),
        Phase.inspiration: _("inspiration"),
        Phase.plan: _("plan"),
        Phase.development: _("development"),
        Phase.realisation: _("realisation"),
        Phase.spreading: _("spreading"),
        Phase.anchoring: _("anchoring"),
    },
)
COVERED: Final = Labels(
    Covered,
    {Covered.yes: _("taken care of"), Covered.partly: _("partly"), Covered.no: _("nobody yet")},
    {Covered.yes: ("ja", "belegd", "yes"), Covered.partly: ("deels", "gedeeltelijk"), Covered.no: ("nee", "no")},
)
MARKS: Final = {Covered.yes: "●", Covered.partly: "◐", Covered.no: "○"}
"""How far a function is taken care of, at a glance."""


def side(part: Part) -> Msg:
    """Tell for whom somebody stands at a task: "for the region"."""
    match part:
        case Part.rijk:
            return _("for the national government")
        case Part.regio:
            return _("for the region")
        case _:
            return _("beside the duo")


def nobody_of(part: Part) -> Msg:
    """Tell which side nobody has."""
    if part is Part.rijk:
        return _("There is nobody yet for the national government.")
    return _("There is nobody yet for the region.")
