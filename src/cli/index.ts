#!/usr/bin/env node
// Imports nothing before the version of Node is known: a module that an older one cannot load would end it with a stack trace.

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(`isp-gateway needs Node 24 (20.19 works), and this is Node ${process.versions.node}.\n`);
  process.exitCode = 1;
} else {
  const { run } = await import('./program/program.js');
  await run(process.argv.slice(2));
}

export {};
