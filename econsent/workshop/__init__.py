"""Does the works that a library was asked for (`econsent.works`): each kind in a module of its own."""

from econsent.workshop.hall import Workshop

__all__ = ["Workshop"]
