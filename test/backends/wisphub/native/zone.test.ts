import { describe, expect, it } from 'vitest';
import { backgroundCall } from '../../../../src/upstream/call.js';
import { part, useWispHub } from '../harness.js';

const hub = useWispHub('native');

describe('zones of the native API', () => {
  it('T39: have no names where the key may not see them, and are counted all the same', async () => {
    const zones = part(hub.wispHub, 'zones');
    hub.emulator.settings({ forbidden: 'zonas' });
    expect(await zones.names?.(backgroundCall())).toEqual(new Map());
    expect(await zones.load(9, backgroundCall())).toEqual({ isBlocked: true, maxTickets: 3 });
    expect(hub.wispHub.status().capabilities).toContain('ZONES');
  });
});
