import type { Page, Route } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { wispHubCases } from '../../../src/emulator/wisphub/index.js';
import { type ConsoleUnderTest, find, show, signIn } from './page.js';

const { typical } = wispHubCases;
const { nombre, cedula } = typical;

/** All that the page holds, whether it is seen or not. */
export async function held(page: Page): Promise<string> {
  const read = `document.documentElement.outerHTML + document.title + location.href + JSON.stringify(history.state) +
    [...document.querySelectorAll('input, textarea')].map(({ value }) => value) +
    JSON.stringify([{ ...sessionStorage }, { ...localStorage }])`;
  return String(await page.evaluate(read));
}

export function describeNextPerson({ open, gateway }: ConsoleUnderTest): void {
  const novice = (): string => gateway().token({ subject: 'novice', scopes: ['clients:read'] });

  describe('keeps from the next person what the last one saw:', () => {
    it('who finds the same client masked, also by the keys that undo', async () => {
      const { page, close } = await open();
      await show(page, typical);
      await page.getByRole('button', { name: 'Ping', exact: true }).click();
      await page.getByRole('status').getByText(`Ping of ${nombre}: Stable`).waitFor();
      await page.getByRole('button', { name: 'Sign out' }).click();
      await page.getByLabel('Token').waitFor();
      const secrets = [nombre, cedula, 'tester', 'eyJ', String(typical.id_servicio)];
      const left = await held(page);
      expect(secrets.filter((secret) => left.includes(secret))).toEqual([]);
      await signIn(page, novice());
      await page.getByLabel('Service number, document, phone or name').focus();
      await page.keyboard.press('Control+z');
      const before = await held(page);
      expect([nombre, cedula, 'tester'].filter((secret) => before.includes(secret))).toEqual([]);
      await find(page, String(typical.id_servicio));
      await page.getByRole('region', { name: nombre }).getByText('•••••32').first().waitFor();
      expect(await held(page)).not.toContain(cedula);
      await close();
    });

    it.each(['query FindClient', 'query OperatorClient', 'mutation OperatorStartPing'])(
      'also where the answer comes after they have gone (%s), and asks no more in their name',
      async (operation) => {
        const token = gateway().token();
        const { page, close } = await open();
        if (operation.startsWith('mutation')) await show(page, typical);
        let release = (): void => undefined;
        const isLet = new Promise<void>((resolve) => {
          release = resolve;
        });
        let answered = (): void => undefined;
        const isAnswered = new Promise<void>((resolve) => {
          answered = resolve;
        });
        const hold = async (route: Route): Promise<void> => {
          if (!route.request().postData()?.includes(operation)) return route.continue();
          const response = await route.fetch();
          await isLet;
          await route.fulfill({ response }).catch(() => undefined);
          answered();
        };
        await page.route('**/graphql', hold);
        const asked = page.waitForRequest((request) => request.postData()?.includes(operation) === true);
        if (operation.startsWith('mutation')) await page.getByRole('button', { name: 'Ping', exact: true }).click();
        else await find(page, cedula);
        await asked;
        await page.getByRole('button', { name: 'Sign out' }).click();
        await signIn(page, novice());
        const later: string[] = [];
        page.on('request', (request) => {
          if (request.headers().authorization?.includes(token) === true) later.push(request.postData() ?? '');
        });
        release();
        await isAnswered;
        // Through an answer of the new session nothing of the old one is under way.
        await find(page, 'perez');
        await page.getByRole('list', { name: 'Clients found' }).waitFor();
        const text = await held(page);
        expect([later, [nombre, cedula].filter((secret) => text.includes(secret))]).toEqual([[], []]);
        await close();
      },
    );

    it('in a page that the browser kept aside while another tab signed out', async () => {
      const { page, close } = await open();
      await show(page, typical);
      const bring = "dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))";
      const put = "dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))";
      await page.evaluate(`${put}; ${bring}`);
      await page.getByRole('region', { name: nombre }).waitFor();
      await page.evaluate(`${put}; localStorage.setItem('isp-gateway.sitting', '{"id":"another"}'); ${bring}`);
      await page.getByLabel('Token').waitFor();
      const left = await held(page);
      expect([nombre, cedula, 'tester', 'eyJ'].filter((secret) => left.includes(secret))).toEqual([]);
      await close();
    });
  });
}
