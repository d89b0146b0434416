import type { Row } from '../row.js';
import { adapt } from './adapt.js';
import { calls } from './calls.js';
import { memory } from './memory.js';
import { oneCold } from './one-cold.js';
import { oneWarm } from './one-warm.js';
import { pageWarm } from './page-warm.js';
import { scale } from './scale.js';
import { stall } from './stall.js';
import { subscribe } from './subscribe.js';
import { tenants } from './tenants.js';

/** Every row of the table, in its order. A new one is one line here. */
export const rows: readonly Row[] = [
  ...[oneWarm, pageWarm, oneCold, calls, subscribe, memory, tenants, scale, stall, adapt],
];
