import type { Page } from 'playwright-core';
import type { TestGateway, Who } from '../../gateway/gateway.js';
import type { Visit, visit } from '../browser.js';

/** The console as a test uses it. */
export interface ConsoleUnderTest {
  /** The gateway of the moment: some tests start it anew. */
  readonly gateway: () => TestGateway;
  /** The page before anybody has signed in. */
  readonly visitPage: (options?: Parameters<typeof visit>[2]) => Promise<Visit>;
  readonly open: (who?: Who, options?: Parameters<typeof visit>[2]) => Promise<Visit>;
  readonly ping: (row: { readonly id_servicio: number }) => Promise<void>;
  /** Ends the gateway, and starts it again at the same address. */
  readonly stop: () => Promise<() => Promise<void>>;
}

export async function signIn(page: Page, token: string): Promise<void> {
  await page.getByLabel('Token').fill(`Bearer ${token}`);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('button', { name: 'Sign out' }).waitFor();
}

export async function find(page: Page, text: string): Promise<void> {
  await page.getByLabel('Service number, document, phone or name').fill(text);
  await page.keyboard.press('Enter');
}

/** Finds somebody by their document, and waits until all parts of the panel are there. */
export async function show(page: Page, row: { readonly cedula: string; readonly nombre: string }): Promise<void> {
  await find(page, row.cedula);
  await page.getByRole('region', { name: row.nombre }).getByText('Records by back end').waitFor();
  await page.locator('#client [aria-busy=true]').first().waitFor({ state: 'detached' });
}

/** Text of the element that has the focus, in short. `BODY`: nothing has it. */
export async function focused(page: Page): Promise<string> {
  const read = `(() => {
    const { tagName, id, innerText = '' } = document.activeElement;
    return tagName === 'BODY' ? 'BODY' : (id || innerText.trim());
  })()`;
  return String(await page.evaluate(read));
}
