"""What Qt's objects need of Python's garbage collector: that it works on their own thread."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from PySide6.QtTest import QTest

from kiosk.collector import INTERVAL, Collector


@pytest.fixture(autouse=True)
def alone() -> Iterator[None]:
    """Let the collector find what a program of its own finds: nothing is left out of collections yet."""
    gc.unfreeze()
    yield
    gc.freeze()


class Loop(QObject):
    """An object of Qt in a cycle, which tells on which thread it ends."""

    def __init__(self, ends: list[int]) -> None:
        super().__init__()
        self.itself = self
        self.keeper = Keeper(ends)


class Keeper:
    def __init__(self, ends: list[int]) -> None:
        self._ends = ends

    def __del__(self) -> None:
        self._ends.append(threading.get_ident())


def litter() -> None:
    """Make so much garbage that Python would collect by itself."""
    for _ in range(20_000):
        loop: list[object] = []
        loop.append(loop)


def let_it_look() -> None:
    """Let the time pass in which it looks a few times."""
    for _ in range(20):
        QTest.qWait(INTERVAL // 5)


@pytest.mark.usefixtures("qapp")
def test_qts_objects_end_on_their_own_thread_whoever_makes_garbage() -> None:
    gc.enable()
    collector, ends = Collector(), list[int]()
    try:
        Loop(ends)
        thread = threading.Thread(target=litter)
        thread.start()
        thread.join()
        assert ends == []
        let_it_look()
    finally:
        collector.close()
    assert ends == [threading.get_ident()]
    assert gc.isenabled()


@pytest.mark.usefixtures("qapp")
def test_what_is_old_is_collected_once_nobody_is_there() -> None:
    gc.enable()
    collector, ends = Collector(), list[int]()
    try:
        old = Loop(ends)
        for generation in (0, 1):  # what is reached grows old
            gc.collect(generation)
        del old
        litter()
        let_it_look()
        assert ends == []
        collector.collect_all()
        let_it_look()
    finally:
        collector.close()
    assert ends == [threading.get_ident()]


@pytest.mark.usefixtures("qapp")
def test_what_was_there_from_the_beginning_ends_with_the_program() -> None:
    gc.enable()
    collector, ends = Collector(), list[int]()
    try:
        first = Loop(ends)
        collector.settle()
        second = Loop(ends)
        del first, second
        collector.collect_all()
        let_it_look()
        assert len(ends) == 1
    finally:
        collector.close()
    assert ends == [threading.get_ident()] * 2


@pytest.mark.usefixtures("qapp")
def test_what_a_program_around_it_left_out_stays_out() -> None:
    gc.disable()
    gc.collect()
    gc.freeze()
    before = gc.get_freeze_count()
    collector, ends = Collector(), list[int]()
    Loop(ends)
    collector.settle()
    collector.close()
    assert ends == [threading.get_ident()]
    assert 0 < gc.get_freeze_count() <= before
