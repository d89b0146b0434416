import type { DiagnosisCause } from '../../model/diagnosis.js';
import { fold } from '../../model/text.js';
import type { TicketSubject } from '../../model/ticket.js';

const noInternet = /(?:no tiene|no hay|sin|sem) (?:internet|servicio|servico|conexion|conexao|sinal|senal)/;

/** Words of subjects by which ISPs call a cause, without accents, the best first. */
const words: Readonly<Partial<Record<DiagnosisCause, readonly RegExp[]>>> = {
  NO_CONNECTION: [noInternet, /no responde la antena/],
  SUBSCRIBER_EQUIPMENT: [/no responde el router/, /router wifi/, noInternet],
  UNSTABLE: [/intermiten/, /internet lent/],
  UNKNOWN: [noInternet, /intermiten/],
};

/** True for the subject of a ticket that is about a cause. */
export function isAbout(subject: string, cause: DiagnosisCause): boolean {
  const folded = fold(subject);
  return (words[cause] ?? []).some((word) => word.test(folded));
}

/** The subject under which a ticket about a cause is best opened. Null: none fits. */
export function subjectFor(cause: DiagnosisCause, subjects: readonly TicketSubject[]): string | null {
  for (const word of [...(words[cause] ?? []), /internet/]) {
    const found = subjects.find(({ name }) => word.test(fold(name)));
    if (found !== undefined) return found.name;
  }
  return null;
}
