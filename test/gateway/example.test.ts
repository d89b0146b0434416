import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Chat, converse } from '../../examples/bot.js';
import { loadPage, searchClients, watchPings } from '../../examples/front-end.js';
import { wispHubCases as cases } from '../../src/emulator/wisphub/index.js';
import { wisproCases } from '../../src/emulator/wispro/index.js';
import { dayIn } from '../../src/model/calendar.js';
import type { Scope } from '../../src/model/caller.js';
import { encodeId } from '../../src/model/id.js';
import { connect } from '../client/harness.js';
import { startProxy } from '../proxy.js';
import { quickPings, startTestGateway, type TestGateway, until } from './gateway.js';

let gateway: TestGateway;

beforeAll(async () => {
  gateway = await startTestGateway({ pingTimings: { ...quickPings, deadline: 60_000 } });
});

afterAll(() => gateway.close());

beforeEach(() => {
  gateway.wispHub.reset();
  gateway.wispro.reset();
});

describe('the bot', () => {
  const scopes: readonly Scope[] = ['clients:read', 'tickets:read', 'network:read', 'billing:read'];

  let sessions = 0;

  /** Talks to the bot as one person. @returns what it said. */
  async function talk(phone: string, answers: readonly string[]): Promise<readonly string[]> {
    const client = connect(gateway, { token: gateway.token({ subject: 'chatbot', scopes }) });
    const said: string[] = [];
    const left = [...answers];
    const ask = async (question: string): Promise<string> => {
      const answer = left.shift();
      if (answer === undefined) throw new Error(`no answer to: ${question}`);
      return answer;
    };
    sessions += 1;
    const chat: Chat = { phone: `+57${phone}`, id: `chat-${sessions}`, say: (text) => said.push(text), ask };
    await converse(client, chat);
    client.close();
    expect(left).toEqual([]);
    return said;
  }

  const factsOf = (row: { readonly nombre: string; readonly direccion: string }) => [row.nombre, row.direccion, '7MB'];
  const day = dayIn('America/Argentina/Buenos_Aires', new Date(Date.now() + 3 * 86_400_000));

  const ticketRoute = 'POST /api/v1/tickets';

  it('leads a whole conversation: debt and payment link, promise to pay, ping, ticket', async () => {
    const person = cases.negativeBalance;
    const report = ['internet', 'sí', 'No funciona desde ayer'];
    const said = await talk(person.telefono, [...factsOf(person), 'deuda', 'promesa', day, ...report, 'adiós']);
    const [ticket] = gateway.wispHub.effects.tickets;
    expect(said).toEqual([
      'Hola, WILLIAM. Soy el asistente de su proveedor de internet.',
      'Para cuidar sus datos, necesito confirmar que es usted.',
      'Factura 00000149: debe 12345.50 ARS, vence el 2025-03-10.',
      expect.stringMatching(/^Puede pagarla aquí: https:\/\/pago\.example\.test\//),
      `Listo: su promesa de pago vale hasta el ${day}.`,
      'Estoy revisando su conexión, espere un momento.',
      'Su equipo responde bien.',
      `Su reporte es el número ${ticket?.id_ticket}.`,
      'Gracias por escribirnos. ¡Que tenga buen día!',
    ]);
    expect(gateway.wispro.promises).toHaveLength(1);
    expect(gateway.wispHub.effects.tickets).toHaveLength(1);
  });

  it('tells a subscriber in their language why there is no promise and no ticket', async () => {
    const active = cases.sharedPersonOne;
    const refused = await talk(active.telefono, [...factsOf(active), 'promesa', day, 'adiós']);
    expect(refused).toContain('Su servicio no está suspendido: no hace falta una promesa de pago.');
    const crowded = cases.fullZone;
    const full = await talk(crowded.telefono, [...factsOf(crowded), 'internet', 'sí', 'No funciona', 'adiós']);
    expect(full).toContain(
      'Ya hay varios reportes abiertos en su zona: los técnicos están al tanto y trabajan en ello.',
    );
  });

  it('leaves a ticket whose outcome is unknown to a person', async () => {
    const person = cases.pingNoInternet;
    gateway.wispHub.fault({ route: ticketRoute, times: 1, fault: { kind: 'reset', when: 'after' } });
    const said = await talk(person.telefono, [...factsOf(person), 'internet', 'sí', 'Sin servicio', 'adiós']);
    expect(said).toContain('Su equipo no responde como debería.');
    expect(said.at(-2)).toMatch(/^No pudimos confirmar si la solicitud quedó registrada.* Referencia: [0-9a-f]+\.$/);
    expect(gateway.wispHub.effects.tickets).toHaveLength(1);
  });

  it('tells nothing to who does not show that it is them, and stops them from guessing', async () => {
    const { telefono } = cases.typical;
    const wrong = ['Otra Persona', 'Otra calle', 'Otro plan'];
    expect((await talk(telefono, wrong)).at(-1)).toBe(
      'Los datos no coinciden con los del titular. Lo comunico con un asesor.',
    );
    for (let tried = 1; tried < 5; tried += 1) await talk(telefono, wrong);
    expect((await talk(telefono, wrong)).at(-1)).toMatch(/^Hubo demasiados intentos/);
    expect(await talk('3999999999', [])).toEqual([expect.stringMatching(/^No encontramos un servicio/)]);
  });
});

describe('the front end', () => {
  const document = wisproCases.paidAndPending.dni;

  it('shows a subscriber with their bills', async () => {
    expect(await loadPage(connect(gateway), document)).toMatchObject({
      kind: 'subscriber',
      card: { name: cases.sharedPersonOne.nombre },
      bills: { kind: 'known', invoices: [{ state: 'PENDING' }] },
    });
  });

  it('shows the card without the bills where the system of the bills is away', async () => {
    gateway.wispro.fault({ route: 'GET /api/invoicing', fault: { kind: 'reset', when: 'before' } });
    expect(await loadPage(connect(gateway), document)).toMatchObject({
      kind: 'subscriber',
      bills: { kind: 'unknown', error: { code: 'UPSTREAM_UNAVAILABLE', backend: 'WISPRO' } },
    });
  });

  it('tells an unknown client, an expired token and an unreachable gateway apart', async () => {
    expect(await loadPage(connect(gateway), '55666777')).toEqual({ kind: 'not-found' });
    expect(await loadPage(connect(gateway, { token: 'expired' }), document)).toEqual({ kind: 'sign-in' });
    gateway.wispHub.fault({ fault: { kind: 'reset', when: 'before' } });
    gateway.wispro.fault({ fault: { kind: 'reset', when: 'before' } });
    expect(await loadPage(connect(gateway), document)).toMatchObject({ kind: 'unavailable' });
  });

  it('finds clients page after page', async () => {
    const pages: number[] = [];
    for await (const page of searchClients(connect(gateway), 'perez')) pages.push(page.length);
    expect(pages[0]).toBeGreaterThan(0);
    expect(pages.slice(0, -1).every((size) => size === 20)).toBe(true);
  });

  it('says when what it shows may be out of date, and catches up', async () => {
    const proxy = await startProxy(gateway.url);
    const client = connect({ ...gateway, url: proxy.url });
    const serviceId = cases.pingHangs.id_servicio;
    await client.startPing({ input: { clientId: encodeId('Client', 'WISPHUB', serviceId) } });
    const shown: string[] = [];
    const leave = new AbortController();
    const watching = watchPings(client, (line) => shown.push(line), leave.signal);
    const times = (): number => shown.filter((line) => line === `${serviceId} PENDING`).length;
    // Once in the list, once as an event.
    await until(() => times() >= 2);
    await proxy.toxic({ kind: 'down' });
    await until(() => shown.includes('Connection lost: this may be out of date.'));
    await proxy.clear();
    await until(() => times() >= 4);
    leave.abort();
    await watching;
    client.close();
    await proxy.close();
  });
});

it.each(['front-end', 'bot'])('docs/%s.md shows code that is run here', (name) => {
  const example = readFileSync(`examples/${name}.ts`, 'utf8');
  const blocks = [...readFileSync(`docs/${name}.md`, 'utf8').matchAll(/^```ts\n([\s\S]*?)^```$/gm)];
  const shown = blocks.map(([, code = '']) => code);
  expect(shown.length).toBeGreaterThanOrEqual(4);
  expect(shown.filter((code) => !example.includes(code))).toEqual([]);
});
