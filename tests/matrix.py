"""Who may do what: every route and every role. `python -m tests.matrix docs/matrix.md` writes it.

The table is data, kept apart from the code it judges. A letter a persona, in the order of PERSONAS;
"x" may, "." may not. Area routes act on something in COMMUNE, so officials of another place
may not.
"""

from __future__ import annotations

import sys
from pathlib import Path

from bot.people import Role
from handlers.turn import Route

COMMUNE, PROVINCE = "00004", "01"
OTHER_COMMUNE, OTHER_PROVINCE = "25747", "79"

PERSONAS: dict[str, tuple[Role, str]] = {
    "worker": (Role.WORKER, ""),
    "organiser": (Role.ORGANISER, COMMUNE),
    "responder": (Role.RESPONDER, COMMUNE),
    "official": (Role.OFFICIAL, COMMUNE),
    "official elsewhere": (Role.OFFICIAL, OTHER_COMMUNE),
    "province": (Role.PROVINCE, PROVINCE),
    "province elsewhere": (Role.PROVINCE, OTHER_PROVINCE),
    "admin": (Role.ADMIN, ""),
}
EVERYONE, APPOINTING, HERE = "xxxxxxxx", "...xxxxx", "...x.x.x"
# Groups are their owner's: these may own one, in COMMUNE only those of COMMUNE.
POSTING, POSTING_HERE = ".x.xxxxx", ".x.x.x.x"
WRITERS, APPROVERS = ".x.xxxxx", "...xxxxx"
OWNERS, OWNERS_HERE = ".x.xx...", ".x.x...."
SERVING, SERVING_HERE, ROSTER, AT_WORK = "..xxxxxx", "..xx.x.x", "...x...x", "..xxxxx."

# Alerts: whoever may take a case there, the drill whoever was asked.
ALERTED, ALERTED_ANYWHERE = "..xx.x.x", "..xxxxxx"

WORKING_HERE = "...x.x.."

