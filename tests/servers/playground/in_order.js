// The Teams client's page, made to hear everything that it is told. As it comes, an answer that overtakes the page's own
// request ends its listening for good: a thread that it does not know yet is an error to it, and so is somebody typing
// in a thread; and what the bot says before the page listens is lost. It keeps nothing: reloading does not help.
"use strict";
(() => {
  const listening = Promise.withResolvers();
  const known = new Set();
  const waiting = new Map(); // by thread: what was told about it before the page knew it

  const learn = (thread) => {
    if (!thread) return;
    known.add(thread);
    for (const tell of waiting.get(thread) ?? []) tell();
    waiting.delete(thread);
  };

  const hear = (frame, tell) => {
    const { action, actionConversationId: where, message } = frame;
    const thread = where.includes(";messageid=");
    if (thread && action === "typing") return;
    if (thread && !known.has(where)) {
      waiting.set(where, [...(waiting.get(where) ?? []), tell]);
      return;
    }
    tell();
    learn(message?.postConversationId);
  };

  const { addEventListener } = WebSocket.prototype;
  WebSocket.prototype.addEventListener = function (kind, listener, ...rest) {
    if (kind !== "message" || !this.url.includes("/_ws_conversation/")) {
      return addEventListener.call(this, kind, listener, ...rest);
    }
    addEventListener.call(this, "open", () => listening.resolve());
    const heard = (event) => hear(JSON.parse(event.data), () => listener.call(this, event));
    return addEventListener.call(this, kind, heard, ...rest);
  };

  const { open, send } = XMLHttpRequest.prototype;
  XMLHttpRequest.prototype.open = function (method, url, ...rest) {
    this.posts = method.toUpperCase() === "POST";
    this.speaks = this.posts && /\/conversations\/[^/]+\/messages$/.test(url);
    return open.call(this, method, url, ...rest);
  };
  XMLHttpRequest.prototype.send = function (body) {
    if (!this.posts) return send.call(this, body);
    if (this.speaks) {
      this.addEventListener("load", () => {
        const { postConversationId } = JSON.parse(this.responseText);
        setTimeout(() => learn(postConversationId)); // once the page has taken the answer in
      });
    }
    listening.promise.then(() => send.call(this, body));
  };
})();
