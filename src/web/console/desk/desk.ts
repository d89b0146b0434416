import { type ReadonlySignal, signal } from '@preact/signals';

export const deskParts = ['pings', 'outages', 'reports', 'unsettled'] as const;
export type DeskPart = (typeof deskParts)[number];

/** Which part of the desk is shown beside the client. */
export interface Desk {
  readonly part: ReadonlySignal<DeskPart>;
  choose(part: DeskPart): void;
  /** Shows a part, and takes the focus there. */
  show(part: DeskPart): void;
}

export function createDesk(): Desk {
  const part = signal<DeskPart>('pings');
  const choose = (wanted: DeskPart): void => {
    part.value = wanted;
  };
  return {
    part,
    choose,
    show: (wanted) => {
      choose(wanted);
      requestAnimationFrame(() => document.getElementById(tabId(wanted))?.focus());
    },
  };
}

export function tabId(part: DeskPart): string {
  return `tab-${part}`;
}
