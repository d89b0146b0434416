import { readdirSync, readFileSync } from 'node:fs';
import { buildSchema, getVariableValues, Kind, parse, validate } from 'graphql';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createExampleVariables } from '../../src/cli/demo/example.js';
import { scopes } from '../../src/model/caller.js';
import type { Example } from '../../src/server/pages/example.js';
import { claiming, inSeconds } from '../gateway/forged-token.js';
import { startTestGateway, type TestGateway } from '../gateway/gateway.js';
import { request } from '../gateway/request.js';
import { buildPage, describeInBrowser, launch, type Visit, visit } from './browser.js';

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

  describe('keeps nothing of what a token has shown, once that is over:', () => {
    const shown = 'ESPERANZA BENÍTEZ';

    /** With a subscriber in one tab, and another tab in front of it. */
    async function openWithClient(url = demo.url): Promise<Visit> {
      const opened = await visit(browser, `${url}/graphiql`);
      const examples = opened.page.getByRole('region', { name: 'Examples' });
      await examples.getByRole('button', { name: 'ClientCard' }).click();
      await opened.page.getByRole('tab', { name: 'ClientCard', selected: true }).waitFor();
      await run(opened.page);
      await opened.page.getByRole('region', { name: 'Result Window' }).getByText(`"${shown}"`).waitFor();
      await examples.getByRole('button', { name: 'Plans' }).click();
      await opened.page.getByRole('tab', { name: 'Plans', selected: true }).waitFor();
      return opened;
    }

    const run = (page: Page): Promise<void> => page.getByRole('button', { name: /^Execute query/ }).click();

    /** Neither in a tab nor in what a tab has been typed. */
    async function expectNothing(page: Page): Promise<void> {
      await page.getByRole('tab', { name: 'ClientCard' }).waitFor({ state: 'detached' });
      const all = `document.documentElement.outerHTML +
        [...document.querySelectorAll('.CodeMirror')].map(({ CodeMirror }) => CodeMirror.getValue()) +
        JSON.stringify([{ ...sessionStorage }, { ...localStorage }])`;
      expect(String(await page.evaluate(all))).not.toContain(shown);
    }

    const typeHeaders = async (page: Page, keys: string): Promise<void> => {
      await page.getByRole('button', { name: 'Headers' }).click();
      await page.getByRole('region', { name: 'Headers' }).click();
      await page.keyboard.press(keys);
    };

    it('when another stands in the headers', async () => {
      const { page, close } = await openWithClient();
      await typeHeaders(page, 'Control+End');
      expect(await page.getByRole('tab', { name: 'ClientCard' }).count()).toBe(1);
      for (let key = 0; key < 3; key += 1) await page.keyboard.press('ArrowLeft');
      await page.keyboard.press('Backspace');
      await expectNothing(page);
      await run(page);
      await page.getByRole('region', { name: 'Result Window' }).getByText('UNAUTHENTICATED').waitFor();
      await close();
    });

    it('when it has expired', async () => {
      const token = claiming({ exp: inSeconds(8), scope: scopes.join(' ') });
      const ending = await startTestGateway({
        environment: { EXPLORER: 'true' },
        prefill: { token, variables: createExampleVariables() },
      });
      const { page, close } = await openWithClient(ending.url);
      await expectNothing(page);
      await close();
      await ending.close();
    });

    it('when the gateway takes it no more', async () => {
      const { page, close } = await openWithClient();
      const body = JSON.stringify({ errors: [{ message: '', extensions: { code: 'UNAUTHENTICATED' } }] });
      await page.route('**/graphql', (route) => route.fulfill({ status: 401, contentType: 'application/json', body }));
      await run(page);
      await expectNothing(page);
      await close();
    });

    it('when a socket is closed with 4403', async () => {
      const { page, close } = await openWithClient();
      await page.routeWebSocket('**/graphql', (socket) => {
        socket.connectToServer();
        socket.onMessage(() => void socket.close({ code: 4403, reason: 'Forbidden' }));
      });
      await page.getByRole('region', { name: 'Examples' }).getByRole('button', { name: 'PingTaskChanged' }).click();
      await page.getByRole('tab', { name: 'PingTaskChanged', selected: true }).waitFor();
      await run(page);
      await expectNothing(page);
      await close();
    });

    it('when its person signs out of the console in another tab', async () => {
      const { page, close } = await openWithClient();
      const other = await page.context().newPage();
      await other.goto(`${demo.url}/graphiql/settings.json`);
      // As the console says it.
      const say = (mark: object) =>
        other.evaluate(`localStorage.setItem('isp-gateway.sitting', '${JSON.stringify(mark)}')`);
      await say({ id: 'one', subject: 'tester' });
      await say({ id: 'one' });
      expect(await page.getByRole('tab', { name: 'ClientCard' }).count()).toBe(1);
      await say({ id: 'two' });
      await expectNothing(page);
      await close();
    });
  });

  it('offers every operation of real clients', async () => {
    const { page, close } = await visit(browser, `${demo.url}/graphiql`);
    const offered = page.getByRole('region', { name: 'Examples' }).getByRole('button');
    await offered.first().waitFor();
    expect((await offered.allInnerTexts()).sort()).toEqual(names.sort());
    await close();
  });

  /** Of what a demo does not have: payments at Suricata's integration, a lost write, a diagnosis and a run that somebody has begun. */
  const unanswerable: ReadonlySet<string> = new Set([
    ...['PaymentLinksOf', 'RegisterPayment', 'OperatorRegisterPayment', 'RejectPaymentReport'],
    ...['ResolveOutcome', 'WriteOutcome', 'WriteOutcomeChanged'],
    ...['Diagnosis', 'DiagnosisChanged', 'OperatorDiagnosisChanged', 'ZonePing', 'ZonePingChanged'],
  ]);

  describe('opens each example so that it can be run:', () => {
    const schema = buildSchema(readFileSync('schema/schema.graphql', 'utf8'));

    interface Opened {
      readonly name: string;
      readonly document: string;
      readonly variables: Readonly<Record<string, unknown>>;
      /** Number of red lines. */
      readonly marks: number;
    }

    /** As the editors show it. */
    async function openExample(page: Page, name: string): Promise<Opened> {
      const tab = page.getByRole('tab', { name: new RegExp(`^${name}\\b`), selected: true });
      // The page's own first tab comes with the editor.
      await page.getByRole('tab').first().waitFor();
      const before = await page.getByRole('tab').count();
      await page.getByRole('region', { name: 'Examples' }).getByRole('button', { name, exact: true }).click();
      await expect.poll(() => page.getByRole('tab').count(), { timeout: 15_000 }).toBe(before + 1);
      await tab.waitFor();
      const read = `[...document.querySelectorAll('.CodeMirror')].slice(0, 2).map(({ CodeMirror }) => {
        CodeMirror.performLint();
        return { text: CodeMirror.getValue(), marks: CodeMirror.state.lint.marked.length };
      })`;
      const editors = (await page.evaluate(read)) as { readonly text: string; readonly marks: number }[];
      const [query, variables] = editors;
      return {
        name,
        document: query?.text ?? '',
        variables: JSON.parse(variables?.text ?? ''),
        marks: editors.reduce((sum, { marks }) => sum + marks, 0),
      };
    }

    async function answer({ name, document, variables }: Opened): Promise<readonly unknown[]> {
      if (!document.startsWith('subscription')) return (await demo.send(document, variables)).errors;
      // One that follows all pings has nothing to tell until there is one.
      if (!('id' in variables)) return [];
      const socket = demo.socket();
      for await (const { errors = [], data } of socket.iterate({ query: document, variables })) {
        await socket.dispose();
        return data === null ? [name] : errors;
      }
      return [name];
    }

    it('without red lines, with all variables, and answered without an error', async () => {
      const { page, faults, close } = await visit(browser, `${demo.url}/graphiql`);
      const opened: Opened[] = [];
      const runnable = names.filter((name) => !unanswerable.has(name ?? ''));
      for (const name of runnable) opened.push(await openExample(page, name ?? ''));
      for (const example of opened) {
        const { name, document, variables, marks } = example;
        const parsed = parse(document);
        const [{ variableDefinitions = [] } = {}] = parsed.definitions.filter(
          (definition) => definition.kind === Kind.OPERATION_DEFINITION,
        );
        const { errors = [] } = getVariableValues(schema, variableDefinitions, variables);
        const messages = [...validate(schema, parsed), ...errors].map(({ message }) => message);
        expect({ name, marks, messages }).toEqual({ name, marks: 0, messages: [] });
      }
      for (const example of opened) expect([example.name, await answer(example)]).toEqual([example.name, []]);
      expect(faults).toEqual([]);
      await close();
    }, 120_000);

    it('with a ping of its own, where there is none yet', async () => {
      const fresh = await startTestGateway({
        environment: { EXPLORER: 'true' },
        prefill: { token: bare.token(), variables: createExampleVariables() },
      });
      const { page, close } = await visit(browser, `${fresh.url}/graphiql`);
      await openExample(page, 'PingTaskCompleted');
      await page.getByRole('button', { name: /^Execute query/ }).click();
      await page.getByRole('region', { name: 'Result Window' }).getByText('"COMPLETED"').waitFor();
      await close();
      await fresh.close();
    });

    it('and starts nothing where it is no demo', async () => {
      const { page, close } = await visit(browser, `${bare.url}/graphiql`);
      expect(await openExample(page, 'PingTaskCompleted')).toMatchObject({ variables: {} });
      expect((await bare.send('{ pingTasks(first: 1) { totalCount } }')).data).toMatchObject({
        pingTasks: { totalCount: 0 },
      });
      await close();
    });
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
