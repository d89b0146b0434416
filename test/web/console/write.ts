import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { wispHubCases } from '../../../src/emulator/wisphub/index.js';
import type { Scope } from '../../../src/model/caller.js';
import { quickPings, startTestGateway, type TestGateway } from '../../gateway/gateway.js';
import { findFaults } from '../axe.js';
import { type Visit, visit } from '../browser.js';
import { focused, show, signIn } from './page.js';

const { typical, suspended, twoPhones, pingNoInternet, fullZone } = wispHubCases;
const link = 'https://clientes.portal.net/saldo/demo-isp/abc/';
const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

export function describeWrites(browser: () => Browser): void {
  describe('is where an operator works:', () => {
    let gateway: TestGateway;

    beforeAll(async () => {
      gateway = await startTestGateway({
        backends: ['wispHub'],
        wispHub: { lineage: 'native', otherLink: link },
        environment: {
          ...{ WISPHUB_API_KEY: 'wisphub-planted-api-key', WISPHUB_DIALECT: 'native' },
          ...{ CONSOLE: 'true', COST_PER_MINUTE: '10000000', WISPHUB_PAYMENT_METHOD: 'efectivo' },
        },
        pingTimings: quickPings,
      });
    });
    beforeEach(() => {
      gateway.wispHub.reset();
      gateway.wispHub.settings({ otherLink: link });
    });
    afterAll(() => gateway?.close());

    async function open(options: Parameters<typeof visit>[2] = {}, scopes?: readonly Scope[]): Promise<Visit> {
      const opened = await visit(browser(), `${gateway.url}/console`, { locale: 'en-GB', ...options });
      await signIn(opened.page, gateway.token(scopes === undefined ? {} : { subject: 'novice', scopes }));
      return opened;
    }
    const dialogOf = (page: Page, name: string) => page.getByRole('dialog', { name });

    it('says what is owed by the account, and what the service depends on', async () => {
      const { page, close } = await open();
      await show(page, typical);
      const client = page.getByRole('region', { name: typical.nombre });
      await client
        .locator('.figures')
        .getByText(/Overdue/)
        .waitFor();
      await client
        .locator('.figures')
        .getByText(/owes COP\s80,000/)
        .waitFor();
      expect(await client.getByText('Nothing owed').count()).toBe(0);
      for (const fact of ['EL PEÑÓN', 'ÓSCAR MUÑOZ', 'SERVIDOR 1']) await client.getByText(fact).first().waitFor();
      await close();
    });

    it('never says that nothing is owed beside an invoice that is overdue', async () => {
      const { page, close } = await open();
      await page.route('**/graphql', async (route) => {
        const sent = route.request().postData() ?? '';
        if (!/query Operator(Client|Billing)/.test(sent)) return route.continue();
        const response = await route.fetch();
        const answer = (await response.json()) as { data: { client: Record<string, unknown> } };
        const { client } = answer.data;
        const nothing = { owed: null, dueDate: null, canPromise: false, promiseRefusal: null, promisedUntil: null };
        if (sent.includes('query OperatorClient')) client.account = { state: 'UP_TO_DATE', ...nothing };
        else {
          const invoices = client.invoices as { nodes: { isOverdue: boolean }[] };
          for (const invoice of invoices.nodes) invoice.isOverdue = true;
        }
        return route.fulfill({ response, json: answer });
      });
      await show(page, typical);
      await page.locator('.figures').getByText('Not known', { exact: true }).waitFor();
      expect(await page.getByText('Nothing owed').count()).toBe(0);
      await close();
    });

    it('opens a ticket by keys alone, from a ping that went badly, and asks once', async () => {
      const { page, close } = await open({ viewport: { width: 390, height: 844 } });
      await show(page, pingNoInternet);
      await page.getByRole('button', { name: 'Ping', exact: true }).press('Enter');
      await page.getByRole('button', { name: 'Open a ticket: No internet' }).press('Enter');
      const dialog = dialogOf(page, 'Open a ticket');
      await dialog.getByLabel('Description').and(page.locator('textarea')).waitFor();
      expect(await dialog.getByLabel('Description').inputValue()).toMatch(/^Ping at \d\d:\d\d: No internet\./);
      await dialog.getByText(`for ${pingNoInternet.nombre}.`).waitFor();
      await dialog.getByLabel('Subject').selectOption('Internet Lento');
      await dialog.getByText(`Opens a ticket “Internet Lento” for ${pingNoInternet.nombre}.`).waitFor();
      expect(gateway.wispHub.effects.tickets).toHaveLength(0);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390);
      for (const theme of ['dark', 'light']) {
        await page.evaluate(`document.documentElement.dataset.theme = '${theme}'`);
        expect(await findFaults(page)).toEqual([]);
      }
      await dialog.getByLabel('Description').press('Tab');
      await expect.poll(() => focused(page)).toBe('Confirm');
      await page.keyboard.press('Enter');
      await dialog.getByText(/The ticket is open\. Ticket #\d+\./).waitFor();
      expect(gateway.wispHub.effects.tickets).toHaveLength(1);
      await page.keyboard.press('Escape');
      await dialog.waitFor({ state: 'hidden' });
      expect(await page.evaluate("sessionStorage.getItem('isp-gateway.intents')")).toBe('[]');
      await expect.poll(() => focused(page)).toBe('Open a ticket: No internet');
      await close();
    });

    it('sends nothing that was cancelled, and says why a ticket is refused', async () => {
      const { page, close } = await open();
      await show(page, fullZone);
      await page.getByRole('button', { name: 'Open a ticket' }).click();
      const dialog = dialogOf(page, 'Open a ticket');
      await dialog.getByLabel('Description').fill('x');
      await page.keyboard.press('Escape');
      await dialog.waitFor({ state: 'hidden' });
      await page.getByRole('button', { name: 'Open a ticket' }).click();
      expect(await dialog.getByLabel('Description').inputValue()).toBe('');
      await dialog.getByLabel('Description').fill('No internet');
      await dialog.getByLabel('Subject').selectOption('Internet Lento');
      gateway.wispHub.fault({
        route: 'POST /api/tickets/',
        fault: { kind: 'answer', when: 'before', status: 400, body: '{"servicio":["no"]}' },
      });
      await dialog.getByRole('button', { name: 'Confirm' }).click();
      await dialog.getByText('Nothing was changed.').waitFor();
      expect(gateway.wispHub.effects.tickets).toHaveLength(0);
      await close();
    });

    it('repeats the same key after a reload, where the answer was lost', async () => {
      const { page, close } = await open();
      await show(page, typical);
      const keys: string[] = [];
      const isWrite = (sent: string): boolean => sent.includes('mutation OperatorCreateTicket');
      page.on('request', (request) => {
        const sent = request.postData() ?? '';
        if (isWrite(sent))
          keys.push(
            (JSON.parse(sent) as { variables: { input: { idempotencyKey: string } } }).variables.input.idempotencyKey,
          );
      });
      await page.route('**/graphql', async (route) => {
        if (!isWrite(route.request().postData() ?? '')) return route.continue();
        await route.fetch();
        return route.abort();
      });
      await page.getByRole('button', { name: 'Open a ticket' }).click();
      const dialog = dialogOf(page, 'Open a ticket');
      await dialog.getByLabel('Description').fill('Since yesterday');
      await dialog.getByLabel('Subject').selectOption('Internet Lento');
      await dialog.getByRole('button', { name: 'Confirm' }).click();
      await expect.poll(() => gateway.wispHub.effects.tickets.length).toBe(1);
      await page.reload();
      await page.unroute('**/graphql');
      await dialog.getByText(/the answer did not arrive/).waitFor();
      expect(await dialog.getByLabel('Description').inputValue()).toBe('Since yesterday');
      expect(await dialog.getByLabel('Description').isEditable()).toBe(false);
      await dialog.getByRole('button', { name: 'Ask again' }).click();
      await dialog.getByText(/nothing was done twice/).waitFor();
      expect(gateway.wispHub.effects.tickets).toHaveLength(1);
      expect(keys.length).toBeGreaterThan(1);
      expect(new Set(keys).size).toBe(1);
      await close();
    });

    it('records a promise, and shows an unknown outcome with its reference, also after a reload', async () => {
      const { page, close } = await open();
      await show(page, suspended);
      gateway.wispHub.fault({
        route: 'POST /api/promesa-pago/',
        fault: { kind: 'answer', when: 'after', status: 502, body: '<html>' },
      });
      await page.getByRole('button', { name: 'Record a promise' }).click();
      const dialog = dialogOf(page, 'Record a promise');
      await dialog.getByLabel('Pays by').fill(inDays(5));
      await dialog.getByText(new RegExp(`Records that ${suspended.nombre} pays by`)).waitFor();
      await dialog.getByRole('button', { name: 'Confirm' }).click();
      await dialog.getByText(/It is not known whether this happened/).waitFor({ timeout: 30_000 });
      const reference = await dialog.locator('code').innerText();
      expect(reference).not.toBe('');
      await page.reload();
      await dialog.getByRole('button', { name: 'Ask again' }).click();
      await dialog.getByText(reference).waitFor({ timeout: 30_000 });
      await dialog.getByRole('button', { name: 'Close' }).click();
      expect(await page.evaluate("sessionStorage.getItem('isp-gateway.intents')")).toBe('[]');
      expect(gateway.wispHub.effects.promises).toHaveLength(1);
      await close();
    }, 60_000);

    it('changes a phone, and says which ones it replaces', async () => {
      const { page, close } = await open();
      await show(page, twoPhones);
      await page.getByRole('button', { name: 'Change the phone' }).click();
      const dialog = dialogOf(page, 'Change the phone');
      await dialog.getByLabel('New phone').fill('3105550177');
      await dialog.getByText(/It replaces: 3242124123, 3002687147\./).waitFor();
      await page.keyboard.press('Enter');
      await dialog.getByText('The phone is changed.').waitFor();
      await dialog.getByRole('button', { name: 'Close' }).click();
      await page.locator('.facts').getByText('3105550177').waitFor();
      expect(gateway.wispHub.effects.updates).toHaveLength(1);
      await close();
    });

    it('copies the payment link of an invoice, and registers its payment', async () => {
      const { page, close } = await open({ permissions: ['clipboard-read', 'clipboard-write'] });
      await show(page, typical);
      const invoices = page.locator('.part', { hasText: 'Invoices' });
      await invoices.getByRole('button', { name: 'Copy payment link of 10011' }).click();
      await invoices.getByText('Payment link copied.').waitFor();
      expect(await page.evaluate('navigator.clipboard.readText()')).toBe(link);
      await invoices.getByRole('button', { name: 'Register a payment: 10011' }).click();
      const dialog = dialogOf(page, 'Register a payment');
      await dialog.getByLabel('Reference of the transaction').fill('TRX-1');
      await dialog.getByText(/Records 40000\.00 COP received from .* for invoice 10011/).waitFor();
      await dialog.getByRole('button', { name: 'Confirm' }).click();
      await dialog.getByText('The payment is recorded.').waitFor();
      expect(gateway.wispHub.effects.payments).toMatchObject([
        { invoiceId: 10_011, collected: 40_000, reference: 'TRX-1' },
      ]);
      await close();
    });

    it('hides what the token does not allow, and keeps nothing typed for the next person', async () => {
      const few = await open({}, ['clients:read', 'personal:read', 'billing:read', 'network:read', 'tickets:read']);
      await show(few.page, typical);
      expect(
        await few.page.getByRole('button', { name: /Open a ticket|promise|phone|payment$|Register/ }).count(),
      ).toBe(0);
      await few.close();
      const { page, close } = await open();
      await show(page, typical);
      await page.getByRole('button', { name: 'Open a ticket' }).click();
      await dialogOf(page, 'Open a ticket').getByLabel('Description').fill('A secret of the client');
      expect(await page.evaluate('JSON.stringify({ ...sessionStorage })')).toContain('A secret');
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'Open a ticket' }).click();
      await dialogOf(page, 'Open a ticket').getByLabel('Description').fill('A secret of the client');
      await page.reload();
      await dialogOf(page, 'Open a ticket').waitFor();
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'Sign out' }).click();
      await page.getByLabel('Token').waitFor();
      expect(await page.evaluate('JSON.stringify({ ...sessionStorage })')).not.toContain('A secret');
      await close();
    });
  });
}
