"""Raw updates as Telegram delivers them, taken in without trusting their shape."""

from __future__ import annotations

from typing import Any

from bot.ports import RawUpdate

ALLOWED = ("message", "edited_message", "callback_query", "my_chat_member")
"""What we ask Telegram for; anything else would only be thrown away."""


def arrival(account: str, update: Any) -> RawUpdate | None:
    """The update ready for the inbox; None when it has not even an id to acknowledge."""
    if not isinstance(update, dict) or not isinstance(update.get("update_id"), int):
        return None
    number = str(update["update_id"])
    return RawUpdate(account, number, _chat(update) or f"update:{number}", update)


def _chat(update: dict[str, Any]) -> str:
    """The chat that orders this update; a malformed one is ordered by itself."""
    for kind in ALLOWED:
        body = update.get(kind)
        if isinstance(body, dict):
            holder = body.get("message") if kind == "callback_query" else body
            chat = holder.get("chat") if isinstance(holder, dict) else None
            if isinstance(chat, dict) and isinstance(chat.get("id"), int):
                return str(chat["id"])
    return ""
