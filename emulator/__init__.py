"""A headless local Telegram for tests and benchmarks: the Bot API over HTTP.

    telegram = Telegram()
    an = Person(telegram, 7, "An")
    async with Served(telegram) as served:  # the bot under test gets served.url
        an.starts()
        await an.waits_for("Chào")

May import the standard library, starlette and uvicorn. Read server.py first, then api.py (the
way of one request), state.py (what there is), person.py (the other side).
"""
