"""The screen for each verdict of the search."""

from __future__ import annotations

from bot.screen import Screen
from bot.screens import emergencies, guidance, people
from content.catalog import Catalog
from content.packs import Packs
from content.search import Finding, Verdict


def answer(
    finding: Finding, packs: Packs, operator: str, catalog: Catalog, *, noted: bool
) -> Screen:
    """One screen for one question; `noted` says that the question was kept for a new card."""
    cards = [hit.card for hit in finding.hits]
    above = emergencies.strip(catalog) if finding.strip else None
    match finding.verdict:
        case Verdict.EMERGENCY if cards:
            return emergencies.happening(cards[0], catalog)
        case Verdict.EMERGENCY:
            return emergencies.emergency(catalog)
        case Verdict.DISTRESS:
            return emergencies.distress(finding.kind, catalog)
        case Verdict.ANSWER:
            return guidance.card(cards[0], packs, catalog, above=above)
        case Verdict.CHOICES:
            return guidance.offered(cards, catalog, above=above)
        case Verdict.SMALLTALK:
            return _talk(finding.kind, operator, catalog)
        case Verdict.UNKNOWN:
            return guidance.not_found(finding.query, catalog, noted=noted)


def _talk(kind: str, operator: str, catalog: Catalog) -> Screen:
    match kind:
        case "who":
            return people.say("talk.who", catalog, operator=operator)
        case "insult":
            return people.say("talk.insult", catalog)
        case "hello":
            return people.say("talk.hello", catalog)
        case _:
            return people.say("talk.thanks", catalog)
