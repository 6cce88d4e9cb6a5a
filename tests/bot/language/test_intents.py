"""Nothing is proposed on a no, nor on a question about an act; and what was learnt is kept for the next start."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bot.language import learning
from bot.language.asking import wants_an_answer
from bot.language.classifier import Classifier, Sample, train
from bot.language.intents import Does, Intents
from bot.language.learning import Learning
from bot.language.negation import denies, denies_verb, says_done

SAMPLES = [
    Sample(intent, tuple(line.split()))
    for intent, lines in {
        "close": ("sluit {K}", "sluit mijn vraag", "vraag {K} kan dicht", "maak {K} dicht", "{K} is klaar"),
        "turn_off": ("ik wil geen weekbericht meer", "stuur geen weekbericht", "weekbericht niet meer sturen"),
        "bring": ("mijn collega komt mee naar {B}", "ik neem iemand mee naar {B}", "mijn collega gaat ook naar {B}"),
        "show": ("wat staat er in {K}", "toon {K}", "laat {K} zien", "hoe staat het met {K}"),
    }.items()
    for line in lines
]
INTENTS = Intents(train(SAMPLES), SAMPLES)
DOES = {"close": Does.changes, "turn_off": Does.changes, "bring": Does.changes, "show": Does.shows}


def first(line: str) -> str | None:
    guesses = INTENTS.read(tuple(line.split()), DOES)
    return guesses[0].intent if guesses else None


def test_an_act_is_read() -> None:
    assert first("sluit {K}") == "close"


def test_a_no_is_heard() -> None:
    for line in ("sluit {K} nog niet", "sluit {K} nooit", "maak {K} maar niet dicht", "do not sluit {K}"):
        assert first(line) != "close"


def test_who_says_no_to_what_comes_says_so_in_these_very_words() -> None:
    assert first("ik wil geen weekbericht") == "turn_off"


def test_without_a_name_says_how_and_is_no_no() -> None:
    for line in ("ik vraag dit zonder mijn naam", "ask it without my name"):
        assert not denies(line.split())
    assert denies(["wij", "zitten", "zonder", "water"])


def test_of_somebody_else_is_spoken_where_they_are_part_of_the_act_alone() -> None:
    assert first("mijn collega komt ook mee naar {B}") == "bring"
    assert first("mijn collega wil geen weekbericht meer") != "turn_off"


def test_a_question_about_an_act_is_not_the_act() -> None:
    for line in ("wat als ik sluit {K}", "kan {K} dicht", "hoe sluit ik {K}"):
        assert first(line) != "close"


def test_what_only_shows_is_read_in_a_question_too() -> None:
    assert first("hoe staat het met {K}") == "show"


def test_what_may_not_be_done_is_not_read() -> None:
    assert all(each.intent != "close" for each in INTENTS.read(("sluit", "{K}"), {"show": Does.shows}))


def test_what_was_learnt_is_kept_until_the_samples_change(tmp_path: Path) -> None:
    assert Learning(SAMPLES, tmp_path).learn().known
    (kept,) = tmp_path.glob("*.npz")
    written = kept.stat().st_mtime_ns
    assert Learning(SAMPLES, tmp_path).learn().known
    assert kept.stat().st_mtime_ns == written
    Learning([*SAMPLES, Sample("show", ("en", "{K}"))], tmp_path).learn()
    assert len(list(tmp_path.glob("*.npz"))) == 2


def test_a_broken_file_is_learnt_anew(tmp_path: Path) -> None:
    Learning(SAMPLES, tmp_path).learn()
    (kept,) = tmp_path.glob("*.npz")
    kept.write_bytes(b"no archive")
    assert Learning(SAMPLES, tmp_path).learn().known


def test_two_that_start_at_once_learn_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    times: list[int] = []

    def slowly(samples: Sequence[Sample]) -> Classifier:
        times.append(len(samples))
        return train(samples)

    monkeypatch.setattr(learning, "train", slowly)
    with ThreadPoolExecutor(2) as both:
        for each in [both.submit(Learning(SAMPLES, tmp_path).learn) for _ in range(2)]:
            assert each.result().known
    assert len(times) == 1


def test_a_folder_that_cannot_be_made_keeps_nobody_from_learning(tmp_path: Path) -> None:
    (tmp_path / "taken").touch()
    assert Learning(SAMPLES, tmp_path / "taken" / "cache").learn().known


def test_without_samples_nothing_is_learnt() -> None:
    assert Learning([], None).learn().known is None


def test_what_need_not_be_done_is_denied() -> None:
    for line in ("je hoeft mijn weekbericht niet uit te zetten", "i dont want to close {K}", "the poll shouldnt close"):
        words = tuple(line.split())
        assert denies(words)
        assert denies_verb(words) or "shouldnt" in words


def test_what_is_told_to_be_done_already_is_not_asked_to_be_done() -> None:
    assert first("{K} is not closed") != "close"
    assert [*map(says_done, ("opgelost", "gesloten", "vastgesteld", "cancelled", "open"))] == [*[True] * 4, False]


def test_who_begins_with_a_question_wants_an_answer_whatever_it_denies() -> None:
    for line in ("hoe kan het dat het er niet op staat", "kan ik meelezen zonder profiel", "why is it not there"):
        assert wants_an_answer(tuple(line.split()))
    for line in ("is niet nodig", "kun je dat laten", "sluit het niet"):
        assert not wants_an_answer(tuple(line.split()))
