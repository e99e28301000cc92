"""Types of the part of pyahocorasick that we use: the package brings none. Read by mypy only."""

from collections.abc import Iterator
from typing import Generic, TypeVar

_Value = TypeVar("_Value")

class Automaton(Generic[_Value]):
    def add_word(self, word: str, value: _Value) -> bool: ...
    def make_automaton(self) -> None: ...
    def iter(self, string: str) -> Iterator[tuple[int, _Value]]: ...
