/** An input without its nulls: to a caller `null` and a field left out mean the same. */
export type Given<Input> = { readonly [Key in keyof Input]?: Exclude<Input[Key], null> | undefined };

export function given<Input extends object>(input: Input): Given<Input> {
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== null)) as Given<Input>;
}
