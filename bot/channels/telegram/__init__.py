"""Telegram: polling, webhook, reading, writing, the request seam.

May import bot, content, telegram and aiohttp. Read channel.py first.
"""
