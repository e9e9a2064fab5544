"""What can go wrong with the library, for who uses mp."""

from teahouse.kit.errors import AppError, Conflict, Invalid, NotFound, Text
from teahouse.protocol import ApiError


class BadUpload(Invalid):
    """A file that the library does not take."""

    code = "materials.bad_upload"


class NoSuchMaterial(NotFound):
    """There is none."""

    code = "materials.not_found"
    text = Text("素材不存在或已删除", "This material does not exist or was deleted")


class MaterialNeeded(Conflict):
    """The menu leads to it."""

    code = "materials.needed"
    text = Text("菜单正在使用这个素材，请先修改菜单", "The menu uses this material; change the menu first")


_NO_TITLE = 41011
_WORDS = {
    44001: Text("文件是空的", "The file is empty"),
    45001: Text("素材数量已达上限", "The library is full"),
    40005: Text("不支持这种格式", "This format is not supported"),
    40009: Text("图片最大 10 MB", "A picture has at most 10 MB"),
    40010: Text("语音最大 2 MB", "A voice has at most 2 MB"),
    40011: Text("视频最大 10 MB", "A video has at most 10 MB"),
    45007: Text("语音最长 60 秒", "A voice plays 60 seconds at most"),
    _NO_TITLE: Text("请填写视频标题", "Give the video a title"),
}


def for_operator(error: ApiError) -> AppError:
    """A refusal of the API in words for who uses mp."""
    known: dict[int, AppError] = {40007: NoSuchMaterial(), 48005: MaterialNeeded()}
    text = _WORDS.get(error.errcode, _WORDS[40005])
    return known.get(error.errcode) or BadUpload(field="title" if error.errcode == _NO_TITLE else "file", text=text)
