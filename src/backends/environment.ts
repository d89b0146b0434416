// Shared by the variables of all back ends. It stands beside the port, since config/ is above backends/, which must not import it.
import { z } from 'zod';
/** Environment variables; one that is set to nothing is not set. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Settings of a back end read from the environment, null when it is not configured, and every issue by the variable's name. */
export interface SettingsReading<Settings> {
  readonly settings: Settings | null;
  readonly issues: readonly string[];
}

/** Forms that several back ends' variables have. */
export const variables = {
  filled: z.string().min(1),
  httpUrl: z.url({ protocol: /^https?$/, error: 'must be an http or https URL' }),
  truth: z.enum(['true', 'false'], { error: 'must be true or false' }),
  /** Days until the end of a promise to pay. */
  promiseDays: z.coerce
    .number({ error: 'must be a number of days, 1 to 365' })
    .int('must be a whole number of days')
    .min(1, 'must be at least 1')
    .max(365, 'must be at most 365')
    .default(15),
};

/** Description of a variable for the operator who sets it. */
export interface VariableDescription {
  readonly name: string;
  /** Null: there is none. */
  readonly byDefault: string | null;
  readonly meaning: string;
}

export function describeVariables(shape: Readonly<Record<string, z.ZodType>>): readonly VariableDescription[] {
  return Object.entries(shape).map(([name, variable]) => {
    const { data: byDefault } = variable.safeParse(undefined);
    return {
      name,
      byDefault: byDefault === undefined ? null : String(byDefault),
      meaning: variable.description ?? '',
    };
  });
}

/** Issues of variables by name, never with a value. */
export function issuesOf(error: z.ZodError | undefined): readonly string[] {
  return (error?.issues ?? []).map(({ path, message }) => `${String(path[0])} ${message}`);
}

/** The variables that must be there because another one is. */
export function missing(environment: Environment, because: string, names: readonly string[]): readonly string[] {
  return names
    .filter((name) => environment[name] === undefined)
    .map((name) => `${name} is not set, which ${because} needs`);
}
