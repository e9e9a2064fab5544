// A program with node-easywechat and nothing else, as its documentation writes one.
// Usage: node easywechat_bot.cjs PORT TOKEN [APPID AES_KEY]
"use strict";

const http = require("node:http");
const { OfficialAccount, ServerRequest } = require("node-easywechat");

const [port, token, app_id, aes_key] = process.argv.slice(2);

http
  .createServer(async (req, res) => {
    const app = new OfficialAccount({ app_id, token, aes_key });
    app.setRequest(await ServerRequest.createFromIncomingMessage(req));
    const server = app.getServer();
    server.addMessageListener("text", async (message) =>
      message.Content === "silence" ? true : [...message.Content].reverse().join(""),
    );
    server.addMessageListener("location", async (message) => `${message.Label} at ${message.Location_X}, ${message.Location_Y}`);
    server.addEventListener("CLICK", async () => ({
      MsgType: "news",
      ArticleCount: 1,
      Articles: {
        item: [
          { Title: "Spring menu", Description: "Ten new dishes", PicUrl: "https://img.example.test/a.jpg", Url: "https://brand.example.test/s" },
        ],
      },
    }));
    const answer = await server.serve();
    res.writeHead(200, answer.getHeaders());
    res.end(answer.getBody().toString());
  })
  .listen(Number(port), "127.0.0.1");
