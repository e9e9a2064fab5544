"""清河镇: the one invented world of demo, tests and guides. No real brand or person appears."""

from typing import Any, NamedTuple

PASSWORD = "qinghe-demo"  # noqa: S105 - play sign-ins on one's own machine, printed by the command

BRAND = "清河电器"
INTRODUCTION = "空调、洗衣机、冰箱、厨电，送货安装到家。清河镇的老字号。"


class Human(NamedTuple):
    """Somebody with an e-mail address who signs in at a desk."""

    name: str
    email: str
    role: str


OPERATOR = Human("陈晓", "chenxiao@qinghe.example", "operator")
OWNER = Human("老板娘", "owner@qinghe.example", "owner")
AGENTS = (
    Human("王芳", "wangfang@qinghe.example", "agent"),
    Human("刘强", "liuqiang@qinghe.example", "agent"),
)

PEOPLE: tuple[dict[str, Any], ...] = (
    {"nickname": "林小雨", "gender": 2, "province": "北京", "city": "海淀"},
    {"nickname": "周建国", "gender": 1, "province": "北京", "city": "昌平"},
)
"""The fans one meets in guides. 林小雨 does not follow yet: that is the first step of the story."""

MENU: list[dict[str, Any]] = [
    {
        "name": "选空调",
        "sub_button": [
            {"type": "click", "name": "挂机", "key": "AC_WALL"},
            {"type": "click", "name": "柜机", "key": "AC_FLOOR"},
            {"type": "click", "name": "中央空调", "key": "AC_CENTRAL"},
        ],
    },
    {"type": "click", "name": "附近门店", "key": "STORES"},
    {"type": "click", "name": "人工客服", "key": "PERSON"},
]

SCENES = ("haidian-poster", "chaoyang-store", "tv-spring", "box-leaflet")
"""Scenes of the channel codes: a poster, a shop, an advertisement, a leaflet in the box."""

RULES: tuple[dict[str, Any], ...] = (
    {
        "name": "关注欢迎",
        "trigger": "follow",
        "match": "contains",
        "keywords": [],
        "answers": [
            {
                "type": "text",
                "text": (
                    "您好，欢迎关注清河电器！\n\n回复「空调」「洗衣机」「冰箱」看产品，回复「门店」找最近的店，"
                    "回复「人工」由客服为您服务。"
                ),
            }
        ],
    },
    {
        "name": "空调",
        "trigger": "keyword",
        "match": "contains",
        "keywords": ["空调", "冷气"],
        "answers": [
            {
                "type": "text",
                "text": (
                    "清河空调有三种：\n1. 挂机：卧室、书房，10-25 平米\n2. 柜机：客厅，25-50 平米\n"
                    "3. 中央空调：全屋\n\n回复「挂机」「柜机」或「中央空调」了解型号和价格。"
                ),
            }
        ],
    },
    {
        "name": "挂机",
        "trigger": "keyword",
        "match": "contains",
        "keywords": ["挂机", "壁挂"],
        "answers": [
            {
                "type": "article",
                "title": "挂机怎么选：一张表看懂匹数和能效",
                "description": "1 匹、1.5 匹、大 1.5 匹，差别在哪里",
                "body": (
                    "<p>匹数看面积：10-15 平米选 1 匹，15-20 平米选 1.5 匹，朝西或顶层加半匹。</p>"
                    "<p>能效看常年：每天开 8 小时以上，一级能效两年省回差价。</p>"
                    "<p>安装看外机位：先量好再下单，清河的师傅免费上门看。</p>"
                ),
            }
        ],
    },
    {
        "name": "洗衣机",
        "trigger": "keyword",
        "match": "contains",
        "keywords": ["洗衣机", "烘干"],
        "answers": [{"type": "text", "text": "清河洗衣机 8 公斤 1,599 元起，10 公斤洗烘一体 3,299 元起，包送包装。"}],
    },
    {
        "name": "冰箱",
        "trigger": "keyword",
        "match": "contains",
        "keywords": ["冰箱", "冷柜"],
        "answers": [{"type": "text", "text": "清河冰箱三门 1,899 元起，十字对开门 3,999 元起，旧机可抵 200 元。"}],
    },
    {
        "name": "门店",
        "trigger": "keyword",
        "match": "contains",
        "keywords": ["门店", "地址", "哪里买", "体验店"],
        "answers": [
            {
                "type": "text",
                "text": (
                    "海淀店：清河中街 18 号，9:00-21:00\n昌平店：回龙观西大街 6 号，9:00-21:00\n"
                    "朝阳店：望京街 9 号，10:00-22:00"
                ),
            }
        ],
    },
    {
        "name": "保修",
        "trigger": "keyword",
        "match": "contains",
        "keywords": ["保修", "维修", "坏了"],
        "answers": [{"type": "text", "text": "整机保修 3 年，压缩机 10 年。请回复「人工」，客服为您登记上门时间。"}],
    },
    {
        "name": "菜单：挂机",
        "trigger": "menu",
        "match": "equals",
        "keywords": ["AC_WALL"],
        "answers": [{"type": "text", "text": "挂机：1 匹 1,899 元，1.5 匹 2,299 元，都是新一级能效，送标准安装。"}],
    },
    {
        "name": "菜单：柜机",
        "trigger": "menu",
        "match": "equals",
        "keywords": ["AC_FLOOR"],
        "answers": [{"type": "text", "text": "柜机：2 匹 4,599 元，3 匹 5,999 元，送标准安装。"}],
    },
    {
        "name": "菜单：中央空调",
        "trigger": "menu",
        "match": "equals",
        "keywords": ["AC_CENTRAL"],
        "answers": [{"type": "text", "text": "中央空调按户型设计，免费上门量房。请留下小区和面积，客服会联系您。"}],
    },
    {
        "name": "菜单：门店",
        "trigger": "menu",
        "match": "equals",
        "keywords": ["STORES"],
        "answers": [{"type": "text", "text": "请发送您的位置，或回复「门店」查看全部地址。"}],
    },
    {
        "name": "菜单：人工",
        "trigger": "menu",
        "match": "equals",
        "keywords": ["PERSON"],
        "answers": [{"type": "text", "text": "请直接说出您的问题，或回复「人工」，客服马上来。"}],
    },
)

QUICK_REPLIES: tuple[dict[str, Any], ...] = (
    {"group": "问候", "title": "您好", "text": "您好，我是清河电器的客服，很高兴为您服务。", "shared": True},
    {
        "group": "售后",
        "title": "预约安装",
        "text": "好的，请告诉我您的地址、电话和方便的时间，我来预约师傅。",
        "shared": True,
    },
    {
        "group": "售后",
        "title": "保修政策",
        "text": "整机保修 3 年，压缩机 10 年，凭购买记录即可，不用发票。",
        "shared": True,
    },
    {"group": "结束", "title": "感谢", "text": "感谢您的咨询，有需要随时找我们。", "shared": True},
)

CORPUS = ("空调", "挂机多少钱", "门店在哪里", "洗衣机有活动吗", "冰箱能以旧换新吗", "保修几年")
"""What the crowd asked over the last days; the rules know all of it, so that nobody has waited for a week."""
