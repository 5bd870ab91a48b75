"""Updates, webhooks, presses and the bot itself."""

from __future__ import annotations

from collections.abc import Awaitable

from emulator.calls import Call
from emulator.faults import Kind
from emulator.refusals import TOO_OLD, bad_request, conflict
from emulator.updates import Updates
from emulator.values import Json, utf16_length
from emulator.webhooks import Hook

ANSWER_WITHIN = 150  # seconds after the press
TOAST_LIMIT = 200
_TOKEN_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-")


def getMe(call: Call) -> Json:
    abilities = {
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
    }
    return call.telegram.bot | abilities


def getUpdates(call: Call) -> Awaitable[list[Json]]:
    updates = call.telegram.updates
    _allow(updates, call)
    return updates.poll(call.number("offset"), call.number("limit", 100), call.number("timeout"))


def setWebhook(call: Call) -> bool:
    telegram, url = call.telegram, call.get("url") or ""
    if not url:
        return deleteWebhook(call)
    secret = call.get("secret_token") or ""
    if len(secret) > 256:
        raise bad_request("secret token is too long")
    if not _TOKEN_LETTERS.issuperset(secret):
        raise bad_request("secret token contains unallowed characters")
    if call.get("drop_pending_updates"):
        telegram.updates.clear()
    _allow(telegram.updates, call)
    connections = min(max(call.number("max_connections", 40), 1), 100)
    try:
        telegram.webhooks.start(Hook(url, secret, connections))
    except ValueError:
        raise bad_request("invalid webhook URL specified") from None
    telegram.updates.interrupt(conflict("terminated by setWebhook request"))
    return True


def deleteWebhook(call: Call) -> bool:
    call.telegram.webhooks.remove()
    if call.get("drop_pending_updates"):
        call.telegram.updates.clear()
    return True


def getWebhookInfo(call: Call) -> Json:
    telegram, hook = call.telegram, call.telegram.webhooks.hook
    info: Json = {
        "url": hook.url if hook else "",
        "has_custom_certificate": False,
        "pending_update_count": len(telegram.updates.pending),
    }
    if telegram.updates.allowed:
        info["allowed_updates"] = sorted(telegram.updates.allowed)
    if hook:
        info |= {"max_connections": hook.max_connections} | telegram.webhooks.last_error
    return info


def answerCallbackQuery(call: Call) -> bool:
    """Once for each press, within 150 s; the person sees the text."""
    telegram = call.telegram
    press = telegram.presses.get(str(call.get("callback_query_id")))
    expired = telegram.faults.hit((Kind.EXPIRED,), call.method)
    if press is None or press.answered or expired or telegram.clock() - press.at > ANSWER_WITHIN:
        raise bad_request(TOO_OLD)
    if utf16_length(call.get("text") or "") > TOAST_LIMIT:
        raise bad_request("MESSAGE_TOO_LONG")
    press.answered = True
    press.answer = {"text": call.get("text") or "", "show_alert": bool(call.get("show_alert"))}
    telegram.private_chat(press.person).changed()
    return True


def getFile(call: Call) -> Json:
    file = call.telegram.files.downloadable(str(call.get("file_id") or ""))
    return file.as_json() | {"file_path": file.path}


def _allow(updates: Updates, call: Call) -> None:
    """An empty list restores the default; no list keeps what was asked before."""
    wanted = call.get("allowed_updates")
    if isinstance(wanted, list):
        updates.allowed = frozenset(wanted) or None


METHODS = (
    getMe, getUpdates, setWebhook, deleteWebhook, getWebhookInfo, answerCallbackQuery, getFile,
)  # fmt: skip
