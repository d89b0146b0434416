// npm run screenshots: makes the pictures of docs/images from a demo, in Debian's Chromium. Needs `npm run build`.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { chromium } from 'playwright-core';

const demo = spawn(process.execPath, ['dist/cli/index.js', 'demo'], { env: { ...process.env, PORT: '0' } });
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
try {
  const { url, token } = await readDemo();
  const context = await browser.newContext({ viewport: { width: 1200, height: 780 }, locale: 'en-GB' });
  const page = await context.newPage();
  const shoot = (name) => page.screenshot({ path: `docs/images/${name}.png` });
  await page.goto(`${url}/console`);
  const field = page.getByLabel('Token');
  if (await field.isVisible()) {
    await field.fill(token);
    await page.getByRole('button', { name: 'Sign in' }).click();
  }
  await page.getByRole('button', { name: 'Sign out' }).waitFor();
  await page.getByLabel('Service number, document, phone or name').fill('1098765432');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Ping', exact: true }).click();
  const board = page.getByRole('region', { name: 'Pings' });
  await board.getByRole('row', { name: /^Running/ }).waitFor();
  await shoot('ping-running');
  await board.getByRole('row', { name: /^(?:Stable|Intermittent|Antenna only|No internet)/ }).waitFor();
  await shoot('console');
} finally {
  await browser.close();
  demo.kill();
}

/** Address and the operator's token, as the demo prints them. */
async function readDemo() {
  let url;
  let isOperator = false;
  for await (const line of createInterface(demo.stdout)) {
    url ??= /http:\/\/127\.0\.0\.1:\d+/.exec(line)?.[0];
    isOperator ||= line.trim() === 'an operator';
    const token = isOperator ? /^\s+(ey\S+)$/.exec(line)?.[1] : undefined;
    if (token !== undefined) return { url, token };
  }
  throw new Error('the demo has ended');
}
