import { describe, expect, it } from 'vitest';
import { wispHubCases } from '../../../src/emulator/wisphub/index.js';
import { type ConsoleUnderTest, find, show } from './page.js';

const { sharedPersonThree, typical } = wispHubCases;

/** Seconds of an age such as `12 s ago`. */
const secondsIn = (text: string): number => Number(/(\d+) s ago/.exec(text)?.[1]);

export function describeContact({ open, ping, stop }: ConsoleUnderTest): void {
  describe('tells the truth without a connection and after:', () => {
    it('offline nothing claims to be current, and ages go on from the answer', async () => {
      const { page, close } = await open();
      await ping(typical);
      await show(page, sharedPersonThree);
      const header = page.getByRole('banner');
      const board = page.getByRole('region', { name: 'Pings' });
      const age = page.locator('.age');
      await header.getByText('up', { exact: true }).first().waitFor();
      await board.getByText('Live', { exact: true }).waitFor();
      await page.context().setOffline(true);
      await header.getByText(/No connection: status of \d+ s ago/).waitFor();
      await board.getByText('Reconnecting…').waitFor();
      expect(await board.getByText('Live', { exact: true }).count()).toBe(0);
      expect(await header.locator('.ok').count()).toBe(0);
      await age.getByText(/Updated [4-9] s ago/).waitFor();
      await page.getByRole('button', { name: 'Refresh' }).click();
      await age.getByText(/may be out of date/).waitFor();
      const before = secondsIn(await age.innerText());
      expect(before).toBeGreaterThanOrEqual(4);
      await expect.poll(async () => secondsIn(await age.innerText()), { timeout: 5_000 }).toBeGreaterThan(before);

      await page.context().setOffline(false);
      await header.getByText('up', { exact: true }).first().waitFor();
      expect(await header.getByText(/No connection/).count()).toBe(0);
      await board.getByText('Live', { exact: true }).waitFor();
      // The panel asks again by itself.
      await age.getByText(/Updated [0-2] s ago$/).waitFor();
      expect(await page.locator('#client').getByText('UNREACHABLE').count()).toBe(0);
      await close();
    }, 30_000);

    it('the header says so when the gateway goes, whoever looks at the pings', async () => {
      const all = await open();
      const few = await open({ subject: 'novice', scopes: ['clients:read'] });
      const start = await stop();
      for (const { page } of [all, few]) await page.getByText(/No connection: status of/).waitFor({ timeout: 35_000 });
      await start();
      for (const { page } of [all, few]) {
        await page.getByText(/No connection/).waitFor({ state: 'detached' });
        await page.getByRole('banner').locator('.ok').first().waitFor();
        await page.reload();
        await page.close();
      }
      await all.close();
      await few.close();
    }, 60_000);

    it('a page of something between is no answer of the gateway', async () => {
      const { page, close } = await open();
      await page.route('**/graphql', (route) => route.fulfill({ status: 502, contentType: 'text/html', body: '<p>' }));
      await find(page, typical.cedula);
      await page.getByText(/No connection: status of/).waitFor();
      await page.unroute('**/graphql');
      await page.getByText(/No connection/).waitFor({ state: 'detached' });
      await close();
    });

    it('the age of a record is said once, and that of a ping is its own', async () => {
      const { page, close } = await open();
      await ping(sharedPersonThree);
      await show(page, sharedPersonThree);
      const client = page.locator('#client');
      await client.getByText('Stable').first().waitFor();
      expect(await client.getByText(/Updated/).count()).toBe(1);
      await client
        .getByText(/^\d+ s ago$/)
        .first()
        .waitFor();
      const [records] = await client.getByRole('table').allInnerTexts();
      expect(records).toContain('WISPHUB');
      expect(records).not.toMatch(/\b\d+ s\b|Age/);
      await close();
    });
  });
}
