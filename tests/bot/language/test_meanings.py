"""Words that mean alike lie near each other, also those that no sample says."""

import numpy as np
import pytest

from bot.language.classifier import Sample, train
from bot.language.meanings import table


def near(one: str, other: str) -> float:
    left, right = table().of([one]), table().of([other])
    return float(left @ right / np.linalg.norm(left) / np.linalg.norm(right))


@pytest.mark.parametrize(
    ("word", "alike", "other"),
    [
        ("bijeenkomst", "vergadering", "grondwater"),
        ("melding", "klacht", "boerderij"),
        ("meeting", "conference", "river"),
        ("landbouw", "akkerbouw", "stemming"),
        ("question", "answer", "bicycle"),
    ],
)
def test_words_that_mean_alike_are_nearer_than_others(word: str, alike: str, other: str) -> None:
    assert near(word, alike) > near(word, other)


def test_a_compound_means_what_its_parts_do() -> None:
    assert near("bewonersbijeenkomst", "bijeenkomst") > near("bewonersbijeenkomst", "grondwater")


def test_nothing_means_nothing() -> None:
    assert not table().of([]).any()


def test_a_word_that_no_sample_says_is_read_by_what_it_means() -> None:
    lines = {
        "meet": ("plan een vergadering", "ik wil een afspraak maken", "organiseer een overleg met ons"),
        "tell": ("ik heb een klacht", "er gaat iets mis met het loket", "dit probleem wil ik kwijt"),
        "leave": ("ik wil stoppen", "haal mij eraf", "ik ga weg bij het netwerk"),
    }
    learnt = train([Sample(intent, tuple(line.split())) for intent, said in lines.items() for line in said])
    assert learnt.read(("bijeenkomst", "een"))[0].intent == "meet"
