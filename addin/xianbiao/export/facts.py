"""All that some records say, in short: by it two readings are known to be the same."""

from __future__ import annotations

import hashlib
import io
import pickle


def facts_of(*records: object) -> bytes:
    """A digest of all that some records say.

    Everything is written out in full wherever it occurs, so that it does not count which of two
    equal values are one object.
    """
    written = io.BytesIO()
    pickler = pickle.Pickler(written, pickle.HIGHEST_PROTOCOL)
    pickler.fast = True
    pickler.dump(records)
    return hashlib.sha256(written.getbuffer()).digest()
