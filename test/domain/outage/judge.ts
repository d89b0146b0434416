import type { Results } from '../../../src/domain/outage/detection/detection.js';
import { createNetwork, type Network } from '../../../src/domain/outage/detection/network.js';
import { affectedOf } from '../../../src/domain/outage/outage-record.js';
import type { Outage } from '../../../src/model/outage.js';
import type { Day } from './day.js';
import type { Witness } from './witness.js';

/** Milliseconds from evidence that suffices to an outage. */
const withinMs = 90_000;

/** Holds what a gateway says of outages against what is true. */
export class OutageJudge {
  readonly faults: string[] = [];
  raised = 0;
  ended = 0;
  readonly #network: Network;
  readonly #late = new Map<string, number>();
  readonly #over = new Map<string, number>();

  /** @param graceMs how old what an instance knows may be. */
  constructor(
    day: Day,
    readonly witness: Witness,
    readonly graceMs = 0,
  ) {
    this.#network = createNetwork(day.records);
  }

  /** @param at when the instance decided it. */
  change(change: 'raised' | 'ended', outage: Outage, now: number, at = now): void {
    const element = `${outage.scope}:${outage.elementId}`;
    if (change === 'raised') {
      this.raised += 1;
      if (!this.witness.wasOut(element, now)) this.faults.push(`false: ${this.witness.describe(element, now)}`);
    } else {
      this.ended += 1;
      if (outage.ending !== 'ANSWERS') this.faults.push(`ended by ${outage.ending}: ${element}`);
      const wasOver = now - (this.#over.get(element) ?? Number.NEGATIVE_INFINITY) <= this.graceMs;
      if (!wasOver && !this.witness.isOver(element, now)) this.faults.push(`ended without evidence: ${element}`);
    }
    this.witness.change(outage, at);
  }

  check(open: readonly Outage[], now: number): void {
    const names = open.map(nameOf);
    if (new Set(names).size < names.length) this.faults.push(`raised twice: ${names.join()}`);
    const covered = new Set(names.flatMap((name) => this.witness.clientsOf(name).map(({ id }) => id)));
    const due = new Set<string>();
    for (const element of this.witness.elementsOfDown()) {
      const isCovered = this.witness.clientsOf(element).every(({ id }) => covered.has(id));
      if (!isCovered && this.witness.suffices(element, now)) due.add(`raise ${element}`);
    }
    for (const name of names) {
      if (!this.witness.isOver(name, now)) continue;
      due.add(`end ${name}`);
      this.#over.set(name, now);
    }
    for (const name of this.#late.keys()) if (!due.has(name)) this.#late.delete(name);
    for (const name of due) {
      const since = this.#late.get(name) ?? now;
      this.#late.set(name, since);
      if (now - since > withinMs) this.faults.push(`late: ${name}`);
    }
  }

  /** Nobody whose line answers is listed. @param results of one instance. @param forMs how long they count. */
  checkListed(open: readonly Outage[], results: Results, now: number, forMs: number): void {
    for (const name of open.map(nameOf)) {
      const part = this.#network.parts.get(name);
      const listed = part === undefined ? [] : affectedOf(part, results);
      if (listed.some((id) => this.witness.isUp(id, now, forMs, this.graceMs)))
        this.faults.push(`listed although it answers, at ${name}`);
    }
  }
}

function nameOf({ scope, elementId }: Outage): string {
  return `${scope}:${elementId}`;
}
