"""A Café in which something of every kind is on the web, and as much is not."""

from dataclasses import replace
from typing import Any

from sqlalchemy import Connection

from storage.agenda import items
from storage.agenda import publication as agenda_web
from storage.agenda.item import Draft as ItemDraft
from storage.agenda.item import State as ItemState
from storage.glossary import words
from storage.glossary.word import Draft as WordDraft
from storage.glossary.word import State as WordState
from storage.lessons import lessons
from storage.lessons import publication as lesson_web
from storage.lessons.lesson import Aspect, Side
from storage.lessons.lesson import Draft as LessonDraft
from storage.links import Thing
from storage.members import people
from storage.methods import methods
from storage.methods import publication as method_web
from storage.methods.method import Draft as MethodDraft
from storage.networks import networks
from storage.networks.network import Sheet
from storage.news import news
from storage.news import publication as news_web
from storage.news.item import Draft as NewsDraft
from storage.programmes import hubs, parts, programmes, tasks
from storage.programmes import publication as place_web
from storage.programmes.hub import Covered, Phase, Reach
from storage.programmes.part import Part as Function
from storage.programmes.part import Standing
from storage.programmes.programme import Facts
from storage.programmes.task import TASK
from storage.programmes.task import Draft as TaskDraft
from storage.questions import publication as question_web
from storage.questions import questions
from storage.questions.question import Draft as QuestionDraft
from storage.signals import publication as signal_web
from storage.signals import signals
from storage.signals.signal import Decision
from storage.signals.signal import Draft as SignalDraft
from storage.signals.signal import State as SignalState
from storage.sources import publication as source_web
from storage.sources import sources
from storage.sources.source import Draft as SourceDraft
from storage.vocabulary import Field, Level, NetworkKind, NetworkStatus, Outcome, Place, Subject
from tests.cafe import START, Door

KINDS = (
    *("netwerken", "vragen", "agendapunten", "besluiten", "lessen", "begrippen"),
    *("nieuws", "werkvormen", "bronnen", "taken"),
)
PLACES = ("programmas", "hubs")
"""Networks shown again, as what else they are."""


async def fill(door: Door) -> None:
    """Put the first thing of every kind on the web, N-1, K-1, G-1 ..., and beside it the same of what is not."""
    region = await door.region("Twente")

    def work(tx: Connection) -> None:
        maker = people.meet(tx, "door", "maker", "Maker", "nl", START).id
        about: dict[str, Any] = {"regions": frozenset({region}), "themes": frozenset({1})}  # Any: of each draft
        _networks(tx, maker, about)
        _questions(tx, maker, about)
        for published in (True, False):
            item = items.put(
                tx, maker, ItemDraft("Dorpsscholen open houden", "Twente", state=ItemState.listed, **about), START
            )
            lesson = lessons.put(tx, maker, LessonDraft("Een kaart helpt.", Side.well, Aspect.content, **about), START)
            agenda_web.publish(tx, item.id, START, published)
            lesson_web.publish(tx, lesson, START, published)
            decided = SignalDraft(
                "Regels spreken elkaar tegen",
                state=SignalState.decided,
                decision=Decision.adopt,
                decided="Eén regel",
                reason="Dat is duidelijk.",
                **about,
            )
            signal = signals.put(tx, maker, decided, START)
            signal_web.publish(tx, signal.id, START, published)
            _brought(tx, maker, about, published=published)
            task = tasks.put(tx, maker, TaskDraft("Een ommetje om het dorp", "Twente", **about), START)
            place_web.publish(tx, task.id, START, published)
        _turned_to(tx)
        for title in ("veerkracht", "draagkracht"):
            number = words.propose(tx, maker, WordDraft(title, "Wat een gebied aankan."), START)
            if title == "veerkracht" and number is not None:
                words.move(tx, number, WordState.settled, START, among={WordState.proposed})

    await door.database.write(work)


def _turned_to(tx: Connection) -> None:
    """Let both networks be a programme and a hub on the web, though one is not on the list. Two people are the first
    contact of each, and have a side of each task; one of them lets everyone on the website find them.
    """
    wilma, nico = (people.meet(tx, "door", each, each, "nl", START).id for each in ("Wilma", "Nico"))
    people.set_consents(tx, wilma, [(Field.found, Place.web)], START)
    people.set_consents(tx, nico, [(Field.found, Place.members)], START)
    for number in (1, 2):
        programmes.tell(tx, number, Facts("agenda", lead="Provincie Voorbeeld"))
        hubs.put(tx, number, Reach.regional, Phase.plan)
        told = {"covered": Covered.yes, "by_whom": "Kring", "missing": "geld", "next_step": "praten"}
        hubs.cover(tx, number, Function.learning, START, **told)
        place_web.publish_place(tx, number, START, True)
        for member, side in ((wilma, Function.rijk), (nico, Function.regio)):
            network, task = Thing(Subject.network, number), Thing(TASK, number)
            parts.take(tx, network, Function.contact, member, Standing.holds, START)
            parts.take(tx, task, side, member, Standing.holds, START)


def _brought(tx: Connection, maker: int, about: dict[str, Any], *, published: bool) -> None:
    item = news.put(tx, maker, NewsDraft("Lees dit", f"https://nieuws.example.nl/{published}", **about), START)
    method = methods.put(tx, maker, MethodDraft("Leerkring", "samen leren", "Zit in een kring", **about), START)
    source = sources.put(
        tx, maker, SourceDraft("Peilenkaart", "Waterschap", "Peilen", link="https://kaart.example.nl", **about), START
    )
    news_web.publish(tx, item.id, START, published)
    method_web.publish(tx, method.id, START, published)
    source_web.publish(tx, source.id, START, published)


def _networks(tx: Connection, maker: int, about: dict[str, Any]) -> None:
    sheet = Sheet(
        "Onder Twente",
        NetworkKind.leernetwerk,
        Level.regionaal,
        aim="Samen leren van de bodem",
        website="https://onder.example.nl",
        how_to_join="Kom langs",
        **about,
    )
    networks.create(tx, sheet, NetworkStatus.listed, START, by=maker)
    networks.create(tx, replace(sheet, name="Boven Twente"), NetworkStatus.proposed, START, by=maker)


def _questions(tx: Connection, maker: int, about: dict[str, Any]) -> None:
    for published in (True, False):
        question = questions.put(tx, maker, QuestionDraft("Hoe diep is de bodem?", **about), START)
        answers = [questions.answer(tx, question.id, maker, text, START) for text in ("Heel diep.", "Vraag het na.")]
        questions.close(tx, question.id, Outcome.answered, "We weten het.", START, by=maker)
        question_web.publish(tx, question.id, START, published)
        if answers[0] is not None:
            question_web.publish_answer(tx, answers[0].id, START, published)
