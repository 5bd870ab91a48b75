"""YAML that remembers on which line each value stands, checked against a pydantic model.

pydantic says *what* is wrong at a path such as ("keywords", 3); the composed tree says *where*.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import yaml
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from content.pack_faults import Fault

Trail = tuple[int | str, ...]
Model = TypeVar("Model", bound=BaseModel)

_TIMESTAMP = "tag:yaml.org,2002:timestamp"


class _Loader(yaml.CSafeLoader):
    """Leaves dates as text: a date that does not exist is then a fault with a line, not a crash."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != _TIMESTAMP]
    for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}

_ADVICE: dict[str, tuple[str, str]] = {
    "missing": ("missing", "add the field"),
    "extra_forbidden": ("unknown field", "remove it or correct its spelling"),
    "string_too_long": ("longer than {max_length} characters", "shorten it"),
    "string_too_short": ("empty", "write something or leave the field out"),
    "too_short": ("has fewer than {min_length} entries", "add entries"),
    "string_type": ("is not text", "put it in quotes"),
    "bool_type": ("is not true or false", "write true or false without quotes"),
    "list_type": ("is not a list", "write one `- entry` a line"),
    "date_from_datetime_parsing": ("is not a date", "write year-month-day, such as 2026-11-20"),
    "date_from_datetime_inexact": ("is not a date", "write year-month-day, such as 2026-11-20"),
    "date_parsing": ("is not a date", "write year-month-day, such as 2026-11-20"),
    "date_type": ("is not a date", "write year-month-day, such as 2026-11-20"),
}


@dataclass(frozen=True, slots=True)
class Marked:
    """A YAML document: its plain value and the file line of each path inside it."""

    file: str
    value: object
    lines: dict[Trail, int]

    def line(self, path: Trail) -> int:
        """The line of `path`, or of the nearest thing around it when it is absent."""
        while path not in self.lines and path:
            path = path[:-1]
        return self.lines.get(path, 1)


def read(file: str, text: str, *, first_line: int = 1) -> tuple[Marked | None, list[Fault]]:
    """Parse one document whose first line is line `first_line` of the file. Never raises."""
    loader = _Loader(text)
    try:
        node = loader.get_single_node()
        value = None if node is None else loader.construct_document(node)
    except yaml.MarkedYAMLError as error:
        row = error.problem_mark.line if error.problem_mark else 0
        what = f"broken YAML ({error.problem})"
        fix = "check colons, quotes and indentation on this line and the one above"
        return None, [Fault(file, first_line + row, "yaml", what, fix)]
    except (yaml.YAMLError, ValueError) as error:
        fix = "check the letters and quotes"
        return None, [Fault(file, first_line, "yaml", f"broken YAML ({error})", fix)]
    finally:
        loader.dispose()
    lines: dict[Trail, int] = {(): first_line}
    faults: list[Fault] = []
    if node is not None:
        faults = _mark(node, (), Marked(file, None, lines), first_line)
    return Marked(file, value, lines), faults


def read_file(root: Path, file: str) -> tuple[Marked | None, list[Fault]]:
    """`read` for a whole file below `root`; an absent file is a fault at line 1."""
    try:
        text = (root / file).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        return None, [Fault(file, 1, "file", f"cannot be read ({error})", "write it as UTF-8")]
    return read(file, text)


def checked(marked: Marked, schema: type[Model]) -> tuple[Model | None, list[Fault]]:
    """Validate against `schema`: the model, or every way in which the document differs from it."""
    return _validated(marked, marked.value, schema, ())


def checked_list(marked: Marked, schema: type[Model]) -> tuple[dict[int, Model], list[Fault]]:
    """Validate each entry of a list by itself, so that one mistake does not hide the others.

    Returns the sound entries by their index.
    """
    if not isinstance(marked.value, list):
        fix = "write one `- entry` a line"
        return {}, [Fault(marked.file, 1, "document", "is not a list", fix)]
    sound: dict[int, Model] = {}
    faults: list[Fault] = []
    for index, value in enumerate(marked.value):
        model, wrong = _validated(marked, value, schema, (index,))
        faults += wrong
        if model is not None:
            sound[index] = model
    return sound, faults


def _validated(
    marked: Marked, value: object, schema: type[Model], at: Trail
) -> tuple[Model | None, list[Fault]]:
    try:
        return schema.model_validate(value), []
    except ValidationError as error:
        return None, [_fault(marked, detail, at) for detail in error.errors()]


def _fault(marked: Marked, detail: ErrorDetails, at: Trail) -> Fault:
    path: Trail = (*at, *detail["loc"])
    problem, fix = _ADVICE.get(detail["type"], (detail["msg"], "correct the value"))
    name = ".".join(map(str, path)) or "document"
    context = detail.get("ctx", {})
    return Fault(marked.file, marked.line(path), name, problem.format(**context), fix)


def _mark(node: yaml.Node, path: Trail, into: Marked, first_line: int) -> list[Fault]:
    """Note the line of everything below `node`; a key written twice is a fault."""
    into.lines.setdefault(path, first_line + node.start_mark.line)
    faults: list[Fault] = []
    if isinstance(node, yaml.MappingNode):
        for key, child in node.value:
            at = (*path, str(key.value))
            line = first_line + key.start_mark.line
            if at in into.lines:
                fix = "keep one of the two"
                faults.append(Fault(into.file, line, str(key.value), "written twice", fix))
            into.lines[at] = line
            faults += _mark(child, at, into, first_line)
    elif isinstance(node, yaml.SequenceNode):
        for index, child in enumerate(node.value):
            faults += _mark(child, (*path, index), into, first_line)
    return faults
