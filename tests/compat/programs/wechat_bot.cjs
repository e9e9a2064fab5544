// An Express program with `wechat`, as its documentation writes one.
// Usage: node wechat_bot.cjs PORT TOKEN [APPID AES_KEY]
"use strict";

const express = require("express");
const wechat = require("wechat");

const [port, token, appid, encodingAESKey] = process.argv.slice(2);
const app = express();
app.use(
  "/",
  wechat(appid ? { token, appid, encodingAESKey } : token, (req, res) => {
    const message = req.weixin;
    if (message.MsgType === "event" && message.Event === "CLICK") {
      res.reply([
        { title: "Spring menu", description: "Ten new dishes", picurl: "https://img.example.test/a.jpg", url: "https://brand.example.test/s" },
      ]);
    } else if (message.MsgType === "location") {
      res.reply(`${message.Label} at ${message.Location_X}, ${message.Location_Y}`);
    } else if (message.MsgType === "text" && message.Content !== "silence") {
      res.reply([...message.Content].reverse().join(""));
    } else {
      res.reply("");
    }
  }),
);
app.listen(Number(port), "127.0.0.1");
