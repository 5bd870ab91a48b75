"""The table of all buttons: their union, and the prefix of each for ever."""

from __future__ import annotations

from bot.buttons import broadcasts
from bot.buttons.alerts import AnswerDrill, PassOn, TakeCase
from bot.buttons.casework import CASEWORK, CaseworkButton
from bot.buttons.data import (
    AgreeAgain,
    AskClear,
    AskErase,
    AskUnlink,
    AskWhy,
    ClearTraces,
    EnterMoveCode,
    EraseData,
    ExportData,
    MakeMoveCode,
    OpenData,
    OpenLinked,
    OpenSettings,
    StopAll,
    Unlink,
    WithdrawConsent,
)
from bot.buttons.duty import (
    AskHours,
    ChoosePost,
    ChooseWatch,
    OpenDuty,
    OpenWatch,
    OtherDuty,
    PutOnDuty,
    SayAway,
    SayBack,
    SetHours,
    TakeOffDuty,
)
from bot.buttons.grants import (
    AskHandOver,
    AskRevoke,
    ConfirmRequest,
    HandOver,
    HowToList,
    InviteAs,
    InviteAt,
    OpenAudit,
    OpenHolder,
    OpenHolders,
    OpenInvitations,
    OpenRequest,
    OpenSuccessors,
    RefuseRequest,
    Revoke,
)
from bot.buttons.groups import (
    AskClose,
    AskNewLink,
    ChooseHeir,
    CloseGroup,
    CreateGroup,
    DeclineGroup,
    JoinGroup,
    LeaveGroup,
    OfferGroup,
    OpenGroup,
    OpenGroups,
    OpenMemberships,
    RefuseGroup,
    RenewLink,
    ShowGroupCode,
    TakeGroup,
)
from bot.buttons.joining import (
    AgreeTips,
    ChangePlace,
    LaterTips,
    OtherCommune,
    PickCommune,
    UnderSixteen,
)
from bot.buttons.numbers import AskNumber, KeepNumbers, OpenNumbers, RemoveNumber
from bot.buttons.posters import MakePoster, OpenPosters, PosterAt, PosterFor
from bot.buttons.reports import REPORTS, ReportButton
from bot.buttons.talking import (
    OpenCard,
    OpenEmergency,
    OpenHelp,
    OpenMenu,
    OpenSector,
    OpenSectors,
    RateCard,
    ReadMore,
    SayTaken,
    SetLanguage,
    SkipDraft,
)

Button = (
    OpenMenu
    | OpenEmergency
    | OpenSectors
    | OpenSector
    | OpenCard
    | ReadMore
    | RateCard
    | SayTaken
    | OpenHelp
    | SkipDraft
    | SetLanguage
    | PickCommune
    | OtherCommune
    | AgreeTips
    | LaterTips
    | UnderSixteen
    | ChangePlace
    | OpenGroups
    | OpenMemberships
    | CreateGroup
    | OpenGroup
    | ShowGroupCode
    | AskNewLink
    | RenewLink
    | ChooseHeir
    | OfferGroup
    | TakeGroup
    | RefuseGroup
    | AskClose
    | CloseGroup
    | JoinGroup
    | DeclineGroup
    | LeaveGroup
    # invitations and grants
    | OpenInvitations
    | InviteAs
    | InviteAt
    | OpenRequest
    | ConfirmRequest
    | RefuseRequest
    | OpenHolders
    | OpenHolder
    | AskRevoke
    | Revoke
    | OpenSuccessors
    | AskHandOver
    | HandOver
    | HowToList
    | OpenAudit
    | OpenData
    | ExportData
    | AskErase
    | AskClear
    | ClearTraces
    | EraseData
    | OpenSettings
    | WithdrawConsent
    | StopAll
    | AgreeAgain
    | AskWhy
    | MakeMoveCode
    | EnterMoveCode
    | ReportButton
    # alerts
    | TakeCase
    | PassOn
    | AnswerDrill
    | OpenLinked
    | AskUnlink
    | Unlink
    | OpenPosters
    | PosterAt
    | PosterFor
    | MakePoster
    | AskHours
    | ChoosePost
    | ChooseWatch
    | OpenDuty
    | OpenWatch
    | OtherDuty
    | PutOnDuty
    | SayAway
    | SayBack
    | SetHours
    | TakeOffDuty
    | AskNumber
    | KeepNumbers
    | OpenNumbers
    | RemoveNumber
    | broadcasts.BroadcastButton
    | CaseworkButton
)

# A prefix is for ever: never reuse one, never change the order of a button's fields.
PREFIXES: dict[str, type[Button]] = {
    "m": OpenMenu,
    "e": OpenEmergency,
    "ss": OpenSectors,
    "s": OpenSector,
    "c": OpenCard,
    "cm": ReadMore,
    "cr": RateCard,
    "dt": SayTaken,
    "h": OpenHelp,
    "x": SkipDraft,
    "l": SetLanguage,
    "jc": PickCommune,
    "jn": OtherCommune,
    "ja": AgreeTips,
    "jl": LaterTips,
    "ju": UnderSixteen,
    "jp": ChangePlace,
    # groups
    "nl": OpenGroups,
    "nm": OpenMemberships,
    "nc": CreateGroup,
    "n": OpenGroup,
    "nq": ShowGroupCode,
    "nra": AskNewLink,
    "nr": RenewLink,
    "nh": ChooseHeir,
    "no": OfferGroup,
    "nt": TakeGroup,
    "nf": RefuseGroup,
    "nxa": AskClose,
    "nx": CloseGroup,
    "nj": JoinGroup,
    "nd": DeclineGroup,
    "nv": LeaveGroup,
    # invitations and grants: all begin with r
    "ri": OpenInvitations,
    "rr": InviteAs,
    "ra": InviteAt,
    "rq": OpenRequest,
    "ry": ConfirmRequest,
    "rn": RefuseRequest,
    "rl": OpenHolders,
    "rp": OpenHolder,
    "rx": AskRevoke,
    "rz": Revoke,
    "rs": OpenSuccessors,
    "rk": AskHandOver,
    "rh": HandOver,
    "rt": HowToList,
    "rj": OpenAudit,
    "d": OpenData,
    "dx": ExportData,
    "de": AskErase,
    "dz": EraseData,
    "dc": AskClear,
    "dv": ClearTraces,
    "u": OpenSettings,
    "uw": WithdrawConsent,
    "us": StopAll,
    "ua": AgreeAgain,
    "uy": AskWhy,
    "um": MakeMoveCode,
    "un": EnterMoveCode,
    **REPORTS,
    # alerts: all begin with a
    "at": TakeCase,
    "ap": PassOn,
    "ad": AnswerDrill,
    "ul": OpenLinked,
    "uk": AskUnlink,
    "uz": Unlink,
    # posters
    "po": OpenPosters,
    "pa": PosterAt,
    "ps": PosterFor,
    "pp": MakePoster,
    # the duty roster: all begin with v
    "v": OpenDuty,
    "vo": OtherDuty,
    "vc": ChooseWatch,
    "vp": ChoosePost,
    "va": PutOnDuty,
    "vl": OpenWatch,
    "vh": AskHours,
    "vs": SetHours,
    "vr": TakeOffDuty,
    "vw": SayAway,
    "vb": SayBack,
    # a commune's own numbers: all begin with k
    "k": OpenNumbers,
    "kk": KeepNumbers,
    "ka": AskNumber,
    "kr": RemoveNumber,
    **broadcasts.PREFIXES,
    **CASEWORK,  # all begin with w
}
