"""Every route for every role, through the front door, against the table in tests/matrix.py."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from bot import buttons, case_drafts, drafts
from bot.broadcasts.drafts import (
    AskExtra,
    AskReason,
    AskTerm,
    AskTime,
    Compose,
    NameAudience,
)
from bot.buttons import Button
from bot.drafts import Draft
from bot.duty import Post
from bot.hours import ALWAYS
from bot.invitations import digest
from bot.joining import AskCommune, ConfirmCommune, OfferTips
from bot.people import Role
from bot.reports import Ending, Event, Kind, NewCase, Spot, State, Told, What
from bot.reports.steps import Adding, begin
from handlers import ROUTES
from handlers.turn import Invited
from tests.contracts.casework_buttons import worked
from tests.contracts.real import HOUSE
from tests.contracts.telegram import Caller
from tests.databases import new_sqlite
from tests.matrix import COMMUNE, EVERYONE, EXPECTED, PERSONAS, name, page
from tests.offices import somebody, writing
from tests.visitor import Visitor
from tests.world import World

REFUSED = ("chưa được giao việc này", "Không có việc này trong khu vực")
GONE = "Không có tin này"
ASKED = {  # without the right, words are a question as any other
    "AskInvitedArea": ("vai trò này", "nơi nào"),
    "AskPosterArea": ("tên tỉnh", "nơi nào"),
    "AskPosterSource": ("Đang làm áp phích", "Bot đang làm dở"),
    "NameGroup": ("Số người trong nhóm",),
    "AskDutyArea": ("trong khu vực được giao. Gõ", "Chọn một nơi"),
    "TypeCaseWords": ("đã ghi chú",),
    "TypeHours": ("chưa hiểu ngày giờ",),
    "TypeAbsence": ("chưa hiểu ngày giờ",),
    "TypeNumber": ("chưa phải số điện thoại",),
    "Compose": (GONE,),
    "AskTerm": (GONE,),
    "NameAudience": (GONE,),
    "AskTime": (GONE,),
    "AskReason": (GONE,),
    "AskExtra": (GONE,),
}
UNSAID = {  # what gets no answer, and on the page what it has no words for
    "Telegram": {"Blocked", "Unblocked", "Edited"},
    "web": {"Blocked", "Unblocked", "Edited", "Unsupported", "Media"},
}


@dataclass(frozen=True, slots=True)
class Sample:
    """Something in COMMUNE to act on; an act that is allowed uses it up, a refused one does not."""

    request: int
    holder: int
    successor: int
    token: str
    duty: int
    case: int = 0
    closed: int = 0
    reveal: int = 0


NOTHING = Sample(0, 0, 0, "", 0)


LETTERS = "SELECT (SELECT count(*) FROM errands), (SELECT max(id) FROM messages)"


class Stage:
    """One bot, and what every act needs."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.count = 0
        self.extras: list[int] = []
        self.unused: Sample | None = None

    async def prepares(self) -> None:
        self.extras = [(await somebody(self.world))[1] for _ in range(3)]

    async def letters(self) -> tuple[object, ...]:
        """Changes when somebody will be told, or has been told, something unasked."""
        return tuple((await self.world.rows(LETTERS))[0])

    async def sample(self) -> Sample:
        self.unused = self.unused or await self._sample()
        return self.unused

    async def _sample(self) -> Sample:
        self.count += 1
        newcomer, holder, successor = self.extras
        now, token = self.world.now, f"{self.count:022}"
        async with writing(self.world) as unit:
            for held in [h for p in self.extras for h in await unit.grants.holders(person=p)]:
                await unit.grants.revoke(held.grant.id, now=now)
            request = await unit.invitations.create(
                Role.RESPONDER, COMMUNE, inviter=holder, token=digest(f"r{token}"), now=now
            )
            await unit.invitations.claim(request, newcomer, now=now)
            await unit.invitations.complete(request, name="Lan", phone="0912345678", now=now)
            await unit.invitations.create(
                Role.RESPONDER, COMMUNE, inviter=holder, token=digest(token), now=now
            )
            given = [
                await unit.grants.give(
                    person, Role.RESPONDER, COMMUNE, by=newcomer, now=now, effective_at=now
                )
                for person in (holder, successor)
            ]
            watch = await unit.grants.holder(given[0])
            assert watch
            line = await unit.duty.add(watch, Post.CHAIR, ALWAYS, now=now)
            assert line
            told = NewCase(token, Kind.HAZARD, Told(Spot(COMMUNE)), None)
            case, _ = await unit.reports.open(told, now=now)
            everybody = await unit.execute(sa.text("SELECT id FROM people"))
            await unit.casework.share(case.id, [row.id for row in everybody.all()])
            reveal = await unit.casework.request(case.id, holder, "Lan", now=now)
            closed, _ = await unit.reports.open(replace(told, key=f"{token}c"), now=now)
            ended = replace(closed, state=State.CLOSED, ending=Ending.FIXED)
            await unit.reports.change(ended, Event(now, What.CLOSED))
        return Sample(request, given[0], given[1], token, line.id, case.id, closed.id, reveal)


