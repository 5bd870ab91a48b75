"""Files that people and the bot uploaded."""

from __future__ import annotations

import hashlib
import itertools
from dataclasses import dataclass, field

from emulator.refusals import bad_request
from emulator.values import Json, Upload

DOWNLOAD_LIMIT = 20 * 2**20
UPLOAD_LIMIT = 50 * 2**20
PHOTO_LIMIT = 10 * 2**20


@dataclass(frozen=True, slots=True)
class File:
    """`size` may be more than the bytes kept, so that a test can have a huge file for nothing."""

    kind: str
    id: str
    unique_id: str
    path: str
    size: int
    upload: Upload

    def as_json(self) -> Json:
        return {"file_id": self.id, "file_unique_id": self.unique_id, "file_size": self.size}


@dataclass
class Files:
    """Every file by id and by path."""

    by_id: dict[str, File] = field(default_factory=dict)
    by_path: dict[str, File] = field(default_factory=dict)
    _numbers: itertools.count[int] = field(default_factory=lambda: itertools.count(1))

    def store(self, kind: str, upload: Upload, size: int | None = None) -> File:
        number = next(self._numbers)
        digest = hashlib.sha256(upload.data).hexdigest()[:12]
        suffix = upload.name.rpartition(".")[2] or "bin"
        path = f"{kind}s/file_{number}.{suffix}"
        actual = len(upload.data) if size is None else size
        file = File(kind, f"BQAC{number:08d}{digest}", f"AQAD{digest}", path, actual, upload)
        self.by_id[file.id] = self.by_path[path] = file
        return file

    def downloadable(self, file_id: str) -> File:
        """Raises for an unknown file and for one over 20 MB."""
        if not file_id:
            raise bad_request("file_id not specified")
        if file_id not in self.by_id:
            raise bad_request("wrong file_id or the file is temporarily unavailable")
        if self.by_id[file_id].size > DOWNLOAD_LIMIT:
            raise bad_request("file is too big")
        return self.by_id[file_id]

    def given(self, kind: str, file_id: str) -> File:
        """A file that is sent again by its id; it must be of the kind it was."""
        if file_id.startswith(("http://", "https://")):
            raise bad_request("failed to get HTTP URL content")
        if file_id not in self.by_id:
            raise bad_request("wrong file identifier/HTTP URL specified")
        if self.by_id[file_id].kind != kind:
            raise bad_request("type of file mismatch")
        return self.by_id[file_id]

    def uploaded(self, kind: str, upload: Upload) -> File:
        size = len(upload.data)
        if size == 0:
            raise bad_request("file must be non-empty")
        if kind == "photo" and size > PHOTO_LIMIT:
            limit = f"the maximum size is {PHOTO_LIMIT} bytes"
            raise bad_request(f"file of size {size} bytes is too big for a photo; {limit}")
        return self.store(kind, upload)
