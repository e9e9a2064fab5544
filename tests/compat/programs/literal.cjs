// Asks for a token at literal WeChat URLs, with each way that Node has; prints one JSON object of what each was told.
// Usage: node literal.cjs APPID SECRET
"use strict";

const http = require("node:http");
const https = require("node:https");
const net = require("node:net");
const API = require("co-wechat-api");
const OldAPI = require("wechat-api");
const axios = require("axios");
const { OfficialAccount } = require("node-easywechat");

const [appid, secret] = process.argv.slice(2);
const query = `grant_type=client_credential&appid=${appid}&secret=${secret}`;
const url = `https://api.weixin.qq.com/cgi-bin/token?${query}`;
const plain = `http://api.weixin.qq.com/cgi-bin/token?${query}`;

const body = (module, address, options = {}) =>
  new Promise((done, failed) => {
    const read = (response) => {
      let text = "";
      response.on("data", (data) => (text += data));
      response.on("end", () => done(JSON.parse(text)));
    };
    module.get(address, options, read).on("error", failed);
  });
const raw = () =>
  new Promise((done, failed) => {
    let text = "";
    const socket = net.connect(80, "api.weixin.qq.com", () => {
      socket.write(`GET /cgi-bin/token?${query} HTTP/1.1\r\nHost: api.weixin.qq.com\r\nConnection: close\r\n\r\n`);
    });
    socket.on("data", (data) => (text += data));
    socket.on("end", () => done(JSON.parse(text.slice(text.indexOf("{"), text.lastIndexOf("}") + 1))));
    socket.on("error", failed);
  });
const old = () =>
  new Promise((done, failed) => {
    new OldAPI(appid, secret).getIp((error, answer) => (error ? failed(error) : done(answer)));
  });
const site = new OfficialAccount({ app_id: appid, secret, file_cache: { path: process.cwd() } });

(async () => {
  const told = {
    https: await body(https, url),
    agent: await body(https, url, { agent: new https.Agent({ keepAlive: true }) }),
    http: await body(http, `http://file.api.weixin.qq.com/cgi-bin/token?${query}`),
    fetch: await (await fetch(url)).json(),
    "http agent": await body(http, plain, { agent: new http.Agent({ keepAlive: true }) }),
    "http fetch": await (await fetch(plain)).json(),
    "http axios": (await axios.get(plain)).data,
    "http net": await raw(),
    axios: (await axios.get(url)).data,
    "co-wechat-api": await new API(appid, secret).getIp(),
    "wechat-api": await old(),
    "node-easywechat": (await site.getClient().get("/cgi-bin/getcallbackip")).toObject(),
  };
  const elsewhere = await body(https, "https://elsewhere.invalid/").catch((error) => error.code);
  const fetched = await fetch("http://elsewhere.invalid/").catch((error) => error.cause.code);
  console.log(JSON.stringify({ told, elsewhere, fetched }));
})();
