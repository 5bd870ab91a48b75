"""What the bot says about itself in its profile and menus."""

from __future__ import annotations

from dataclasses import dataclass, field

from emulator.values import Json


@dataclass
class Profile:
    """What setMy… methods set; keys are languages, "" for everyone else."""

    names: dict[str, str] = field(default_factory=dict)
    descriptions: dict[str, str] = field(default_factory=dict)
    short_descriptions: dict[str, str] = field(default_factory=dict)
    commands: dict[tuple[str, int, int, str], list[Json]] = field(default_factory=dict)
    """By scope, chat, user and language; chat and user are 0 where the scope has none."""
    menu_buttons: dict[int, Json] = field(default_factory=dict)
