"""Minimal bots on stock libraries, doing the same work: what ours is held against."""
