"""The words: packs, figures, catalogs, search and the Html string type.

May import the standard library and its own libraries only. Read packs.py first.
"""
