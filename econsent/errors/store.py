"""What is wrong with a folder, a disk or a database: store.*."""

from __future__ import annotations

from econsent.errors.tree import PlaceError


class StoreError(PlaceError):
    """A folder or database is not as it must be."""

    code = "store"


class StoreMissing(StoreError):
    """There is no library or station at this place."""

    code = "store.missing"


class StoreForbidden(StoreError):
    """The folder of a library or station, or a file in it, belongs to another user of the machine."""

    code = "store.forbidden"


class StoreExists(StoreError):
    """There is already something at this place."""

    code = "store.exists"


class StoreBusy(StoreError):
    """Another process holds this folder."""

    code = "store.busy"


class StoreUnwritable(StoreError):
    """The disk refuses to write."""

    code = "store.unwritable"


class StoreFull(StoreError):
    """Free space is below the reserve."""

    code = "store.full"
    status = 507


class StoreUnreachable(StoreError):
    """The database server cannot be reached, was lost on the way, or does not let us in."""

    code = "store.unreachable"
    status = 503


class StoreDriverMissing(StoreError):
    """The package that speaks to a database server is not installed."""

    code = "store.not-installed"


class CitusMissing(StoreError):
    """The database server cannot spread tables over machines."""

    code = "store.no-citus"


class StoreDamaged(StoreError):
    """A database is truncated or does not hold what it must."""

    code = "store.damaged"
