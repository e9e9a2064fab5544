// A Koa program with `co-wechat`, as its documentation writes one.
// Usage: node co_wechat_bot.cjs PORT TOKEN [APPID AES_KEY]
"use strict";

const Koa = require("koa");
const wechat = require("co-wechat");

const [port, token, appid, encodingAESKey] = process.argv.slice(2);
const app = new Koa();
app.use(
  wechat({ token, appid, encodingAESKey }).middleware(async (message) => {
    if (message.MsgType === "event" && message.Event === "CLICK") {
      return [
        { title: "Spring menu", description: "Ten new dishes", picurl: "https://img.example.test/a.jpg", url: "https://brand.example.test/s" },
      ];
    }
    if (message.MsgType === "location") return `${message.Label} at ${message.Location_X}, ${message.Location_Y}`;
    if (message.MsgType === "text" && message.Content !== "silence") return [...message.Content].reverse().join("");
    return "";
  }),
);
app.listen(Number(port), "127.0.0.1");
