"""The name that git gives to bytes."""

import hashlib


def blob_id(data: bytes) -> str:
    """Return the id that git gives to bytes in a repository of SHA-1, as nearly all are."""
    return hashlib.sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()
