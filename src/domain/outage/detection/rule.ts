/** The rule by which pings show an outage, and that it is over. One for the installation. */
export interface OutageRule {
  /** Milliseconds for which the result of a ping counts. */
  readonly windowMs: number;
  /** Fewest clients of an element with a result. */
  readonly minTested: number;
  /** Fewest as a share of the element's clients, up to `maxTested`. */
  readonly minTestedShare: number;
  /** Tested clients that are enough for an element of any size. */
  readonly maxTested: number;
  /** Smallest share of the tested clients that must be without a connection, and of all clients that the parts shown to be down hold. */
  readonly downShare: number;
  /** Clients from which on a part of an element (those of one zone, router and tower) must be without a connection by itself. */
  readonly minPart: number;
  /** Clients without a connection that show it of a part. */
  readonly minPartDown: number;
  /** Clients that must answer before an outage ends, and their share of those that were tested since it was raised. */
  readonly minUp: number;
  readonly upShare: number;
  /** Milliseconds without any result after which an outage is not believed any longer. */
  readonly silenceMs: number;
}

/**
 * Chosen to raise nothing that is not there, rather than everything:
 * - Ten minutes: a ping takes up to 90 s, a run over a zone two minutes. Faults of single lines that are pinged within one window are few.
 * - Five clients: who calls in is often without a connection, so that few results prove little. With one fault a month and line, five of
 *   100 clients within one window are a chance of 1 to 10,000,000,000.
 * - A twentieth of the clients, at most 30: of 1,000 clients five faults at once are no longer rare (4 to 1,000,000 a window).
 * - Four fifths: one of five may answer over another way, or have answered just before it began.
 * - Every part of five clients, by three of them: a tower that is down is no outage of its zone while another tower of the zone works or
 *   was not asked, and single faults are found on any tower. Parts that are down so must hold four fifths of the clients,
 *   at one time: none is asked for the last time before another is asked at all.
 * - The end: three clients that answer, and half of those tested since. One whose line flaps ends nothing.
 * - A day of silence: who has not been pinged for so long is not known to be down.
 */
export const outageRule: OutageRule = {
  windowMs: 600_000,
  minTested: 5,
  minTestedShare: 0.05,
  maxTested: 30,
  downShare: 0.8,
  minPart: 5,
  minPartDown: 3,
  minUp: 3,
  upShare: 0.5,
  silenceMs: 24 * 3_600_000,
};

/** Tested clients that an element of a size needs. */
export function neededTests(clients: number, { minTested, minTestedShare, maxTested }: OutageRule): number {
  return Math.min(Math.max(minTested, Math.ceil(clients * minTestedShare)), maxTested);
}
