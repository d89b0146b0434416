/** Where each row of reliability.md, section 3, is shown, by the file of the test; or why it does not apply. */
export interface SecurityRow {
  readonly row: string;
  /** Test files, below test/. */
  readonly shownBy?: readonly string[];
  /** Why nothing here can meet it. */
  readonly doesNotApply?: string;
}

const transport = 'gateway/transport.test.ts';
const authentication = 'gateway/transport-authentication.test.ts';
const browser = 'gateway/transport-browser.test.ts';
const log = 'gateway/transport-log.test.ts';
const socket = 'gateway/socket.test.ts';
const documents = 'gateway/security.test.ts';
const sockets = 'gateway/security-socket.test.ts';
const bytes = 'gateway/security-byte.long.test.ts';

const shown = (rows: readonly (number | string)[], ...shownBy: readonly string[]): readonly SecurityRow[] =>
  rows.map((row) => ({ row: String(row), shownBy }));

const without = (rows: readonly number[], doesNotApply: string): readonly SecurityRow[] =>
  rows.map((row) => ({ row: String(row), doesNotApply }));

export const securityRows: readonly SecurityRow[] = [
  ...shown([1, 2, 3, 4, 13, 26], transport),
  ...shown([6, 11], transport, documents),
  ...shown([5, 7, 8, 9, 10], documents),
  ...shown([14, 15, 23], transport, socket),
  ...shown([24], transport, socket, documents),
  ...shown([12, 18, 19, 21, 22, 80, 81, 82, 95, 96], bytes),
  ...shown([17, 20], transport, bytes),
  ...shown([16], bytes),
  ...shown([25, 79], transport),
  ...shown([27, 28, 83], browser),
  ...shown([29], log, 'server/ws/server.test.ts'),
  ...shown([30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 41, 43, 44], authentication),
  ...shown([40], 'gateway/security-key.test.ts'),
  ...shown([42], 'config/config.test.ts'),
  ...shown([45, 91, 92], sockets),
  ...shown([93], authentication, sockets),
  ...shown([46], documents, 'gateway/identity-attempt.test.ts'),
  ...shown([84, 85, 86, 87, 88, 89, 90], socket),
  ...shown([94], socket, bytes),
  ...shown([76], log),
  ...shown([77, 78], bytes),
  ...shown([47], 'gateway/identity-attempt.test.ts'),
  ...shown([48], 'gateway/identity.test.ts'),
  ...shown([49], 'gateway/client.test.ts', 'gateway/scope.test.ts'),
  ...shown([51, 52, 53, 54, 55, 56], 'gateway/client.test.ts', 'backends/wisphub/protocol/endpoint.test.ts'),
  ...shown([57], 'upstream/client.test.ts'),
  ...shown([61, 74], 'gateway/ping-task.test.ts'),
  ...shown([62, 64, 65], 'gateway/scope.test.ts'),
  ...shown([66], authentication, 'gateway/identity-assurance.test.ts'),
  ...shown([67, 68, 69, 70, 71, 73], 'gateway/write.test.ts'),
  ...shown([72, '73a', '73b'], 'gateway/payment-promise.long.test.ts'),
  ...shown(['73c'], 'gateway/secret.test.ts'),
  ...without([58], 'the address of a back end is set by who runs the gateway; no client can choose one'),
  ...shown([50, 59, 60, 63, 75], 'gateway/security-text.test.ts'),
  // The time of an answer has a floor, below which nobody's is: a thousand samples could not tell more.
  ...shown([97], 'gateway/identity.test.ts'),
  ...shown([98], 'supply-chain.test.ts'),
];
