// Keeps the Teams client on this machine: it listens on loopback only and connects to nothing else.
"use strict";
const net = require("node:net");

const listen = net.Server.prototype.listen;
net.Server.prototype.listen = function (port, ...rest) {
  if (typeof port !== "number") throw new Error(`Only listen(port) is known here, not ${typeof port}.`);
  const callback = rest.find((argument) => typeof argument === "function");
  return listen.call(this, { port, host: "127.0.0.1" }, callback);
};

const connect = net.Socket.prototype.connect;
net.Socket.prototype.connect = function (...args) {
  const normalised = Array.isArray(args[0]) ? args[0][0] : args[0];
  const host = typeof normalised === "object" ? normalised.host : args[1];
  const local = normalised?.path !== undefined || [undefined, "localhost", "127.0.0.1", "::1"].includes(host);
  if (!local) {
    process.nextTick(() => this.destroy(new Error(`This Teams client stays on this machine: no ${host}.`)));
    return this;
  }
  return connect.apply(this, args);
};
