"""What schemathesis has to be told: how bodies that are not JSON are written (it loads this by SCHEMATHESIS_HOOKS)."""

from __future__ import annotations

import schemathesis

from econsent.exchange import FRAMES


@schemathesis.serializer(FRAMES, "application/jose")
def as_it_is(_: object, value: object) -> bytes:
    """Return a body of bytes or text as it is."""
    return value if isinstance(value, bytes) else str(value).encode(errors="surrogatepass")
