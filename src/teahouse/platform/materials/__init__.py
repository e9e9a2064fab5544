"""Media of accounts: kept for three days, or in the library until they are deleted.

Ports: Shelf has the articles of the library, Users knows what must not be deleted.
"""

from teahouse.kit.house import Feature
from teahouse.platform.materials import calls, routes
from teahouse.platform.materials.library import (
    add_material,
    delete_material,
    library_pictures,
    list_materials,
    material,
)
from teahouse.platform.materials.library_calls import LIBRARY_API
from teahouse.platform.materials.ports import Shelf, Users
from teahouse.platform.materials.records import Material, MaterialPage, Media
from teahouse.platform.materials.service import file_url, known_media, known_types, media, medias, put_file, put_media

__all__ = [
    "API",
    "FEATURE",
    "Material",
    "MaterialPage",
    "Media",
    "Shelf",
    "Users",
    "add_material",
    "delete_material",
    "file_url",
    "known_media",
    "known_types",
    "library_pictures",
    "list_materials",
    "material",
    "media",
    "medias",
    "put_file",
    "put_media",
]

API = calls.API | LIBRARY_API

FEATURE = Feature(name="materials", routes=routes.ROUTES)
