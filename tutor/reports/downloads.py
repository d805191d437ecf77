"""A file to take away: a name that every browser keeps with its accents, and no copy left in a cache."""

import re
import unicodedata
from urllib.parse import quote

from fastapi import Response

PDF = "application/pdf"
CSV = "text/csv; charset=utf-8"
ODS = "application/vnd.oasis.opendocument.spreadsheet"


def download(content: bytes, name: str, media: str) -> Response:
    """`content` as a file called `name` (« Bilan – CE1 Forêt.pdf »)."""
    return Response(content, media_type=media, headers={"Content-Disposition": disposition(name)})


def disposition(name: str) -> str:
    """The header that names a file: plain letters for old browsers, then the true name."""
    true = re.sub(r'[\x00-\x1f\\/:*?"<>|]+', " ", name)
    true = re.sub(r"\s+", " ", true).strip(" .") or "fichier"
    spelled = true.replace("œ", "oe").replace("Œ", "Oe").replace("’", "'").replace("–", "-").replace("—", "-")
    plain = unicodedata.normalize("NFKD", spelled).encode("ascii", "ignore").decode().strip() or "fichier"
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(true, safe='')}"
