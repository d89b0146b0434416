import type { BackendState } from '../../../client/index.js';
import { useApp } from '../app-state.js';
import { themes } from '../preference.js';
import { TenantMark, TenantName } from '../tenant/tenant-name.js';
import { formatAge, formatTime } from '../text/format.js';
import { languages } from '../text/locale.js';
import { useLocale, useText } from '../text/translation.js';
import type { Tone } from './badge.js';

const tones: Readonly<Record<BackendState, Tone>> = { UP: 'ok', DEGRADED: 'warn', DOWN: 'bad', UNKNOWN: 'plain' };

const languageNames = { es: 'Español', en: 'English', pt: 'Português' } as const;

export function TopBar({ onKeys }: { readonly onKeys: () => void }) {
  const { session } = useApp();
  const text = useText();
  const isIn = session.state.value.kind === 'in';
  return (
    <header class="top">
      <h1>
        <TenantMark />
        {text.title}
      </h1>
      <TenantName />
      {isIn && <Backends />}
      <div class="choices">
        {isIn && (
          <button type="button" class="quiet" onClick={onKeys}>
            {text.keys.open} <kbd>?</kbd>
          </button>
        )}
        <Choices />
        {isIn && <Who />}
      </div>
    </header>
  );
}

function Backends() {
  const { session, now } = useApp();
  const text = useText();
  const { value } = session.state;
  if (value.kind !== 'in') return null;
  const isLost = session.contact.isLost.value;
  return (
    <>
      <ul class="back-ends" aria-label={text.backends}>
        {value.overview.backends.map(({ backend, state }) => (
          <li key={backend} class={isLost ? 'plain' : tones[state]}>
            <span class="dot" aria-hidden="true" />
            {backend} <span class="state">{text.backendStates[state]}</span>
          </li>
        ))}
      </ul>
      <p class="away" role="status">
        {isLost && (
          <>
            {text.away} <span aria-hidden="true">{text.awaySince(formatAge(now.value - value.at))}</span>
          </>
        )}
      </p>
    </>
  );
}

function Choices() {
  const { preferences } = useApp();
  const text = useText();
  return (
    <>
      <label>
        <span class="unseen">{text.language}</span>
        <select
          value={preferences.language.value}
          onChange={({ currentTarget: { value } }) => {
            preferences.language.value = languages.find((known) => known === value) ?? 'es';
          }}
        >
          {languages.map((language) => (
            <option key={language} value={language}>
              {languageNames[language]}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span class="unseen">{text.theme}</span>
        <select
          value={preferences.theme.value}
          onChange={({ currentTarget: { value } }) => {
            preferences.theme.value = themes.find((known) => known === value) ?? 'auto';
          }}
        >
          {themes.map((theme) => (
            <option key={theme} value={theme}>
              {text.themes[theme]}
            </option>
          ))}
        </select>
      </label>
    </>
  );
}

function Who() {
  const { session } = useApp();
  const locale = useLocale();
  const text = useText();
  const { value } = session.state;
  if (value.kind !== 'in') return null;
  const { subject, expiresAt } = value.overview.viewer;
  return (
    <>
      <span class="who">{text.signedInAs(subject, formatTime(expiresAt, locale))}</span>
      <button type="button" class="quiet" onClick={() => session.signOut()}>
        {text.signOut}
      </button>
    </>
  );
}