SEVENTH: tuple[Any, ...] = (  # the number of nothing that the stage has
    buttons.LeaveGroup,
    buttons.OpenGroup,
    buttons.ShowGroupCode,
    buttons.AskNewLink,
    buttons.RenewLink,
    buttons.AskClose,
    buttons.OpenBroadcast,
    buttons.WriteBroadcast,
    buttons.ClearBroadcast,
    buttons.DropBroadcast,
    buttons.OpenAudience,
    buttons.SaveAudience,
    buttons.AskSendTime,
    buttons.TryBroadcast,
    buttons.ReturnBroadcast,
    buttons.PauseBroadcast,
    buttons.ResumeBroadcast,
    buttons.CancelBroadcast,
    buttons.AskRecall,
    buttons.ResendUnknown,
    buttons.ExportResult,
    buttons.CloseGroup,
    buttons.ChooseHeir,
    buttons.TakeGroup,
    buttons.RefuseGroup,
    buttons.AskUnlink,
    buttons.Unlink,
    buttons.AnswerDrill,
)


OF_REPORTS: dict[type, Button] = {
    buttons.OpenReport: buttons.OpenReport("hazard"),
    buttons.AnswerReport: buttons.AnswerReport("need", "now"),
    buttons.PlaceReport: buttons.PlaceReport(COMMUNE),
    buttons.OpenCase: buttons.OpenCase(7),
    buttons.AddToCase: buttons.AddToCase(7),
    buttons.AllowCall: buttons.AllowCall(7),
    buttons.AskWithdraw: buttons.AskWithdraw(7),
    buttons.WithdrawCase: buttons.WithdrawCase(7),
    buttons.CheckCase: buttons.CheckCase(7, "safe"),
}


OF_BROADCASTS: dict[type, Button] = {
    buttons.AddExtra: buttons.AddExtra(7, "card"),
    buttons.ToggleTerm: buttons.ToggleTerm(7, "w", "area", COMMUNE),
    buttons.UseAudience: buttons.UseAudience(7, 1),
    buttons.ForgetAudience: buttons.ForgetAudience(7, 1),
    buttons.SendAt: buttons.SendAt(7, 0),
    buttons.SetOption: buttons.SetOption(7, "urgent", 1),
    buttons.SubmitBroadcast: buttons.SubmitBroadcast(7, "a"),
    buttons.ApproveBroadcast: buttons.ApproveBroadcast(7, "a", 1),
    buttons.AskOverride: buttons.AskOverride(7, "a"),
    buttons.RecallBroadcast: buttons.RecallBroadcast(7, 0),
}


