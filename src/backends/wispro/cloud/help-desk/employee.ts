import { z } from 'zod';
import { BadUserInput } from '../../../../model/errors.js';
import type { UpstreamCall } from '../../../../upstream/call.js';
import { field, readRows, toInteger, toKey } from '../../protocol/value.js';
import { createBook } from '../protocol/book.js';
import { readList } from '../protocol/list.js';
import { type CloudSession, defineRoute } from '../protocol/session.js';

const employeesRoute = defineRoute('/employees');

/** A row of employees (cloud contract 2.5). */
const EmployeeRow = z.object({
  id: field(toKey).pipe(z.string()),
  public_id: field(toInteger).pipe(z.number()),
});

/** Finds the id of an employee by their number. @throws {BadUserInput} there is none of that number. */
export type EmployeeIds = (publicId: number, call: UpstreamCall) => Promise<string>;

export function createEmployeeIds(session: CloudSession): EmployeeIds {
  const book = createBook(async (call) => {
    const { rows } = await readList(session, employeesRoute, {}, call);
    return new Map(readRows(EmployeeRow, rows).rows.map((row) => [row.public_id, row.id]));
  });
  return async (publicId, call) => {
    const id = (await book(call)).get(publicId);
    if (id === undefined) throw new BadUserInput('input.technicianId', { expected: 'the number of an employee' });
    return id;
  };
}
