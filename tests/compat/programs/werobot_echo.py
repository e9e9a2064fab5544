"""A WeRoBot program as its own documentation writes one: echoes texts, greets, answers pictures and menu clicks.

Usage: werobot_echo.py PORT TOKEN [APPID AES_KEY]
"""

import sys

import werobot

port, token, *safe = sys.argv[1:]
settings = {"app_id": safe[0], "encoding_aes_key": safe[1]} if safe else {}
robot = werobot.WeRoBot(token=token, enable_session=False, **settings)


@robot.subscribe
def greet(message):
    return f"welcome {message.key or ''}".strip()


@robot.key_click("TODAY")
def today(message):
    return [["Spring menu", "Ten new dishes", "https://img.example.test/a.jpg", "https://brand.example.test/s"]]


@robot.image
def picture(message):
    return f"a picture: {bool(message.img)}"


@robot.location
def place(message):
    return f"{message.label} at {message.location}"


@robot.text
def echo(message):
    return "" if message.content == "silence" else message.content[::-1]


robot.config["HOST"] = "127.0.0.1"
robot.config["PORT"] = int(port)
robot.config["SERVER"] = "wsgiref"
robot.run()