def pressed(on: type, sample: Sample) -> Button:
    """A button of this kind, as it would stand on a phone or be forged."""
    made: dict[type, Button] = {kind: kind(7) for kind in SEVENTH} | {
        **OF_REPORTS,
        **OF_BROADCASTS,
        buttons.OpenSector: buttons.OpenSector("rights"),
        buttons.OpenCard: buttons.OpenCard("first_aid/burn"),
        buttons.ReadMore: buttons.ReadMore("first_aid/burn"),
        buttons.RateCard: buttons.RateCard("first_aid/burn", 1),
        buttons.SayTaken: buttons.SayTaken(0),
        buttons.SetLanguage: buttons.SetLanguage("vi"),
        buttons.PickCommune: buttons.PickCommune(COMMUNE),
        buttons.AgreeTips: buttons.AgreeTips("t"),
        buttons.JoinGroup: buttons.JoinGroup("AAAAAAAAAAAAA"),
        buttons.CreateGroup: buttons.CreateGroup(COMMUNE),
        buttons.OfferGroup: buttons.OfferGroup(7, 1),
        buttons.PosterAt: buttons.PosterAt(COMMUNE),
        buttons.PosterFor: buttons.PosterFor(COMMUNE, ""),
        buttons.MakePoster: buttons.MakePoster(COMMUNE, ""),
        buttons.WithdrawConsent: buttons.WithdrawConsent("tips"),
        buttons.InviteAs: buttons.InviteAs("responder"),
        buttons.InviteAt: buttons.InviteAt("responder", COMMUNE),
        buttons.TakeCase: buttons.TakeCase(sample.case),
        buttons.PassOn: buttons.PassOn(sample.case),
        buttons.OpenRequest: buttons.OpenRequest(sample.request),
        buttons.ConfirmRequest: buttons.ConfirmRequest(sample.request),
        buttons.RefuseRequest: buttons.RefuseRequest(sample.request),
        buttons.OpenHolder: buttons.OpenHolder(sample.holder),
        buttons.AskRevoke: buttons.AskRevoke(sample.holder),
        buttons.Revoke: buttons.Revoke(sample.holder),
        buttons.OpenSuccessors: buttons.OpenSuccessors(sample.holder),
        buttons.AskHandOver: buttons.AskHandOver(sample.holder, sample.successor),
        buttons.HandOver: buttons.HandOver(sample.holder, sample.successor),
    }
    return (
        made.get(on)
        or watched(on, sample)
        or worked(on, (sample.case, sample.closed, sample.reveal, sample.holder))
        or on()
    )


def watched(on: type, sample: Sample) -> Button | None:
    """A button of the duty roster."""
    made: dict[type, Button] = {
        buttons.OpenDuty: buttons.OpenDuty(COMMUNE),
        buttons.KeepNumbers: buttons.KeepNumbers(COMMUNE),
        buttons.AskNumber: buttons.AskNumber(COMMUNE, "health"),
        buttons.RemoveNumber: buttons.RemoveNumber(COMMUNE, "health"),
        buttons.ChooseWatch: buttons.ChooseWatch(COMMUNE),
        buttons.ChoosePost: buttons.ChoosePost(sample.holder),
        buttons.PutOnDuty: buttons.PutOnDuty(sample.holder, "duty"),
        buttons.OpenWatch: buttons.OpenWatch(sample.duty),
        buttons.AskHours: buttons.AskHours(sample.duty),
        buttons.SetHours: buttons.SetHours(sample.duty, 1, "56/0-1440"),
        buttons.TakeOffDuty: buttons.TakeOffDuty(sample.duty),
    }
    return made.get(on)


DRAFTS: dict[str, Draft] = {
    "Compose": Compose(7),
    "AskTerm": AskTerm(7, "w"),
    "NameAudience": NameAudience(7),
    "AskTime": AskTime(7),
    "AskReason": AskReason(7, "a"),
    "AskExtra": AskExtra(7, "card"),
    "WrongCard": drafts.WrongCard("first_aid/burn", 1),
    "AskCommune": AskCommune(),
    "ConfirmCommune": ConfirmCommune(COMMUNE),
    "OfferTips": OfferTips(COMMUNE),
    "NameGroup": drafts.NameGroup(COMMUNE),
    "TypeMoveCode": drafts.TypeMoveCode(),
    "AskPosterArea": drafts.AskPosterArea(),
    "AskPosterSource": drafts.AskPosterSource(COMMUNE, ""),
    "AskInvitedArea": drafts.AskInvitedArea("responder"),
    "Reporting": begin("hazard", key="0" * 32),
    "Adding": Adding(7, until="2027-01-01T00:00:00+00:00"),
    "AskInvitedName": drafts.AskInvitedName(1),
    "AskInvitedPhone": drafts.AskInvitedPhone(1, "Lan"),
    "AnswerQuestion": case_drafts.AnswerQuestion(7),
    "HeldAnswer": case_drafts.HeldAnswer("Lan"),
    "AskDutyArea": drafts.AskDutyArea(),
    "TypeAbsence": drafts.TypeAbsence(),
    "TypeNumber": drafts.TypeNumber(COMMUNE, "health"),
}


def draft(route: str, sample: Sample) -> Draft:
    if route == "TypeCaseWords":
        return case_drafts.TypeCaseWords("note", sample.case)
    return drafts.TypeHours(sample.duty, 1) if route == "TypeHours" else DRAFTS[route]


