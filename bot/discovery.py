"""Finds the modules of a package, however deep: what is declared in one is known without a list of them."""

import pkgutil
from collections.abc import Iterator
from importlib import import_module
from types import ModuleType


def modules_within(package: ModuleType) -> Iterator[ModuleType]:
    """Import and yield every module below a package, by name. Raises what importing one raises."""
    for info in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        yield import_module(info.name)
