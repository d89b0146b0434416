/** The entries of a list with commas between. */
export function splitList(list: string): readonly string[] {
  return list
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '');
}

/** Whether it is an origin, whose port may be `*`. */
export function isOrigin(text: string): boolean {
  const origin = text.replace(/:\*$/, '');
  return URL.canParse(origin) && new URL(origin).origin === origin;
}
