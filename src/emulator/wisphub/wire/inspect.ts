import type { Body } from './body.js';
import { Refusal } from './refusal.js';

/** The inputs of one call, as FastAPI hands them over. */
export interface Inputs {
  readonly parameters: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: Body;
}

/**
 * Reads a call's inputs in schema order with pydantic's coercions and texts (contract 1.0). A faulty input reads as 0 or ''
 * until `done` refuses the call with every fault found.
 */
export interface Inspection {
  parameter(name: string): string;
  wholeParameter(name: string): number;
  query(name: string): string;
  text(name: string): string;
  whole(name: string): number;
  /** The key is required, its value may be null. */
  wholeOrNull(name: string): number | null;
  /** @returns undefined when the key is absent, null when it is null */
  optionalText(name: string): string | null | undefined;
  optionalNumber(name: string): number | null | undefined;
  /** @throws {Refusal} 422 when an input was faulty */
  done(): void;
}

export function inspect(inputs: Inputs): Inspection {
  const faults: string[] = [];
  let fields: Readonly<Record<string, unknown>> | undefined | 'unread' = 'unread';
  const blame = (name: string, fault: string): undefined => {
    faults.push(`${name}: ${fault}`);
    return undefined;
  };

  const readFields = (): Readonly<Record<string, unknown>> | undefined => {
    const body = inputs.body;
    if (body.kind === 'none') return blame('body', 'Field required');
    return body.kind === 'json' && isObject(body.value)
      ? body.value
      : blame('body', 'Input should be a valid dictionary or object to extract fields from');
  };
  /** The value of a body field, made by `make`; undefined when it is absent or faulty. */
  const field = <T>(name: string, required: boolean, make: (value: unknown) => T | Fault): T | undefined => {
    if (fields === 'unread') fields = readFields();
    if (fields === undefined) return undefined;
    if (!Object.hasOwn(fields, name)) return required ? blame(name, 'Field required') : undefined;
    const made = make(fields[name]);
    return made instanceof Fault ? blame(name, made.text) : made;
  };

  return {
    parameter: (name) => inputs.parameters[name] ?? '',
    wholeParameter: (name) => {
      const made = toWhole(inputs.parameters[name]);
      return made instanceof Fault ? (blame(name, made.text) ?? 0) : made;
    },
    query: (name) => inputs.query.get(name) ?? blame(name, 'Field required') ?? '',
    text: (name) => field(name, true, toText) ?? '',
    whole: (name) => field(name, true, toWhole) ?? 0,
    wholeOrNull: (name) => field(name, true, orNull(toWhole)) ?? null,
    optionalText: (name) => field(name, false, orNull(toText)),
    optionalNumber: (name) => field(name, false, orNull(toNumber)),
    done: () => {
      if (faults.length > 0) throw new Refusal(422, `Error de validación: ${faults.join('; ')}`);
    },
  };
}

class Fault {
  constructor(readonly text: string) {}
}

function toText(value: unknown): string | Fault {
  return typeof value === 'string' ? value : new Fault('Input should be a valid string');
}

function toWhole(value: unknown): number | Fault {
  const text = 'Input should be a valid integer';
  if (typeof value === 'boolean') return Number(value);
  if (typeof value === 'number') {
    return Number.isInteger(value) ? value : new Fault(`${text}, got a number with a fractional part`);
  }
  if (typeof value !== 'string') return new Fault(text);
  return /^\s*[+-]?\d+(\.0*)?\s*$/.test(value)
    ? Number(value)
    : new Fault(`${text}, unable to parse string as an integer`);
}

function toNumber(value: unknown): number | Fault {
  const text = 'Input should be a valid number';
  if (typeof value === 'boolean' || typeof value === 'number') return Number(value);
  if (typeof value !== 'string') return new Fault(text);
  return value.trim() === '' || Number.isNaN(Number(value))
    ? new Fault(`${text}, unable to parse string as a number`)
    : Number(value);
}

function orNull<T>(make: (value: unknown) => T | Fault): (value: unknown) => T | null | Fault {
  return (value) => (value === null ? null : make(value));
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
