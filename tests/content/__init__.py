"""The words: packs, search and their vocabulary."""
