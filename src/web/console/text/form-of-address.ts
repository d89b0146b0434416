/** Spanish for "you"; the gateway says which one its country uses. */
export const formsOfAddress = ['VOS', 'TU', 'USTED'] as const;

export type FormOfAddress = (typeof formsOfAddress)[number];

type Leaf = string | ((...values: never[]) => string);

/** Texts in which each may also be there once for each form of address. */
export type InForms<Texts> = {
  readonly [Name in keyof Texts]: Texts[Name] extends Leaf
    ? Texts[Name] | Readonly<Record<FormOfAddress, Texts[Name]>>
    : InForms<Texts[Name]>;
};

/** The texts of one form alone. */
export function inForm<Texts extends object>(texts: InForms<Texts>, form: FormOfAddress): Texts {
  const entries = Object.entries(texts).map(([name, text]) => {
    if (typeof text !== 'object' || text === null) return [name, text];
    return [name, Object.hasOwn(text, form) ? text[form as keyof typeof text] : inForm(text, form)];
  });
  return Object.fromEntries(entries) as Texts;
}
