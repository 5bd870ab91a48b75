"""The handlers: what was meant in, one rule called in one unit, one screen out.

May import bot and content; never storage or a channel. This page is the whole route table.
"""

from __future__ import annotations

from bot import buttons, drafts, incoming
from bot.drafts import (
    AskDutyArea,
    AskInvitedArea,
    AskInvitedName,
    AskInvitedPhone,
    AskPosterArea,
    AskPosterSource,
    NameGroup,
    TypeAbsence,
    TypeHours,
    TypeMoveCode,
    TypeNumber,
    WrongCard,
)
from bot.joining import AskCommune, ConfirmCommune, OfferTips
from bot.permissions import Permission
from bot.reports.steps import Adding, Reporting
from handlers import (
    adding,
    alerts,
    audit,
    broadcast_routes,
    cases,
    casework_routes,
    consents,
    data,
    duty,
    emergencies,
    grants,
    groups,
    guidance,
    handovers,
    invitation_lists,
    invitations,
    joining,
    memberships,
    moving,
    numbers,
    odd,
    people,
    posters,
    reports,
    traces,
)
from handlers.turn import Invited, NoSuchNumber, OldButton, Route, Turn

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
    # joining
    Route(AskCommune, joining.typed, Permission.OWN_PERSON_CHANGE),
    Route(ConfirmCommune, joining.typed, Permission.OWN_PERSON_CHANGE),
    Route(OfferTips, joining.typed, Permission.OWN_PERSON_CHANGE),
    Route(buttons.PickCommune, joining.pick, Permission.OWN_PERSON_CHANGE),
    Route(buttons.OtherCommune, joining.other, Permission.OWN_PERSON_CHANGE),
    Route(buttons.AgreeTips, joining.agree, Permission.OWN_PERSON_CHANGE),
    Route(buttons.LaterTips, joining.later, Permission.OWN_PERSON_CHANGE),
    Route(buttons.UnderSixteen, joining.minor, Permission.OWN_PERSON_CHANGE),
    Route(buttons.ChangePlace, joining.change, Permission.OWN_PERSON_CHANGE),
    # groups
    Route("nhom groups", groups.overview, Permission.OWN_MEMBERSHIP_READ),
    Route(buttons.OpenGroups, groups.overview, Permission.OWN_MEMBERSHIP_READ),
    Route(buttons.OpenMemberships, memberships.mine, Permission.OWN_MEMBERSHIP_READ),
    Route(buttons.JoinGroup, memberships.join, Permission.OWN_MEMBERSHIP_CHANGE),
    Route(buttons.DeclineGroup, memberships.decline, Permission.OWN_MEMBERSHIP_CHANGE),
    Route(buttons.LeaveGroup, memberships.leave, Permission.OWN_MEMBERSHIP_CHANGE),
    Route(buttons.CreateGroup, groups.create, Permission.AREA_GROUP_MANAGE),
    Route(NameGroup, groups.name, Permission.AREA_GROUP_MANAGE),
    Route(buttons.OpenGroup, groups.one, Permission.AREA_GROUP_MANAGE),
    Route(buttons.ShowGroupCode, groups.code, Permission.AREA_GROUP_MANAGE),
    Route(buttons.AskNewLink, groups.ask_new_link, Permission.AREA_GROUP_MANAGE),
    Route(buttons.RenewLink, groups.renew, Permission.AREA_GROUP_MANAGE),
    Route(buttons.AskClose, groups.ask_close, Permission.AREA_GROUP_MANAGE),
    Route(buttons.CloseGroup, groups.close, Permission.AREA_GROUP_MANAGE),
    Route(buttons.ChooseHeir, handovers.choose, Permission.AREA_GROUP_MANAGE),
    Route(buttons.OfferGroup, handovers.offer, Permission.AREA_GROUP_MANAGE),
    Route(buttons.TakeGroup, handovers.take, Permission.AREA_GROUP_MANAGE),
    Route(buttons.RefuseGroup, handovers.refuse, Permission.AREA_GROUP_MANAGE),
    # invitations and grants
    Route(Invited, invitations.follow, Permission.ANYONE_INVITATION_FOLLOW),
    Route(AskInvitedName, invitations.give_name, Permission.ANYONE_INVITATION_FOLLOW),
    Route(AskInvitedPhone, invitations.give_phone, Permission.ANYONE_INVITATION_FOLLOW),
    Route("moi invite", invitations.open_, Permission.AREA_INVITATION_CREATE),
    Route(buttons.OpenInvitations, invitations.open_, Permission.AREA_INVITATION_CREATE),
    Route(buttons.InviteAs, invitations.invite_as, Permission.AREA_INVITATION_CREATE),
    Route(AskInvitedArea, invitations.find_area, Permission.AREA_INVITATION_CREATE),
    Route(buttons.InviteAt, invitations.invite_at, Permission.AREA_INVITATION_CREATE),
    Route(buttons.HowToList, invitation_lists.how, Permission.AREA_INVITATION_CREATE),
    Route(buttons.OpenRequest, grants.request, Permission.AREA_GRANT_CONFIRM),
    Route(buttons.ConfirmRequest, grants.confirm, Permission.AREA_GRANT_CONFIRM),
    Route(buttons.RefuseRequest, grants.refuse, Permission.AREA_GRANT_CONFIRM),
    Route(buttons.OpenHolders, grants.holders, Permission.AREA_GRANT_READ),
    Route(buttons.OpenHolder, grants.holder, Permission.AREA_GRANT_READ),
    Route(buttons.AskRevoke, grants.ask_revoke, Permission.AREA_GRANT_REVOKE),
    Route(buttons.Revoke, grants.revoke, Permission.AREA_GRANT_REVOKE),
    Route(buttons.OpenSuccessors, grants.successors, Permission.AREA_GRANT_REVOKE),
    Route(buttons.AskHandOver, grants.ask_hand_over, Permission.AREA_GRANT_REVOKE),
    Route(buttons.HandOver, grants.hand_over, Permission.AREA_GRANT_REVOKE),
    Route("nhatky audit", audit.log, Permission.AREA_AUDIT_READ),
    Route(buttons.OpenAudit, audit.log, Permission.AREA_AUDIT_READ),
    # the duty roster
    Route("truc duty", duty.open_, Permission.AREA_DUTY_READ),
    Route(buttons.OpenDuty, duty.open_, Permission.AREA_DUTY_READ),
    Route(buttons.OtherDuty, duty.other, Permission.AREA_DUTY_READ),
    Route(AskDutyArea, duty.find_area, Permission.AREA_DUTY_READ),
    Route(buttons.ChooseWatch, duty.choose, Permission.AREA_DUTY_MANAGE),
    Route(buttons.ChoosePost, duty.choose_post, Permission.AREA_DUTY_MANAGE),
    Route(buttons.PutOnDuty, duty.put_on, Permission.AREA_DUTY_MANAGE),
    Route(buttons.OpenWatch, duty.one, Permission.AREA_DUTY_MANAGE),
    Route(buttons.AskHours, duty.ask_hours, Permission.AREA_DUTY_MANAGE),
    Route(TypeHours, duty.typed_hours, Permission.AREA_DUTY_MANAGE),
    Route(buttons.SetHours, duty.set_hours, Permission.AREA_DUTY_MANAGE),
    Route(buttons.TakeOffDuty, duty.take_off, Permission.AREA_DUTY_MANAGE),
    Route(buttons.SayAway, duty.ask_away, Permission.AREA_DUTY_SERVE),
    Route(TypeAbsence, duty.typed_away, Permission.AREA_DUTY_SERVE),
    Route(buttons.SayBack, duty.back, Permission.AREA_DUTY_SERVE),
    # a commune's own numbers
    Route(buttons.OpenNumbers, numbers.own, Permission.ANYONE_EMERGENCY_READ),
    Route(buttons.KeepNumbers, numbers.keep, Permission.AREA_NUMBER_MANAGE),
    Route(buttons.AskNumber, numbers.ask, Permission.AREA_NUMBER_MANAGE),
    Route(TypeNumber, numbers.typed, Permission.AREA_NUMBER_MANAGE),
    Route(buttons.RemoveNumber, numbers.remove, Permission.AREA_NUMBER_MANAGE),
    # posters
    Route("apphich poster", posters.open_, Permission.AREA_POSTER_PRINT),
    Route(buttons.OpenPosters, posters.open_, Permission.AREA_POSTER_PRINT),
    Route(AskPosterArea, posters.find_area, Permission.AREA_POSTER_PRINT),
    Route(buttons.PosterAt, posters.at, Permission.AREA_POSTER_PRINT),
    Route(buttons.PosterFor, posters.for_sector, Permission.AREA_POSTER_PRINT),
    Route(AskPosterSource, posters.source, Permission.AREA_POSTER_PRINT),
    Route(buttons.MakePoster, posters.make, Permission.AREA_POSTER_PRINT),
    # broadcasts: a page of their own
    *broadcast_routes.ROUTES,
    # alerts
    Route("nhan take", alerts.waiting, Permission.AREA_CASE_TAKE),
    Route(buttons.TakeCase, alerts.take, Permission.AREA_CASE_TAKE),
    Route(buttons.PassOn, alerts.pass_on, Permission.AREA_CASE_TAKE),
    Route(buttons.AnswerDrill, alerts.drill, Permission.AREA_CASE_TAKE),
    # one's own data
    Route("dulieu privacy", data.show, Permission.OWN_DATA_READ),
    Route(buttons.OpenData, data.show, Permission.OWN_DATA_READ),
    Route(buttons.ExportData, data.export, Permission.OWN_DATA_READ),
    Route(buttons.AskErase, data.ask_erase, Permission.OWN_DATA_CHANGE),
    Route(buttons.EraseData, data.erase, Permission.OWN_DATA_CHANGE),
    Route("xoatinnhan clear", traces.ask, Permission.OWN_DATA_CHANGE),
    Route(buttons.AskClear, traces.ask, Permission.OWN_DATA_CHANGE),
    Route(buttons.ClearTraces, traces.clear, Permission.OWN_DATA_CHANGE),
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
    Route(buttons.OpenLinked, moving.linked, Permission.OWN_DATA_READ),
    Route(buttons.AskUnlink, moving.ask_unlink, Permission.OWN_DATA_CHANGE),
    Route(buttons.Unlink, moving.unlink, Permission.OWN_DATA_CHANGE),
    Route(TypeMoveCode, moving.typed_code, Permission.OWN_DATA_CHANGE),
    # reports
    Route("baotainan report", reports.accident, Permission.ANYONE_REPORT_SEND),
    Route("nguyhiem hazard", reports.hazard, Permission.ANYONE_REPORT_SEND),
    Route("goilai callback", reports.callback, Permission.ANYONE_REPORT_SEND),
    Route("gopy petition", reports.petition, Permission.ANYONE_REPORT_SEND),
    Route(buttons.OpenReport, reports.begin, Permission.ANYONE_REPORT_SEND),
    Route(Reporting, reports.tell, Permission.ANYONE_REPORT_SEND),
    Route(buttons.AnswerReport, reports.answer, Permission.ANYONE_REPORT_SEND),
    Route(buttons.PlaceReport, reports.place, Permission.ANYONE_REPORT_SEND),
    Route(buttons.SendReport, reports.send, Permission.ANYONE_REPORT_SEND),
    Route(buttons.DropReport, reports.drop, Permission.ANYONE_REPORT_SEND),
    Route(buttons.EditReport, reports.edit, Permission.ANYONE_REPORT_SEND),
    Route(buttons.OpenReportTerms, reports.terms, Permission.ANYONE_REPORT_SEND),
    Route(buttons.OpenPapers, reports.papers, Permission.ANYONE_REPORT_SEND),
    Route(buttons.OpenDenounce, reports.denounce, Permission.ANYONE_REPORT_SEND),
    Route("hoso cases", cases.mine, Permission.OWN_CASE_READ),
    Route(buttons.OpenCases, cases.mine, Permission.OWN_CASE_READ),
    Route(buttons.OpenCase, cases.open_, Permission.OWN_CASE_READ),
    Route(Adding, adding.more, Permission.OWN_CASE_CHANGE),
    Route(buttons.AddToCase, cases.add, Permission.OWN_CASE_CHANGE),
    Route(buttons.SkipQuestion, adding.skip, Permission.OWN_CASE_CHANGE),
    Route(buttons.FinishReport, adding.finish, Permission.OWN_CASE_CHANGE),
    Route(buttons.AllowCall, cases.allow, Permission.OWN_CASE_CHANGE),
    Route(buttons.AskWithdraw, cases.ask_withdraw, Permission.OWN_CASE_CHANGE),
    Route(buttons.WithdrawCase, cases.withdraw, Permission.OWN_CASE_CHANGE),
    Route(buttons.CheckCase, cases.check, Permission.OWN_CASE_CHANGE),
    *casework_routes.ROUTES,
    # odd inputs
    Route(incoming.Media, odd.media, Permission.ANYONE_MENU_READ),
    Route(incoming.Location, odd.location, Permission.ANYONE_MENU_READ),
    Route(incoming.Contact, odd.contact, Permission.ANYONE_MENU_READ),
    Route(incoming.Unsupported, odd.unsupported, Permission.ANYONE_MENU_READ),
    Route(incoming.Command, odd.command, Permission.ANYONE_MENU_READ),
    Route(OldButton, odd.old_button, Permission.ANYONE_MENU_READ),
    Route(NoSuchNumber, odd.no_such_number, Permission.ANYONE_MENU_READ),
)

TABLE: dict[str | type, Route] = {
    on: route
    for route in ROUTES
    for on in (route.on.split() if isinstance(route.on, str) else (route.on,))
}


def route_for(turn: Turn) -> Route:
    """The route of what a person meant; free text answers an open question first."""
    if turn.draft is not None and drafts.answers(turn.draft, turn.meant, turn.now):
        return TABLE[type(turn.draft)]
    if isinstance(turn.meant, incoming.Command):
        return TABLE.get(turn.meant.name, TABLE[incoming.Command])
    return TABLE[type(turn.meant)]
