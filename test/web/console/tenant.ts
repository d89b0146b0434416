import type { Browser, Page, WebSocket } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { wispHubCases } from '../../../src/emulator/wisphub/index.js';
import { startTenantsGateway, type TenantsGateway } from '../../gateway/tenants.js';
import { findFaults } from '../axe.js';
import { type Visit, visit } from '../browser.js';
import { held } from './next-person.js';
import { find, focused, signIn } from './page.js';

const { typical, pingStable } = wispHubCases;

/** Unreadable on white, and on black. */
const [yellow, navy] = ['#ffe600', '#000040'];

const dot = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"/>').toString('base64');
const remoteLogo = 'https://sur.example/logo.svg';

const shownLogo = (page: Page): Promise<unknown> =>
  page.evaluate("document.querySelector('.logo')?.naturalWidth ?? null");

const accent = (page: Page): Promise<unknown> =>
  page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--accent')");

export function describeTenants(browser: () => Browser): void {
  describe('of several ISPs', () => {
    let gateway: TenantsGateway;

    beforeAll(async () => {
      gateway = await startTenantsGateway({ CONSOLE: 'true' });
      const logo = `data:image/svg+xml;base64,${dot}`;
      gateway.write('norte', `country: AR\nbranding: { name: Fibra Norte, colour: "${yellow}", logo: "${logo}" }`);
      gateway.write('sur', `country: CO\nbranding: { name: Red Sur, colour: "${navy}", logo: "${remoteLogo}" }`);
      expect(await gateway.reload()).toBe(true);
    }, 60_000);

    afterAll(() => gateway?.close());

    const visitAs = async (tenant: unknown, locale = 'en-GB'): Promise<Visit> => {
      const opened = await visit(browser(), `${gateway.url}/console`, { locale });
      await opened.page.route('https://sur.example/**', (route) =>
        route.fulfill({ contentType: 'image/svg+xml', body: Buffer.from(dot, 'base64').toString() }),
      );
      if (locale === 'en-GB') await signIn(opened.page, gateway.token(tenant));
      return opened;
    };

    const choice = (page: Page) => page.getByRole('combobox', { name: 'Provider' });
    const showBoard = async (page: Page): Promise<void> =>
      page.getByRole('region', { name: 'Pings' }).getByText('Live', { exact: true }).waitFor();

    async function ping(tenant: string): Promise<void> {
      const { data } = await gateway.send<{ client: { id: string } }>(
        tenant,
        `{ client(by: { serviceId: ${pingStable.id_servicio} }) { id } }`,
      );
      const start = 'mutation ($id: ID!) { startPing(input: { clientId: $id }) { __typename } }';
      await gateway.send(tenant, start, { id: data?.client.id });
    }

    it('tells which one it shows, in its colour as far as that can be read, and offers no other', async () => {
      const { page, strayed, faults, close } = await visitAs('norte');
      await page.getByRole('banner').getByText('Fibra Norte').waitFor();
      expect(await choice(page).count()).toBe(0);
      expect(await page.title()).toMatch(/^Fibra Norte · /);
      expect(await accent(page)).toMatch(/^light-dark\(#(?!ffe600)[0-9a-f]{6}, #ffe600\)$/);
      await expect.poll(() => shownLogo(page)).toBe(8);
      await find(page, typical.cedula);
      await page.getByRole('region', { name: 'Nortemark' }).getByText('Records by back end').waitFor();
      expect([strayed, faults]).toEqual([[], []]);
      await page.getByRole('button', { name: 'Sign out' }).click();
      await page.getByLabel('Token').waitFor();
      expect([await accent(page), await held(page)]).toEqual([
        expect.stringContaining('#0b5aa6'),
        expect.not.stringMatching(/norte/i),
      ]);
      await close();
    });

    it.each(['norte', 'sur'])('can be read in the colours of %s, at any width', async (tenant) => {
      const { page, close } = await visitAs(tenant === 'norte' ? ['norte', 'sur'] : ['sur', 'norte']);
      await find(page, typical.cedula);
      await page.getByText('Records by back end').waitFor();
      for (const theme of ['dark', 'light']) {
        await page.getByRole('combobox', { name: 'Theme' }).selectOption(theme);
        for (const width of [1_280, 390]) {
          await page.setViewportSize({ width, height: 844 });
          await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
          expect(await findFaults(page)).toEqual([]);
          expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
          if (process.env.SHOTS !== undefined)
            await page.screenshot({ path: `${process.env.SHOTS}/${tenant}-${theme}-${width}.png` });
        }
      }
      await close();
    });

    it('drops all that it showed of one when the operator switches, and follows the other', async () => {
      const { page, faults, close } = await visitAs(['norte', 'sur']);
      const sockets: WebSocket[] = [];
      const begun: string[] = [];
      page.on('websocket', (socket) => {
        sockets.push(socket);
        socket.on(
          'framesent',
          ({ payload }) => String(payload).includes('connection_init') && begun.push(String(payload)),
        );
      });
      await page.reload();
      await showBoard(page);
      await find(page, typical.cedula);
      await page.getByRole('region', { name: 'Nortemark' }).getByText('Records by back end').waitFor();
      await page.getByRole('button', { name: 'Ping', exact: true }).click();
      await page
        .getByRole('status')
        .getByText(/^Ping of .*Nortemark: /)
        .waitFor();
      await choice(page).selectOption('Red Sur');
      await page.getByRole('banner').getByText('Sign out').waitFor();
      await showBoard(page);
      expect(new URL(page.url()).hash).toBe('');
      expect(await held(page)).not.toContain('Nortemark');
      expect(await choice(page).inputValue()).toBe('sur');
      expect(await focused(page)).toBe('search');
      await expect.poll(() => shownLogo(page)).toBe(8);
      // A ping of the former is none of its; where it would have come, one of its own has.
      await ping('norte');
      await ping('sur');
      await page
        .getByRole('status')
        .getByText(/^Ping of .*Surmark: /)
        .waitFor();
      await find(page, typical.cedula);
      await page.getByRole('region', { name: 'Surmark' }).getByText('Records by back end').waitFor();
      expect(await held(page)).not.toContain('Nortemark');
      expect(sockets.map((socket) => socket.isClosed())).toEqual([true, false]);
      expect(begun.map((frame) => JSON.parse(frame).payload.tenant)).toEqual(['norte', 'sur']);
      await page.reload();
      await page.getByRole('region', { name: 'Surmark' }).getByText('Records by back end').waitFor();
      expect([await choice(page).inputValue(), faults]).toEqual(['sur', []]);
      await close();
    });

    it('shows nothing of an answer for the one before that comes after the switch', async () => {
      const { page, close } = await visitAs(['norte', 'sur']);
      let release = (): void => undefined;
      const isLet = new Promise<void>((resolve) => {
        release = resolve;
      });
      let answered = (): void => undefined;
      const isAnswered = new Promise<void>((resolve) => {
        answered = resolve;
      });
      await page.route('**/graphql', async (route) => {
        const request = route.request();
        if (request.headers()['x-tenant'] !== 'norte' || !request.postData()?.includes('query FindClient'))
          return route.continue();
        const response = await route.fetch();
        await isLet;
        await route.fulfill({ response }).catch(() => undefined);
        answered();
      });
      const asked = page.waitForRequest((request) => request.postData()?.includes('query FindClient') === true);
      await find(page, typical.cedula);
      await asked;
      await choice(page).selectOption('Red Sur');
      await showBoard(page);
      release();
      await isAnswered;
      await find(page, typical.cedula);
      await page.getByRole('region', { name: 'Surmark' }).getByText('Records by back end').waitFor();
      expect(await held(page)).not.toContain('Nortemark');
      await close();
    });

    it('enters by the first that takes the token, and offers those alone', async () => {
      const { page, close } = await visitAs(['gone', 'sur', 'never']);
      await page.getByRole('banner').getByText('Red Sur').waitFor();
      expect(await choice(page).count()).toBe(0);
      await close();
    });

    it('says "you" as the country of the ISP does', async () => {
      const { page, close } = await visitAs(null, 'es-ES');
      await page.getByLabel('Token').fill(gateway.token(['norte', 'sur']));
      await page.getByRole('button', { name: 'Iniciar sesión' }).click();
      const lang = () => page.evaluate('document.documentElement.lang');
      await expect.poll(lang).toBe('es-AR');
      await page.getByRole('combobox', { name: 'Proveedor' }).selectOption('Red Sur');
      await expect.poll(lang).toBe('es-CO');
      await close();
    });
  });
}
