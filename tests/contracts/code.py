"""Reads the house's own source: files, functions, calls and strings, without importing them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from tests.contracts.real import HOUSE


@dataclass(frozen=True)
class Source:
    """One Python file; `name` relative to the house."""

    name: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    @property
    def nodes(self) -> Iterator[ast.AST]:
        return ast.walk(self.tree)


def sources(*folders: str, house: Path = HOUSE) -> list[Source]:
    return [
        Source(path.relative_to(house).as_posix(), path.read_text(encoding="utf-8"))
        for folder in folders
        for path in sorted((house / folder).rglob("*.py"))
    ]


def strings(source: Source) -> Iterator[tuple[int, str]]:
    """Every string literal that is no docstring, with its line."""
    told = {
        id(node.value)
        for node in source.nodes
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in source.nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node.lineno, node.value


def called(node: ast.Call) -> str:
    """The last name of what is called: `text` of `catalog.text(…)`."""
    match node.func:
        case ast.Attribute(attr=name) | ast.Name(id=name):
            return name
        case _:
            return ""


def dotted(node: ast.AST) -> str:
    """`datetime.now` of that expression, "" for anything that is no dotted name."""
    match node:
        case ast.Name(id=name):
            return name
        case ast.Attribute(value=value, attr=name):
            return f"{dotted(value)}.{name}"
        case _:
            return ""


def functions(source: Source) -> Iterator[tuple[str, int, int]]:
    """Every function: its name, where it begins, its lines without its docstring."""
    for node in source.nodes:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if ast.get_docstring(node) is not None:
                first = node.body[0]
                lines -= (first.end_lineno or first.lineno) - first.lineno + 1
            yield node.name, node.lineno, lines
