/** Verbs that speak to the reader in messages, as vos, tú and usted have them: imperative, then what stands after "no" or in a clause. */
const verbs = [
  ['revisá', 'revisa', 'revise'],
  ['revisalo', 'revísalo', 'revíselo'],
  ['intentá', 'intenta', 'intente'],
  ['intentalo', 'inténtalo', 'inténtelo'],
  ['consultá', 'consulta', 'consulte'],
  ['iniciá', 'inicia', 'inicie'],
  ['pegá', 'pega', 'pegue'],
  ['elegí', 'elige', 'elija'],
  ['agregá', 'agrega', 'agregue'],
  ['buscá', 'busca', 'busque'],
  ['buscalo', 'búscalo', 'búsquelo'],
  ['seleccioná', 'selecciona', 'seleccione'],
  ['seleccionalo', 'selecciónalo', 'selecciónelo'],
  ['esperá', 'espera', 'espere'],
  ['indicá', 'indica', 'indique'],
  ['escribí', 'escribe', 'escriba'],
  ['ingresá', 'ingresa', 'ingrese'],
  ['verificá', 'verifica', 'verifique'],
  ['llamá', 'llama', 'llame'],
  ['mirá', 'mira', 'mire'],
  ['podés', 'puedes', 'puede usted'],
  ['tenés', 'tienes', 'tiene usted'],
  ['querés', 'quieres', 'quiere usted'],
  ['vas', 'verás', 'verá'],
  ['vos', 'tú', 'usted'],
  ['acá', 'aquí', 'aquí'],
] as const;

/** Alike for vos and tú. */
const familiar = ['tu', 'tus', 'te', 'repitas', 'inicies', 'ayudarte', 'abras', 'cierres'];

const formal = ['su', 'sus', 'repita', 'ayudarle', 'abra', 'cierre'];

export const formsOfAddress = ['VOS', 'TU', 'USTED'] as const;

type Form = (typeof formsOfAddress)[number];

const words: Readonly<Record<Form, readonly string[]>> = {
  VOS: [...verbs.map(([vos]) => vos), ...familiar],
  TU: [...verbs.map(([, tu]) => tu), ...familiar],
  USTED: [...verbs.map(([, , usted]) => usted), ...formal],
};

/** Nouns that look like a verb to the reader. */
const nouns = /\b(?:consulta|consultas|en espera)\b/g;

/** Words of one form in a text. */
export function findWords(text: string, form: Form): readonly string[] {
  const plain = ` ${text
    .toLowerCase()
    .replace(nouns, ' ')
    .replace(/[^\p{L}]+/gu, ' ')} `;
  return words[form].filter((word) => plain.includes(` ${word} `));
}

/** Words of the other forms, which the form itself has not. */
export function findStrangers(text: string, form: Form): readonly string[] {
  const others = formsOfAddress.filter((other) => other !== form).flatMap((other) => findWords(text, other));
  return [...new Set(others)].filter((word) => !words[form].includes(word));
}

/** What is wrong with one sentence: it addresses the reader and has no forms, lacks one, or mixes them. */
export function findFaults(name: string, sentence: string | Readonly<Record<string, string>>): readonly string[] {
  if (typeof sentence === 'string') {
    const found = formsOfAddress.flatMap((form) => findWords(sentence, form));
    return found.length === 0 ? [] : [`${name}: "${sentence}" addresses the reader in one form alone`];
  }
  return formsOfAddress.flatMap((form) => {
    const text = sentence[form];
    if (text === undefined || text === '') return [`${name}: has no ${form}`];
    const strangers = findStrangers(text, form);
    const own = findWords(text, form).length === 0 ? [`${name}: ${form} does not address the reader: "${text}"`] : [];
    return [...own, ...strangers.map((word) => `${name}: ${form} has "${word}"`)];
  });
}
