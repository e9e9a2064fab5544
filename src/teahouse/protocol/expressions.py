"""WeChat's expressions: a word in brackets in the text of a message, drawn as a small face."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

__all__ = ["EXPRESSIONS", "Expression", "find_expression", "split_expressions"]


class Expression(NamedTuple):
    """One expression: its code in Chinese and in English, and an emoji that draws it."""

    code: str
    english: str
    emoji: str


_TABLE = """
微笑 Smile 🙂
撇嘴 Grimace 😕
色 Drool 😍
发呆 Scowl 😳
得意 CoolGuy 😎
流泪 Sob 😢
害羞 Shy ☺️
闭嘴 Silent 🤐
睡 Sleep 😴
大哭 Cry 😭
尴尬 Awkward 😅
发怒 Angry 😡
调皮 Tongue 😜
呲牙 Grin 😁
惊讶 Surprise 😲
难过 Frown 🙁
囧 Blush 😖
抓狂 Scream 😫
吐 Puke 🤮
偷笑 Chuckle 🤭
愉快 Joyful 😊
白眼 Slight 🙄
傲慢 Smug 😤
困 Drowsy 🥱
惊恐 Panic 😱
憨笑 Laugh 😄
悠闲 Commando 😌
咒骂 Scold 🤬
疑问 Shocked ❓
嘘 Shhh 🤫
晕 Dizzy 😵
衰 Toasted 😩
骷髅 Skull 💀
敲打 Hammer 🔨
再见 Bye 👋
擦汗 Speechless 😓
抠鼻 NosePick 👃
鼓掌 Clap 👏
坏笑 Trick 😏
右哼哼 Bah！R 😒
鄙视 Pooh-pooh 😑
委屈 Shrunken 🥺
快哭了 TearingUp 😿
阴险 Sly 😈
亲亲 Kiss 😘
可怜 Whimper 🥹
笑脸 Happy 😀
生病 Sick 😷
脸红 Flushed 😚
破涕为笑 Lol 😂
恐惧 Terror 😨
失望 LetDown 😞
无语 Duh 😶
嘿哈 Hey 🤗
捂脸 Facepalm 🤦
奸笑 Smirk 😼
机智 Smart 🤓
皱眉 Concerned 😟
耶 Yeah! ✌️
吃瓜 Onlooker 🍉
加油 GoForIt 💪
汗 Sweats 😥
天啊 OMG 😮
Emm Emm 🤔
社会社会 Respect 🫡
旺柴 Doge 🐶
好的 NoProb 👌
打脸 MyBad 🤕
哇 Wow 🤩
翻白眼 Boring 😪
666 Awesome 🤙
让我看看 LetMeSee 🫣
叹气 Sigh 😮‍💨
苦涩 Hurt 🥲
裂开 Broken 🫠
嘴唇 Lips 👄
爱心 Heart ❤️
心碎 BrokenHeart 💔
拥抱 Hug 🫂
强 ThumbsUp 👍
弱 ThumbsDown 👎
握手 Shake 🤝
胜利 Peace 🏆
抱拳 Salute 🙏
勾引 Beckon 👉
拳头 Fist ✊
OK OK 🆗
合十 Worship 🛐
啤酒 Beer 🍺
咖啡 Coffee ☕
蛋糕 Cake 🎂
玫瑰 Rose 🌹
凋谢 Wilt 🥀
菜刀 Cleaver 🔪
炸弹 Bomb 💣
便便 Poop 💩
月亮 Moon 🌙
太阳 Sun ☀️
庆祝 Party 🎉
礼物 Gift 🎁
红包 Packet 🧧
發 Rich 🀅
福 Blessing 🈵
烟花 Fireworks 🎆
爆竹 Firecracker 🧨
猪头 Pig 🐷
跳跳 Waddle 🕺
发抖 Tremble 🥶
转圈 Twirl 💃
"""

# In the order in which a picker shows them.
EXPRESSIONS: tuple[Expression, ...] = tuple(
    Expression(f"[{code}]", f"[{english}]", emoji)
    for code, english, emoji in (line.split() for line in _TABLE.split("\n") if line)
)

_BY_CODE = {code: one for one in EXPRESSIONS for code in (one.code, one.english)}
_BRACKETS = re.compile(r"(\[[^\[\]]{1,20}\])")


def find_expression(code: str) -> Expression | None:
    """The expression of a code such as [微笑] or [Smile]; None for other words in brackets."""
    return _BY_CODE.get(code)


def split_expressions(text: str) -> Iterator[str | Expression]:
    """The pieces of a text, in order: expressions where a code stands, text elsewhere."""
    plain = ""
    for piece in _BRACKETS.split(text):
        found = _BY_CODE.get(piece)
        if found is None:
            plain += piece
            continue
        if plain:
            yield plain
        yield found
        plain = ""
    if plain:
        yield plain
