export const writeKinds = ['ticket', 'promise', 'phone', 'payment'] as const;
export type WriteKind = (typeof writeKinds)[number];
