import { describe, expect, it } from 'vitest';
import { wispHubCases } from '../../../src/emulator/wisphub/index.js';
import { type ConsoleUnderTest, find, focused, show } from './page.js';

const { sharedPersonThree, typical } = wispHubCases;

export function describeFocus({ open, visitPage, gateway, ping }: ConsoleUnderTest): void {
  describe('keeps the focus:', () => {
    it('on the button that refreshes, and on the one that pings', async () => {
      const { page, close } = await open();
      await show(page, sharedPersonThree);
      for (const name of ['Refresh', 'Ping']) {
        await page.getByRole('button', { name, exact: true }).focus();
        const answered = page.waitForResponse('**/graphql');
        await page.keyboard.press('Enter');
        await answered;
        await expect.poll(() => page.getByRole('button', { name, exact: true }).isEnabled()).toBe(true);
        await expect.poll(() => focused(page)).toBe(name);
      }
      await close();
    });

    it('in the panel, where the button that had it is gone', async () => {
      const { page, close } = await open();
      await show(page, sharedPersonThree);
      await page.getByRole('button', { name: 'Close' }).focus();
      await page.keyboard.press('Enter');
      await page.getByText('No client selected').waitFor();
      await expect.poll(() => focused(page)).toBe('client');
      await show(page, sharedPersonThree);
      await page.route('**/graphql', (route) => route.abort());
      await page.getByRole('button', { name: 'Refresh' }).click();
      const again = page.locator('#client').getByRole('button', { name: 'Try again' });
      await again.waitFor({ timeout: 15_000 });
      await page.unroute('**/graphql');
      await again.focus();
      await page.keyboard.press('Enter');
      await again.waitFor({ state: 'detached' });
      await expect.poll(() => focused(page)).toBe('client');
      await close();
    });

    it('on the row by which another client is shown', async () => {
      const { page, close } = await open();
      await ping(typical);
      await find(page, 'perez');
      const row = page.getByRole('list', { name: 'Clients found' }).getByRole('button').first();
      await row.focus();
      const shown = await focused(page);
      await page.keyboard.press('Enter');
      await page.locator('#client').getByText('Records by back end').waitFor();
      await expect.poll(() => focused(page)).toBe(shown);
      const task = page.getByRole('table', { name: 'Pings' }).getByRole('button', { name: typical.nombre }).first();
      await task.focus();
      await page.keyboard.press('Enter');
      await page.getByRole('region', { name: typical.nombre }).getByText('Records by back end').waitFor();
      await expect.poll(() => focused(page)).toBe(typical.nombre);
      await close();
    });

    it('after the dialog, however it was opened', async () => {
      const { page, close } = await open();
      await show(page, sharedPersonThree);
      const dialog = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
      for (const [name, key] of [
        ['Shortcuts ?', 'Enter'],
        ['Refresh', '?'],
      ] as const) {
        await page.getByRole('button', { name }).focus();
        for (const end of ['Escape', 'Enter']) {
          await page.keyboard.press(key);
          await dialog.waitFor();
          if (end === 'Enter') await dialog.getByRole('button', { name: 'Close' }).focus();
          await page.keyboard.press(end);
          await dialog.waitFor({ state: 'hidden' });
          await expect.poll(() => focused(page)).toBe(name);
        }
      }
      await close();
    });

    it('at the token, whenever one is asked for, also where the dialog was open', async () => {
      const { page, close } = await visitPage();
      await page.getByLabel('Token').fill('eyJ.none.good');
      await page.keyboard.press('Enter');
      await page.getByText('This token is not accepted').waitFor();
      await expect.poll(() => focused(page)).toBe('token');
      await page.keyboard.type(gateway().token());
      await page.keyboard.press('Enter');
      await page.getByText('Live', { exact: true }).waitFor();
      await expect.poll(() => focused(page)).toBe('search');
      await page.getByRole('heading', { name: 'Pings' }).click();
      await page.keyboard.press('?');
      await page.getByRole('dialog').waitFor();
      const body = JSON.stringify({ errors: [{ message: '', extensions: { code: 'UNAUTHENTICATED' } }] });
      await page.route('**/graphql', (route) => route.fulfill({ status: 401, contentType: 'application/json', body }));
      await page.evaluate("dispatchEvent(new Event('online'))");
      await page.getByText('Your session has expired.').waitFor();
      expect(await page.getByRole('dialog').count()).toBe(0);
      await expect.poll(() => focused(page)).toBe('token');
      await close();
    });
  });

  describe('knows a shortcut from what is typed:', () => {
    it('in a field every key is a character, and Home and End are the caret’s', async () => {
      const { page, close } = await open();
      await show(page, sharedPersonThree);
      for (const field of [page.getByLabel('Service number, document, phone or name'), page.getByLabel('Zone')]) {
        await field.fill('');
        await field.focus();
        await page.keyboard.type('a/r?p');
        await page.keyboard.press('Home');
        await page.keyboard.type('/');
        await page.keyboard.press('End');
        await page.keyboard.type('/');
        expect(await field.inputValue()).toBe('/a/r?p/');
      }
      expect(await page.getByRole('dialog').count()).toBe(0);
      await page.getByRole('heading', { name: 'Pings' }).click();
      await page.keyboard.press('/');
      await expect.poll(() => focused(page)).toBe('search');
      await page.keyboard.type('b');
      expect(await page.getByLabel('Service number, document, phone or name').inputValue()).toContain('b');
      await close();
    });

    it('arrows choose in a list of choices, and the last of a list stays the last', async () => {
      const { page, close } = await open();
      await find(page, 'perez');
      const found = page.getByRole('list', { name: 'Clients found' }).getByRole('button');
      await found.first().waitFor();
      const kinds = page.getByLabel('Search by');
      await kinds.focus();
      await page.keyboard.press('ArrowDown');
      expect(await kinds.evaluate((select) => select.matches(':focus'))).toBe(true);
      await found.first().focus();
      await page.keyboard.press('End');
      await page.keyboard.press('ArrowDown');
      expect(await found.last().evaluate((button) => button.matches(':focus'))).toBe(true);
      await close();
    });
  });
}
