"""Every request held against the official definitions of the Bot API (definitions.json).

A parameter there is [type, required, most, unit]: types joined by `|`; `unit` is characters,
bytes, or `parsed` for text whose markup does not count.
"""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

from emulator.values import Json

Definition = dict[str, list[Any]]
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?([eE][+-]?\d+)?")


@cache
def definitions() -> dict[str, Definition]:
    """By the method's name in small letters, as Telegram compares them."""
    text = Path(__file__).with_name("definitions.json").read_text("utf-8")
    return {name.lower(): parameters for name, parameters in json.loads(text).items()}


def check(method: str, parameters: Json) -> list[str]:
    """What the definitions say against this request; empty when it conforms.

    Parameters are values, or the texts that a form carries them in; a file may be any value.
    """
    known = definitions().get(method.lower())
    if known is None:
        return [f"{method}: no such method"]
    complaints = [
        f"{method}: {name} is required"
        for name, rule in known.items()
        if len(rule) > 1 and rule[1] and parameters.get(name) is None
    ]
    for name, value in parameters.items():
        if name not in known:
            complaints.append(f"{method}: no parameter {name}")
        elif value is not None:
            complaints += [f"{method}: {name} {text}" for text in _faults(known[name], value)]
    return complaints


def _faults(rule: list[Any], value: object) -> list[str]:
    kinds = rule[0].split("|")
    if not any(_fits(kind, value) for kind in kinds):
        return [f"is not {rule[0]}: {value!r:.60}"]
    if len(rule) > 2 and isinstance(value, str) and rule[3] != "parsed":
        length = len(value.encode()) if rule[3] == "bytes" else len(value)
        if length > rule[2]:
            return [f"is longer than {rule[2]} {rule[3]}"]
    return []


def _fits(kind: str, value: object) -> bool:
    if kind == "file":
        return True
    if kind == "string":
        return isinstance(value, str)
    if kind == "number":
        return _is_number(value)
    if kind == "boolean":
        return isinstance(value, bool) or str(value).lower() in ("true", "false")
    return isinstance(_unpacked(value), dict if kind == "object" else list)


def _is_number(value: object) -> bool:
    if isinstance(value, str):
        return _NUMBER.fullmatch(value) is not None
    return isinstance(value, int | float) and not isinstance(value, bool)


def _unpacked(value: object) -> object:
    """A list or an object may come as its JSON."""
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError:
        return None
