"""How many touches each journey may cost, and what the stories saw it cost.

A story ends with `walked("the journey", an)`: it fails when the journey became longer than its
budget, and `python -m tests.touches` gathers the table. A new journey is one line here and one
line in its story.
"""

from __future__ import annotations

from dataclasses import dataclass

from emulator.person import Person
from tests.visitor import Visitor


@dataclass(frozen=True, slots=True)
class Budget:
    """`most` touches; `source`: where that was promised."""

    most: int
    source: str


# wording = wording §16, design = §1 and §4 of the design, own = ours, where neither says anything
JOURNEYS = {
    "first useful screen": Budget(1, "wording: 1"),
    "any topic by menu": Budget(3, "design: 3, or one typed line"),
    "any topic by typing": Budget(0, "design: one typed line"),
    "emergency card": Budget(1, "design: before anything else"),
    "first aid by typing": Budget(0, "design: one typed line"),
    "join from a poster": Budget(3, "wording: 3"),
    "join by a typed place": Budget(4, "design: 4 and a typed name"),
    "join by location": Budget(6, "own: as typed; place 2, pick 1"),
    "under 16, from a poster": Budget(3, "own: as joining"),
    "stop messages": Budget(0, "design: 2; typed «dừng»"),
    "erase everything": Budget(2, "design: 2"),
    "join a group": Budget(2, "own: link, yes"),
    "leave a group": Budget(2, "design: 2"),
    "accept an invitation": Budget(3, "own: link, own number 2"),
    "confirm an invitation": Budget(1, "own: 1"),
    "invite to a role": Budget(2, "own: role, place"),
    "put somebody on the roster": Budget(3, "own: add, who, post"),
    "say that one is away": Budget(2, "own: roster, away"),
    "clear the chat": Budget(2, "own: asked, yes"),
    "red accident report": Budget(5, "wording: 5"),
    "hazard report with a photo": Budget(5, "wording: 5"),
    "official: seen to taken": Budget(1, "wording: 1"),
    "choose the other language": Budget(2, "own: help, language"),
}


A_TOUCH_S, A_LETTER_S = 2.5, 0.5
"""How long a person takes to read, find and touch, and to type a letter, unpractised: assumed, not
measured. The bot's own time is in docs/benchmarks.md.
"""

Count = tuple[int, int, int]
"""Touches, messages typed, letters in them."""


@dataclass(frozen=True, slots=True)
class Walk:
    journey: str
    channel: str
    touches: int
    typed: int
    letters: int

    @property
    def seconds(self) -> float:
        return self.touches * A_TOUCH_S + self.letters * A_LETTER_S


WALKED: list[Walk] = []


def walked(journey: str, who: Person | Visitor, *, since: Count = (0, 0, 0)) -> None:
    """The journey ends here; `since`: what was counted before it began."""
    touches, typed, letters = (now - then for now, then in zip(so_far(who), since, strict=True))
    most = JOURNEYS[journey].most
    assert touches <= most, f"{journey}: {touches} touches, {most} at most"
    channel = "Telegram" if isinstance(who, Person) else "web"
    WALKED.append(Walk(journey, channel, touches, typed, letters))


def so_far(who: Person | Visitor) -> Count:
    """For `since`."""
    return who.touches, who.typed, who.letters
