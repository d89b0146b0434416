import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lifetimes } from '../../src/domain/cache/lifetime.js';
import { type NativeRow, wispHubCases } from '../../src/emulator/wisphub/index.js';
import { scopes } from '../../src/model/caller.js';
import { encodeId } from '../../src/model/id.js';
import { createTime } from '../domain/time.js';
import { claiming, inSeconds } from '../gateway/forged-token.js';
import { quickPings, startTestGateway, type TestGateway, type Who } from '../gateway/gateway.js';
import { request } from '../gateway/request.js';
import { findFaults } from './axe.js';
import { buildPage, describeInBrowser, launch, type Visit, visit } from './browser.js';
import { describeAddress } from './console/address.js';
import { describeContact } from './console/contact.js';
import { describeDesk } from './console/desk.js';
import { describeDiagnoses } from './console/diagnosis.js';
import { describeFocus } from './console/focus.js';
import { describeNextPerson } from './console/next-person.js';
import { type ConsoleUnderTest, find, signIn } from './console/page.js';
import { describeScopes } from './console/scope.js';
import { describeTenants } from './console/tenant.js';
import { describeWrites } from './console/write.js';
import { startIdentityProvider } from './identity-provider.js';

describeInBrowser('the operator’s console', () => {
  const directory = mkdtempSync(join(tmpdir(), 'isp-gateway-console-'));
  let browser: Browser;
  let gateway: TestGateway;

  /** One that keeps its pings over a restart. */
  const start = (port = '0'): Promise<TestGateway> =>
    startTestGateway({
      // All tests are one subject, whose minute they would spend.
      environment: {
        CONSOLE: 'true',
        DATA_DIR: directory,
        PORT: port,
        COST_PER_MINUTE: '10000000',
        SOCKETS_PER_SUBJECT: '200',
      },
      // Of the ping that hangs a test looks at how it runs, for as long as it likes.
      pingTimings: { ...quickPings, deadline: 60_000 },
    });

  beforeAll(async () => {
    await buildPage('console');
    browser = await launch();
    gateway = await start();
  }, 60_000);

  afterAll(async () => {
    await browser?.close();
    await gateway?.close();
    rmSync(directory, { recursive: true, force: true });
  });

  const open = (who?: Who, options: Parameters<typeof visit>[2] = {}): Promise<Visit> =>
    openWith(gateway.token(who), options);

  const visitPage = (options: Parameters<typeof visit>[2] = {}): Promise<Visit> =>
    visit(browser, `${gateway.url}/console`, { locale: 'en-GB', ...options });

  async function openWith(token: string, options: Parameters<typeof visit>[2] = {}): Promise<Visit> {
    const opened = await visitPage(options);
    await signIn(opened.page, token);
    return opened;
  }

  async function ping({ id_servicio }: { readonly id_servicio: number }): Promise<void> {
    const { data } = await gateway.send<{ client: { id: string } }>(
      `{ client(by: { serviceId: ${id_servicio} }) { id } }`,
    );
    const start = 'mutation ($id: ID!) { startPing(input: { clientId: $id }) { __typename } }';
    await gateway.send(start, { id: data?.client.id });
  }

  const underTest: ConsoleUnderTest = {
    gateway: () => gateway,
    visitPage,
    open,
    ping,
    stop: async () => {
      const { port } = new URL(gateway.url);
      await gateway.close();
      return async () => {
        gateway = await start(port);
      };
    },
  };
  it('finds a client, tells who says what, starts a ping and shows the result as it arrives', async () => {
    const { page, strayed, faults, close } = await open();
    await find(page, wispHubCases.sharedPersonThree.cedula);
    const client = page.getByRole('region', { name: wispHubCases.sharedPersonThree.nombre });
    await client.getByText('7MB PLUS').waitFor();
    await client.getByRole('row', { name: /^WISPRO .*OSCAR RAÚL/ }).waitFor();
    await client.getByText('The back ends differ in name, state.').waitFor();
    await client.getByRole('heading', { name: 'Invoices' }).waitFor();
    await client.getByText('To pay').first().waitFor();

    await client.getByRole('button', { name: 'Ping', exact: true }).click();
    await client.getByText('Stable').waitFor();
    await page.getByRole('status').getByText(`Ping of ${wispHubCases.sharedPersonThree.nombre}: Stable`).waitFor();
    const board = page.getByRole('region', { name: 'Pings' });
    await board.getByRole('row', { name: /^Stable LUCÍA FERNÁNDEZ/ }).waitFor();
    await board.getByRole('img', { name: /1 ping in the last hour: Stable 1\./ }).waitFor();
    expect([strayed, faults]).toEqual([[], []]);
    expect(page.url()).toMatch(/\/console#client=[\w-]+$/);
    await close();
  });

  it('shows of a person only what the token shows, and says so', async () => {
    const { page, close } = await open({ subject: 'novice', scopes: ['clients:read'] });
    await find(page, String(wispHubCases.typical.id_servicio));
    const client = page.getByRole('region', { name: wispHubCases.typical.nombre });
    await client.getByText('•••••32').first().waitFor();
    expect(await page.content()).not.toContain(wispHubCases.typical.cedula);
    await close();
  });

  it('says that the token does not follow the pings, also where their list arrives later', async () => {
    const { page, close } = await visit(browser, `${gateway.url}/console`, { locale: 'en-GB' });
    let release = (): void => undefined;
    const refused = new Promise<void>((resolve) => {
      release = resolve;
    });
    await page.route('**/graphql', async (route) => {
      if (!route.request().postData()?.includes('query PingBoard')) return route.continue();
      await refused;
      return route.fulfill({ json: { data: { pingTasks: { totalCount: 0, nodes: [] } } } });
    });
    await signIn(page, gateway.token({ subject: 'novice', scopes: ['clients:read'] }));
    const board = page.getByRole('region', { name: 'Pings' });
    const needed = board.getByText('your token needs the scope network:read');
    await needed.waitFor();
    release();
    await board.getByText('No pings to show').waitFor();
    await needed.waitFor({ timeout: 1_000 });
    await close();
  });

  it('says that it has lost the gateway, and goes on when that is back', async () => {
    const { page, close } = await open();
    const board = page.getByRole('region', { name: 'Pings' });
    await ping(wispHubCases.pingNoInternet);
    await board.getByRole('row', { name: /^No internet ALBA LUCÍA/ }).waitFor();
    const { port } = new URL(gateway.url);
    await find(page, String(wispHubCases.pingNoInternet.id_servicio));
    const client = page.getByRole('region', { name: wispHubCases.pingNoInternet.nombre });
    await client.getByText('Records by back end').waitFor();
    await board.getByText('Live', { exact: true }).waitFor();
    await gateway.close();
    await board.getByText('Reconnecting…').waitFor();
    await board.getByText(/Last updated \d+ s ago/).waitFor();
    // What was known stays to be read.
    expect(await board.getByRole('row', { name: /^No internet ALBA LUCÍA/ }).count()).toBe(1);
    await client.getByRole('button', { name: 'Refresh' }).click();
    await client.getByText('UNREACHABLE').waitFor();
    await client.getByText(/may be out of date/).waitFor();
    await client.getByText('7MB PLUS').waitFor();
    gateway = await start(port);
    await board.getByText('Live', { exact: true }).waitFor();
    await ping(wispHubCases.pingIntermittent);
    await board.getByRole('row', { name: /^Intermittent SANDRA MILENA/ }).waitFor();
    expect(await board.getByRole('row', { name: /^No internet ALBA LUCÍA/ }).count()).toBe(1);
    await close();
  }, 40_000);

  it('filters the board by zone and state', async () => {
    const { page, close } = await open();
    const board = page.getByRole('region', { name: 'Pings' });
    const rows = board.getByRole('table', { name: 'Pings' }).getByRole('row');
    await ping(wispHubCases.fullZone);
    await ping(wispHubCases.pingHangs);
    await board.getByRole('row', { name: /^Stable YOLANDA/ }).waitFor();
    await board.getByRole('row', { name: /^Running DIANA/ }).waitFor();
    await board.getByLabel('Zone').fill('9');
    await page.keyboard.press('Enter');
    await board.getByRole('row', { name: /^Running DIANA/ }).waitFor({ state: 'detached' });
    await board.getByRole('row', { name: /^Stable YOLANDA/ }).waitFor();
    expect(await rows.count()).toBe(2);
    await board.getByLabel('Zone').fill('');
    await page.keyboard.press('Enter');
    await board.getByLabel('State').selectOption('Running');
    await board.getByRole('row', { name: /^Running DIANA/ }).waitFor();
    expect(await rows.count()).toBe(2);
    await close();
  });

  it('says of which back end an answer is an old one', async () => {
    const time = createTime();
    const ageing = await startTestGateway({ environment: { CONSOLE: 'true' }, lifetimes, clock: time.clock });
    const { page, close } = await visit(browser, `${ageing.url}/console`, { locale: 'en-GB' });
    await page.getByLabel('Token').fill(ageing.token());
    await page.keyboard.press('Enter');
    await find(page, wispHubCases.sharedPersonOne.cedula);
    const client = page.getByRole('region', { name: wispHubCases.sharedPersonOne.nombre });
    await client.getByText('The back ends agree.').waitFor();
    expect(await client.getByText('stale').count()).toBe(0);
    ageing.wispHub.fault({ fault: { kind: 'answer', when: 'before', status: 503, body: '' } });
    time.advance(31_000);
    await client.getByRole('button', { name: 'Refresh' }).click();
    await client.getByRole('row', { name: /^WISPHUB .* stale / }).waitFor();
    await client.getByText(/may be out of date/).waitFor();
    await close();
    await ageing.close();
  });

  it('is for everybody in either theme, wide or narrow: axe finds nothing serious', async () => {
    const { page, close } = await open({}, { colorScheme: 'dark' });
    await find(page, wispHubCases.sharedPersonOne.cedula);
    await page.getByRole('heading', { name: 'Contracts' }).waitFor();
    await page.getByRole('table', { name: 'Pings' }).waitFor();
    await page.getByText('Show as a table').click();
    for (const theme of ['dark', 'light']) {
      await page.getByRole('combobox', { name: 'Theme' }).selectOption(theme);
      for (const width of [1_280, 390]) {
        await page.setViewportSize({ width, height: 844 });
        await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
        expect(await findFaults(page)).toEqual([]);
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
      }
    }
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByLabel('Token').waitFor();
    expect(await findFaults(page)).toEqual([]);
    await close();
  });

  it('speaks the operator’s language and keeps what they choose', async () => {
    const { page, close } = await visit(browser, `${gateway.url}/console`, { locale: 'pt-BR' });
    await page.getByRole('heading', { name: 'Entrar' }).waitFor();
    await page.getByRole('combobox', { name: 'Idioma' }).selectOption('es');
    await page.getByRole('combobox', { name: 'Tema' }).selectOption('dark');
    await page.getByText('Verá lo que permita su token.').waitFor();
    await page.reload();
    await page.getByText('Verá lo que permita su token.').waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('es-CO');
    expect(await page.getByRole('combobox', { name: 'Tema' }).inputValue()).toBe('dark');
    await close();
  });

  it('speaks as the country of the installation does, and writes its money', async () => {
    const abroad = await startTestGateway({
      environment: { CONSOLE: 'true', COUNTRY: 'AR' },
      wispHub: { country: 'AR' },
      wispro: { country: 'AR' },
    });
    const [{ id_servicio, nombre }] = abroad.wispHub.clients as [NativeRow, ...NativeRow[]];
    const { page, close } = await visit(browser, `${abroad.url}/console`, { locale: 'es-ES' });
    await page.getByText('Vas a ver lo que permita tu token.').waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('es-AR');
    await page.getByLabel('Token').fill(abroad.token());
    await page.getByRole('button', { name: 'Iniciar sesión' }).click();
    await page.getByText('Los que inicies vos o un colega aparecen acá automáticamente.').waitFor();
    await page.getByLabel('Número de servicio, documento, teléfono o nombre').fill(String(id_servicio));
    await page.keyboard.press('Enter');
    await page.getByRole('region', { name: nombre }).getByText('$ 16.000').first().waitFor();
    await close();
    await abroad.close();
  });

  it('is worked by keys alone', async () => {
    const { page, close } = await open();
    await page.getByRole('heading', { name: 'Pings' }).click();
    await page.keyboard.press('/');
    await page.keyboard.type('perez');
    await page.keyboard.press('Enter');
    const found = page.getByRole('list', { name: 'Clients found' }).getByRole('button');
    await found.first().waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    expect(await found.nth(1).evaluate((button) => button.matches(':focus'))).toBe(true);
    const name = (await found.nth(1).locator('.name').innerText()).trim();
    await page.keyboard.press('Enter');
    await page.getByRole('region', { name }).getByText('Records by back end').waitFor();
    await page.keyboard.press('?');
    const dialog = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
    await dialog.waitFor();
    for (let tab = 0; tab < 4; tab += 1) await page.keyboard.press('Tab');
    expect(await page.locator('main :focus').count()).toBe(0);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    await close();
  });

  it('lets nobody in without a good token, and forgets it at the end', async () => {
    const { page, close } = await open();
    await page.reload();
    await page.getByText('Live', { exact: true }).waitFor();
    expect(page.url()).not.toContain('eyJ');
    const cached = 'JSON.stringify([{ ...sessionStorage }, { ...localStorage }])';
    expect(await page.evaluate(cached)).toContain('eyJ');
    await page.getByRole('button', { name: 'Sign out' }).click();
    expect(await page.evaluate(cached)).not.toContain('eyJ');
    await page.getByLabel('Token').fill('eyJ.none.good');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('This token is not accepted').waitFor();
    expect(await page.evaluate(cached)).not.toContain('eyJ');
    await close();
  });

  describe('leaves nothing of what a token has shown, once that is over:', () => {
    const { nombre, cedula } = wispHubCases.typical;

    /** With a subscriber in the panel, in the list of pings and in what is typed. */
    async function openWithClient(token = gateway.token()): Promise<Visit> {
      const opened = await openWith(token);
      await showClient(opened.page);
      return opened;
    }

    async function showClient(page: Page): Promise<void> {
      await find(page, cedula);
      await page.getByRole('region', { name: nombre }).getByText(cedula).first().waitFor();
    }

    async function expectNothing(page: Page): Promise<void> {
      await page.getByLabel('Token').waitFor();
      const all = `document.documentElement.outerHTML +
        [...document.querySelectorAll('input, textarea')].map(({ value }) => value) +
        JSON.stringify([{ ...sessionStorage }, { ...localStorage }])`;
      const text = String(await page.evaluate(all));
      expect([nombre, cedula, 'eyJ', 'tester'].filter((shown) => text.includes(shown))).toEqual([]);
    }

    it('after a sign-out, nor to who signs in next', async () => {
      const { page, close } = await openWithClient();
      await page.getByLabel('Zone').fill('9');
      await page.getByRole('button', { name: 'Sign out' }).click();
      await expectNothing(page);
      await signIn(page, gateway.token({ subject: 'novice', scopes: ['clients:read', 'network:read'] }));
      await page.getByRole('heading', { name: 'Pings' }).waitFor();
      const text = await page.content();
      expect([nombre, cedula].filter((shown) => text.includes(shown))).toEqual([]);
      expect(await page.getByLabel('Zone').inputValue()).toBe('');
      await close();
    });

    it('when it has expired, the gateway there or not', async () => {
      const there = await openWithClient(claiming({ exp: inSeconds(6), scope: scopes.join(' ') }));
      await there.page.getByText('Your session has expired.').waitFor();
      await expectNothing(there.page);
      await there.close();
      const away = await openWithClient(claiming({ exp: inSeconds(6), scope: scopes.join(' ') }));
      await away.page.route('**/graphql', (route) => route.abort());
      await away.page.context().setOffline(true);
      await away.page.getByText('Your session has expired.').waitFor();
      await expectNothing(away.page);
      await away.close();
    });

    it.each(['WhoSaysWhat', 'OperatorBilling', 'PingHistory', 'Overview'])(
      'when the gateway takes it no more, whatever was asked (%s)',
      async (operation) => {
        const { page, close } = await openWithClient();
        const body = JSON.stringify({ errors: [{ message: '', extensions: { code: 'UNAUTHENTICATED' } }] });
        await page.route('**/graphql', (route) =>
          route.request().postData()?.includes(`query ${operation}`)
            ? route.fulfill({ status: 401, contentType: 'application/json', body })
            : route.continue(),
        );
        if (operation === 'PingHistory') await page.getByLabel('Zone').fill('1');
        else await page.getByRole('button', { name: 'Refresh' }).click();
        await page.keyboard.press('Tab');
        await page.getByText('Your session has expired.').waitFor();
        await expectNothing(page);
        await close();
      },
    );

    it('when the socket says so with 4403', async () => {
      const { page, close } = await visit(browser, `${gateway.url}/console`, { locale: 'en-GB' });
      let end: () => void = () => undefined;
      await page.routeWebSocket('**/graphql', (socket) => {
        socket.connectToServer();
        end = () => void socket.close({ code: 4403, reason: 'Forbidden' });
      });
      await signIn(page, gateway.token());
      await page.getByText('Live', { exact: true }).waitFor();
      await showClient(page);
      end();
      await page.getByText('Your session has expired.').waitFor();
      await expectNothing(page);
      await close();
    });

    it('in another tab, when one signs out or another person signs in, but not when the same does', async () => {
      const { page, close } = await openWithClient();
      const second = await page.context().newPage();
      await second.goto(`${gateway.url}/console`);
      await signIn(second, gateway.token());
      await showClient(second);
      await page.getByRole('button', { name: 'Sign out' }).waitFor();
      await second.getByRole('button', { name: 'Sign out' }).click();
      await expectNothing(page);
      await signIn(page, gateway.token());
      await showClient(page);
      await signIn(second, gateway.token({ subject: 'novice' }));
      await expectNothing(page);
      await second.getByText(/^novice, until/).waitFor();
      await close();
    });

    it('in a tab that slept meanwhile', async () => {
      const { page, close } = await openWithClient();
      const stored = await page.evaluate('JSON.stringify({ ...sessionStorage })');
      await page.goto('about:blank');
      const second = await page.context().newPage();
      await second.goto(`${gateway.url}/console`);
      await signIn(second, gateway.token());
      await second.getByRole('button', { name: 'Sign out' }).click();
      await page.goto(`${gateway.url}/console`);
      expect(String(stored)).toContain('eyJ');
      await expectNothing(page);
      await close();
    });
  });

  it('signs in through an identity provider, and leaves nothing of it in the address but the client', async () => {
    const provider = await startIdentityProvider('clients:read network:read');
    const signedIn = await startTestGateway({
      environment: {
        CONSOLE: 'true',
        JWT_SECRET: '',
        GATEWAY_SECRET: 'planted-gateway-secret-of-at-least-32-bytes',
        JWT_JWKS_URL: `${provider.issuer}/jwks`,
        OIDC_ISSUER: provider.issuer,
        OIDC_CLIENT_ID: 'console',
      },
    });
    const { page, faults, close } = await visit(browser, `${signedIn.url}/console`, { locale: 'en-GB' });
    const { id_servicio, nombre } = wispHubCases.typical;
    const address = `${signedIn.url}/console#client=${encodeId('Client', 'WISPHUB', id_servicio)}`;
    await page.goto(address);
    await page.getByRole('button', { name: 'Sign in with your account' }).click();
    await page.getByText(/^olga, until/).waitFor();
    await page.getByText('Live', { exact: true }).waitFor();
    await page.getByRole('region', { name: nombre }).waitFor();
    expect([page.url(), faults]).toEqual([address, []]);
    await close();
    await signedIn.close();
    await provider.close();
  });

  it('is served so that nothing else runs in it, and nothing else is served beside it', async () => {
    const get = (path: string) => request(gateway.url, { method: 'GET', path });
    const page = await get('/console');
    expect(page.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'x-frame-options': 'DENY',
      'content-security-policy': expect.stringMatching(
        /^default-src 'none';script-src 'self';style-src 'self';.*connect-src 'self';.*frame-ancestors 'none'$/,
      ),
    });
    expect(page.text).not.toMatch(/<script(?![^>]*\bsrc=)|<style|\son\w+=/);
    const [script = ''] = /\/console\/assets\/[\w.-]+\.js/.exec(page.text) ?? [];
    expect((await get(script)).headers).toMatchObject({
      'content-type': expect.stringContaining('javascript'),
      'cache-control': 'public, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
    });
    expect(JSON.parse((await get('/console/settings.json')).text)).toEqual({
      identityProvider: null,
      token: null,
      tenantClaim: null,
      country: 'CO',
      formOfAddress: 'USTED',
    });
    for (const path of [
      '/console/assets',
      '/console/assets/',
      '/console/assets/../index.html',
      '/console/assets/..%2f..%2f..%2fpackage.json',
      '/console/assets/%2e%2e/%2e%2e/%2e%2e/package.json',
      '/console/index.html',
      '/console/.vite/manifest.json',
    ]) {
      expect([path, (await get(path)).status]).toEqual([path, 404]);
    }
  });

  describeAddress(underTest);
  describeFocus(underTest);
  describeContact(underTest);
  describeScopes(underTest);
  describeTenants(() => browser);
  describeNextPerson(underTest);
  describeWrites(() => browser);
  describeDiagnoses(() => browser);
  describeDesk(() => browser);
});
