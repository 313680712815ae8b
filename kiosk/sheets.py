"""Pages that were signed on paper, as one sitting holds them: in memory only, until they are sealed. No Qt."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, Literal

Fault = Literal["", "black", "dark", "missing", "cut", "far", "glare", "blank", "blurred"]
"""Why a page cannot be read, "" where it can: `black` is no light at all, `missing` no sheet, `far` too small a one."""
Origin = Literal["camera", "folder"]

MEDIA_TYPE: Final = "image/jpeg"
MAX_PAGES: Final = 8
"""Of one statement; SPEC 10.6."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page as JPEG without any metadata, its size in pixels, and why it cannot be read."""

    data: bytes = field(repr=False)
    width: int
    height: int
    fault: Fault
    origin: Origin = "camera"

    @property
    def legible(self) -> bool:
        """Tell whether it can be read."""
        return not self.fault


@dataclass(slots=True)
class Sheets:
    """The pages of one text, and the one that is being looked at; `text` is whatever tells texts apart."""

    _pages: list[Page] = field(default_factory=list)
    _text: object = field(default=None, repr=False)
    _place: int | None = None
    looked: Page | None = None

    def of(self, text: object) -> tuple[Page, ...]:
        """Return the pages of a text; those of a text that was changed since are none of it."""
        return tuple(self._pages) if text == self._text else ()

    def has_room(self, text: object) -> bool:
        """Tell whether one more page of a text may be taken, or one anew."""
        return self._place is not None or len(self.of(text)) < MAX_PAGES

    @staticmethod
    def is_page(thing: object) -> bool:
        """Tell whether something is a page that was made and judged."""
        return isinstance(thing, Page)

    @property
    def number(self) -> int:
        """Return which page the one looked at is or will be, from 1."""
        return (len(self._pages) if self._place is None else self._place) + 1

    @property
    def kept(self) -> bool:
        """Tell whether the page that is looked at was kept before."""
        return self._place is not None and self.looked is self._pages[self._place]

    def look(self, page: Page, text: object) -> None:
        """Look at a page that was just taken; pages of another text are forgotten."""
        if text != self._text:
            self._pages, self._place, self._text = [], None, text
        self.looked = page

    def look_again(self, place: int) -> None:
        """Look at a page that was kept; the next one that is taken will stand in its place."""
        self.looked, self._place = self._pages[place], place

    def keep(self) -> None:
        """Keep the page that is looked at, if it can be read."""
        page, place = self.looked, self._place
        if page is None or not page.legible:
            return
        if place is not None:
            self._pages[place] = page
        elif len(self._pages) < MAX_PAGES:
            self._pages.append(page)
        self.leave()

    def leave(self) -> None:
        """Look at no page any more; what was kept stays."""
        self.looked = self._place = None

    def retake(self) -> None:
        """Look away for another picture of the same page."""
        self.looked = None

    def remove(self) -> None:
        """Forget the page that is looked at, kept or not."""
        if self._place is not None:
            del self._pages[self._place]
        self.leave()

    def turn(self, page: Page) -> None:
        """Look at the same page in another position."""
        if self.looked is not None:
            self.looked = page

    def wipe(self) -> None:
        """Forget every page."""
        self._pages, self._text = [], None
        self.leave()
