import { describe, expect, it } from 'vitest';
import { wispHubCases } from '../../../src/emulator/wisphub/index.js';
import { encodeId } from '../../../src/model/id.js';
import { type ConsoleUnderTest, focused, show, signIn } from './page.js';

const { sharedPersonThree, typical } = wispHubCases;
const addressOf = ({ id_servicio }: { readonly id_servicio: number }): string =>
  `/console#client=${encodeId('Client', 'WISPHUB', id_servicio)}`;

export function describeAddress({ open, visitPage, gateway, ping }: ConsoleUnderTest): void {
  describe('has an address for each client:', () => {
    it('Back and Forward show the one before and the one after, and a reload the same', async () => {
      const { page, close } = await open();
      await show(page, typical);
      await show(page, sharedPersonThree);
      expect(page.url()).toBe(`${gateway().url}${addressOf(sharedPersonThree)}`);
      await page.goBack();
      await page.getByRole('region', { name: typical.nombre }).waitFor();
      expect(page.url()).toBe(`${gateway().url}${addressOf(typical)}`);
      await page.goBack();
      await page.getByText('No client selected').waitFor();
      await page.goForward();
      await page.getByRole('region', { name: typical.nombre }).waitFor();
      await page.reload();
      await page.getByRole('region', { name: typical.nombre }).waitFor();
      await close();
    });

    it('that a colleague opens, once they have signed in, and that goes with the one who signs out', async () => {
      const { page, close } = await visitPage();
      await page.goto(`${gateway().url}${addressOf(typical)}`);
      await signIn(page, gateway().token());
      await page.getByRole('region', { name: typical.nombre }).waitFor();
      await page.keyboard.press('Escape');
      await page.locator('body').press('Tab');
      await page.getByRole('button', { name: 'Skip to the client' }).focus();
      await page.keyboard.press('Enter');
      await expect.poll(() => focused(page)).toBe('client');
      expect(page.url()).toBe(`${gateway().url}${addressOf(typical)}`);
      await page.getByRole('button', { name: 'Sign out' }).click();
      await page.getByLabel('Token').waitFor();
      expect(page.url()).toBe(`${gateway().url}/console`);
      await close();
    });
  });

  it.each([
    [1_280, 800],
    [390, 844],
  ])('shows the way to ping and the last result without scrolling at %i x %i', async (width, height) => {
    const { page, close } = await open({}, { viewport: { width, height } });
    await ping(typical);
    await show(page, typical);
    const line = page.getByRole('region', { name: 'Line' });
    for (const seen of [line.getByRole('button', { name: 'Ping', exact: true }), line.getByText('Stable').first()]) {
      const box = await seen.boundingBox();
      expect(box?.y).toBeGreaterThanOrEqual(0);
      expect((box?.y ?? height) + (box?.height ?? 0)).toBeLessThanOrEqual(height);
    }
    await ping(typical);
    await line.getByText(/Earlier pings/).click();
    await line
      .getByRole('row', { name: /Stable .*tester/ })
      .first()
      .waitFor();
    await close();
  });
}
