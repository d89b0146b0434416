import { readdirSync } from 'node:fs';
import { AjvJsonSchemaValidator } from '@modelcontextprotocol/sdk/validation/ajv';
import { describe, expect, it } from 'vitest';
import { readManifests } from '../../../src/config/document.js';
import { scopes } from '../../../src/model/caller.js';
import { createSchema } from '../../../src/schema/index.js';
import { readTools, toolsOf } from '../../../src/server/mcp/tool.js';

const schema = createSchema();
const files = readdirSync('schema/manifest').filter((name) => !name.includes('relay'));
const { manifests } = readManifests('V', files.map((name) => `schema/manifest/${name}`).join(','));
const { tools, issues } = readTools(schema, manifests);

describe('every operation of a real client', () => {
  it('can be a tool, with a name of its own that the protocol takes', () => {
    expect(issues).toEqual([]);
    expect(tools.length).toBe(manifests.flatMap(({ documents }) => documents).length);
    expect(tools.map(({ name }) => name).filter((name) => !/^[a-z][a-z0-9_]{1,63}$/.test(name))).toEqual([]);
  });

  it.each(tools)('$name is described, down to each argument', ({ description, inputSchema }) => {
    expect(description).toMatch(/^[A-Z].*\.$/s);
    const properties = Object.entries(inputSchema.properties ?? {});
    expect(properties.filter(([, property]) => !property.description).map(([name]) => name)).toEqual([]);
    expect(() => new AjvJsonSchemaValidator().getValidator(inputSchema)).not.toThrow();
  });
});

it('who has no scope for a step-up is offered nothing that needs one', () => {
  const namesFor = (granted: readonly (typeof scopes)[number][]) => {
    const caller = { subject: 'x', scopes: new Set(granted), expiresAt: new Date() };
    return toolsOf(tools, caller).map(({ name }) => name);
  };
  expect(namesFor(['billing:read'])).not.toContain('create_payment_promise');
  expect(namesFor(['billing:write'])).not.toContain('create_ticket');
  expect(namesFor([...scopes])).toEqual(tools.map(({ name }) => name));
});
