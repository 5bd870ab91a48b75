"""The backlog: in order within a chat, chats side by side, nothing lost or doubled."""

from __future__ import annotations

from collections import defaultdict

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from bot.backlog import LOOK_AHEAD, Backlog
from bot.inbox import Entry
from tests.world import NOON


def entry(number: int, chat: int) -> Entry:
    return Entry(number, "web", bytes([chat]), 0, NOON, b"", {})


class Worked(RuleBasedStateMachine):
    """Takes, puts back and finishes at random; the truth is kept beside it."""

    def __init__(self) -> None:
        super().__init__()
        self.backlog = Backlog()
        self.added = 0
        self.held: list[Entry] = []
        self.done: dict[bytes, list[int]] = defaultdict(list)

    @rule(chats=st.lists(st.integers(0, 4), max_size=6))
    def add(self, chats: list[int]) -> None:
        first = self.added + 1
        self.backlog.add([entry(number, chat) for number, chat in enumerate(chats, first)])
        self.added += len(chats)

    @rule(most=st.integers(0, 6))
    def take(self, most: int) -> None:
        taken = self.backlog.take(most)
        assert len(taken) <= most
        assert not {e.chat for e in taken} & {e.chat for e in self.held}
        self.held += taken

    @rule(data=st.data())
    def put_back(self, data: st.DataObject) -> None:
        back = [e for e in self.held if data.draw(st.booleans())]
        self.backlog.put_back(back)
        self.held = [e for e in self.held if e not in back]

    @rule(data=st.data())
    def finish(self, data: st.DataObject) -> None:
        for each in [e for e in self.held if data.draw(st.booleans())]:
            self.held.remove(each)
            self.done[each.chat].append(each.id)
            self.backlog.release(each.chat)

    @invariant()
    def one_at_a_time_and_in_order(self) -> None:
        assert len({e.chat for e in self.held}) == len(self.held)
        for finished in self.done.values():
            assert finished == sorted(set(finished))
        assert self.backlog.last == self.added

    def teardown(self) -> None:
        """Finish all: every entry comes out, once."""
        self.backlog.put_back(self.held)
        while taken := self.backlog.take(3):
            for each in taken:
                self.done[each.chat].append(each.id)
                self.backlog.release(each.chat)
        everything = [number for ids in self.done.values() for number in ids]
        assert sorted(everything) == list(range(1, self.added + 1))
        assert all(ids == sorted(ids) for ids in self.done.values())


TestBacklog = Worked.TestCase
TestBacklog.settings = settings(deadline=None, max_examples=60, stateful_step_count=25)


def test_a_busy_chat_holds_nobody_else_up() -> None:
    backlog = Backlog()
    backlog.add([entry(1, 1), entry(2, 1), entry(3, 2)])
    assert [e.id for e in backlog.take(9)] == [1, 3]
    backlog.release(bytes([2]))
    assert backlog.take(9) == []
    backlog.release(bytes([1]))
    assert [e.id for e in backlog.take(9)] == [2]


def test_a_held_chat_waits() -> None:
    backlog = Backlog()
    backlog.hold(bytes([1]))
    backlog.add([entry(1, 1)])
    assert backlog.take(9) == []
    backlog.release(bytes([1]))
    assert [e.id for e in backlog.take(9)] == [1]


def test_put_back_is_first_in_line() -> None:
    backlog = Backlog()
    backlog.add([entry(1, 1), entry(2, 1)])
    backlog.put_back(backlog.take(1))
    assert [e.id for e in backlog.take(1)] == [1]


def test_it_looks_ahead_only_so_far() -> None:
    backlog = Backlog()
    assert backlog.room == LOOK_AHEAD
    backlog.add(entry(number, number % 7) for number in range(1, LOOK_AHEAD + 1))
    assert backlog.room == 0
    backlog.put_back(backlog.take(1))
    assert backlog.room == 0
    backlog.take(1)
    assert backlog.room == LOOK_AHEAD
