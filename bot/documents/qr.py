"""QR codes, with a border and dots that a cheap phone reads from a cheap printer."""

from __future__ import annotations

import io

import segno

_BORDER = 4  # modules of white around it, as the standard asks


def png(link: str, *, dot: int = 12) -> bytes:
    """A picture for a chat."""
    out = io.BytesIO()
    _code(link).save(out, kind="png", scale=dot, border=_BORDER)
    return out.getvalue()


def svg(link: str) -> bytes:
    """A drawing for print, at any size."""
    out = io.BytesIO()
    _code(link).save(out, kind="svg", border=_BORDER, svgns=True, xmldecl=False, omitsize=True)
    return out.getvalue()


def _code(link: str) -> segno.QRCode:
    return segno.make_qr(link, error="m")
