import { describe, expect, it } from 'vitest';
import { wispHubCases } from '../../../src/emulator/wisphub/index.js';
import type { Scope } from '../../../src/model/caller.js';
import { type ConsoleUnderTest, find, show } from './page.js';

const { typical } = wispHubCases;

export function describeScopes({ open, visitPage, gateway }: ConsoleUnderTest): void {
  const openWith = (...scopes: readonly Scope[]) => open({ subject: 'novice', scopes });
  const toSee = (scope: Scope): string => `To see this, your token needs the scope ${scope}.`;

  describe('names the scope that is missing:', () => {
    it('in each part of the page, and says nothing of what it may not know', async () => {
      const { page, close } = await openWith('clients:read');
      await show(page, typical);
      const client = page.getByRole('region', { name: typical.nombre });
      await client.getByText('To ping, your token needs the scope network:diagnose.').waitFor();
      await client.locator('.facts').getByText(toSee('tickets:read')).waitFor();
      await client.getByRole('region', { name: 'Line' }).getByText(toSee('network:read')).waitFor();
      await client.locator('.part', { hasText: 'Invoices' }).getByText(toSee('billing:read')).waitFor();
      expect(await client.locator('.figures').getByText(toSee('personal:read')).count()).toBe(2);
      await client.getByText('Masked: your token lacks the scope personal:read.').waitFor();
      const board = page.getByRole('region', { name: 'Pings' });
      await board.getByText(toSee('network:read')).waitFor();
      expect(await board.getByText(/Results of the last hour|Live|running/).count()).toBe(0);
      const asked: string[] = [];
      page.on('request', (request) => asked.push(request.postData() ?? ''));
      await page.getByRole('heading', { name: 'Pings' }).click();
      await page.keyboard.press('p');
      await page.keyboard.press('r');
      await expect.poll(() => asked.some((text) => text.includes('query OperatorClient'))).toBe(true);
      expect(asked.filter((text) => text.includes('mutation'))).toEqual([]);
      const text = await page.locator('main').innerText();
      expect(text).not.toMatch(/Something went wrong|Try again|No tickets|No recent pings|No pings to show|\bNone\b/);
      await close();
    });

    it('where more than one is needed, the one that the token lacks', async () => {
      const { page, close } = await openWith('clients:read', 'billing:read');
      await show(page, typical);
      await page.locator('.part', { hasText: 'Invoices' }).getByText(toSee('personal:read')).waitFor();
      await close();
    });

    it('to who searches, by whatever', async () => {
      const { page, close } = await openWith('network:read');
      for (const text of [typical.cedula, 'perez']) {
        await find(page, text);
        await page.getByRole('region', { name: 'Find a client' }).getByText(toSee('clients:read')).waitFor();
        expect(await page.getByText('No client found').count()).toBe(0);
      }
      await close();
    });

    it.each([
      ['es-CO', 'Para ver esto, su token necesita el permiso network:read.', 'Para hacer ping, su token necesita'],
      [
        'pt-BR',
        'Para ver isto, o seu token precisa da permissão network:read.',
        'Para fazer ping, o seu token precisa',
      ],
    ])('in the operator’s language (%s)', async (locale, toSeePings, toPing) => {
      const { page, close } = await visitPage({ locale });
      await page.getByLabel('Token').fill(gateway().token({ subject: 'novice', scopes: ['clients:read'] }));
      await page.keyboard.press('Enter');
      await page.locator('.board').getByText(toSeePings).waitFor();
      await page.locator('#search').fill(typical.cedula);
      await page.keyboard.press('Enter');
      await page.locator('#client').getByText(`${toPing}`).waitFor();
      await close();
    });

    it('and what a back end failed to tell is not made out to be nothing', async () => {
      const { page, close } = await open();
      await page.route('**/graphql', async (route) => {
        if (!route.request().postData()?.includes('query OperatorClient')) return route.continue();
        const response = await route.fetch();
        const answer = (await response.json()) as { data: { client: object }; errors?: object[] };
        answer.data.client = { ...answer.data.client, tickets: { totalCount: null, nodes: [] } };
        const extensions = { code: 'UPSTREAM_TIMEOUT', backend: 'WISPHUB', retryable: true };
        answer.errors = [{ message: '', path: ['client', 'tickets'], extensions }];
        return route.fulfill({ response, json: answer });
      });
      await show(page, typical);
      await page.locator('#client').getByText('UPSTREAM_TIMEOUT').waitFor();
      expect(await page.getByText('No tickets').count()).toBe(0);
      await close();
    });
  });
}
