"""Lists words that say nothing about what a text is about, in Dutch and English, and those of a question."""

STOP = frozenset(
    """
    aan al alle alleen als altijd ander andere anders bij bijvoorbeeld daar daarbij daardoor daarom daarvan dan dat de
    den der deze die dit doen door dus echter een eens en enkele er erg ervan etc even ge geen geweest haar had hadden
    heb hebben hebt heeft hem hen het hier hij hoe hoeveel hun iemand iets ik in inzake is ja je jij jou jouw jullie
    kan kon konden kunnen kunt maar me meer men met mij mijn moest moet moeten na naar namelijk nee niet niets nog nu
    of om omdat onder ons onze ook op opnieuw over per reeds sinds sommige steeds te tegen ten ter terwijl toch toen
    tot tussen u uit uw van vanuit vanwege veel via voor vooral waar waarbij waarom waarop waarvan wanneer want waren
    was wat we weer wel welk welke werd werden wie wij wil worden wordt zal ze zelf zich zij zijn zo zoals zou zouden
    zowel zullen zult
    an and are as be by for from it of on or that the this to with you
    """.split()  # noqa: SIM905  # reads better than 200 quotes
)
"""Never indexed. Kept short: a word that is only sometimes empty is weighed down by its frequency instead."""

CHAT = frozenset(
    """
    hoi hallo hey dag goedemorgen goedemiddag goedenavond beste groet groeten alvast bedankt dank dankjewel graag
    alsjeblieft aub svp plek bot vraag vraagje vragen weet weten weetje wist ken kent kennen kende zoek zoeken zoekt
    zoekende verstand ervaring mee ooit misschien mensen persoon personen collega collegas expert experts deskundige
    deskundigen specialist kennis help helpen hulp hulpvraag benieuwd gaat gaan geeft geven tip tips ideeen idee
    netwerk netwerken bezig houdt iedereen ergens eigenlijk zonder tijdens binnen volgens langs naast behalve bijna
    gewoon heel hele zelfs niemand maak maakt maken krijg krijgt krijgen
    laat laten
    goed goede nieuw nieuwe nieuwste belangrijk belangrijke verschillende bepaalde concrete manier liefst niveau
    weleens vertellen meedenken praten bellen terecht contact vind vinden doet ben werkt
    zit zitten namens cafe club clubje clubs willen wilt wilde wilden gezocht snap snapt snappen begrijpt uitleg
    uitleggen uitlegt vertelt hangt samenhangt omgaan omgaat aanpakt aanpakken loopt lopen speelt spelen vraagt vroeg
    afvraagt hebt zeggen zegt horen hoort meekijken meekijkt sparren overleggen spreken toelichten voorbeeld voorbeelden
    mag mogen toevallig ofzo enzo eventueel momenteel dringend wellicht hopelijk eerder allemaal precies wou
    hi hello please thanks who what which how where when why does do did know knows knowing anyone anybody someone
    somebody about experience expertise expert people person looking look for find can could help me i a is in there
    any has have had having been being was were we us our your they them their he she his its into at between during
    after before since more most some other also only just will would shall should may might must doing done want wants
    need needs like tell show gives used using use works working worked here
    am im whom ask talk knowledge network networks
    work understand understands explain explains explaining involved familiar anything something everything currently
    really actually perhaps possibly dealing dealt club up
    """.split()  # noqa: SIM905  # likewise
)
"""Dropped from a question, unless nothing is left: 'ken je iemand met verstand van ...' asks about '...'."""
