"""Pages that one visitor writes by hand: how many there are, which of them is on the screen, and the ink of each."""

from __future__ import annotations

from dataclasses import dataclass, field

MAX_PAGES = 8


@dataclass
class Handwriting:
    """Pages of InkML in their order, at least one, at most MAX_PAGES; b"" is one on which nothing is written."""

    pages: list[bytes] = field(default_factory=lambda: [b""], repr=False)
    place: int = 0
    """The page on the screen, from 0."""

    @property
    def written(self) -> tuple[bytes, ...]:
        """Return the pages on which something is written."""
        return tuple(page for page in self.pages if page)

    @property
    def can_add(self) -> bool:
        """Tell whether there may be another page: the last one is in use, and it is not the last there may be."""
        return bool(self.pages[-1]) and len(self.pages) < MAX_PAGES

    def write(self, ink: bytes) -> None:
        """Take what stands on the page on the screen now."""
        self.pages[self.place] = ink

    def add(self) -> None:
        """Go to a new page after the last one."""
        self.pages.append(b"")
        self.place = len(self.pages) - 1

    def turn(self, step: int) -> None:
        """Go to another page; at either end stay."""
        self.place = min(len(self.pages) - 1, max(0, self.place + step))
