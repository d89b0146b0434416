import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { wispHubCases } from '../../../src/emulator/wisphub/index.js';
import {
  startWisproCloud,
  type WisproCloudEmulator,
  wisproApiToken,
} from '../../../src/emulator/wispro/cloud/index.js';
import { encodeId } from '../../../src/model/id.js';
import { dataOf, quickPings, startTestGateway, type TestGateway } from '../../gateway/gateway.js';
import { findFaults } from '../axe.js';
import { type Visit, visit } from '../browser.js';
import { focused, show, signIn } from './page.js';

const { sharedDocumentSecond, suspended, typical } = wispHubCases;
const idOf = ({ id_servicio }: { readonly id_servicio: number }): string => encodeId('Client', 'WISPHUB', id_servicio);

const report = 'mutation ($input: ReportPaymentInput!) { reportPayment(input: $input) { __typename } }';
const promise = `mutation ($input: CreatePaymentPromiseInput!) {
  createPaymentPromise(input: $input) { ... on OutcomeUnknown { reference } }
}`;

/** What a person decides, and the zones and outages, beside the client. */
export function describeDesk(browser: () => Browser): void {
  describe('has a desk beside the client:', () => {
    let cloud: WisproCloudEmulator;
    let gateway: TestGateway;

    beforeAll(async () => {
      cloud = await startWisproCloud({ subscribers: 60 });
      gateway = await startTestGateway({
        backends: ['wispHub'],
        wispHub: { lineage: 'native' },
        environment: {
          ...{
            WISPHUB_API_KEY: 'wisphub-planted-api-key',
            WISPHUB_DIALECT: 'native',
            WISPHUB_PAYMENT_METHOD: 'efectivo',
          },
          ...{
            CONSOLE: 'true',
            COST_PER_MINUTE: '10000000',
            WISPRO_API_URL: cloud.url,
            WISPRO_API_TOKEN: wisproApiToken,
          },
        },
        pingTimings: quickPings,
        reconcilerTimeScale: 0.0005,
        zonePingLimits: { clients: 12, atOnce: 2, perMinute: 1_000, pauseMs: 20, deadlineMs: 10_000 },
      });
    });
    beforeEach(() => gateway.wispHub.reset());
    afterAll(async () => {
      await gateway?.close();
      await cloud?.close();
    });

    async function open(options: Parameters<typeof visit>[2] = {}): Promise<Visit> {
      const opened = await visit(browser(), `${gateway.url}/console`, { locale: 'en-GB', ...options });
      await signIn(opened.page, gateway.token());
      return opened;
    }

    /** In both themes and at the width of a telephone. */
    async function expectForEverybody(page: Page): Promise<void> {
      for (const width of [390, 1_280]) {
        await page.setViewportSize({ width, height: 844 });
        for (const theme of ['dark', 'light']) {
          await page.evaluate(`document.documentElement.dataset.theme = '${theme}'`);
          expect([width, theme, await findFaults(page)]).toEqual([width, theme, []]);
        }
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
      }
    }

    const claim = async (reference: string, contentHash: string): Promise<void> => {
      const input = { clientId: idOf(typical), amount: '40000.00', reference, bank: 'Bancolombia', contentHash };
      dataOf(await gateway.send(report, { input }));
    };

    it('a reported payment is confirmed as one of an invoice, another is rejected, and each once', async () => {
      await claim('TRX-41', 'ab'.repeat(32));
      await claim('TRX-42', 'cd'.repeat(32));
      const { page, close } = await open();
      await page.getByRole('tab', { name: 'Reported payments 2' }).click();
      const list = page.getByRole('list', { name: 'Reported payments' });
      await list.getByText('TRX-41 · Bancolombia').waitFor();
      await expectForEverybody(page);
      await list.getByRole('button', { name: 'Confirm… TRX-41' }).press('Enter');
      const dialog = page.getByRole('dialog', { name: 'Confirm a reported payment' });
      await dialog.getByLabel('For the invoice').selectOption({ label: '10011 · COP 40,000' });
      await dialog.getByText(/Records 40000\.00 COP received from ESPERANZA BENÍTEZ for invoice 10011/).waitFor();
      expect(gateway.wispHub.effects.payments).toHaveLength(0);
      expect(await findFaults(page)).toEqual([]);
      await dialog.getByRole('button', { name: 'Confirm', exact: true }).press('Enter');
      await dialog.getByText('The payment is recorded, and the report confirmed.').waitFor();
      await page.keyboard.press('Escape');
      await list.getByText('TRX-41').waitFor({ state: 'detached' });
      expect(gateway.wispHub.effects.payments).toMatchObject([{ invoiceId: 10_011, reference: 'TRX-41' }]);

      // The answer to the rejection is lost: a repeat finds that it was made.
      await page.route('**/graphql', async (route) => {
        if (!route.request().postData()?.includes('mutation RejectPaymentReport')) return route.continue();
        await route.fetch();
        return route.abort();
      });
      await list.getByRole('button', { name: 'Reject… TRX-42' }).click();
      const rejection = page.getByRole('dialog', { name: 'Reject a reported payment' });
      await rejection.getByText(/Rejects the report of COP.40,000 with the reference TRX-42\./).waitFor();
      await rejection.getByRole('button', { name: 'Confirm' }).click();
      await rejection.getByText(/the answer did not arrive/).waitFor();
      await page.unroute('**/graphql');
      await page.reload();
      await rejection.getByRole('button', { name: 'Ask again' }).click();
      await rejection.getByText('The report is rejected.').waitFor();
      await page.keyboard.press('Escape');
      await page.getByRole('tab', { name: 'Reported payments' }).click();
      await page.getByText('No reported payments').waitFor();
      expect(gateway.wispHub.effects.payments).toHaveLength(1);
      await close();
    }, 60_000);

    it.each([
      ['It happened…', 'Records that it has happened', 'DONE', suspended],
      ['It did not…', 'Records that it has not happened', 'NOT_DONE', sharedDocumentSecond],
    ])(
      'a write of unknown outcome is settled (%s), with a note, and shows up by itself',
      async (button, said, state, row) => {
        const { page, close } = await open();
        gateway.wispHub.fault({ route: 'POST /api/promesa-pago/', times: 1, fault: { kind: 'reset', when: 'after' } });
        const validUntil = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10);
        const input = { clientId: idOf(row), validUntil, idempotencyKey: `lost-${state}` };
        const { createPaymentPromise } = dataOf(
          await gateway.send<{ createPaymentPromise: { reference: string } }>(promise, { input }),
        );
        const { reference } = createPaymentPromise;
        await page.getByRole('tab', { name: 'To settle' }).click();
        const settle = page.getByRole('button', { name: `${button} ${reference}` });
        const again = page.getByRole('button', { name: 'Ask again' });
        const isListed = async (): Promise<number> => {
          await again.click();
          return settle.count();
        };
        await expect.poll(isListed, { timeout: 20_000, interval: 1_000 }).toBe(1);
        await expectForEverybody(page);
        await settle.click();
        const dialog = page.getByRole('dialog', { name: 'Settle an unknown outcome' });
        await dialog.getByText(`${said}: Promise to pay · ${row.nombre}.`, { exact: false }).waitFor();
        await dialog.getByLabel('How you found out').fill('Asked the colleague');
        await page.reload();
        expect(await dialog.getByLabel('How you found out').inputValue()).toBe('Asked the colleague');
        await dialog.getByRole('button', { name: 'Confirm' }).click();
        await dialog.getByText('It is settled.').waitFor();
        const { writeOutcome } = dataOf(
          await gateway.send<{ writeOutcome: object }>(
            'query ($reference: ID!) { writeOutcome(reference: $reference) { state note settledBy } }',
            { reference },
          ),
        );
        expect(writeOutcome).toEqual({ state, note: 'Asked the colleague', settledBy: 'tester' });
        await close();
      },
      60_000,
    );

    it('a zone is pinged by keys alone, goes on over a reload, and its outage stands above everything', async () => {
      const inZone = gateway.wispHub.clients.filter(({ zona }) => zona?.id === 7);
      for (const row of inZone) Object.assign(row, { pingOutcome: 'none' });
      gateway.wispHub.settings({ pingMs: 600 });
      const { page, close } = await open();
      await page.getByRole('tab', { name: 'Pings' }).press('ArrowRight');
      await expect.poll(() => focused(page)).toBe('tab-outages');
      const panel = page.getByRole('region', { name: 'Outages' }).last();
      await panel.getByText('No outages').waitFor();
      await panel.getByLabel('Number of the zone').fill('7');
      await page.keyboard.press('Enter');
      const dialog = page.getByRole('dialog', { name: 'Ping a zone' });
      await dialog.getByText(/^Pings clients of Zone 7 whose service should work/).waitFor();
      expect(gateway.wispHub.effects.pings).toHaveLength(0);
      await dialog.getByRole('button', { name: 'Confirm' }).press('Enter');
      await dialog.getByText('The pings are under way.').waitFor();
      await page.reload();
      await page.getByRole('tab', { name: 'Outages' }).click();
      const run = page.getByRole('list', { name: 'Ping a zone' });
      await run.getByText('Zone EL PEÑÓN').waitFor();
      await run.getByText('Running').waitFor();
      await run.getByText('12 of 12 pinged · 0 answer · 12 do not').waitFor({ timeout: 20_000 });
      expect(gateway.wispHub.effects.pings).toHaveLength(12);
      const banner = page.locator('.outage-banner');
      await banner.getByText('Outage: Zone EL PEÑÓN').waitFor();
      await page.getByRole('tab', { name: 'Pings' }).click();
      await banner.getByRole('button', { name: 'Show outages' }).press('Enter');
      await expect.poll(() => focused(page)).toBe('tab-outages');
      await panel.getByText(/by pings · 12 of 12 pinged do not answer/).waitFor();
      await panel.locator('summary').click();
      await expectForEverybody(page);
      await panel.getByRole('button', { name: typical.nombre }).click();
      await page.getByRole('region', { name: typical.nombre }).getByText('EL PEÑÓN').first().waitFor();
      await page.setViewportSize({ width: 390, height: 844 });
      const ping = page.getByRole('button', { name: 'Ping', exact: true });
      const box = await ping.boundingBox();
      expect((box?.y ?? 844) + (box?.height ?? 0)).toBeLessThanOrEqual(844);
      await close();
    }, 60_000);

    it('hides what the token does not allow, and names nobody on an outage', async () => {
      const opened = await visit(browser(), `${gateway.url}/console`, { locale: 'en-GB' });
      const { page, close } = opened;
      await signIn(page, gateway.token({ subject: 'novice', scopes: ['network:read'] }));
      await page.getByRole('tab', { name: 'Outages' }).click();
      await page
        .getByRole('region', { name: 'Outages' })
        .last()
        .getByText(/clients affected/)
        .waitFor();
      expect(await page.getByRole('tab').allInnerTexts()).toEqual(['Pings', expect.stringContaining('Outages')]);
      expect(await page.content()).not.toContain(typical.nombre);
      expect(await page.getByRole('button', { name: 'Ping the zone…' }).count()).toBe(0);
      await close();
    });

    it('finds people by name in the list of either back end, and says of which', async () => {
      const { page, close } = await open();
      await page.getByLabel('Service number, document, phone or name').fill('oscar');
      await page.keyboard.press('Enter');
      const found = page.getByRole('list', { name: 'Clients found' });
      await found
        .getByText(/^WISPHUB · #/)
        .first()
        .waitFor();
      await found
        .getByRole('button', { name: /WISPRO/ })
        .first()
        .click();
      await page.getByText('Records by back end').waitFor();
      await show(page, typical);
      await close();
    });
  });
}
