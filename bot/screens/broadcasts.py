"""Broadcasts for those who write them: the list, the words as they come in, the buttons below."""

from __future__ import annotations

from collections.abc import Sequence

from bot import buttons
from bot.broadcasts.content import Content, Fault, Opens
from bot.broadcasts.drafts import (
    AskExtra,
    AskReason,
    AskTerm,
    AskTime,
    Compose,
    NameAudience,
)
from bot.broadcasts.values import OVER, Broadcast, Stage
from bot.broadcasts.writing import Change
from bot.screen import Choice, Screen
from bot.screens.offices import short
from content.catalog import Catalog
from content.html import Html
from content.packs import Card

Question = Compose | AskTerm | NameAudience | AskTime | AskReason | AskExtra
STAGES: dict[Stage, str] = {
    Stage.DRAFT: "bc.stage.draft",
    Stage.ASKED: "bc.stage.asked",
    Stage.READY: "bc.stage.ready",
    Stage.SENDING: "bc.stage.sending",
    Stage.RESTING: "bc.stage.resting",
    Stage.PAUSED: "bc.stage.paused",
    Stage.DONE: "bc.stage.done",
    Stage.CANCELLED: "bc.stage.cancelled",
    Stage.RECALLED: "bc.stage.recalled",
    Stage.DROPPED: "bc.stage.cancelled",
}
_KINDS: dict[str, str] = {
    "photo": "bc.kind.photo",
    "video": "bc.kind.video",
    "voice": "bc.kind.voice",
    "audio": "bc.kind.audio",
    "document": "bc.kind.document",
    "animation": "bc.kind.animation",
    "location": "bc.kind.location",
}
_EXTRAS: dict[str, tuple[str, str]] = {
    "card": ("bc.extra.card.ask", "bc.extra.card.none"),
    "link": ("bc.extra.link.ask", "bc.extra.link.none"),
}


def home(own: Sequence[Broadcast], others: Sequence[Broadcast], catalog: Catalog) -> Screen:
    """/phatin: write a new one, what waits for me, what I have written."""
    rows = [(Choice(catalog.label("bc.new"), buttons.NewBroadcast()),)]
    rows += [(_opens(each, catalog),) for each in (*others, *own)]
    text = catalog.text("bc.home.waiting" if others else "bc.home")
    return Screen(text, tuple(rows))


def title(broadcast: Broadcast, catalog: Catalog) -> str:
    """A few words by which one is recognised."""
    words = broadcast.content.words(catalog.language).plain.split()
    if words:
        return short(" ".join(words), 20)
    kinds = [part.kind for part in broadcast.content.files]
    return catalog.label(_KINDS[kinds[0]]) if kinds else catalog.label("bc.untitled")


def _opens(broadcast: Broadcast, catalog: Catalog) -> Choice:
    label = catalog.label(
        "bc.item",
        number=broadcast.id,
        words=short(title(broadcast, catalog), 14),
        stage=catalog.label(STAGES[broadcast.stage]),
    )
    return Choice(short(label), buttons.OpenBroadcast(broadcast.id))


def ask(broadcast: Broadcast, language: str, catalog: Catalog) -> Screen:
    """Send the words now, whatever they are made of."""
    text = catalog.text("bc.compose.en" if language else "bc.compose")
    return Screen(text, _below(broadcast, catalog))


def written(broadcast: Broadcast, change: Change, catalog: Catalog) -> Screen:
    """What it is made of so far, after something was put to it."""
    lines = [catalog.text("bc.written", what=made_of(broadcast.content, catalog))]
    if change is Change.VOID:
        lines.insert(0, catalog.text("bc.void"))
    return Screen(Html.join(lines), _below(broadcast, catalog))


def not_written(broadcast: Broadcast, change: Change, catalog: Catalog) -> Screen:
    """Each reason has its own sentence; nothing that was there is lost."""
    message = {
        Change.LATE: "bc.late",
        Change.FULL: "bc.full",
        Change.BUTTONS: "bc.extra.full",
        Change.UNUSABLE: "bc.unusable",
        Change.BIG: "bc.big",
    }[change]
    rows = _below(broadcast, catalog) if broadcast.stage not in OVER else ()
    return Screen(catalog.text(message), rows)


