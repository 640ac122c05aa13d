"""Profile pictures: what is taken, judged by content rather than by name."""

MAX_BYTES = 2 * 1024 * 1024


def picture_type(content: bytes) -> str | None:
    """The media type of a PNG, JPEG or WebP picture; None for anything else."""
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if content.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return "image/webp"
    return None
