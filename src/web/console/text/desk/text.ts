import type {
  DiagnosisAction,
  DiagnosisCause,
  DiagnosisStepName,
  DiagnosisStepState,
  OutageEnding,
  OutageScope,
  OutageSource,
  WriteOperation,
  WriteState,
} from '../../../../client/index.js';

/** What the page says of diagnoses and outages, and of what waits for somebody to decide it. */
export interface DeskText {
  /** Parts of the desk, each with how many wait in it. */
  readonly tabs: {
    readonly label: string;
    readonly outages: string;
    readonly reports: string;
    readonly unsettled: string;
    readonly refresh: string;
    readonly loading: string;
    readonly more: (shown: number, total: number) => string;
  };
  readonly diagnosis: {
    readonly title: string;
    readonly start: string;
    readonly starting: string;
    readonly running: string;
    readonly again: string;
    readonly steps: Readonly<Record<DiagnosisStepName, string>>;
    readonly stepStates: Readonly<Record<DiagnosisStepState, string>>;
    readonly causes: Readonly<Record<DiagnosisCause, string>>;
    readonly actions: Readonly<Record<DiagnosisAction, string>>;
    readonly next: string;
    readonly say: string;
    readonly copy: string;
    readonly copied: string;
    readonly found: {
      readonly noOutage: string;
      readonly outage: (what: string) => string;
      readonly active: string;
      readonly suspended: string;
      readonly owing: string;
      readonly notOwing: string;
      readonly canPromise: string;
      readonly noTicket: string;
      readonly ticket: (ticketId: number, subject: string) => string;
      readonly zoneOpen: string;
      readonly zoneFull: string;
    };
    readonly ended: (name: string, cause: string) => string;
  };
  readonly outages: {
    readonly title: string;
    readonly scopes: Readonly<Record<OutageScope, (name: string) => string>>;
    readonly sources: Readonly<Record<OutageSource, string>>;
    readonly endings: Readonly<Record<OutageEnding, string>>;
    readonly open: string;
    readonly ended: string;
    readonly since: (moment: string) => string;
    readonly until: (moment: string) => string;
    readonly tested: (down: number, tested: number) => string;
    readonly affected: (count: number) => string;
    readonly others: (count: number) => string;
    readonly show: string;
    readonly none: string;
    readonly noneHint: string;
    readonly raised: (what: string) => string;
  };
  readonly zone: {
    readonly title: string;
    readonly number: string;
    readonly start: string;
    readonly hint: string;
    readonly name: (zone: string) => string;
    readonly running: string;
    readonly completed: string;
    readonly progress: (done: number, total: number) => string;
    readonly answers: (up: number, down: number) => string;
    readonly hide: string;
    readonly effect: (zone: string) => string;
    readonly ended: (zone: string, up: number, down: number) => string;
  };
  readonly reports: {
    readonly confirm: string;
    readonly reject: string;
    readonly invoice: string;
    readonly credit: string;
    readonly noInvoice: string;
    readonly none: string;
    readonly noneHint: string;
    readonly rejects: (amount: string, reference: string) => string;
  };
  readonly unsettled: {
    readonly operations: Readonly<Record<WriteOperation, string>>;
    readonly states: Readonly<Record<WriteState, string>>;
    readonly happened: string;
    readonly notHappened: string;
    readonly note: string;
    readonly done: (what: string) => string;
    readonly notDone: (what: string) => string;
    readonly look: (backend: string, reference: string) => string;
    readonly otherwise: string;
    readonly none: string;
    readonly noneHint: string;
  };
}
