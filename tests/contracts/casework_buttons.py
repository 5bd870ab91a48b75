"""Buttons of casework, as they would stand on a phone or be forged."""

from __future__ import annotations

from typing import Any, cast

from bot import buttons
from bot.buttons import Button
from tests.matrix import OTHER_COMMUNE


def worked(on: type, numbers: tuple[int, int, int, int]) -> Button | None:
    """A button of casework; `numbers`: a case, a closed one, a request, a grant."""
    case, other, reveal, holder = numbers
    made: dict[type, Button] = {
        buttons.HandTo: buttons.HandTo(case, holder),
        buttons.ForwardTo: buttons.ForwardTo(case, OTHER_COMMUNE),
        buttons.SetFinding: buttons.SetFinding(case, "light"),
        buttons.EndCase: buttons.EndCase(case, "fixed"),
        buttons.ReopenCase: buttons.ReopenCase(other),
        buttons.AskJoin: buttons.AskJoin(case, other),
        buttons.JoinCases: buttons.JoinCases(case, other),
        buttons.DecideReveal: buttons.DecideReveal(reveal, 0),
        buttons.OpenWork: buttons.OpenWork(),
        buttons.AnswerCase: buttons.AnswerCase(7),
        buttons.ReadNews: buttons.ReadNews(7),
        buttons.SendAnswer: buttons.SendAnswer(7),
        buttons.NoAnswer: buttons.NoAnswer(),
        buttons.JudgeEnding: buttons.JudgeEnding(7, "yes"),
    }
    if on in buttons.CASEWORK.values() and on not in made:
        build: Any = on
        return cast("Button", build(case))
    return made.get(on)
