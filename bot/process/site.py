"""Says what serves pages beside the chat, on a port of its own: a folder of `adapters` with a module `site`."""

from contextlib import AbstractAsyncContextManager
from typing import Protocol


class Site(Protocol):
    """Pages for people and programs who do not chat. What it shows it reads from the database itself."""

    name: str
    """That of its folder, under which it is set."""

    def serving(self) -> AbstractAsyncContextManager[int]:
        """Serve while the block runs; gives the port. Raises `OSError` when it cannot listen there."""
        ...

    def trouble(self) -> str | None:
        """Tell why pages cannot be served now; None while they can."""
        ...
