import { type Client, dataOf, errorAt } from 'isp-gateway-client';

/** The other end of a chat. */
export interface Chat {
  /** Where the person writes from: WhatsApp has checked it. */
  readonly phone: string;
  /** Names this conversation: requests with the same key happen once, also when the bot is restarted in between. */
  readonly id: string;
  say(text: string): void;
  ask(question: string): Promise<string>;
}

/** Somebody who has shown who they are, and for 15 minutes what shows it. */
interface Subscriber {
  readonly id: string;
  readonly assurance: string;
}

const words = {
  hello: (name: string) => `Hola, ${name}. Soy el asistente de su proveedor de internet.`,
  stranger: 'No encontramos un servicio con este número. Lo comunico con un asesor.',
  proof: 'Para cuidar sus datos, necesito confirmar que es usted.',
  refused: 'Los datos no coinciden con los del titular. Lo comunico con un asesor.',
  tooOften: 'Hubo demasiados intentos. Por su seguridad, intente de nuevo más tarde.',
  menu: '¿Qué necesita? deuda, promesa, internet o adiós',
  goodbye: 'Gracias por escribirnos. ¡Que tenga buen día!',
  later: 'En este momento no puedo consultarlo. Intente de nuevo en unos minutos.',
  nothingDue: 'No tiene facturas pendientes. ¡Gracias!',
} as const;

/** A whole conversation. */
export async function converse(client: Client, chat: Chat): Promise<void> {
  const id = await greet(client, chat);
  const subscriber = id === null ? null : await verify(client, chat, id);
  if (subscriber === null) return;
  for (;;) {
    const wish = (await chat.ask(words.menu)).trim().toLowerCase();
    if (wish === 'adiós') break;
    if (wish === 'deuda') await describeDebt(client, chat, subscriber);
    if (wish === 'promesa') await promise(client, chat, subscriber);
    if (wish === 'internet') await diagnose(client, chat, subscriber);
  }
  chat.say(words.goodbye);
}

/** Identifies the person. Until they are verified, the gateway masks personal data. */
async function greet(client: Client, { phone, say }: Chat): Promise<string | null> {
  const result = await client.whoWrites({ phone });
  if (result.kind === 'failed' || errorAt(result, 'client') !== null) say(words.later);
  else if (result.data.client === null) say(words.stranger);
  else say(words.hello(result.data.client.name?.split(' ')[0] ?? ''));
  return result.kind === 'failed' ? null : (result.data.client?.id ?? null);
}

/** Is it them? The gateway never says which fact was wrong, and allows few tries. */
async function verify(client: Client, chat: Chat, clientId: string): Promise<Subscriber | null> {
  chat.say(words.proof);
  const facts = {
    name: await chat.ask('¿Cuál es el nombre completo del titular?'),
    address: await chat.ask('¿En qué dirección está el servicio?'),
    planName: await chat.ask('¿Cómo se llama su plan?'),
  };
  const result = await client.verifyClient({ input: { clientId, facts } });
  if (result.kind === 'failed') {
    chat.say(result.errors[0].code === 'RATE_LIMITED' ? words.tooOften : words.later);
    return null;
  }
  const { verifyClient } = result.data;
  const assurance = verifyClient.__typename === 'VerifyClientSuccess' ? verifyClient.assurance : null;
  if (assurance === null) chat.say('message' in verifyClient ? verifyClient.message : words.refused);
  return assurance === null ? null : { id: clientId, assurance: assurance.token };
}

async function describeDebt(client: Client, chat: Chat, { id, assurance }: Subscriber): Promise<void> {
  const result = await client.debtOf({ id }, { assurance });
  // An empty list with an error at its place is not "nothing due": it could not be found out.
  if (result.kind === 'failed' || errorAt(result, 'client', 'invoices') !== null) return chat.say(words.later);
  const invoices = result.data.client?.invoices.nodes ?? [];
  if (invoices.length === 0) chat.say(words.nothingDue);
  for (const { number, balance, dueDate, paymentLinks } of invoices) {
    chat.say(`Factura ${number}: debe ${balance?.amount} ${balance?.currency}, vence el ${dueDate}.`);
    for (const { url } of paymentLinks ?? []) chat.say(`Puede pagarla aquí: ${url}`);
  }
}

async function promise(client: Client, chat: Chat, { id, assurance }: Subscriber): Promise<void> {
  const { client: found } = dataOf(await client.debtOf({ id }, { assurance }));
  const contract = found?.contracts.find(({ status }) => status === 'SUSPENDED') ?? found?.contracts[0];
  if (contract === undefined) return chat.say(words.later);
  const validUntil = await chat.ask('¿Hasta qué día puede pagar? (AAAA-MM-DD)');
  const idempotencyKey = `${chat.id}:promise:${validUntil}`;
  const result = await client.createPaymentPromise(
    { input: { contractId: contract.id, validUntil, idempotencyKey } },
    { assurance },
  );
  if (result.kind === 'failed') return chat.say(words.later);
  const { createPaymentPromise: outcome } = result.data;
  // A problem's message is written to be read by the subscriber.
  if (outcome.__typename !== 'CreatePaymentPromiseSuccess') return chat.say(outcome.message);
  chat.say(`Listo: su promesa de pago vale hasta el ${outcome.paymentPromise.validUntil}.`);
}

/** Pings the equipment, waits for the result, and offers to report what is wrong. */
async function diagnose(client: Client, chat: Chat, subscriber: Subscriber): Promise<void> {
  const { assurance } = subscriber;
  const started = await client.startPing({ input: { clientId: subscriber.id } }, { assurance });
  if (started.kind === 'failed') return chat.say(words.later);
  const { startPing } = started.data;
  if (startPing.__typename !== 'StartPingSuccess') return chat.say(startPing.message);
  chat.say('Estoy revisando su conexión, espere un momento.');
  let isStable = false;
  for await (const event of client.pingTaskCompleted({ id: startPing.pingTask.id })) {
    if (event.kind === 'failed') return chat.say(words.later);
    isStable = event.data.pingTaskCompleted.connection === 'STABLE';
  }
  chat.say(isStable ? 'Su equipo responde bien.' : 'Su equipo no responde como debería.');
  await report(client, chat, subscriber);
}

async function report(client: Client, chat: Chat, { id, assurance }: Subscriber): Promise<void> {
  if ((await chat.ask('¿Abro un reporte para que lo revise un técnico? sí o no')) !== 'sí') return;
  const description = await chat.ask('Cuénteme qué pasa.');
  const input = { clientId: id, subject: 'No Tiene Internet', description, idempotencyKey: `${chat.id}:ticket` };
  const result = await client.createTicket({ input }, { assurance });
  if (result.kind === 'failed') return chat.say(words.later);
  const { createTicket } = result.data;
  switch (createTicket.__typename) {
    case 'CreateTicketSuccess':
      return chat.say(`Su reporte es el número ${createTicket.ticket.ticketId}.`);
    case 'DuplicateTicket':
      return chat.say(`${createTicket.message} Es el número ${createTicket.ticket.ticketId}.`);
    case 'OutcomeUnknown':
      // It may have been opened. It must not be sent again under another key: a person looks for the reference.
      return chat.say(`${createTicket.message} Referencia: ${createTicket.reference}.`);
    default:
      return chat.say(createTicket.message);
  }
}
