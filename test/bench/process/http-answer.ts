/** An answer as it came, read no further than it must be. */
export interface HttpAnswer {
  readonly status: number;
  includes(text: string): boolean;
  text(): string;
}

const headEnd = Buffer.from('\r\n\r\n');
const lastChunk = Buffer.from('0\r\n\r\n');

/** Finds the answers in the bytes of a connection that has one request at a time: enough HTTP for servers that are ours to choose. */
export function createAnswerReader(onAnswer: (answer: HttpAnswer) => void): (chunk: Buffer) => void {
  let received: Buffer | undefined;
  let wanted: number | null = null;
  return (chunk) => {
    received = received === undefined ? chunk : Buffer.concat([received, chunk]);
    wanted ??= wholeLength(received);
    if (wanted === null || !isWhole(received, wanted)) return;
    const bytes = received;
    [received, wanted] = [undefined, null];
    onAnswer({
      status: Number(bytes.toString('latin1', 9, 12)),
      includes: (text) => bytes.includes(text),
      text: () => bytes.toString(),
    });
  };
}

const untilLastChunk = Number.POSITIVE_INFINITY;

/** @returns null while the head is not whole. */
function wholeLength(bytes: Buffer): number | null {
  const end = bytes.indexOf(headEnd);
  if (end === -1) return null;
  const length = /\r\ncontent-length: *(\d+)/i.exec(bytes.toString('latin1', 0, end));
  return length === null ? untilLastChunk : end + headEnd.length + Number(length[1]);
}

function isWhole(bytes: Buffer, wanted: number): boolean {
  return wanted === untilLastChunk ? bytes.subarray(-lastChunk.length).equals(lastChunk) : bytes.length >= wanted;
}
