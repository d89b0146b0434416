#!/usr/bin/env node
// Imports nothing before the version of Node is known: a module that an older one cannot load would end it with a stack trace.

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

/** True where CommonJS packages can load ECMAScript modules, as a dependency does. The same stands in package.json. */
const isSupported = (major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major > 22;

if (!isSupported) {
  process.stderr.write(`isp-gateway needs Node 24 (20.19 works), and this is Node ${process.versions.node}.\n`);
  process.exitCode = 1;
} else {
  const { run } = await import('./program/program.js');
  await run(process.argv.slice(2));
}

export {};
