import { afterEach, expect, it } from 'vitest';
import { createExampleVariables, findExamplePeople } from '../../../src/cli/demo/example.js';
import { type EmulatedCountry, emulatedCountries } from '../../../src/emulator/country/country.js';
import { readExamples } from '../../../src/server/pages/example.js';
import { startTestGateway, type TestGateway } from '../../gateway/gateway.js';

let gateway: TestGateway | undefined;

afterEach(async () => {
  await gateway?.close();
  gateway = undefined;
});

/** Answers to the examples that read and have variables, by name. */
async function runExamples(country: EmulatedCountry | undefined) {
  const environment: Record<string, string> = country === undefined ? {} : { COUNTRY: country };
  const started = await startTestGateway({ environment, wispHub: { country }, wispro: { country } });
  gateway = started;
  const variables = createExampleVariables(findExamplePeople(country, started.wispHub.clients));
  const answers: Record<string, unknown> = {};
  for (const { name, document, variables: given } of readExamples(variables).operations) {
    if (!(name in variables) || document.includes('subscription')) continue;
    const { data, errors } = await started.send<Record<string, unknown>>(document, given);
    expect([name, errors]).toEqual([name, []]);
    answers[name] = data;
  }
  return answers;
}

const examples = ['ClientCard', 'FindClients', 'WhoWrites', 'Account', 'VerifyClient', 'ResolveClient', 'UpdateClient'];

it.each([undefined, ...emulatedCountries])(
  'the examples of a demo can be run as they stand (country: %s)',
  async (country) => {
    const answers = await runExamples(country);
    expect(Object.keys(answers)).toEqual(expect.arrayContaining(examples));
    for (const [name, answer] of Object.entries(answers)) {
      // Neither a client that is not there nor a problem of a mutation.
      const roots = Object.values(answer as Readonly<Record<string, unknown>>);
      expect([name, roots.filter((root) => root === null)]).toEqual([name, []]);
      for (const root of roots) {
        const kind = (root as { readonly __typename?: string }).__typename ?? 'Success';
        expect([name, kind]).toEqual([name, expect.stringMatching(/Success$/)]);
      }
    }
    const { clients } = answers.Clients as { readonly clients: { readonly foundCount: number } };
    expect(clients.foundCount).toBeGreaterThan(4);
  },
);
