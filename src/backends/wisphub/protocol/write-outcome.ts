/**
 * Answers to a write other than success, each with its proof that the native system was not asked to do it. Where nothing proves it the
 * outcome is unknown: the middleware says the same of a refusal, of a failure after the effect and of a wait it gave up.
 */
export const writeOutcomes = {
  request_refused: { proof: 'a 422 comes from the framework, before the domain reads anything (contract 1.0)' },
  nothing_to_change: { proof: 'the middleware answers an empty change by itself (contract 0.3, 1.5)' },
  zone_ticket_limit_reached: { proof: 'the middleware counts the open tickets of the zone first (contract 0.2, 1.8)' },
  // The native system may have opened the ticket and answered 5xx, or not in time (contract 0.2).
  ticket_creation_failed: { proof: null },
  // The change may land after the middleware gave up (contract 0.3).
  client_update_failed: { proof: null },
  // Anything but a 202 of the native system, one that a proxy made of it among them (contract 1.9).
  ping_failed: { proof: null },
  // v2's 400 of an update or a ping: of an unknown id and a lost connection alike (contract 2.1).
  outcome_unknown: { proof: null },
} as const satisfies Readonly<Record<string, { readonly proof: string | null }>>;

/** Refused where that is proven, else unknown. */
export function toWriteOutcome(action: keyof typeof writeOutcomes): { readonly kind: 'refused' | 'unknown' } {
  return { kind: writeOutcomes[action].proof === null ? 'unknown' : 'refused' };
}
