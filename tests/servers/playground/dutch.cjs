// The Teams client of somebody in the Netherlands: its own language is written into its source.
"use strict";
const Module = require("node:module");

const load = Module._extensions[".js"];
Module._extensions[".js"] = function (module, filename) {
  const compile = module._compile;
  module._compile = function (source, name) {
    return compile.call(this, source.replace(/locale:\s?"en-US"/g, 'locale:"nl-NL"'), name);
  };
  load(module, filename);
};
