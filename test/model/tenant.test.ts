import { describe, expect, it } from 'vitest';
import { decodeId, elsewhere, encodeId } from '../../src/model/id.js';
import { defaultTenant, scopeCursor, scopeId, unscopeCursor, unscopeId } from '../../src/model/tenant.js';

const plain = encodeId('Client', 'WISPHUB', 'Ñu-7');
const cursor = Buffer.from('after:Ñandú').toString('base64url');
const tenants = [defaultTenant, 'norte', 'sur'];

describe('ids of tenants', () => {
  it('are read as what they were by their own tenant, and by another as of no back end', () => {
    for (const owner of tenants) {
      for (const reader of tenants) {
        const read = unscopeId(scopeId(plain, owner), reader);
        if (owner === reader) expect(read).toBe(plain);
        else expect(decodeId(read)).toEqual({ type: 'Client', backend: elsewhere, key: ['Ñu-7'] });
      }
    }
  });

  it('are different for each tenant, and the same as ever for the default', () => {
    expect(new Set(tenants.map((tenant) => scopeId(plain, tenant))).size).toBe(3);
    expect(scopeId(plain, defaultTenant)).toBe(plain);
  });

  it('leave texts that are no ids', () => {
    for (const text of ['', 'order-1', 'ñ', 'x'.repeat(700), Buffer.from('norte/x').toString('base64url')]) {
      expect(scopeId(text, 'norte')).toBe(text);
      expect(unscopeId(text, 'norte')).toBe(text);
    }
  });

  it('have one spelling', () => {
    const scoped = scopeId(plain, 'norte');
    const spelled = `${scoped.slice(0, -1)}${String.fromCharCode(scoped.charCodeAt(scoped.length - 1) + 1)}`;
    expect(decodeId(unscopeId(spelled, 'norte'))).not.toEqual(decodeId(plain));
    const asDefault = Buffer.from(`default/${Buffer.from(plain, 'base64url')}`).toString('base64url');
    expect(unscopeId(asDefault, defaultTenant)).toBe(asDefault);
  });
});

describe('cursors of tenants', () => {
  it('are none for another tenant', () => {
    for (const owner of tenants) {
      for (const reader of tenants) {
        const read = unscopeCursor(scopeCursor(cursor, owner), reader);
        if (owner === reader) expect(read).toBe(cursor);
        else expect(Buffer.from(read, 'base64url').toString()).not.toMatch(/^after:/);
      }
    }
  });
});
