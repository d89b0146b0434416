/** Something that runs at the gateway and that the page follows. */
export interface KeptRun {
  /** Idempotency key of its start: the gateway starts once for a key. */
  readonly key: string;
  /** Global id. Null until its start is answered. */
  readonly id: string | null;
  /** Time of the start in milliseconds. */
  readonly at: number;
}

/** Runs that outlive a reload, by names of the page's own. */
export interface KeptRuns {
  /** @param prefix of their names. */
  list(prefix: string): readonly (readonly [name: string, run: KeptRun])[];
  find(name: string): KeptRun | null;
  keep(name: string, run: KeptRun): void;
  remove(name: string): void;
}

/** For as long as the tab is open, as the token is. */
const storageKey = 'isp-gateway.runs';

/** Later it is no longer of interest how it went. */
const lifeMs = 3_600_000;

export function createKeptRuns(): KeptRuns {
  const kept = new Map(read().filter(([, { at }]) => Date.now() - at < lifeMs));
  const write = (): void => {
    try {
      sessionStorage.setItem(storageKey, JSON.stringify([...kept]));
    } catch {
      // Where the browser keeps nothing, they last as long as the page.
    }
  };
  return {
    list: (prefix) => [...kept].filter(([name]) => name.startsWith(prefix)),
    find: (name) => kept.get(name) ?? null,
    keep: (name, run) => {
      kept.set(name, run);
      write();
    },
    remove: (name) => {
      if (kept.delete(name)) write();
    },
  };
}

function read(): readonly (readonly [string, KeptRun])[] {
  try {
    return JSON.parse(sessionStorage.getItem(storageKey) ?? '[]') as readonly (readonly [string, KeptRun])[];
  } catch {
    return [];
  }
}

export function forgetRuns(): void {
  sessionStorage.removeItem(storageKey);
}