def made_of(content: Content, catalog: Catalog) -> str:
    """As in «120 chữ cái, ảnh: 2»."""
    languages = ("vi", "en") if any(part.language for part in content.parts) else ("vi",)
    lengths = {language: content.words(language).utf16_length for language in languages}
    counts = {kind: sum(part.kind == kind for part in content.parts) for kind in _KINDS}
    names = [
        *(
            catalog.label("bc.letters", count=length, language=language.upper())
            for language, length in lengths.items()
            if length
        ),
        *(
            catalog.label("bc.many", what=catalog.label(_KINDS[kind]), count=count)
            for kind, count in counts.items()
            if count
        ),
        *(f"[{extra.label}]" for extra in content.extras),
    ]
    return ", ".join(names) or catalog.label("bc.nothing")


def _below(broadcast: Broadcast, catalog: Catalog) -> tuple[tuple[Choice, ...], ...]:
    number, content = broadcast.id, broadcast.content
    rows: list[tuple[Choice, ...]] = []
    if content.parts:
        rows.append((Choice(catalog.label("bc.choose"), buttons.OpenAudience(number)),))
        if not broadcast.audience.empty:
            rows.append((Choice(catalog.label("bc.preview.label"), buttons.TryBroadcast(number)),))
        rows += _adding(broadcast, catalog)
        rows.append(
            (
                Choice(catalog.label("bc.english"), buttons.WriteBroadcast(number, "en")),
                Choice(catalog.label("bc.clear"), buttons.ClearBroadcast(number)),
            )
        )
    rows.append((Choice(catalog.label("bc.drop"), buttons.DropBroadcast(number)),))
    return tuple(rows)


def _adding(broadcast: Broadcast, catalog: Catalog) -> list[tuple[Choice, ...]]:
    """The buttons that a message may carry; the report only once."""
    number, extras = broadcast.id, broadcast.content.extras
    card = Choice(catalog.label("bc.extra.card"), buttons.AddExtra(number, Opens.CARD))
    link = Choice(catalog.label("bc.extra.link"), buttons.AddExtra(number, Opens.LINK))
    rows: list[tuple[Choice, ...]] = [(card, link)]
    if not any(extra.opens is Opens.REPORT for extra in extras):
        add = buttons.AddExtra(number, Opens.REPORT)
        rows.append((Choice(catalog.label("bc.extra.report"), add),))
    if extras:
        rows.append((Choice(catalog.label("bc.extra.none"), buttons.AddExtra(number, "none")),))
    return rows


def ask_extra(broadcast: Broadcast, opens: str, catalog: Catalog) -> Screen:
    back = Choice(catalog.label("bc.write"), buttons.WriteBroadcast(broadcast.id))
    return Screen(catalog.text(_EXTRAS[opens][0]), ((back,),))


def no_extra(broadcast: Broadcast, opens: str, catalog: Catalog) -> Screen:
    """What was typed is no card that is known, or no address."""
    back = Choice(catalog.label("bc.write"), buttons.WriteBroadcast(broadcast.id))
    return Screen(catalog.text(_EXTRAS[opens][1]), ((back,),))


def card_label(card: Card) -> str:
    return short(card.title)


def fault(found: Fault, catalog: Catalog) -> Html:
    return catalog.text(found.message, **found.holes)


def dropped(catalog: Catalog) -> Screen:
    again = Choice(catalog.label("bc.new"), buttons.NewBroadcast())
    return Screen(catalog.text("bc.dropped"), ((again,),))


def again(question: Question, catalog: Catalog) -> Screen:
    """An open question about a broadcast, asked again."""
    message = {
        Compose: "bc.compose",
        AskTerm: "bc.area.ask",
        NameAudience: "bc.save.ask",
        AskTime: "bc.time.ask",
        AskReason: "bc.urgent",
        AskExtra: "bc.extra.again",
    }[type(question)]
    look = Choice(catalog.label("bc.look"), buttons.OpenBroadcast(question.broadcast))
    return Screen(catalog.text(message), ((look,),))
