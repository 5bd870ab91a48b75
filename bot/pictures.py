"""Pictures made anew: no metadata, no more than a screen needs, in a process of its own.

`python -m bot.pictures` reads any picture from stdin and writes a JPEG to stdout. It may use 512 MB
and 10 s of processor, so that a bomb harms nobody; what it cannot read it refuses (exit 1).
"""

from __future__ import annotations

import asyncio
import io
import resource
import sys

LONGEST_SIDE = 1600
MOST_PIXELS = 50_000_000
MEMORY_BYTES = 512 * 1024 * 1024
PROCESSOR_SECONDS = 10
PATIENCE_SECONDS = 30.0
_QUALITY = 82


class Refused(ValueError):
    """These bytes are no picture, or one that is too large to be opened."""


async def made_anew(data: bytes) -> bytes:
    """The picture as a JPEG without metadata. Raises Refused."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        __name__,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            made, _ = await process.communicate(data)
    except TimeoutError:
        process.kill()
        await process.wait()
        raise Refused("too slow") from None
    if process.returncode != 0 or not made:
        raise Refused("no picture")
    return made


def drawn(data: bytes) -> bytes:
    """Raises whatever Pillow raises; the process ends with it."""
    from PIL import Image, ImageOps  # in the child only

    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    with Image.open(io.BytesIO(data), formats=("JPEG", "PNG", "WEBP")) as picture:
        if picture.width * picture.height > MOST_PIXELS:
            raise Refused("too many pixels")
        upright = ImageOps.exif_transpose(picture).convert("RGB")
        upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
        bare = Image.new("RGB", upright.size)
        bare.paste(upright)
        made = io.BytesIO()
        bare.save(made, "JPEG", quality=_QUALITY)
        return made.getvalue()


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (PROCESSOR_SECONDS, PROCESSOR_SECONDS))
    sys.stdout.buffer.write(drawn(sys.stdin.buffer.read()))


if __name__ == "__main__":
    main()
