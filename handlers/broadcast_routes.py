"""The routes of broadcasts, a part of the table in handlers/__init__.py."""

from __future__ import annotations

from bot import buttons, incoming
from bot.broadcasts.drafts import (
    AskExtra,
    AskReason,
    AskTerm,
    AskTime,
    Compose,
    NameAudience,
)
from bot.permissions import Permission
from handlers import broadcast_audiences, broadcast_plans, broadcast_results, broadcasts
from handlers.turn import Route

ROUTES: tuple[Route, ...] = (
    Route("phatin broadcast", broadcasts.home, Permission.AREA_BROADCAST_COMPOSE),
    Route(buttons.OpenBroadcasts, broadcasts.home, Permission.AREA_BROADCAST_COMPOSE),
    Route(buttons.NewBroadcast, broadcasts.new, Permission.AREA_BROADCAST_COMPOSE),
    Route(buttons.OpenBroadcast, broadcast_plans.open_, Permission.AREA_BROADCAST_COMPOSE),
    Route(buttons.WriteBroadcast, broadcasts.write, Permission.AREA_BROADCAST_COMPOSE),
    Route(Compose, broadcasts.compose, Permission.AREA_BROADCAST_COMPOSE),
    Route(incoming.Edited, broadcasts.edited, Permission.ANYONE_MENU_READ),
    Route(buttons.ClearBroadcast, broadcasts.clear, Permission.AREA_BROADCAST_COMPOSE),
    Route(buttons.DropBroadcast, broadcasts.drop, Permission.AREA_BROADCAST_COMPOSE),
    Route(buttons.AddExtra, broadcasts.ask_extra, Permission.AREA_BROADCAST_COMPOSE),
    Route(AskExtra, broadcasts.extra, Permission.AREA_BROADCAST_COMPOSE),
    Route(buttons.OpenAudience, broadcast_audiences.open_, Permission.AREA_BROADCAST_COMPOSE),
    Route(buttons.ToggleTerm, broadcast_audiences.toggle, Permission.AREA_BROADCAST_COMPOSE),
    Route(AskTerm, broadcast_audiences.find, Permission.AREA_BROADCAST_COMPOSE),
    Route(buttons.SaveAudience, broadcast_audiences.ask_name, Permission.AREA_BROADCAST_COMPOSE),
    Route(NameAudience, broadcast_audiences.name, Permission.AREA_BROADCAST_COMPOSE),
    Route(buttons.UseAudience, broadcast_audiences.use, Permission.AREA_BROADCAST_COMPOSE),
    Route(buttons.ForgetAudience, broadcast_audiences.forget, Permission.AREA_BROADCAST_COMPOSE),
    Route(buttons.AskSendTime, broadcast_plans.ask_time, Permission.AREA_BROADCAST_COMPOSE),
    Route(AskTime, broadcast_plans.typed_time, Permission.AREA_BROADCAST_COMPOSE),
    Route(buttons.SendAt, broadcast_plans.send_at, Permission.AREA_BROADCAST_COMPOSE),
    Route(buttons.SetOption, broadcast_plans.set_option, Permission.AREA_BROADCAST_COMPOSE),
    Route(buttons.TryBroadcast, broadcast_plans.try_, Permission.AREA_BROADCAST_COMPOSE),
    Route(buttons.SubmitBroadcast, broadcast_plans.submit, Permission.AREA_BROADCAST_COMPOSE),
    Route(buttons.ApproveBroadcast, broadcast_plans.approve, Permission.AREA_BROADCAST_APPROVE),
    Route(buttons.ReturnBroadcast, broadcast_plans.return_, Permission.AREA_BROADCAST_APPROVE),
    Route(buttons.AskOverride, broadcast_plans.ask_override, Permission.AREA_BROADCAST_APPROVE),
    Route(AskReason, broadcast_plans.override, Permission.AREA_BROADCAST_APPROVE),
    Route(buttons.PauseBroadcast, broadcast_results.pause, Permission.AREA_BROADCAST_COMPOSE),
    Route(buttons.ResumeBroadcast, broadcast_results.resume, Permission.AREA_BROADCAST_COMPOSE),
    Route(buttons.CancelBroadcast, broadcast_results.cancel, Permission.AREA_BROADCAST_COMPOSE),
    Route(buttons.AskRecall, broadcast_results.ask_recall, Permission.AREA_BROADCAST_COMPOSE),
    Route(buttons.RecallBroadcast, broadcast_results.recall, Permission.AREA_BROADCAST_COMPOSE),
    Route(buttons.ResendUnknown, broadcast_results.resend, Permission.AREA_BROADCAST_COMPOSE),
    Route(buttons.ExportResult, broadcast_results.export, Permission.AREA_BROADCAST_COMPOSE),
)
