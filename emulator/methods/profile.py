"""What the bot says about itself, and what it asks about chats."""

from __future__ import annotations

import re

from emulator.calls import Call
from emulator.chats import State
from emulator.refusals import bad_request
from emulator.values import Json

COMMANDS_LIMIT = 100
_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_PLAIN_SCOPES = {
    "default",
    "all_private_chats",
    "all_group_chats",
    "all_chat_administrators",
}
_CHAT_SCOPES = {"chat", "chat_administrators", "chat_member"}


def setMyCommands(call: Call) -> bool:
    commands = call.get("commands")
    if not isinstance(commands, list):
        raise bad_request("expected an Array of BotCommand")
    if len(commands) > COMMANDS_LIMIT:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        _check_command(command)
    call.telegram.profile.commands[_scope(call)] = commands
    return True


def getMyCommands(call: Call) -> list[Json]:
    return call.telegram.profile.commands.get(_scope(call), [])


def deleteMyCommands(call: Call) -> bool:
    call.telegram.profile.commands.pop(_scope(call), None)
    return True


def setMyName(call: Call) -> bool:
    return _set(call, call.telegram.profile.names, "name", 64)


def getMyName(call: Call) -> Json:
    name = call.telegram.profile.names.get(call.get("language_code") or "")
    return {"name": name or call.telegram.bot["first_name"]}


def setMyDescription(call: Call) -> bool:
    return _set(call, call.telegram.profile.descriptions, "description", 512)


def getMyDescription(call: Call) -> Json:
    given = call.telegram.profile.descriptions
    return {"description": given.get(call.get("language_code") or "", "")}


def setMyShortDescription(call: Call) -> bool:
    return _set(call, call.telegram.profile.short_descriptions, "short_description", 120)


def getMyShortDescription(call: Call) -> Json:
    given = call.telegram.profile.short_descriptions
    return {"short_description": given.get(call.get("language_code") or "", "")}


def setChatMenuButton(call: Call) -> bool:
    button = call.get("menu_button") or {"type": "default"}
    if button.get("type") not in ("default", "commands", "web_app"):
        raise bad_request("can't parse menu button: MenuButton has unsupported type")
    call.telegram.profile.menu_buttons[call.number("chat_id")] = button
    return True


def getChatMenuButton(call: Call) -> Json:
    buttons = call.telegram.profile.menu_buttons
    return buttons.get(call.number("chat_id"), {"type": "default"})


def getChat(call: Call) -> Json:
    gifts = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription")
    accepted = dict.fromkeys((*gifts, "gifts_from_channels"), False)
    full = {"accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": accepted}
    return call.chat().card | full


def leaveChat(call: Call) -> bool:
    chat = call.chat()
    if chat.private:
        raise bad_request("chat member status can't be changed in private chats")
    chat.state = State.LEFT
    return True


def _set(call: Call, where: dict[str, str], name: str, limit: int) -> bool:
    """An empty text removes the one for that language."""
    text, language = call.get(name) or "", call.get("language_code") or ""
    if len(text) > limit:
        raise bad_request(f"bot {name.replace('_', ' ')} is too long")
    where[language] = text
    return True


def _scope(call: Call) -> tuple[str, int, int, str]:
    scope = call.get("scope") or {"type": "default"}
    language = call.get("language_code") or ""
    if language and not re.fullmatch("[a-z]{2}", language):
        raise bad_request("invalid language code specified")
    kind = scope.get("type")
    if kind in _PLAIN_SCOPES:
        return kind, 0, 0, language
    if kind not in _CHAT_SCOPES:
        raise bad_request("can't parse BotCommandScope: Unsupported type specified")
    chat = call.telegram.chat(scope.get("chat_id"))
    return kind, chat.id, int(scope.get("user_id") or 0), language


def _check_command(command: Json) -> None:
    for field in ("command", "description"):
        if not isinstance(command.get(field), str):
            raise bad_request(f"can't parse BotCommand: Can't find field \"{field}\"")
    if not _COMMAND.fullmatch(command["command"].removeprefix("/")):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= len(command["description"]) <= 256:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")


METHODS = (
    setMyCommands, getMyCommands, deleteMyCommands, setMyName, getMyName, setMyDescription,
    getMyDescription, setMyShortDescription, getMyShortDescription, setChatMenuButton,
    getChatMenuButton, getChat, leaveChat,
)  # fmt: skip
