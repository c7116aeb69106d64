"""Results kept in a running process by the bytes they came from, up to a size in all."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Remembered(Generic[K, V]):
    """Results by what they were read from; those used longest ago go when there are too many.

    `room` bounds the sizes of all results together, in whatever they are counted in.
    """

    def __init__(self, room: int) -> None:
        self._room = room
        self._left = room
        self._known: dict[K, tuple[int, V]] = {}

    def get(self, source: K) -> V | None:
        """What is remembered of a source, None where nothing is."""
        found = self._known.pop(source, None)
        if found is None:
            return None
        self._known[source] = found
        return found[1]

    def of(self, source: K, make: Callable[[], V], size: int = 1) -> V:
        """The result for a source, made only where none is remembered."""
        found = self._known.pop(source, None)
        if found is None:
            return self.keep(source, make(), size)
        self._known[source] = found
        return found[1]

    def keep(self, source: K, result: V, size: int = 1) -> V:
        """Remember a result, unless it alone takes more than a quarter of the room; returns it."""
        if size > max(1, self._room // 4):
            return result
        before = self._known.pop(source, None)
        if before is not None:
            self._left += before[0]
        self._known[source] = size, result
        self._left -= size
        while self._left < 0:
            oldest, _ = self._known.pop(next(iter(self._known)))
            self._left += oldest
        return result

    def clear(self) -> None:
        """Forget everything."""
        self._known.clear()
        self._left = self._room
