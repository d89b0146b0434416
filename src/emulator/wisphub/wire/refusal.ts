/** An answer other than the endpoint's own: the dialect decides the body around `message`. */
export class Refusal extends Error {
  override readonly name = 'Refusal';

  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

/** Answer to any uncaught exception of the middleware (contract 1.0). */
export function internalError(): Refusal {
  return new Refusal(500, 'Ocurrió un error interno en el servidor.');
}
