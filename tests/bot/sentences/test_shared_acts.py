"""What people say to do something with one kind of thing is learnt for the others with which it can be done."""

from collections import Counter

import commands
from bot.command.command import Commands, Verb
from bot.language.classifier import Sample
from bot.sentences.samples import samples_of
from bot.sentences.shared_acts import MOST, shared

TOPICS = Commands.within(commands).topics


def test_what_is_said_of_one_kind_is_learnt_for_another() -> None:
    mine = [*samples_of(TOPICS), Sample("withdraw_item", ("verwijder", "{G}", "vergissing", "intrekken"))]
    learnt = shared(TOPICS, mine)
    assert any(each.intent == "withdraw_signal" and "{S}" in each.words for each in learnt)
    assert not any("{G}" in each.words for each in learnt if each.intent == "withdraw_signal")


def test_only_who_does_the_same_verb_learns_and_no_more_than_some() -> None:
    samples = samples_of(TOPICS)
    learnt = shared(TOPICS, samples)
    doers = {each.command.name for each in TOPICS.all(Verb)}
    assert {each.intent for each in learnt} <= doers
    assert max(Counter(each.intent for each in learnt).values()) <= MOST
    assert not {(each.intent, each.words) for each in learnt} & {(each.intent, each.words) for each in samples}


def test_the_same_is_learnt_each_time() -> None:
    samples = samples_of(TOPICS)
    assert shared(TOPICS, samples) == shared(TOPICS, samples)
