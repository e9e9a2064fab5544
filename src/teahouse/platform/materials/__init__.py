"""Media of accounts: uploaded by them or sent to them, kept for three days."""

from teahouse.kit.house import Feature
from teahouse.platform.materials.calls import API
from teahouse.platform.materials.records import Media
from teahouse.platform.materials.service import file_url, known_media, known_types, media, medias, put_file, put_media

__all__ = [
    "API",
    "FEATURE",
    "Media",
    "file_url",
    "known_media",
    "known_types",
    "media",
    "medias",
    "put_file",
    "put_media",
]

FEATURE = Feature(name="materials")
