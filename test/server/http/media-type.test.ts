import { expect, it } from 'vitest';
import { mediaTypeOf } from '../../../src/server/http/media-type.js';

const json = 'application/json; charset=utf-8';
const response = 'application/graphql-response+json; charset=utf-8';

it.each([
  [undefined, json],
  ['*/*', json],
  ['application/json', json],
  ['application/json, text/plain, */*', json],
  ['application/*', json],
  ['application/graphql-response+json', response],
  ['application/graphql-response+json, application/json', response],
  ['application/graphql-response+json,application/json;q=0.9', response],
  ['application/graphql-response+json;q=0.9, application/json', json],
  ['application/graphql-response+json; charset=utf-8, application/json; charset=utf-8', response],
  ['application/graphql-response+json, application/json; charset=utf-8', json],
  ['*/*;q=0.1, application/graphql-response+json', response],
  ['application/graphql-response+json, application/graphql+json, application/json, text/event-stream', response],
])('a request that accepts %s is answered in %s', (accept, expected) => {
  expect(mediaTypeOf({ 'content-type': 'application/json', ...(accept === undefined ? {} : { accept }) })).toBe(
    expected,
  );
});

it.each(['text/html', 'application/json;q=0', 'application/json; charset=latin1', 'application/json; v=2', 'json', ''])(
  'a request that accepts %j is left to Apollo Server',
  (accept) => {
    expect(mediaTypeOf({ 'content-type': 'application/json', accept })).toBeUndefined();
  },
);

it.each([undefined, 'text/plain', 'application/json; charset=latin1'])(
  'a body of type %s is left to Apollo Server',
  (type) => {
    expect(mediaTypeOf({ ...(type === undefined ? {} : { 'content-type': type }) })).toBeUndefined();
  },
);
