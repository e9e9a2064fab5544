"""The host names that are written into programs for WeChat (reference 0.1)."""

__all__ = ["WECHAT_HOSTS"]

WECHAT_HOSTS = (
    "api.weixin.qq.com",
    "api2.weixin.qq.com",
    "sh.api.weixin.qq.com",
    "sz.api.weixin.qq.com",
    "hk.api.weixin.qq.com",
    "mp.weixin.qq.com",
    "open.weixin.qq.com",
    "file.api.weixin.qq.com",
    "api.mch.weixin.qq.com",
    "api2.mch.weixin.qq.com",
    "mmbiz.qpic.cn",
    "wx.qlogo.cn",
    "thirdwx.qlogo.cn",
    "res.wx.qq.com",
)
"""No path is used with two meanings on different hosts, so one server may stand for all of them."""
