"""The windows: an Incoming in, one rule called in one unit, one screen out.

May import bot and content; never storage or a channel. This page is the whole route table.
"""

from __future__ import annotations

from bot import buttons, drafts, incoming
from bot.drafts import Draft, TypeMoveCode, WrongCard
from bot.incoming import Incoming
from bot.people import Actor
from bot.permissions import Permission, refusal
from bot.ports import Clock, Unit
from bot.screen import Screen
from bot.screens import drafts as drafts_screens
from bot.screens import people as people_screens
from handlers import consents, data, emergencies, gate, guidance, later, moving, odd, people
from handlers.turn import NoSuchNumber, OldButton, Route, Services, Turn

ROUTES: tuple[Route, ...] = (
    # emergencies
    Route("khancap emergency", emergencies.emergency, Permission.ANYONE_EMERGENCY_READ),
    Route(buttons.OpenEmergency, emergencies.emergency, Permission.ANYONE_EMERGENCY_READ),
    Route(buttons.SayTaken, emergencies.say_taken, Permission.ANYONE_EMERGENCY_READ),
    # guidance
    Route("huongdan guide", guidance.sectors, Permission.ANYONE_GUIDANCE_READ),
    Route("tim search", guidance.search_command, Permission.ANYONE_GUIDANCE_READ),
    Route(incoming.Text, guidance.search, Permission.ANYONE_GUIDANCE_READ),
    Route(buttons.OpenSectors, guidance.sectors, Permission.ANYONE_GUIDANCE_READ),
    Route(buttons.OpenSector, guidance.sector, Permission.ANYONE_GUIDANCE_READ),
    Route(buttons.OpenCard, guidance.card, Permission.ANYONE_GUIDANCE_READ),
    Route(buttons.ReadMore, guidance.more, Permission.ANYONE_GUIDANCE_READ),
    Route(buttons.RateCard, guidance.rate, Permission.ANYONE_GUIDANCE_RATE),
    Route(WrongCard, guidance.correct, Permission.ANYONE_GUIDANCE_RATE),
    Route(buttons.SkipDraft, guidance.skip, Permission.ANYONE_GUIDANCE_RATE),
    # people
    Route(incoming.Started, people.start, Permission.ANYONE_MENU_READ),
    Route("menu", people.menu, Permission.ANYONE_MENU_READ),
    Route(buttons.OpenMenu, people.menu, Permission.ANYONE_MENU_READ),
    Route("trogiup help", people.help_, Permission.ANYONE_MENU_READ),
    Route(buttons.OpenHelp, people.help_, Permission.ANYONE_MENU_READ),
    Route(buttons.SetLanguage, people.set_language, Permission.OWN_PERSON_CHANGE),
    Route(incoming.Blocked, people.blocked, Permission.OWN_PERSON_CHANGE),
    Route(incoming.Unblocked, people.unblocked, Permission.OWN_PERSON_CHANGE),
    # one's own data
    Route("dulieu privacy", data.show, Permission.OWN_DATA_READ),
    Route(buttons.OpenData, data.show, Permission.OWN_DATA_READ),
    Route(buttons.ExportData, data.export, Permission.OWN_DATA_READ),
    Route(buttons.AskErase, data.ask_erase, Permission.OWN_DATA_CHANGE),
    Route(buttons.EraseData, data.erase, Permission.OWN_DATA_CHANGE),
    Route("caidat settings", consents.settings, Permission.OWN_DATA_READ),
    Route(buttons.OpenSettings, consents.settings, Permission.OWN_DATA_READ),
    Route(buttons.WithdrawConsent, consents.withdraw, Permission.OWN_DATA_CHANGE),
    Route("dung stop", consents.stop, Permission.OWN_DATA_CHANGE),
    Route(buttons.StopAll, consents.stop, Permission.OWN_DATA_CHANGE),
    Route(buttons.AgreeAgain, consents.agree_again, Permission.OWN_DATA_CHANGE),
    Route(buttons.AskWhy, consents.why, Permission.OWN_DATA_READ),
    Route("chuyen move", moving.command, Permission.OWN_DATA_CHANGE),
    Route(buttons.MakeMoveCode, moving.make_code, Permission.OWN_DATA_CHANGE),
    Route(buttons.EnterMoveCode, moving.enter_code, Permission.OWN_DATA_CHANGE),
    Route(TypeMoveCode, moving.typed_code, Permission.OWN_DATA_CHANGE),
    # not served yet
    Route("baotainan report", later.report, Permission.ANYONE_MENU_READ),
    Route("nguyhiem hazard", later.danger, Permission.ANYONE_MENU_READ),
    Route("goilai callback", later.callback, Permission.ANYONE_MENU_READ),
    Route("gopy petition", later.petition, Permission.ANYONE_MENU_READ),
    # odd inputs
    Route(incoming.Media, odd.media, Permission.ANYONE_MENU_READ),
    Route(incoming.Location, odd.location, Permission.ANYONE_MENU_READ),
    Route(incoming.Contact, odd.contact, Permission.ANYONE_MENU_READ),
    Route(incoming.Unsupported, odd.unsupported, Permission.ANYONE_MENU_READ),
    Route(incoming.Command, odd.command, Permission.ANYONE_MENU_READ),
    Route(OldButton, odd.old_button, Permission.ANYONE_MENU_READ),
    Route(NoSuchNumber, odd.no_such_number, Permission.ANYONE_MENU_READ),
)

_TABLE: dict[str | type, Route] = {
    on: route
    for route in ROUTES
    for on in (route.on.split() if isinstance(route.on, str) else (route.on,))
}


def route_for(turn: Turn) -> Route:
    """The route of what a person meant; free text answers an open question first."""
    if isinstance(turn.meant, incoming.Text) and turn.draft is not None:
        return _TABLE[type(turn.draft)]
    if isinstance(turn.meant, incoming.Command):
        return _TABLE.get(turn.meant.name, _TABLE[incoming.Command])
    return _TABLE[type(turn.meant)]


class Windows:
    """The handlers as the worker sees them."""

    def __init__(self, services: Services, clock: Clock) -> None:
        self.services = services
        self._clock = clock

    async def answer(
        self, arrived: Incoming, actor: Actor, draft: Draft | None, unit: Unit
    ) -> Screen | None:
        """Answer one update inside `unit`; remembers the choices shown."""
        meant = gate.meaning(arrived.action, actor, self.services)
        catalog = self.services.catalogs[actor.language]
        turn = Turn(actor, arrived.action, meant, draft, catalog, self._clock())
        if draft is not None and drafts.leaves(meant):
            await unit.drafts.close(actor.id)
        route = route_for(turn)
        if refused := refusal(route.permission, actor, group=arrived.group):
            return people_screens.say(refused, catalog)
        screen = await route.handler(turn, unit, self.services)
        if screen is not None:
            unit.people.remember_shown(actor, screen.pressable)
        return screen

    def sorry(self, language: str) -> Screen:
        """What to show when we failed for good; needs no database."""
        return people_screens.say("err.ours", self.services.catalogs[language])

    def resume(self, draft: Draft, language: str) -> Screen:
        """An open question, asked again after an outage."""
        return drafts_screens.asked_again(draft, self.services.catalogs[language])
