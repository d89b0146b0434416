import { readdirSync, readFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createExampleVariables } from '../../src/demo/example.js';
import type { Example } from '../../src/transport/page/example.js';
import { startTestGateway, type TestGateway } from '../gateway/gateway.js';
import { request } from '../gateway/request.js';
import { buildPage, describeInBrowser, launch, visit } from './browser.js';

const names = readdirSync('schema/operations').flatMap((file) =>
  [...readFileSync(`schema/operations/${file}`, 'utf8').matchAll(/^(?:query|mutation|subscription) (\w+)/gm)].map(
    ([, name]) => name,
  ),
);

describeInBrowser('GraphiQL', () => {
  let browser: Browser;
  /** As `demo` starts it. */
  let demo: TestGateway;
  /** With the explorer, but nobody's token. */
  let bare: TestGateway;

  beforeAll(async () => {
    await buildPage('graphiql');
    browser = await launch();
    const environment = { EXPLORER: 'true' };
    bare = await startTestGateway({ environment });
    demo = await startTestGateway({
      environment,
      prefill: { token: bare.token(), variables: createExampleVariables() },
    });
  }, 60_000);

  afterAll(async () => {
    await browser?.close();
    await demo?.close();
    await bare?.close();
  });

  it('runs a query and a subscription with the token that is there, and asks nobody but the gateway', async () => {
    const { page, strayed, faults, close } = await visit(browser, `${demo.url}/graphiql`);
    const examples = page.getByRole('region', { name: 'Examples' });
    await examples.getByRole('button', { name: 'ClientCard' }).click();
    await page.getByRole('tab', { name: 'ClientCard', selected: true }).waitFor();
    const run = page.getByRole('button', { name: /^Execute query/ });
    const answer = page.getByRole('region', { name: 'Result Window' });
    await run.click();
    await answer.getByText('"ESPERANZA BENÍTEZ"').waitFor();

    await examples.getByRole('button', { name: 'PingTaskChanged' }).click();
    await page.getByRole('tab', { name: 'PingTaskChanged', selected: true }).waitFor();
    await run.click();
    const { client } =
      (await demo.send<{ client: { id: string } }>('{ client(by: { serviceId: 1021 }) { id } }')).data ?? {};
    const start = 'mutation ($id: ID!) { startPing(input: { clientId: $id }) { __typename } }';
    // Until the subscription has begun nobody hears of a ping that has ended.
    await expect
      .poll(async () => {
        await demo.send(start, { id: client?.id });
        return answer.innerText();
      })
      .toContain('"COMPLETED"');
    expect([strayed, faults]).toEqual([[], []]);
    await close();
  });

  it('offers every operation of real clients', async () => {
    const { page, close } = await visit(browser, `${demo.url}/graphiql`);
    const offered = page.getByRole('region', { name: 'Examples' }).getByRole('button');
    await offered.first().waitFor();
    expect((await offered.allInnerTexts()).sort()).toEqual(names.sort());
    await close();
  });

  it('fills in made-up people in a demo, with whom an operation runs as it stands', async () => {
    const { text } = await request(demo.url, { method: 'GET', path: '/graphiql/settings.json' });
    const { examples } = JSON.parse(text) as { examples: readonly Example[] };
    const filled = examples.filter(({ document, variables }) => {
      const needsNothing = /^query \w+ \{/.test(document);
      return !document.startsWith('subscription') && (needsNothing || Object.keys(variables).length > 0);
    });
    expect(filled.length).toBeGreaterThan(20);
    for (const { name, document, variables } of filled) {
      expect([name, (await demo.send(document, variables)).errors]).toEqual([name, []]);
    }
  });

  it('is filled in with a token in a demo alone', async () => {
    const settings = await request(bare.url, { method: 'GET', path: '/graphiql/settings.json' });
    expect(JSON.parse(settings.text)).toMatchObject({ token: null });
    expect(settings.text).not.toContain('eyJ');
  });

  it('offers the same in the sandbox, with the token', async () => {
    const { text } = await request(demo.url, { method: 'GET', headers: { accept: 'text/html' } });
    for (const name of names) expect(text).toMatch(new RegExp(`(query|mutation|subscription) ${name}\\b`));
    expect(text).toContain(`Bearer ${bare.token().split('.')[0]}`);
    expect((await request(bare.url, { method: 'GET', headers: { accept: 'text/html' } })).text).not.toContain('eyJ');
  });

  it('is not there unless it is switched on, and neither is the console', async () => {
    const closed = await startTestGateway();
    for (const path of ['/graphiql', '/graphiql/settings.json', '/console', '/console/settings.json']) {
      expect([path, (await request(closed.url, { method: 'GET', path })).status]).toEqual([path, 404]);
    }
    await closed.close();
  });
});
