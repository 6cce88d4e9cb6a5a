"""Lists words that say what is done with a matter, and not which: the ends of compounds, and verbs."""

from typing import Final

from storage.search.analyser import stem

LIGHT: Final = frozenset(
    """
    aanleg aanpak aanvraag advies adviseur adviseurs afname afvoer agenda akkoord akkoorden ambtenaar ambtenaren
    analyse balans bedrijf bedrijven beheer beheerder beheerders behoud bekostiging beleid beoordeling berekening
    bescherming besluit besparing bestrijding bewaking bouw cijfers controle crisis daling data deskundige
    deskundigen doelen doelstelling doelstellingen eigenaar eigenaren eisen expert experts financiering gebied
    gebieden gebruik gebruiker gebruikers grond gronden handhaving herstel hinder hotel hotels indicator indicatoren
    informatie inkoop inrichting inspectie inspecties installatie kaart kaarten kabel kabels kennis keten ketens
    klachten kosten kwaliteit laag lagen land leiding leidingen lozing lozingen maatregel maatregelen mast masten
    medewerker medewerkers meter meters methode meting metingen monitor monitoring netwerk netwerken norm normen
    onderhoud onderzoek ontwikkeling opgave opgaven opslag opvang opwekking overgang overlast overleg peil perceel
    percelen plan plannen probleem problematiek problemen procedure procedures proces processen productie proef
    proeven programma project projecten rapport regeling regels reiniging renovatie sanering scan schade sector
    sectoren soort soorten specialist specialisten stand standen station stations stelsel stelsels sterfte stijging
    strategie systeem systemen teelt tekort toename toets toezicht traject trajecten transitie uitbreiding uitstoot
    verandering verbetering verbruik verkenning verlening verlies vermindering vernieuwing verontreiniging
    verordening verordeningen vervanging vervuiling verwerking visie voorschrift voorschriften voorwaarde
    voorwaarden voorziening vraagstuk vraagstukken wetgeving winning zorg zuivering
    """.split()  # noqa: SIM905  # reads better
)
"""Last parts of compounds that say what is done with the first: rioolvervanging is about the riool."""

VERB: Final = 0.3
"""What a verb counts that any matter may have: hoe je een kennishub opzet is about the kennishub."""
_VERBS: Final = frozenset(
    """
    aanleggen aanvragen bedenken begin beginnen begint behouden beoordelen bepalen bereiken bevorderen bijhouden brengen
    brengt combineren doorgaan gebruiken gebruikt halen haalt houden houdt inrichten invoeren inzetten keuze kies kiest
    kiezen komen komt leg leggen legt meenemen neem neemt nemen ondersteunen ontwikkelen oplossen opschrijven opstarten
    opstellen opzet opzetten organiseer organiseert organiseren realiseren regel regelen regelt schrijven start starten
    stel stellen stelt stimuleren tegengaan toepassen toepast uitvoeren uitwerken verbeteren verbetert verminderen
    versterken verzorgen voeren voert voorbereiden voorkomen voorkomt zet zetten zorgen zorgt
    apply begin choose choosing develop developing get getting improve improving keep keeping make makes making organise
    organising organize organizing prevent preventing reduce reducing run running set setting start starting support
    supporting write writing
    """.split()  # noqa: SIM905  # reads better
)


def is_light(part: str) -> bool:
    """Tell whether a part of a compound only says what is done with the other."""
    return part in LIGHT or stem(part) in _LIGHT_STEMS


def is_light_verb(word: str) -> bool:
    """Tell whether a word only says what is done with the matter of a sentence."""
    return word in _VERBS


_LIGHT_STEMS: Final = frozenset(map(stem, LIGHT))