WORDS: dict[str, dict[str, object]] = {
    "Text": {"kind": "text", "text": "giàn giáo"},
    "Started": {"kind": "started", "payload": ""},
    "Location": {"kind": "location", "latitude": 21.0, "longitude": 105.8},
    "Contact": {"kind": "contact", "phone": "0912345678"},
    "Command": {"kind": "text", "text": "/khongco"},
    "OldButton": {"kind": "choice", "code": "zz:1", "message": ""},
    "NoSuchNumber": {"kind": "text", "text": "77"},
    "Media": {"kind": "media"},
    "Unsupported": {"kind": "sticker"},
}


async def acts(
    stage: Stage, who: Visitor | Caller, address: int, route: str, on: str | type
) -> str:
    """Do it as this person does; returns the bot's answer."""
    sample = NOTHING if EXPECTED[route] == EVERYONE and on is not Invited else await stage.sample()
    body: dict[str, object]
    if isinstance(on, str):
        body = {"kind": "text", "text": f"/{on.split()[0]}"}
    elif on is Invited:
        body = {"kind": "started", "payload": f"i{sample.token}"}
    elif route in DRAFTS or route in ("TypeHours", "TypeCaseWords"):
        async with writing(stage.world) as unit:
            await unit.drafts.open(address, draft(route, sample), now=stage.world.now)
        body = {"kind": "text", "text": "Lan"}
    elif route in WORDS:
        body = WORDS[route]
    else:
        body = {"kind": "choice", "code": buttons.encode(pressed(on, sample)), "message": ""}
    assert await who.posts(**body) == 200
    return (await who.waits_for()).text


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    async with World(await new_sqlite(tmp_path), tmp_path) as world:
        await world.starts()
        found = Stage(world)
        await found.prepares()
        yield found


async def newest(world: World, table: str) -> int:
    number: object = (await world.rows(f"SELECT max(id) FROM {table}"))[0][0]
    assert isinstance(number, int)
    return number


async def comes(stage: Stage, channel: str, persona: str) -> tuple[Visitor | Caller, int]:
    """Somebody new, and their address."""
    role, area = PERSONAS[persona]
    stage.unused = None  # it is shared with whoever was there
    who: Visitor | Caller
    if channel == "web":
        who, _ = await somebody(stage.world, role, area)
    else:
        who = Caller(stage.world)
        await who.arrives(role, area)
    return who, await newest(stage.world, "addresses")


@pytest.mark.parametrize("channel", UNSAID)
@pytest.mark.parametrize("persona", PERSONAS)
async def test_every_route_answers_or_refuses_as_the_table_says(
    stage: Stage, persona: str, channel: str, request: pytest.FixtureRequest
) -> None:
    """Each channel with every second route of a persona, the others for the next one; `--both`:
    with all of them.
    """
    column, wrong, done, letters = list(PERSONAS).index(persona), [], 0, await stage.letters()
    mine = (column + list(UNSAID).index(channel)) % 2
    routes = ROUTES if request.config.getoption("both") else ROUTES[mine::2]
    for route in routes:
        if name(route) in UNSAID[channel]:
            continue
        later = await stage.letters()
        if done % 10 == 0 or later != letters:  # before the page's limit of messages is reached,
            who, address = await comes(stage, channel, persona)  # and never mistake a late letter
            letters = await stage.letters()  # for the next answer
        done += 1
        answer = await acts(stage, who, address, name(route), route.on)
        if await stage.letters() != letters:  # a letter may have come before the answer
            who, address = await comes(stage, channel, persona)
            letters = await stage.letters()
            answer = await acts(stage, who, address, name(route), route.on)
        allowed = not any(words in answer for words in REFUSED)
        if name(route) in ASKED:
            allowed = any(words in answer for words in ASKED[name(route)])
        if allowed:
            stage.unused = None
        if allowed != (EXPECTED[name(route)][column] == "x"):
            wrong.append((name(route), answer[:80]))
    assert wrong == []


def test_every_route_is_in_the_table() -> None:
    assert [name(route) for route in ROUTES] == list(EXPECTED)
    assert {len(row) for row in EXPECTED.values()} == {len(PERSONAS)}


def test_the_page_shows_the_table() -> None:
    written = (HOUSE / "docs" / "matrix.md").read_text(encoding="utf-8")
    assert written == page(), "write it again: python -m tests.matrix docs/matrix.md"
