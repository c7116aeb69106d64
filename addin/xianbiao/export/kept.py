"""What one export leaves for the next in the same process: files by the facts they are made of."""

from __future__ import annotations

import hashlib
import io
import pickle
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

V = TypeVar("V")


class Kept(Generic[V]):
    """A few results by what they were made from, the latest used at the end."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._results: dict[Hashable, V] = {}

    def of(self, source: Hashable, make: Callable[[], V]) -> V:
        """The result for a source, made only where it is not known."""
        result = self._results.pop(source) if source in self._results else make()
        self._results[source] = result
        if len(self._results) > self._most:
            del self._results[next(iter(self._results))]
        return result


def facts_of(*records: object) -> bytes:
    """A digest of all that some records say, by which two readings are known to be the same.

    Everything is written out in full wherever it occurs, so that it does not count which of two
    equal values are one object.
    """
    written = io.BytesIO()
    pickler = pickle.Pickler(written, pickle.HIGHEST_PROTOCOL)
    pickler.fast = True
    pickler.dump(records)
    return hashlib.sha256(written.getbuffer()).digest()
