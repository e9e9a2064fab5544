"""A tour through wechatpy's template and customservice calls; prints one JSON object of what each answered.

Usage: wechatpy_desk.py BASE_URL APPID SECRET OPENID KF_ACCOUNT NEW_KF_ACCOUNT NOW
"""

import json
import sys
from io import BytesIO

from requests.adapters import HTTPAdapter
from wechatpy import WeChatClient

base, appid, secret, openid, kf_account, new_account, now = sys.argv[1:]


class Redirected(HTTPAdapter):
    """Leads the host that is written into the library to the network."""

    def send(self, request, **options):
        request.url = base + request.url.partition(".qq.com")[2]
        return super().send(request, **options)


client = WeChatClient(appid, secret)
client._http.mount("https://", Redirected())
client._http.mount("http://api.weixin.qq.com", Redirected())

PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c49444154789c63f8cfc0000003010100c9fe92ef0000000049454e44ae426082"
)
template, desk = client.template, client.customservice

told = {}
told["set_industry"] = template.set_industry("1", "10")
told["industry"] = template.get_industry()
told["template_id"] = template.get("TM00015")
data = {"orderMoneySum": {"value": "39.80元", "color": "#173177"}, "orderProductName": {"value": "龙井"}}
told["sent"] = client.message.send_template(openid, told["template_id"], data, url="", mini_program=None)
told["templates"] = template.get_all_private_template()
told["removed"] = template.del_private_template(told["template_id"])

told["added"] = desk.add_account(new_account, "新客服", "password")
told["updated"] = desk.update_account(new_account, "老客服", "password")
told["pictured"] = desk.upload_headimg(new_account, ("a.png", BytesIO(PICTURE), "image/png"))
told["accounts"] = desk.get_accounts()
told["deleted"] = desk.delete_account(new_account)
told["online"] = desk.get_online_accounts()
told["created"] = desk.create_session(openid, kf_account, "贵客")
told["session"] = desk.get_session(openid)
told["sessions"] = desk.get_session_list(kf_account)
told["waiting"] = desk.get_wait_case()
told["as_agent"] = client.message.send_text(openid, "您好", account=kf_account)
told["closed"] = desk.close_session(openid, kf_account)
told["records"] = desk.get_records(int(now) - 5, int(now) + 60)
print(json.dumps(told))
