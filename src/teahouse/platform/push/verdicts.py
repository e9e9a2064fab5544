"""What an exchange with an account's server came to, in words that say what to do."""

from typing import NamedTuple

from teahouse.kit.errors import Language, Text


class Outcome(NamedTuple):
    """A stable code and what it is about."""

    code: str
    detail: str = ""


OK = Outcome("ok")

REASONS: dict[str, Text] = {
    "": Text("等待推送", "Waiting"),
    "ok": Text("服务器已接收", "Accepted"),
    "ignored": Text("服务器已接收；该事件的回复不会下发", "Accepted; a reply to this event is not delivered"),
    "timeout": Text("5 秒内没有收到回复", "No answer within 5 seconds"),
    "dns": Text("域名无法解析（{detail}）", "The name does not resolve ({detail})"),
    "refused": Text("无法建立连接或连接中断（{detail}）", "The connection was refused or broke ({detail})"),
    "tls": Text("TLS 握手失败（{detail}）", "The TLS handshake failed ({detail})"),
    "status": Text("服务器返回了 HTTP {detail}，应为 200", "The server answered HTTP {detail} instead of 200"),
    "redirect": Text("服务器返回了跳转（HTTP {detail}），推送不跟随跳转", "A redirect (HTTP {detail}) is not followed"),
    "private_address": Text("拒绝访问内网地址（{detail}）", "Private addresses are refused ({detail})"),
    "bad_url": Text("URL 不合法（{detail}）", "Not a proper URL ({detail})"),
    "too_large": Text("回复超过 64 KB", "The answer is longer than 64 KB"),
    "wrong_token": Text("签名校验未通过，Token 可能不一致", "The signature was rejected; the tokens probably differ"),
    "wrong_body": Text("返回内容不等于 echostr", "The body is not the echostr"),
    "not_encrypted": Text("安全模式下的回复必须加密", "In safe mode a reply must be encrypted"),
    "decrypt": Text("回复无法解密（{detail}）", "The reply cannot be decrypted ({detail})"),
    "invalid_reply": Text("回复不是有效的 XML 消息（{detail}）", "The answer is no valid XML reply ({detail})"),
    "wrong_receiver": Text(
        "回复的 ToUserName 不是该用户的 OpenID", "The reply's ToUserName is not this person's OpenID"
    ),
    "bad_media": Text("回复中的 MediaId 无效或已过期", "A MediaId in the reply is unknown or has expired"),
    "dropped": Text("推送已按故障设置丢弃", "Dropped, as the fault switch says"),
    "duplicate": Text("按故障设置重复推送", "Delivered twice, as the fault switch says"),
    "disabled": Text("服务器配置已停用", "The server was switched off"),
}

_REPLY_DETAILS: dict[str, Text] = {
    "not_xml": Text("不是 XML，例如 HTML 或 JSON", "not XML, perhaps HTML or JSON"),
    "wrong_root": Text("根元素不是 xml", "the root element is not xml"),
    "missing_type": Text("缺少 MsgType", "MsgType is missing"),
    "unknown_type": Text("MsgType 未知", "unknown MsgType"),
    "empty_content": Text("Content 为空", "Content is empty"),
    "content_too_long": Text("Content 超过 2048 字节", "Content is longer than 2048 bytes"),
    "missing_media": Text("缺少 MediaId", "MediaId is missing"),
    "no_articles": Text("没有图文", "there are no articles"),
    "bad_field": Text("字段格式有误", "a field has the wrong form"),
    "too_large": Text("过长", "too long"),
}

ADVICE: dict[str, Text] = {
    "ok": Text("服务器配置已通过验证", "The server answered as it should"),
    "timeout": Text(
        "检查服务器是否在运行、防火墙是否放行；先回复 success，再异步处理耗时任务",
        "See that the server runs and the firewall lets us in; answer first, do slow work afterwards",
    ),
    "dns": Text("检查域名拼写与 DNS 解析", "Check the spelling of the host and its DNS records"),
    "refused": Text("检查端口是否正确、服务器是否在监听", "Check the port, and that the server listens on it"),
    "tls": Text("检查证书是否有效、证书链是否完整", "Check that the certificate is valid and its chain complete"),
    "status": Text(
        "检查 URL 路径，查看服务器日志；对 GET 请求原样返回 echostr",
        "Check the path and the server's log; a GET is answered with the echostr",
    ),
    "redirect": Text("直接填写跳转后的最终地址", "Enter the address to which the redirect leads"),
    "private_address": Text(
        "服务器须能从公网访问；本机调试请以沙箱模式启动（--sandbox）",
        "The server must be public; to try things on this machine start with --sandbox",
    ),
    "bad_url": Text(
        "以 http:// 或 https:// 开头，端口为 80 或 443，不含账号与 #",
        "Begin with http:// or https://, port 80 or 443, without user or #",
    ),
    "too_large": Text("只返回 echostr 本身", "Answer with the echostr and nothing else"),
    "wrong_token": Text(
        "确认两边的 Token 完全一致，并按 token、timestamp、nonce 字典序排序后计算 SHA1",
        "See that both sides have the same token; the signature is SHA-1 over token, timestamp, nonce in sorted order",
    ),
    "wrong_body": Text(
        "原样返回 echostr：不要加引号、换行、BOM 或 HTML",
        "Answer with the echostr as it came: no quotes, line ends, BOM or HTML",
    ),
}


def reason(outcome: Outcome, language: Language) -> str:
    """The outcome in a sentence."""
    text = REASONS.get(outcome.code, REASONS["refused"])
    detail = outcome.detail
    if outcome.code == "invalid_reply" and detail in _REPLY_DETAILS:
        detail = _REPLY_DETAILS[detail].render(language)
    return text.render(language, detail=detail)


def advice(outcome: Outcome, language: Language) -> str:
    """What to do about it."""
    return ADVICE.get(outcome.code, ADVICE["refused"]).render(language)
