"""Whole-process measurements with a peer or a limit beside each figure."""
