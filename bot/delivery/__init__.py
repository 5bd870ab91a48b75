"""The one sender of everything that is not the direct answer to a person.

May import bot only. Read sender.py first.
"""
