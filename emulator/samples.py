"""The smallest files that pass for what they claim to be."""

from __future__ import annotations

from base64 import b64decode

from emulator.values import Upload

JPEG = b64decode(
    "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAP//////////////////////////////////////////////////////"
    "////////////////////////////////wAALCAAIAAgBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAAAP/EABQQAQAA"
    "AAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AP//Z"
)
OGG = b"OggS\x00\x02" + bytes(22) + b"OpusHead\x01\x01" + bytes(10)
MP4 = b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom"
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
WEBP = b64decode("UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA")

PHOTO = Upload("photo.jpg", "image/jpeg", JPEG)
VOICE = Upload("voice.ogg", "audio/ogg", OGG)
VIDEO = Upload("video.mp4", "video/mp4", MP4)
DOCUMENT = Upload("document.pdf", "application/pdf", PDF)
STICKER = Upload("sticker.webp", "image/webp", WEBP)
