"""One-way alert channels: e-mail and an HTTP hook. They only say; nobody answers through them.

Read hook.py first. May import bot and content.
"""
