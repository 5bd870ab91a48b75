"""Buttons: one codec, 64 bytes, and codes of years ago go on decoding."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import buttons
from bot.buttons import (
    LIMIT_BYTES,
    PREFIXES,
    AgreeTips,
    Button,
    ChangePlace,
    LaterTips,
    OpenCard,
    OpenEmergency,
    OpenHelp,
    OpenMenu,
    OpenSector,
    OpenSectors,
    OtherCommune,
    PickCommune,
    RateCard,
    ReadMore,
    SayTaken,
    SetLanguage,
    SkipDraft,
    UnderSixteen,
    UnknownButton,
)
from content.packs import Packs
from tests.contracts.real import cards

# Codes that stand on phones. A line is added for each new form; none is ever changed or removed.
HISTORY: dict[str, Button] = {
    "m:": OpenMenu(),
    "e:": OpenEmergency(),
    "ss:": OpenSectors(),
    "s:agriculture": OpenSector("agriculture"),
    "s:agriculture|0": OpenSector("agriculture", 0),
    "s:first_aid|2": OpenSector("first_aid", 2),
    "c:first_aid/burn": OpenCard("first_aid/burn"),
    "cm:pesticides/mixing": ReadMore("pesticides/mixing"),
    "cr:first_aid/burn|1": RateCard("first_aid/burn", 1),
    "cr:first_aid/burn|0": RateCard("first_aid/burn", 0),
    "dt:1": SayTaken(1),
    "dt:0": SayTaken(0),
    "h:": OpenHelp(),
    "x:": SkipDraft(),
    "l:en": SetLanguage("en"),
    "jc:25942": PickCommune("25942"),
    "jn:": OtherCommune(),
    "ja:tc": AgreeTips("tc"),
    "jl:": LaterTips(),
    "ju:": UnderSixteen(),
    "jp:": ChangePlace(),
    # groups
    "nl:": buttons.OpenGroups(),
    "nm:": buttons.OpenMemberships(),
    "n:7": buttons.OpenGroup(7),
    "nq:7": buttons.ShowGroupCode(7),
    "nra:7": buttons.AskNewLink(7),
    "nr:7": buttons.RenewLink(7),
    "nh:7": buttons.ChooseHeir(7),
    "nt:7": buttons.TakeGroup(7),
    "at:7": buttons.TakeCase(7),
    "ap:7": buttons.PassOn(7),
    "ad:7": buttons.AnswerDrill(7),
    "nf:7": buttons.RefuseGroup(7),
    "nxa:7": buttons.AskClose(7),
    "nx:7": buttons.CloseGroup(7),
    "nd:": buttons.DeclineGroup(),
    "nv:7": buttons.LeaveGroup(7),
    "nc:05425": buttons.CreateGroup("05425"),
    "nc:": buttons.CreateGroup(""),
    "nj:ABCDEFGHIJKL2": buttons.JoinGroup("ABCDEFGHIJKL2"),
    "no:7|12": buttons.OfferGroup(7, 12),
    "po:": buttons.OpenPosters(),
    "pa:00004": buttons.PosterAt("00004"),
    "ps:00004|construction": buttons.PosterFor("00004", "construction"),
    "pp:00004|": buttons.MakePoster("00004", ""),
    "rt:": buttons.HowToList(),
    "ul:": buttons.OpenLinked(),
    "uk:7": buttons.AskUnlink(7),
    "uz:7": buttons.Unlink(7),
    # invitations and grants
    "ri:": buttons.OpenInvitations(),
    "rr:official": buttons.InviteAs("official"),
    "ra:official|00004": buttons.InviteAt("official", "00004"),
    "ra:admin|": buttons.InviteAt("admin", ""),
    "b:": buttons.OpenBroadcasts(),
    "bn:": buttons.NewBroadcast(),
    "bo:7": buttons.OpenBroadcast(7),
    "bw:7|en": buttons.WriteBroadcast(7, "en"),
    "bc:7": buttons.ClearBroadcast(7),
    "bd:7": buttons.DropBroadcast(7),
    "bx:7|card": buttons.AddExtra(7, "card"),
    "ba:7|w.area": buttons.OpenAudience(7, "w.area"),
    "bt:7|w|area|00004": buttons.ToggleTerm(7, "w", "area", "00004"),
    "bs:7": buttons.SaveAudience(7),
    "bu:7|1": buttons.UseAudience(7, 1),
    "bf:7|1": buttons.ForgetAudience(7, 1),
    "bh:7": buttons.AskSendTime(7),
    "bi:7|0": buttons.SendAt(7, 0),
    "bg:7|urgent|1": buttons.SetOption(7, "urgent", 1),
    "bp:7": buttons.TryBroadcast(7),
    "bq:7|a": buttons.SubmitBroadcast(7, "a"),
    "by:7|a|1": buttons.ApproveBroadcast(7, "a", 1),
    "br:7": buttons.ReturnBroadcast(7),
    "bz:7|a": buttons.AskOverride(7, "a"),
    "bk:7": buttons.PauseBroadcast(7),
    "bl:7": buttons.ResumeBroadcast(7),
    "be:7": buttons.CancelBroadcast(7),
    "bj:7": buttons.AskRecall(7),
    "bm:7|0": buttons.RecallBroadcast(7, 0),
    "bv:7": buttons.ResendUnknown(7),
    "b7:7": buttons.ExportResult(7),
    "rq:7": buttons.OpenRequest(7),
    "ry:7": buttons.ConfirmRequest(7),
    "rn:7": buttons.RefuseRequest(7),
    "rl:0": buttons.OpenHolders(),
    "rl:1": buttons.OpenHolders(1),
    "rp:7": buttons.OpenHolder(7),
    "rx:7": buttons.AskRevoke(7),
    "rz:7": buttons.Revoke(7),
    "rs:7": buttons.OpenSuccessors(7),
    "rk:7|8": buttons.AskHandOver(7, 8),
    "rh:7|8": buttons.HandOver(7, 8),
    "rj:0": buttons.OpenAudit(),
    "rj:2": buttons.OpenAudit(2),
    # the duty roster
    "v:": buttons.OpenDuty(),
    "v:00004": buttons.OpenDuty("00004"),
    "vo:": buttons.OtherDuty(),
    "vc:00004": buttons.ChooseWatch("00004"),
    "vp:7": buttons.ChoosePost(7),
    "va:7|deputy": buttons.PutOnDuty(7, "deputy"),
    "vl:7": buttons.OpenWatch(7),
    "vh:7": buttons.AskHours(7),
    "vs:7|2|01234/0-1440": buttons.SetHours(7, 2, "01234/0-1440"),
    "vr:7": buttons.TakeOffDuty(7),
    "vw:": buttons.SayAway(),
    "vb:": buttons.SayBack(),
    # a commune's own numbers
    "k:": buttons.OpenNumbers(),
    "kk:00004": buttons.KeepNumbers("00004"),
    "ka:00004|health": buttons.AskNumber("00004", "health"),
    "kr:00004|police": buttons.RemoveNumber("00004", "police"),
    "d:": buttons.OpenData(),
    "dx:": buttons.ExportData(),
    "de:": buttons.AskErase(),
    "dz:": buttons.EraseData(),
    "dc:": buttons.AskClear(),
    "dv:": buttons.ClearTraces(),
    "u:": buttons.OpenSettings(),
    "uw:tips": buttons.WithdrawConsent("tips"),
    "uw:group:12": buttons.WithdrawConsent("group:12"),
    "us:": buttons.StopAll(),
    "ua:": buttons.AgreeAgain(),
    "uy:": buttons.AskWhy(),
    "um:": buttons.MakeMoveCode(),
    "un:": buttons.EnterMoveCode(),
    # reports
    "z:accident": buttons.OpenReport("accident"),
    "za:need|now": buttons.AnswerReport("need", "now"),
    "zl:25942": buttons.PlaceReport("25942"),
    "zs:0": buttons.SendReport(),
    "zs:1": buttons.SendReport(1),
    "zd:": buttons.DropReport(),
    "ze:": buttons.EditReport(),
    "zk:": buttons.SkipQuestion(),
    "zf:": buttons.FinishReport(),
    "zt:": buttons.OpenReportTerms(),
    "zn:": buttons.OpenDenounce(),
    "zp:": buttons.OpenPapers(),
    "zc:": buttons.OpenCases(),
    "zo:7": buttons.OpenCase(7),
    "zm:7": buttons.AddToCase(7),
    "zy:7": buttons.AllowCall(7),
    "zwa:7": buttons.AskWithdraw(7),
    "zw:7": buttons.WithdrawCase(7),
    "zq:7|safe": buttons.CheckCase(7, "safe"),
    "w:1|1": buttons.OpenWork(1, 1),
    "wo:1": buttons.OpenWorkCase(1),
    "wl:1": buttons.OpenHistory(1),
    "wa:1": buttons.AskReporter(1),
    "wn:1": buttons.WriteNote(1),
    "wh:1": buttons.ChooseColleague(1),
    "wg:1|1": buttons.HandTo(1, 1),
    "wf:1": buttons.ChooseForward(1),
    "wfa:1|v": buttons.ForwardTo(1, "v"),
    "wc:1": buttons.ChooseFinding(1),
    "wcv:1|v": buttons.SetFinding(1, "v"),
    "we:1": buttons.ChooseEnding(1),
    "wee:1|v": buttons.EndCase(1, "v"),
    "wr:1": buttons.ReopenCase(1),
    "wj:1|1": buttons.AskJoin(1, 1),
    "wjj:1|1": buttons.JoinCases(1, 1),
    "wm:1": buttons.ShowFiles(1),
    "wp:1": buttons.ShowNumber(1),
    "wi:1|1": buttons.AskReveal(1, 1),
    "wid:1|1": buttons.DecideReveal(1, 1),
    "wq:1": buttons.ReadNews(1),
    "wqa:1": buttons.AnswerCase(1),
    "wqj:1|v": buttons.JudgeEnding(1, "v"),
    "wqs:1": buttons.SendAnswer(1),
    "wqn:": buttons.NoAnswer(),
}


def broken(history: Mapping[str, Button]) -> list[str]:
    """Codes that no longer mean what they meant."""
    found = []
    for code, meant in history.items():
        try:
            if buttons.decode(code) != meant:
                found.append(code)
        except UnknownButton:
            found.append(code)
    return found


def test_old_codes_mean_what_they_meant() -> None:
    assert broken(HISTORY) == []


def test_every_button_has_a_code_in_the_history() -> None:
    assert {type(button) for button in HISTORY.values()} == set(PREFIXES.values())
    assert set(PREFIXES.values()) == set(get_args(Button))
    assert {code.split(":")[0] for code in HISTORY} == set(PREFIXES)


def test_a_lost_form_would_be_seen() -> None:
    planted: dict[str, Button] = {"zz:1": OpenMenu(), "dt:1": SayTaken(0), "m:": OpenMenu()}
    assert broken(planted) == ["zz:1", "dt:1"]


def every_button(packs: Packs) -> list[Button]:
    """All buttons that the real content can lead to."""
    found: list[Button] = [OpenSector(s.id, page) for s in packs.sectors for page in (0, 99)]
    for card in packs.cards:
        found += [OpenCard(card), ReadMore(card), RateCard(card, 0), RateCard(card, 1)]
    return [*found, *HISTORY.values(), SayTaken(1), SetLanguage("vi")]


def test_every_button_comes_back_and_fits() -> None:
    for button in every_button(cards()):
        code = buttons.encode(button)
        assert len(code.encode()) <= LIMIT_BYTES
        assert buttons.decode(code) == button


@pytest.mark.parametrize(
    "button", [OpenCard("a" * 63), OpenCard("ế" * 21), OpenCard("a|b"), OpenCard("\ud800")]
)
def test_what_does_not_fit_is_refused(button: Button) -> None:
    with pytest.raises(ValueError, match=r"bytes|inside|surrogates"):
        buttons.encode(button)


FORGED = st.one_of(
    st.text(st.characters(), max_size=80),
    st.builds(
        lambda prefix, parts: f"{prefix}:{'|'.join(parts)}",
        st.sampled_from(sorted(PREFIXES)),
        st.lists(st.one_of(st.text(st.characters()), st.integers().map(str)), max_size=4),
    ),
)


@settings(deadline=None, max_examples=500)
@given(FORGED)
def test_a_forged_code_is_a_button_or_unknown(code: str) -> None:
    try:
        button = buttons.decode(code)
    except UnknownButton:
        return
    assert isinstance(button, get_args(Button))
    for field in fields(button):
        assert type(getattr(button, field.name)).__name__ == field.type
    assert buttons.decode(buttons.encode(button)) == button


@pytest.mark.parametrize(
    "code",
    [
        "",
        ":",
        "c",
        "q:1",
        "m:1",
        "dt:",
        "dt:x",
        "cr:a",
        "cr:a|1|2",
        "l:" + "a" * 63,
        "c:\ud83d",
        "ry:9999999999",
    ],
)
def test_what_cannot_have_been_ours_is_unknown(code: str) -> None:
    with pytest.raises(UnknownButton):
        buttons.decode(code)
