/** One person's use of this browser: it ends in every tab when they sign out in one of them, or when another person signs in. */
export interface SignInSession {
  /** True when this tab's stored data belongs to the current session: a tab may have been suspended, or closed and reopened. */
  isCurrent(): boolean;
  /** Somebody has signed in. */
  begin(subject: string): void;
  /** They have signed out. */
  end(): void;
}

/** Of this tab, and of the browser. Nothing personal is in it. */
const key = 'isp-gateway.sitting';

interface Mark {
  readonly id: string;
  /** Set only while other tabs are notified: one person may use several. */
  readonly subject?: string;
}

/**
 * @param subject who is signed in here.
 * @param onOver called when another tab has ended it.
 */
export function createSignInSession(subject: () => string | null, onOver: () => void): SignInSession {
  const notify = (mark: Mark): void => localStorage.setItem(key, JSON.stringify(mark));
  addEventListener('storage', (event) => {
    if (event.key !== key || event.newValue === null) return;
    const mark = JSON.parse(event.newValue) as Mark;
    if (mark.id === sessionStorage.getItem(key)) return;
    if (mark.subject !== undefined && mark.subject === subject()) sessionStorage.setItem(key, mark.id);
    else onOver();
  });
  // A page that the browser keeps aside gets no event meanwhile.
  let aside = localStorage.getItem(key);
  addEventListener('pagehide', () => {
    aside = localStorage.getItem(key);
  });
  addEventListener('pageshow', ({ persisted }) => {
    if (persisted && localStorage.getItem(key) !== aside) onOver();
  });
  return {
    isCurrent: () =>
      (JSON.parse(localStorage.getItem(key) ?? 'null') as Mark | null)?.id === sessionStorage.getItem(key),
    begin: (who) => {
      const id = createId();
      sessionStorage.setItem(key, id);
      notify({ id, subject: who });
      notify({ id });
    },
    end: () => notify({ id: createId() }),
  };
}

function createId(): string {
  return `${Date.now()}.${Math.random()}`;
}
