"""What a person sees: pure functions (value, catalog) -> Screen.

May import bot values and content. Read guidance.py first.
"""
