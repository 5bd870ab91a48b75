"""Questions and answers, for the reporter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot import buttons
from bot.case_drafts import AnswerQuestion, HeldAnswer, TypeCaseWords
from bot.reports import Case
from bot.screen import Choice, Screen
from bot.screens.case_letters import ask_answer
from bot.screens.labels import choice
from content.catalog import Catalog


def ask(case: Case, catalog: Catalog) -> Screen:
    """Type, photograph or speak: the next message is the answer."""
    return Screen(ask_answer(case, catalog), ((choice("menu.emergency", catalog),),))


def choose(waiting: Sequence[Case], catalog: Catalog) -> Screen:
    """Several questions wait: which one first?"""
    rows = tuple(
        (Choice(catalog.label("st.send.to", code=case.code), buttons.AnswerCase(case.id)),)
        for case in waiting[:5]
    )
    return Screen(catalog.text("st.choose"), rows)


def which(waiting: Sequence[Case], catalog: Catalog) -> Screen:
    """Words came while questions wait: whose answer are they?"""
    rows = tuple(
        (Choice(catalog.label("st.send.to", code=case.code), buttons.SendAnswer(case.id)),)
        for case in waiting[:5]
    )
    no = Choice(catalog.label("st.send.no"), buttons.NoAnswer())
    return Screen(catalog.text("st.which"), (*rows, (no,)))


def send_after(card: Screen, case: Case, catalog: Catalog) -> Screen:
    """First the card that the words ask for; then they may go to the official all the same."""
    send = Choice(catalog.label("st.send.to", code=case.code), buttons.SendAnswer(case.id))
    return replace(card, choices=(*card.choices, (send,)))


def gives_away(case: Case, catalog: Catalog) -> Screen:
    """It may tell who reported: shall it be sent all the same?"""
    send = Choice(catalog.label("st.send.anyway"), buttons.SendAnswer(case.id))
    again = Choice(catalog.label("st.send.again"), buttons.AnswerCase(case.id))
    return Screen(catalog.text("st.gives_away", code=case.code), ((send, again),))


def resumed(draft: TypeCaseWords | AnswerQuestion | HeldAnswer, catalog: Catalog) -> Screen:
    """After an outage: what was being written about a case."""
    if isinstance(draft, TypeCaseWords):
        back = Choice(catalog.label("work.open.label"), buttons.OpenWorkCase(draft.case))
        return Screen(catalog.text("work.again"), ((back,),))
    case = draft.case if isinstance(draft, AnswerQuestion) else 0
    answer = Choice(catalog.label("st.answer.label"), buttons.AnswerCase(case))
    return Screen(catalog.text("st.answer.resumed"), ((answer,),))
