import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { wispHubCases } from '../../../src/emulator/wisphub/index.js';
import type { Scope } from '../../../src/model/caller.js';
import { quickPings, startTestGateway, type TestGateway } from '../../gateway/gateway.js';
import { findFaults } from '../axe.js';
import { type Visit, visit } from '../browser.js';
import { show, signIn } from './page.js';

const { pingAntennaOnly, pingHangs, pingIntermittent, pingNoInternet, suspended } = wispHubCases;

export function describeDiagnoses(browser: () => Browser): void {
  describe('finds out why a client has no internet:', () => {
    let gateway: TestGateway;

    beforeAll(async () => {
      gateway = await startTestGateway({
        backends: ['wispHub'],
        wispHub: { lineage: 'native' },
        environment: {
          ...{
            WISPHUB_API_KEY: 'wisphub-planted-api-key',
            WISPHUB_DIALECT: 'native',
            CONSOLE: 'true',
            COST_PER_MINUTE: '10000000',
          },
        },
        // A test looks at the one that hangs, for as long as it likes.
        pingTimings: { ...quickPings, deadline: 60_000 },
      });
    });
    beforeEach(() => gateway.wispHub.reset());
    afterAll(() => gateway?.close());

    async function open(options: Parameters<typeof visit>[2] = {}, scopes?: readonly Scope[]): Promise<Visit> {
      const opened = await visit(browser(), `${gateway.url}/console`, { locale: 'en-GB', ...options });
      await signIn(opened.page, gateway.token(scopes === undefined ? {} : { subject: 'novice', scopes }));
      return opened;
    }

    it.each([
      {
        row: pingNoInternet,
        steps: [
          'Outage none known',
          'Account not suspended',
          'Ping No internet',
          'Ticket none open',
          /^Tickets of the zone/,
        ],
        cause: 'Nothing answers',
        action: 'Open a ticket.',
        button: 'Open a ticket',
        fields: { Subject: /\w/, Description: /\w/ },
      },
      {
        row: suspended,
        steps: [/^Outage none known/, 'Account suspended or cancelled, owes, may promise', 'Ping not needed'],
        cause: 'Suspended for debt',
        action: 'They can pay, or promise to.',
        button: 'Record a promise',
        fields: { 'Pays by': /^\d{4}-\d\d-\d\d$/ },
      },
      {
        row: pingAntennaOnly,
        steps: ['Ping Antenna only'],
        cause: 'Equipment at the subscriber’s',
        action: 'They restart their router; then ping again.',
        button: 'Open a ticket',
        fields: { Subject: /\w/, Description: /\w/ },
      },
    ])('$cause, step by step, by keys alone, with the next write filled in', async (known) => {
      const { row, steps, cause, action, button, fields } = known;
      const { page, strayed, faults, close } = await open({ viewport: { width: 390, height: 844 } });
      await show(page, row);
      await page.getByRole('button', { name: 'Diagnose' }).press('Enter');
      const diagnosis = page.getByRole('region', { name: 'Diagnosis' });
      await diagnosis.getByText(cause).waitFor();
      await diagnosis.getByText(action).waitFor();
      await diagnosis.getByText('To tell the subscriber').waitFor();
      expect((await diagnosis.locator('blockquote').innerText()).length).toBeGreaterThan(20);
      const shown = (await diagnosis.getByRole('listitem').allInnerTexts()).map((text) => text.replace(/\s+/g, ' '));
      for (const step of steps)
        expect(shown).toContainEqual(typeof step === 'string' ? step : expect.stringMatching(step));
      await page.getByRole('status').getByText(`Diagnosis of ${row.nombre}: ${cause}`).waitFor({ state: 'attached' });
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390);
      for (const theme of ['dark', 'light']) {
        await page.evaluate(`document.documentElement.dataset.theme = '${theme}'`);
        expect(await findFaults(page)).toEqual([]);
      }
      await diagnosis.getByRole('button', { name: button }).press('Enter');
      const dialog = page.getByRole('dialog', { name: button });
      for (const [label, value] of Object.entries(fields))
        await expect.poll(() => dialog.getByLabel(label).inputValue()).toMatch(value);
      expect([gateway.wispHub.effects.tickets, gateway.wispHub.effects.promises]).toEqual([[], []]);
      await dialog.getByRole('button', { name: 'Confirm' }).press('Enter');
      await dialog.getByText(/The ticket is open|The promise is recorded/).waitFor();
      const { tickets, promises } = gateway.wispHub.effects;
      expect(tickets.length + promises.length).toBe(1);
      expect([strayed, faults]).toEqual([[], []]);
      await close();
    });

    it('shows a step before the next is known, goes on over a reload, and starts none twice', async () => {
      const { page, close } = await open();
      await show(page, pingHangs);
      await page.getByRole('button', { name: 'Diagnose' }).click();
      const diagnosis = page.getByRole('region', { name: 'Diagnosis' });
      const step = (name: string) => diagnosis.getByRole('listitem').filter({ hasText: name });
      for (let time = 0; time < 2; time += 1) {
        await step('Ping').getByText('under way…').waitFor();
        await step('Outage').getByText('none known').waitFor();
        await step('Ticket').first().getByText('not begun').waitFor();
        expect(await diagnosis.getByText('To tell the subscriber').count()).toBe(0);
        await page.getByRole('button', { name: 'Diagnosing…' }).press('Enter');
        await page.reload();
        await page.getByRole('region', { name: pingHangs.nombre }).waitFor();
      }
      await step('Ping').getByText('under way…').waitFor();
      expect(gateway.wispHub.effects.pings).toHaveLength(1);
      await page.getByRole('combobox', { name: 'Language' }).selectOption('es');
      await page.getByRole('region', { name: 'Diagnóstico' }).getByText('en curso…').waitFor();
      await page.getByRole('button', { name: 'Cerrar sesión' }).click();
      expect(await page.evaluate('JSON.stringify({ ...sessionStorage })')).not.toContain('diagnosis');
      await close();
    });

    it('for nobody whose token does not allow it', async () => {
      const { page, close } = await open({}, ['clients:read', 'network:read']);
      await show(page, pingNoInternet);
      expect(await page.getByRole('button', { name: /Diagnose|Ping the zone/ }).count()).toBe(0);
      await close();
    });

    it('and tells loss and latency of each ping, where the back end does', async () => {
      const { page, close } = await open();
      await show(page, pingIntermittent);
      const line = page.getByRole('region', { name: 'Line' });
      const ping = line.getByRole('button', { name: 'Ping', exact: true });
      await ping.click();
      await line.getByText('Loss 50 % · Latency 1.3 ms').waitFor();
      await ping.click();
      await line.getByText('Earlier pings (1)').click();
      await line.getByRole('row', { name: /Intermittent 50 % 1\.3 ms/ }).waitFor();
      await close();
    });
  });
}
