"""The labels of every answer to a report's question, and the answers they stand for."""

from __future__ import annotations

from collections.abc import Iterable

from bot import buttons
from bot.screen import Choice, Rows
from bot.screens.labels import ways_to_say
from content.catalog import Catalog, Catalogs

ANSWERS: dict[tuple[str, str], str] = {
    ("need", "now"): "report.opt.need.now",
    ("need", "taken"): "report.opt.need.taken",
    ("need", "light"): "report.opt.need.light",
    ("need", "death"): "report.opt.need.death",
    ("danger", "wire"): "report.opt.danger.wire",
    ("danger", "scaffold"): "report.opt.danger.scaffold",
    ("danger", "pit"): "report.opt.danger.pit",
    ("danger", "machine"): "report.opt.danger.machine",
    ("danger", "pesticide"): "report.opt.danger.pesticide",
    ("about", "question"): "report.opt.about.question",
    ("about", "complaint"): "report.opt.about.complaint",
    ("about", "idea"): "report.opt.about.idea",
    ("when", "now"): "report.opt.when.now",
    ("when", "morning"): "report.opt.when.morning",
    ("when", "afternoon"): "report.opt.when.afternoon",
    ("when", "yesterday"): "report.opt.when.yesterday",
    ("injury", "unconscious"): "report.opt.injury.unconscious",
    ("injury", "breathless"): "report.opt.injury.breathless",
    ("injury", "bleeding"): "report.opt.injury.bleeding",
    ("injury", "broken"): "report.opt.injury.broken",
    ("injury", "burn"): "report.opt.injury.burn",
    ("injury", "poisoned"): "report.opt.injury.poisoned",
    ("injury", "trapped"): "report.opt.injury.trapped",
    ("injury", "sore"): "report.opt.injury.sore",
    ("now", "there"): "report.opt.now.there",
    ("now", "on_the_way"): "report.opt.now.on_the_way",
    ("now", "hospital"): "report.opt.now.hospital",
    ("now", "home"): "report.opt.now.home",
    ("employer", "own"): "report.opt.employer.own",
    ("employer", "household"): "report.opt.employer.household",
    ("employer", "foreman"): "report.opt.employer.foreman",
    ("employer", "company"): "report.opt.employer.company",
    ("employer", "unknown"): "report.opt.employer.unknown",
    ("part", "victim"): "report.opt.part.victim",
    ("part", "family"): "report.opt.part.family",
    ("part", "colleague"): "report.opt.part.colleague",
    ("part", "witness"): "report.opt.part.witness",
    ("part", "relay"): "report.opt.part.relay",
    ("agreed", "yes"): "report.opt.agreed.yes",
    ("agreed", "no"): "report.opt.agreed.no",
    ("known", "yes"): "report.opt.known.yes",
    ("known", "no"): "report.opt.known.no",
    ("age", "yes"): "report.opt.age.yes",
    ("age", "no"): "report.opt.age.no",
    ("near", "yes"): "report.opt.near.yes",
    ("near", "no"): "report.opt.near.no",
    ("check", "send"): "report.opt.check.send",
    ("check", "again"): "report.opt.check.again",
    ("later", "safe"): "report.opt.later.safe",
    ("later", "still"): "report.opt.later.still",
    ("later", "unknown"): "report.opt.later.unknown",
    ("later", "have"): "report.opt.later.have",
    ("later", "not"): "report.opt.later.not",
    ("later", "help"): "report.opt.later.help",
}


def option(question: str, value: str, catalog: Catalog) -> Choice:
    label = catalog.label(ANSWERS[question, value])
    return Choice(label, buttons.AnswerReport(question, value))


def options(question: str, values: Iterable[str], catalog: Catalog, *, wide: int = 2) -> Rows:
    """The answers of a question, in rows of `wide`."""
    made = [option(question, value, catalog) for value in values]
    return tuple(tuple(made[at : at + wide]) for at in range(0, len(made), wide))


def meant(words: str, question: str, catalogs: Catalogs) -> str | None:
    """The answer that typed or pressed words are, though their button is no longer shown."""
    said = ways_to_say(words)[0]
    for (asked, value), message in ANSWERS.items():
        labels = [catalog.label(message) for catalog in catalogs.values()]
        if asked == question and any(said in ways_to_say(label) for label in labels):
            return value
    return None


def asked_by(words: str, catalogs: Catalogs) -> tuple[str, str] | None:
    """The question and answer whose label these words are exactly, whichever is open now."""
    said = ways_to_say(words)[0]
    for (asked, value), message in ANSWERS.items():
        labels = [catalog.label(message) for catalog in catalogs.values()]
        if said and any(said in ways_to_say(label) for label in labels):
            return asked, value
    return None
