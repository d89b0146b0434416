const pattern = /^[^\s@,;<>]{1,64}@[^\s@,;<>]{1,189}$/;

/** An e-mail address in the form in which addresses are compared: case does not matter. @returns null when it is none. */
export function toEmail(text: string): string | null {
  const address = text.trim().toLowerCase();
  return pattern.test(address) ? address : null;
}

/** The addresses in a field, which may hold several. */
export function toEmails(stored: string | null): readonly string[] {
  return (stored ?? '').split(/[\s,;]+/).flatMap((part) => toEmail(part) ?? []);
}
