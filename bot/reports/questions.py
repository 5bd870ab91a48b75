"""What is asked once a report is sent, one question at a time, and what an answer changes. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from bot.reports.case import Case, Kind
from bot.reports.steps import Adding, add_words, is_child
from bot.reports.told import Employer, Injury, Part, Told, Victim, Whereabouts
from bot.reports.when import BadTime, read_past
from content.folding import fold

MOST_HURT = 499
DESCRIBED = 5
"""So many injured people are asked about one by one."""

_ACCIDENT = ("when", "injury", "count", "now", "task", "employer", "part", "agreed", "known")
_DEATH = ("when", "count", "task", "employer", "part", "known")
_ASKED: dict[Kind, tuple[str, ...]] = {
    Kind.ACCIDENT: _ACCIDENT,
    Kind.DEATH: _DEATH,
    Kind.HAZARD: ("near",),
    Kind.NEAR_MISS: ("when", "task"),
    Kind.PETITION: (),
    Kind.CALLBACK: (),
}
QUESTIONS = (*_ACCIDENT, "near")

OPTIONS: dict[str, tuple[str, ...]] = {
    "when": ("now", "morning", "afternoon", "yesterday"),
    "injury": tuple(Injury),
    "count": ("1", "2", "3", "4", "5", "6", "7", "8"),
    "now": tuple(Whereabouts),
    "employer": tuple(Employer),
    "part": tuple(Part),
    "agreed": ("yes", "no"),
    "known": ("yes", "no"),
    "near": ("yes", "no"),
    "age": ("yes", "no"),
    "check": ("send", "again"),
}
LATER = ("safe", "still", "unknown", "have", "not", "help")
"""Answers after two weeks; «still» and «help» go back to the commune."""

_WHEN = {"now": "now", "morning": "sang nay", "afternoon": "chieu nay", "yesterday": "hom qua"}
_NUMBERS = ("khong", "mot", "hai", "ba", "bon", "nam", "sau", "bay", "tam", "chin", "muoi")


class Trouble(StrEnum):
    """Why an answer is none; each is the id of its sentence."""

    WHEN = "report.when.unknown"
    FUTURE = "err.future"
    NOBODY = "report.count.none"
    TOO_MANY = "report.count.many"
    NUMBER = "report.count.number"
    CHOOSE = "report.choose"


@dataclass(frozen=True, slots=True)
class Answered:
    """What is told now; `kind` set: the case becomes one of it."""

    told: Told
    kind: Kind | None = None


def first(case: Case) -> str:
    """The first question that has no answer yet, "" when there is none."""
    return following(case, "")


def following(case: Case, after: str) -> str:
    questions = _ASKED[case.kind]
    rest = questions[questions.index(after) + 1 :] if after in questions else questions
    return next((each for each in rest if _open(case, each)), "")


def _open(case: Case, question: str) -> bool:
    told = case.told
    unknown = {
        "when": told.at is None,
        "injury": not any(victim.injuries for victim in told.victims),
        "count": not told.hurt,
        "now": not any(victim.now for victim in told.victims),
        "task": not told.task,
        "employer": told.employer is None,
        "part": told.part is None,
        "agreed": told.part is Part.RELAY and told.agreed is None,
        "known": not case.known and not case.callback,
        "near": case.kind is Kind.HAZARD,
    }
    return unknown[question]


def pick(step: Adding, injury: str) -> Adding:
    """Choose it, or take the choice back."""
    picked = [each for each in step.picked if each != injury]
    return replace(step, picked=picked if injury in step.picked else [*step.picked, injury])


def reply(case: Case, step: Adding, value: str, *, now: datetime) -> Answered | Trouble:
    """A button's or typed answer to the open question."""
    told = case.told
    match step.question:
        case "when":
            return _when(told, _WHEN.get(value, value), value, now)
        case "count":
            return _count(told, value)
        case "task":
            words = value[:500]
            return Answered(replace(told, task=words, child=told.child or is_child(words)))
        case "near":
            return Answered(told, Kind.NEAR_MISS if value == "yes" else None)
        case _:
            return _chosen(told, step.question, value)


def _chosen(told: Told, question: str, value: str) -> Answered | Trouble:
    if value not in OPTIONS.get(question, ()):
        return Trouble.CHOOSE
    match question:
        case "now":
            victims = told.victims or (Victim(),)
            return Answered(replace(told, victims=_with(victims, 0, now=Whereabouts(value))))
        case "employer":
            return Answered(replace(told, employer=Employer(value)))
        case "part":
            return Answered(replace(told, part=Part(value)))
        case "agreed":
            return Answered(replace(told, agreed=value == "yes"))
        case _:
            return Answered(told)


def _when(told: Told, words: str, said: str, now: datetime) -> Answered | Trouble:
    found = read_past(words, now=now)
    if isinstance(found, BadTime):
        return Trouble.FUTURE if found is BadTime.FUTURE else Trouble.WHEN
    return Answered(replace(told, at=found, at_words=said[:120]))


def _count(told: Told, words: str) -> Answered | Trouble:
    found = re.search(r"\d+", words)
    named = next((n for n, name in enumerate(_NUMBERS) if name in fold(words).split()), None)
    if found is None and named is None:
        return Trouble.NUMBER
    count = int(found[0][:6]) if found else named or 0
    if count == 0:
        return Trouble.NOBODY
    if count > MOST_HURT:
        return Trouble.TOO_MANY
    return Answered(replace(told, hurt=count))


def injured(told: Told, victim: int, picked: list[str]) -> Told:
    """With the injuries of one victim."""
    victims = told.victims + (Victim(),) * (victim + 1 - len(told.victims))
    injuries = tuple(Injury(name) for name in picked if name in tuple(Injury))
    return replace(told, victims=_with(victims, victim, injuries=injuries))


def next_victim(told: Told, after: int) -> int | None:
    """Whose injuries to ask about once it is known how many are hurt."""
    return after + 1 if after + 1 < min(told.hurt, DESCRIBED) else None


def _with(victims: tuple[Victim, ...], place: int, **values: object) -> tuple[Victim, ...]:
    one = replace(victims[place], **values)  # type: ignore[arg-type]
    return (*victims[:place], one, *victims[place + 1 :])


def extended(told: Told, words: str) -> Told:
    child = told.child or is_child(words)
    return replace(told, words=add_words(told.words, words), child=child)


def pinned(told: Told, latitude: float, longitude: float) -> Told:
    """With the exact point; the commune stays."""
    return replace(told, spot=replace(told.spot, latitude=latitude, longitude=longitude))


def step_after(case: Case, step: Adding) -> Adding:
    """What to ask once this question is done with, answered or not."""
    if case.kind is not Kind.ACCIDENT:
        victim = None
    elif step.question == "injury" and step.victim:
        victim = next_victim(case.told, step.victim)
    elif step.question == "count":
        victim = next_victim(case.told, 0)
    else:
        victim = None
    if victim is not None:
        return Adding(case.id, "injury", victim=victim)
    last = "count" if step.question == "injury" and step.victim else step.question
    last = "known" if last in ("phone", "age") else last
    return Adding(case.id, following(case, last) if last else "")
