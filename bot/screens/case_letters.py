"""What is said by itself about a case: to its reporter (wording §9) and to colleagues."""

from __future__ import annotations

from dataclasses import replace

from bot import buttons
from bot.reports import Case, Ending, Event, What
from bot.screen import Choice, Media, Rows, Screen
from bot.screens.alerts import kind_name
from bot.screens.offices import moment, place
from content.areas import Areas
from content.catalog import Catalog
from content.html import Html

_PLAIN: dict[What, str] = {
    What.SEEN: "st.seen",
    What.TAKEN: "st.taken",
    What.JOINED: "st.joined",
    What.REOPENED: "st.reopened",
    What.RELEASED: "st.released",
}
TOLD = (*_PLAIN, What.ASKED, What.FORWARDED, What.CLOSED, What.IDENTITY_OPENED)
"""What reporters are told of."""

_QUESTIONS = {
    (False, False): "st.question",
    (False, True): "st.question.known",
    (True, False): "st.question.file",
    (True, True): "st.question.file.known",
}
"""By whether it is a file, and whether the reporter is known."""

_ENDINGS: dict[Ending, str] = {
    Ending.FIXED: "st.done.fixed",
    Ending.MINUTED: "st.done.minuted",
    Ending.PASSED_ON: "st.done.passed_on",
    Ending.NOT_SO: "st.done.not_so",
    Ending.NOT_DONE: "st.cannot",
}


def news(case: Case, event: Event, areas: Areas, catalog: Catalog) -> Screen:
    """What the reporter is told of an event; in a case with a death calmly, and nothing asked."""
    holes = {"code": case.code, "moment": moment(event.at), "words": event.words}
    match event.what:
        case What.ASKED:
            return _question(case, holes, catalog)
        case What.FORWARDED:
            where = place(case.area, areas, catalog)
            return Screen(catalog.text("st.forward", where=where, **holes))
        case What.CLOSED:
            return _ended(case, holes, catalog)
        case What.IDENTITY_OPENED:
            return Screen(catalog.text("st.revealed", **holes))
        case what if what in _PLAIN:
            return Screen(catalog.text(_PLAIN[what], **holes))
        case _:
            return Screen(catalog.text("st.sent", **holes))


def _question(case: Case, holes: dict[str, str], catalog: Catalog) -> Screen:
    kind = holes["words"] if holes["words"] in ("photo", "voice", "audio", "video") else ""
    return Screen(
        catalog.text(_QUESTIONS[bool(kind), case.known], **holes), _to_answer(case, catalog)
    )


def _to_answer(case: Case, catalog: Catalog) -> Rows:
    return ((Choice(catalog.label("st.answer.label"), buttons.AnswerCase(case.id)),),)


def _ended(case: Case, holes: dict[str, str], catalog: Catalog) -> Screen:
    message = _ENDINGS[case.ending or Ending.FIXED]
    if case.ending is Ending.NOT_DONE:
        words, _, until = holes["words"].rpartition("\n")
        text = catalog.text(message, code=case.code, words=words, until=until)
        return _judged(text, case, catalog)
    text = catalog.text(message, **holes)
    if case.dead or case.red:
        return _judged(text, case, catalog)
    return _judged(Html.join([text, catalog.text("st.done.ask")]), case, catalog)


def _judged(text: Html, case: Case, catalog: Catalog) -> Screen:
    """Whoever had a death or a serious injury is not asked whether all is well: they may object."""
    no = Choice(catalog.label("st.judge.no"), buttons.JudgeEnding(case.id, "no"))
    if case.dead or case.red or case.ending is Ending.NOT_DONE:
        return Screen(text, ((no,),))
    yes = Choice(catalog.label("st.judge.yes"), buttons.JudgeEnding(case.id, "yes"))
    unsure = Choice(catalog.label("st.judge.unsure"), buttons.JudgeEnding(case.id, "unsure"))
    return Screen(text, ((yes, no), (unsure,)))


def neutral(case: Case, catalog: Catalog) -> Screen:
    """The whole push when the phone may be in other hands: pressing shows the rest."""
    read = Choice(catalog.label("st.read.label"), buttons.ReadNews(case.id))
    return Screen(catalog.text("st.neutral"), ((read,),))


def question_file(case: Case, kind: str, source: str, catalog: Catalog) -> Screen:
    """The official's picture or voice, made anew."""
    screen = _question(case, {"code": case.code, "words": kind, "moment": ""}, catalog)
    return replace(screen, media=(Media(kind, source),))


def ask_answer(case: Case, catalog: Catalog) -> Html:
    message = "st.answer.ask.known" if case.known else "st.answer.ask"
    return catalog.text(message, code=case.code)


def handed(case: Case, areas: Areas, catalog: Catalog) -> Screen:
    """To the colleague who has it now."""
    text = catalog.text(
        "work.handed.letter",
        code=case.code,
        kind=kind_name(case.found_kind, catalog),
        commune=place(case.area, areas, catalog),
    )
    return Screen(text, to_open(case, catalog))


def answered(case: Case, catalog: Catalog) -> Screen:
    """To whoever asked: the words stand in the case, not in the push."""
    return Screen(catalog.text("work.answered.letter", code=case.code), to_open(case, catalog))


def to_open(case: Case, catalog: Catalog) -> Rows:
    return ((Choice(catalog.label("work.open.label"), buttons.OpenWorkCase(case.id)),),)
