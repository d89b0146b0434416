import { readConfig } from '../../../src/config.js';
import { startGateway } from '../../../src/main.js';
import { serveControl } from './control.js';

const { url } = await startGateway(readConfig(process.env));
serveControl(`${url}/graphql`);
