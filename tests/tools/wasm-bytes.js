// Put before the loader of the wasm test executable: its own fetch does not know files, so it is given the bytes.
Module.wasmBinary = require("node:fs").readFileSync(__filename.replace(/\.js$/, ".wasm"));