EXPECTED: dict[str, str] = {
    # emergencies, guidance, people: for everybody
    "khancap emergency": EVERYONE,
    "OpenEmergency": EVERYONE,
    "SayTaken": EVERYONE,
    "huongdan guide": EVERYONE,
    "tim search": EVERYONE,
    "Text": EVERYONE,
    "OpenSectors": EVERYONE,
    "OpenSector": EVERYONE,
    "OpenCard": EVERYONE,
    "ReadMore": EVERYONE,
    "RateCard": EVERYONE,
    "WrongCard": EVERYONE,
    "SkipDraft": EVERYONE,
    "Started": EVERYONE,
    "menu": EVERYONE,
    "OpenMenu": EVERYONE,
    "trogiup help": EVERYONE,
    "OpenHelp": EVERYONE,
    "SetLanguage": EVERYONE,
    "Blocked": EVERYONE,
    "Unblocked": EVERYONE,
    # joining is for everybody
    "AskCommune": EVERYONE,
    "ConfirmCommune": EVERYONE,
    "OfferTips": EVERYONE,
    "PickCommune": EVERYONE,
    "OtherCommune": EVERYONE,
    "AgreeTips": EVERYONE,
    "LaterTips": EVERYONE,
    "UnderSixteen": EVERYONE,
    "ChangePlace": EVERYONE,
    # groups
    "nhom groups": EVERYONE,
    "OpenGroups": EVERYONE,
    "OpenMemberships": EVERYONE,
    "JoinGroup": EVERYONE,
    "DeclineGroup": EVERYONE,
    "LeaveGroup": EVERYONE,
    "CreateGroup": OWNERS_HERE,
    "NameGroup": OWNERS_HERE,
    "OpenGroup": OWNERS,
    "ShowGroupCode": OWNERS,
    "AskNewLink": OWNERS,
    "RenewLink": OWNERS,
    "AskClose": OWNERS,
    "CloseGroup": OWNERS,
    "ChooseHeir": OWNERS,
    "OfferGroup": OWNERS,
    "TakeGroup": OWNERS,
    "RefuseGroup": OWNERS,
    # invitations and grants
    "Invited": EVERYONE,
    "AskInvitedName": EVERYONE,
    "AskInvitedPhone": EVERYONE,
    "moi invite": APPOINTING,
    "OpenInvitations": APPOINTING,
    "InviteAs": APPOINTING,
    "AskInvitedArea": APPOINTING,
    "InviteAt": HERE,
    "HowToList": APPOINTING,
    "OpenRequest": HERE,
    "ConfirmRequest": HERE,
    "RefuseRequest": HERE,
    "OpenHolders": APPOINTING,
    "OpenHolder": HERE,
    "AskRevoke": HERE,
    "Revoke": HERE,
    "OpenSuccessors": HERE,
    "AskHandOver": HERE,
    "HandOver": HERE,
    "nhatky audit": APPOINTING,
    "OpenAudit": APPOINTING,
    # the duty roster: seen by those who serve there and above, changed by its own and admins
    "truc duty": SERVING,
    "OpenDuty": SERVING_HERE,
    "OtherDuty": SERVING,
    "AskDutyArea": SERVING,
    "ChooseWatch": ROSTER,
    "ChoosePost": ROSTER,
    "PutOnDuty": ROSTER,
    "OpenWatch": ROSTER,
    "AskHours": ROSTER,
    "TypeHours": ROSTER,
    "SetHours": ROSTER,
    "TakeOffDuty": ROSTER,
    "SayAway": AT_WORK,
    "TypeAbsence": AT_WORK,
    "SayBack": AT_WORK,
    # a commune's own numbers
    "OpenNumbers": EVERYONE,
    "KeepNumbers": ROSTER,
    "AskNumber": ROSTER,
    "TypeNumber": ROSTER,
    "RemoveNumber": ROSTER,
    # posters
    "apphich poster": POSTING,
    "OpenPosters": POSTING,
    "AskPosterArea": POSTING,
    "PosterAt": POSTING_HERE,
    "PosterFor": POSTING_HERE,
    "AskPosterSource": POSTING_HERE,
    "MakePoster": POSTING_HERE,
    # broadcasts: their authors, and those who may approve them
    "phatin broadcast": WRITERS,
    "OpenBroadcasts": WRITERS,
    "NewBroadcast": WRITERS,
    "OpenBroadcast": WRITERS,
    "WriteBroadcast": WRITERS,
    "Compose": WRITERS,
    "Edited": EVERYONE,
    "ClearBroadcast": WRITERS,
    "DropBroadcast": WRITERS,
    "AddExtra": WRITERS,
    "AskExtra": WRITERS,
    "OpenAudience": WRITERS,
    "ToggleTerm": WRITERS,
    "AskTerm": WRITERS,
    "SaveAudience": WRITERS,
    "NameAudience": WRITERS,
    "UseAudience": WRITERS,
    "ForgetAudience": WRITERS,
    "AskSendTime": WRITERS,
    "AskTime": WRITERS,
    "SendAt": WRITERS,
    "SetOption": WRITERS,
    "TryBroadcast": WRITERS,
    "SubmitBroadcast": WRITERS,
    "ApproveBroadcast": APPROVERS,
    "ReturnBroadcast": APPROVERS,
    "AskOverride": APPROVERS,
    "AskReason": APPROVERS,
    "PauseBroadcast": WRITERS,
    "ResumeBroadcast": WRITERS,
    "CancelBroadcast": WRITERS,
    "AskRecall": WRITERS,
    "RecallBroadcast": WRITERS,
    "ResendUnknown": WRITERS,
    "ExportResult": WRITERS,
    # alerts
    "nhan take": ALERTED_ANYWHERE,
    "TakeCase": ALERTED,
    "PassOn": ALERTED,
    "AnswerDrill": ALERTED_ANYWHERE,
    # own data, consents, moving: everybody's own
    "dulieu privacy": EVERYONE,
    "OpenData": EVERYONE,
    "ExportData": EVERYONE,
    "AskErase": EVERYONE,
    "EraseData": EVERYONE,
    "xoatinnhan clear": EVERYONE,
    "AskClear": EVERYONE,
    "ClearTraces": EVERYONE,
    "caidat settings": EVERYONE,
    "OpenSettings": EVERYONE,
    "WithdrawConsent": EVERYONE,
    "dung stop": EVERYONE,
    "StopAll": EVERYONE,
    "AgreeAgain": EVERYONE,
    "AskWhy": EVERYONE,
    "chuyen move": EVERYONE,
    "MakeMoveCode": EVERYONE,
    "EnterMoveCode": EVERYONE,
    "OpenLinked": EVERYONE,
    "AskUnlink": EVERYONE,
    "Unlink": EVERYONE,
    "TypeMoveCode": EVERYONE,
    # reports, own cases: everybody's own
    "baotainan report": EVERYONE,
    "nguyhiem hazard": EVERYONE,
    "goilai callback": EVERYONE,
    "gopy petition": EVERYONE,
    "OpenReport": EVERYONE,
    "Reporting": EVERYONE,
    "AnswerReport": EVERYONE,
    "PlaceReport": EVERYONE,
    "SendReport": EVERYONE,
    "DropReport": EVERYONE,
    "EditReport": EVERYONE,
    "OpenReportTerms": EVERYONE,
    "OpenPapers": EVERYONE,
    "OpenDenounce": EVERYONE,
    "hoso cases": EVERYONE,
    "OpenCases": EVERYONE,
    "OpenCase": EVERYONE,
    "Adding": EVERYONE,
    "AddToCase": EVERYONE,
    "SkipQuestion": EVERYONE,
    "FinishReport": EVERYONE,
    "AllowCall": EVERYONE,
    "AskWithdraw": EVERYONE,
    "WithdrawCase": EVERYONE,
    "CheckCase": EVERYONE,
    # casework: seen in the areas of one's office, or what was sent to one; acted on by officials
    "viec work": SERVING,
    "OpenWork": SERVING,
    "OpenWorkCase": ALERTED,
    "OpenHistory": ALERTED,
    "ShowFiles": ALERTED,
    "AskReporter": WORKING_HERE,
    "WriteNote": WORKING_HERE,
    "TypeCaseWords": WORKING_HERE,
    "ChooseColleague": WORKING_HERE,
    "HandTo": WORKING_HERE,
    "ChooseForward": WORKING_HERE,
    "ForwardTo": WORKING_HERE,
    "ChooseFinding": WORKING_HERE,
    "SetFinding": WORKING_HERE,
    "ChooseEnding": WORKING_HERE,
    "EndCase": WORKING_HERE,
    "ReopenCase": WORKING_HERE,
    "AskJoin": WORKING_HERE,
    "JoinCases": WORKING_HERE,
    "ShowNumber": WORKING_HERE,
    "AskReveal": WORKING_HERE,
    "DecideReveal": WORKING_HERE,
    # news of one's own case
    "ReadNews": EVERYONE,
    "AnswerCase": EVERYONE,
    "AnswerQuestion": EVERYONE,
    "HeldAnswer": EVERYONE,
    "SendAnswer": EVERYONE,
    "NoAnswer": EVERYONE,
    "JudgeEnding": EVERYONE,
    # odd inputs: everybody gets an answer
    "Media": EVERYONE,
    "Location": EVERYONE,
    "Contact": EVERYONE,
    "Unsupported": EVERYONE,
    "Command": EVERYONE,
    "OldButton": EVERYONE,
    "NoSuchNumber": EVERYONE,
}


def name(route: Route) -> str:
    return route.on if isinstance(route.on, str) else route.on.__name__


def page() -> str:
    """The table as Markdown."""
    lines = [
        "# Who may do what",
        "",
        "Written by `python -m tests.matrix docs/matrix.md` from the table that",
        "`tests/contracts/test_matrix.py` compares with the running bot, line by line,",
        "over Telegram and on the page; what gets no answer is not asked, only listed.",
        "Area routes act on something in one commune; *elsewhere* is the same role elsewhere.",
        "",
        f"| Route | {' | '.join(PERSONAS)} |",
        f"|---|{'---|' * len(PERSONAS)}",
    ]
    for route, row in EXPECTED.items():
        cells = " | ".join("yes" if cell == "x" else "–" for cell in row)
        lines.append(f"| `{route}` | {cells} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(page(), encoding="utf-8")
