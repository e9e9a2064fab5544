// Leads a Node program with literal WeChat URLs to the TLS door of a network, whatever HTTP library it uses:
//     NODE_OPTIONS='--require …/lead.cjs' TEAHOUSE_DOOR=127.0.0.1:8443 TEAHOUSE_DOOR_HOSTS=api.weixin.qq.com,…
// Proxy variables would not do: Node reads them from 22.21 on, and libraries with agents of their own never do.
// Names and certificates stay as they are; only the address that is dialled is another one.
"use strict";

const http = require("node:http");
const { syncBuiltinESMExports } = require("node:module");
const net = require("node:net");
const tls = require("node:tls");

const hosts = new Set((process.env.TEAHOUSE_DOOR_HOSTS || "").split(",").filter(Boolean));
const [, host, port] = /^\[?(.*?)\]?:(\d+)$/.exec(process.env.TEAHOUSE_DOOR || "") || [];

function leads(options, wanted) {
  return hosts.has(String(options.host).toLowerCase()) && Number(options.port) === wanted;
}

const connect = net.Socket.prototype.connect;
net.Socket.prototype.connect = function (...args) {
  // net.connect() hands on a list that it has marked, tls.connect() plain options.
  const list = Array.isArray(args[0]) ? args[0] : args;
  if (list[0] && leads(list[0], 443)) list[0] = { ...list[0], host, port: Number(port) };
  return connect.apply(this, args);
};

function sealed(name) {
  return tls.connect({ host: name, port: 443, servername: name });
}

// The plain http:// URLs of old libraries (file.api.weixin.qq.com) go through the same door.
const createConnection = http.Agent.prototype.createConnection;
http.Agent.prototype.createConnection = function (options, ...rest) {
  if (!leads(options, 80)) return createConnection.call(this, options, ...rest);
  return sealed(options.host);
};

// fetch, and whatever else dials for itself, asks net.
for (const name of ["connect", "createConnection"]) {
  const dial = net[name];
  net[name] = function (...args) {
    const options = typeof args[0] === "object" && args[0] ? args[0] : { port: args[0], host: args[1] };
    if (!leads(options, 80)) return dial.apply(this, args);
    const socket = sealed(options.host);
    const heard = args[args.length - 1];
    return typeof heard === "function" ? socket.once("connect", heard) : socket;
  };
}
syncBuiltinESMExports();
