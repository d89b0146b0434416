/** An answer other than the door's own: the dialect decides what the body around `message` looks like. */
export class Refusal extends Error {
  override readonly name = 'Refusal';

  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

/** What any uncaught exception of the middleware comes to (contract 1.0). */
export function internalError(): Refusal {
  return new Refusal(500, 'Ocurrió un error interno en el servidor.');
}
