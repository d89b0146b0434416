import { describe, expect, it } from 'vitest';
import { describeSupport } from '../../src/backends/index.js';
import { capabilities } from '../../src/model/backend.js';

const support = describeSupport();
const of = (name: string): readonly string[] => {
  const found = support.find((each) => each.name === name);
  if (found === undefined) throw new Error(name);
  return found.capabilities;
};

describe('what each way to a back end gives', () => {
  it('is known of six ways, each of which finds clients', () => {
    expect(support).toHaveLength(6);
    for (const { capabilities: each, keyKinds } of support) {
      expect(each).toContain('CLIENT_LOOKUP');
      expect(keyKinds).toContain('DOCUMENT');
    }
  });

  it('is the same for both versions of the middleware, and more for the API behind it', () => {
    const [v1, v2, native] = [of('WispHub middleware v1'), of('WispHub middleware v2'), of("WispHub's own API")];
    expect(v1).toEqual(v2);
    expect(native).toEqual(expect.arrayContaining([...v1]));
    expect(native.length).toBeGreaterThan(v1.length);
  });

  it('is by both ways to Wispro what either of them gives', () => {
    const either = new Set([...of("Suricata's integration of Wispro"), ...of("Wispro's own API")]);
    expect(new Set(of('Both ways to Wispro'))).toEqual(either);
  });

  it('is named in the words of the graph', () => {
    for (const { capabilities: each } of support) expect(capabilities).toEqual(expect.arrayContaining([...each]));
  });
});
