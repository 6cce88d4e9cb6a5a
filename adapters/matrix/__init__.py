"""The Café in Matrix rooms and direct chats, end-to-end encrypted ones included."""

from adapters.matrix.adapter import Matrix
from adapters.matrix.settings import MatrixSettings

__all__ = ["Matrix", "MatrixSettings"]
