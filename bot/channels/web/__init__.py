"""Our own web chat: page, sessions, ingress and events.

May import bot, content and starlette. Read channel.py first.
"""
