"""Adapters to the outside: each reads updates into Incoming and writes a Screen.

Rules, handlers and storage never import from here.
"""
