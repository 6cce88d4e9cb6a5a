"""A small Café, as the storage modules would put it."""

from collections.abc import Callable
from datetime import UTC, datetime

import numpy as np
import pytest
from sqlalchemy import Connection

from storage import search
from storage.search import Evidence, Owner, Request, Subject
from storage.search.analyser import gram_keys, tokens, word_key

NOW = datetime(2026, 10, 1, 9, tzinfo=UTC)


@pytest.fixture
def network() -> Callable[..., None]:
    """Admit a network with a name and an aim."""

    def put(tx: Connection, id: int, name: str, aim: str = "", *, audience: str = search.EVERYONE) -> None:
        search.admit(tx, Subject("network", id, name, audience=audience))
        search.put(
            tx, "network", id, [Evidence("aim", name, aim, (Owner("network", id, "self"),), audience=audience, at=NOW)]
        )

    return put


def ask(tx: Connection, text: str, *kinds: str, **more: object) -> list[tuple[str, int]]:
    """Whom the best rows for `text` speak for, in order."""
    words = [token.word for token in tokens(text)]
    request = Request(
        views={
            "words": {word_key(word): 1.0 for word in words},
            "grams": {key: 1.0 for word in words for key in gram_keys(word)},
        },
        kinds=frozenset(kinds or {"network", "member", "question"}),
        **{"now": NOW, **more},  # type: ignore[arg-type]  # each test names what it is about
    )
    found = search.retrieve(tx, request)
    total = sum((np.nan_to_num(scores) for scores in found.scores.values()), np.zeros(len(found.rows)))
    return [
        found.subjects[subject]
        for row in np.lexsort((found.rows, -total))
        for subject in found.vote_subject[found.vote_row == row]
    ]
