import { expect, it } from 'vitest';
import { fixedSubjects } from '../../../src/backends/wisphub/ticket-subject.js';
import { isAbout, subjectFor } from '../../../src/domain/diagnosis/subject.js';

it.each([
  ['NO_CONNECTION', 'No Tiene Internet'],
  ['UNKNOWN', 'No Tiene Internet'],
  ['SUBSCRIBER_EQUIPMENT', 'No Responde el Router Wifi'],
  ['UNSTABLE', 'Internet Intermitente'],
] as const)('%s is reported as "%s"', (cause, subject) => {
  expect(subjectFor(cause, fixedSubjects)).toBe(subject);
  expect(isAbout(subject.toUpperCase(), cause)).toBe(true);
});

it('is not guessed where nothing fits, and another subject is another ticket', () => {
  expect(subjectFor('NO_CONNECTION', [{ name: 'Facturación', priority: 'LOW' }])).toBeNull();
  expect(subjectFor('NO_CONNECTION', [{ name: 'Sem conexão', priority: 'LOW' }])).toBe('Sem conexão');
  expect(isAbout('Internet Lento', 'NO_CONNECTION')).toBe(false);
  expect(isAbout('Cambio de Domicilio', 'UNKNOWN')).toBe(false);
});
