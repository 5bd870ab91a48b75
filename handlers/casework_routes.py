"""The routes of casework: the cases of others, for those in office, and answers of reporters."""

from __future__ import annotations

from bot import buttons
from bot.case_drafts import AnswerQuestion, HeldAnswer, TypeCaseWords
from bot.permissions import Permission
from handlers import asking, case_words, casework, revealing
from handlers.turn import Route

ROUTES: tuple[Route, ...] = (
    # casework: the cases of others, for those in office
    Route("viec work", casework.inbox, Permission.AREA_CASE_TAKE),
    Route(buttons.OpenWork, casework.inbox, Permission.AREA_CASE_TAKE),
    Route(buttons.OpenWorkCase, casework.open_, Permission.AREA_CASE_TAKE),
    Route(buttons.OpenHistory, casework.history, Permission.AREA_CASE_TAKE),
    Route(buttons.ShowFiles, revealing.files, Permission.AREA_CASE_TAKE),
    Route(buttons.AskReporter, case_words.begin, Permission.AREA_CASE_WORK),
    Route(buttons.WriteNote, casework.write_note, Permission.AREA_CASE_WORK),
    Route(TypeCaseWords, case_words.typed, Permission.AREA_CASE_WORK),
    Route(buttons.ChooseColleague, casework.choose_colleague, Permission.AREA_CASE_WORK),
    Route(buttons.HandTo, casework.hand_to, Permission.AREA_CASE_WORK),
    Route(buttons.ChooseForward, casework.choose_forward, Permission.AREA_CASE_WORK),
    Route(buttons.ForwardTo, casework.forward_to, Permission.AREA_CASE_WORK),
    Route(buttons.ChooseFinding, casework.choose_finding, Permission.AREA_CASE_WORK),
    Route(buttons.SetFinding, casework.set_finding, Permission.AREA_CASE_WORK),
    Route(buttons.ChooseEnding, casework.choose_ending, Permission.AREA_CASE_WORK),
    Route(buttons.EndCase, casework.end, Permission.AREA_CASE_WORK),
    Route(buttons.ReopenCase, casework.reopen, Permission.AREA_CASE_WORK),
    Route(buttons.AskJoin, casework.ask_join, Permission.AREA_CASE_WORK),
    Route(buttons.JoinCases, casework.join, Permission.AREA_CASE_WORK),
    Route(buttons.ShowNumber, revealing.number, Permission.AREA_CASE_WORK),
    Route(buttons.AskReveal, revealing.ask, Permission.AREA_CASE_WORK),
    Route(buttons.DecideReveal, revealing.decide, Permission.AREA_CASE_WORK),
    # news of one's own case, and answers to officials' questions
    Route(buttons.ReadNews, asking.read, Permission.OWN_CASE_READ),
    Route(buttons.AnswerCase, asking.answer, Permission.OWN_CASE_CHANGE),
    Route(AnswerQuestion, asking.typed, Permission.OWN_CASE_CHANGE),
    Route(HeldAnswer, asking.again, Permission.OWN_CASE_CHANGE),
    Route(buttons.SendAnswer, asking.send, Permission.OWN_CASE_CHANGE),
    Route(buttons.NoAnswer, asking.no, Permission.OWN_CASE_CHANGE),
    Route(buttons.JudgeEnding, asking.judge, Permission.OWN_CASE_CHANGE),
)
