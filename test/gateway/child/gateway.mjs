// A gateway as the command runs one, in a process that a test may stop and kill. Arguments: the folder of the compiled source, and
// what the test turns (`GatewayOptions`) as JSON. Asked anything, it tells what it holds.
import { pathToFileURL } from 'node:url';

const [, , directory, options] = process.argv;
const load = (path) => import(pathToFileURL(`${directory}/${path}`).href);

const { readConfig } = await load('config/config.js');
const { startGateway, stopOnSignal } = await load('main.js');

const server = await startGateway(readConfig(process.env), JSON.parse(options));
stopOnSignal(server, () => process.send({ isStopping: true }));
process.on('message', () => {
  for (let round = 0; round < 4; round += 1) globalThis.gc?.();
  const { heapUsed, external, rss } = process.memoryUsage();
  process.send({ liveBytes: heapUsed + external, residentBytes: rss });
});
process.on('disconnect', () => process.exit(1));
process.send({ url: server.url });
