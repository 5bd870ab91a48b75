"""Files and functions stay small enough to be read at a glance."""

from __future__ import annotations

from tests.contracts.code import Source, functions, sources

LINES, TEST_LINES = 300, 400
FUNCTION_LINES, HANDLER_LINES = 25, 15
STORY_LINES = 40  # a story is read from top to bottom
LISTS = {  # long because of what they list, one a line; cut in two they would hide it
    "bot/app.py build",  # everything that is wired
    "bot/screens/drafts.py asked_again",  # every open question
    "storage/unit.py __init__",  # every repository
    "bot/channels/web/server.py application",  # every address of the page
}


def too_long(source: Source) -> list[str]:
    tests = source.name.startswith("tests/")
    lines, most = source.text.count("\n"), TEST_LINES if tests else LINES
    found = [f"{source.name}: {lines} lines"] if lines > most and source.name not in LISTS else []
    if source.name.startswith("storage/migrations/versions/"):
        return found  # written by Alembic, one table after the other
    limit = FUNCTION_LINES
    if tests:
        limit = STORY_LINES
    elif source.name.startswith("handlers/"):
        limit = HANDLER_LINES
    return found + [
        f"{source.name}:{line} {name}: {size} lines"
        for name, line, size in functions(source)
        if size > limit and f"{source.name} {name}" not in LISTS
    ]


def test_files_and_functions_stay_small() -> None:
    everything = sources("bot", "handlers", "storage", "content", "emulator", "tests")
    assert [at for source in everything for at in too_long(source)] == []
    long = "def f():\n" + "    x = 1\n" * 25
    assert too_long(Source("bot/a.py", long)) == ["bot/a.py:1 f: 26 lines"]
    assert too_long(Source("handlers/a.py", "def f():\n" + "    x = 1\n" * 15)) != []
    assert too_long(Source("bot/a.py", "x = 1\n" * 301)) == ["bot/a.py: 301 lines"]
