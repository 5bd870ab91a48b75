"""Journeys, rules, storage, content and contracts, each through the front door."""
