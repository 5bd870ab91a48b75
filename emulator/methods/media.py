"""Photos, voices, videos, documents and albums."""

from __future__ import annotations

import itertools

from emulator.calls import Call
from emulator.files import File
from emulator.refusals import bad_request
from emulator.text import CAPTION_LIMIT
from emulator.values import Json, Upload

_albums = itertools.count(13_000_000_000_000_000)


def sendPhoto(call: Call) -> Json:
    return _send(call, "photo")


def sendVoice(call: Call) -> Json:
    return _send(call, "voice")


def sendVideo(call: Call) -> Json:
    return _send(call, "video")


def sendDocument(call: Call) -> Json:
    return _send(call, "document")


def sendAudio(call: Call) -> Json:
    return _send(call, "audio")


def sendAnimation(call: Call) -> Json:
    return _send(call, "animation")


def sendMediaGroup(call: Call) -> list[Json]:
    chat, album = call.chat(), call.get("media")
    if not isinstance(album, list):
        raise bad_request("can't parse media JSON object")
    if not album:
        raise bad_request("there are no messages to send")
    if len(album) > 10:
        raise bad_request("too many messages to send as an album")
    number = str(next(_albums))
    contents = [_item(call, item) | {"media_group_id": number} for item in album]
    return [call.post(chat, content) for content in contents]


def _send(call: Call, kind: str) -> Json:
    chat = call.chat()
    upload = call.uploads.get(kind)
    given = upload or _attached(call, call.get(kind))
    if not given:
        raise bad_request(f"there is no {kind} in the request")
    caption = call.formatted("caption", "caption_entities", CAPTION_LIMIT)
    return call.post(chat, {kind: shown(_file(call, kind, given), call.parameters)} | caption)


def _item(call: Call, item: object) -> Json:
    """One entry of an album; its caption is its own."""
    if not isinstance(item, dict):
        raise bad_request("can't parse InputMedia: expected an Object")
    kind = item.get("type", "")
    if kind not in ("photo", "video", "document", "audio"):
        raise bad_request(f'can\'t parse InputMedia: type "{kind}" is unsupported')
    given = _attached(call, item.get("media"))
    if not given:
        raise bad_request("can't parse InputMedia: media not found")
    part = Call(call.telegram, call.method, item, {})
    caption = part.formatted("caption", "caption_entities", CAPTION_LIMIT)
    return {kind: shown(_file(call, kind, given), item)} | caption


def _attached(call: Call, given: str | None) -> Upload | str | None:
    if given and given.startswith("attach://"):
        return call.uploads.get(given.removeprefix("attach://"))
    return given


def _file(call: Call, kind: str, given: Upload | str) -> File:
    files = call.telegram.files
    return files.uploaded(kind, given) if isinstance(given, Upload) else files.given(kind, given)


def shown(file: File, details: Json) -> list[Json] | Json:
    """The file as a message carries it; a photo comes in two sizes, the best one last."""
    common = file.as_json()
    if file.kind == "photo":
        small = common | {"file_id": f"{file.id}s", "file_unique_id": f"{file.unique_id}s"}
        return [small | {"width": 90, "height": 67}, common | {"width": 1280, "height": 960}]
    if file.kind == "document":
        return common | {"file_name": file.upload.name, "mime_type": file.upload.mime}
    common |= {"duration": int(details.get("duration") or 1), "mime_type": file.upload.mime}
    if file.kind in ("video", "animation"):
        return common | {"width": details.get("width", 640), "height": details.get("height", 360)}
    return common


METHODS = (sendPhoto, sendVoice, sendVideo, sendDocument, sendAudio, sendAnimation, sendMediaGroup)
