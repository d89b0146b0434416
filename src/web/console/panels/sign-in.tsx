import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { useApp } from '../app-state.js';
import { ErrorMessage } from '../parts/error.js';
import { createProviderSignIn } from '../sign-in-provider.js';
import { useText } from '../text/translation.js';

export function SignIn() {
  const { session, settings } = useApp();
  const text = useText().signIn;
  const field = useRef<HTMLTextAreaElement>(null);
  const hint = useSignal('');
  const { value } = session.state;
  useEffect(() => field.current?.focus(), [value.kind]);
  const submit = (event: Event): void => {
    event.preventDefault();
    const token = field.current?.value ?? '';
    hint.value = token.trim() === '' ? text.empty : '';
    if (token.trim() === '') field.current?.focus();
    else void session.signIn(token);
  };
  if (value.kind === 'entering') {
    return (
      <p class="entering" role="status">
        {text.entering}
      </p>
    );
  }
  return (
    <form class="sign-in panel" onSubmit={submit}>
      <h2>{text.title}</h2>
      <p class="lead">{text.lead}</p>
      <Reason />
      <Provider />
      {settings.token !== null && (
        <button type="button" class="primary" onClick={() => void session.signIn(settings.token ?? '')}>
          {text.demo}
        </button>
      )}
      <label for="token">{text.token}</label>
      <textarea
        id="token"
        ref={field}
        rows={4}
        spellcheck={false}
        autocomplete="off"
        autocapitalize="off"
        aria-describedby="token-hint"
        onKeyDown={(event) => event.key === 'Enter' && submit(event)}
      />
      <p id="token-hint" class="small">
        {text.hint}
      </p>
      <p class="notice" role="alert">
        {hint}
      </p>
      <button type="submit" class={settings.token === null ? 'primary' : ''}>
        {text.submit}
      </button>
    </form>
  );
}

/** Reason why the operator is not, or no longer, signed in. */
function Reason() {
  const { value } = useApp().session.state;
  const text = useText().signIn;
  if (value.kind !== 'out' || value.why === null) return null;
  if (value.why !== 'ended' && value.why.code !== 'UNAUTHENTICATED') return <ErrorMessage error={value.why} />;
  return (
    <p class="notice" role="alert">
      {value.why === 'ended' ? text.ended : text.refused}
    </p>
  );
}

function Provider() {
  const { session, settings } = useApp();
  const text = useText().signIn;
  const isRefused = useSignal(false);
  const { identityProvider } = settings;
  const refuse = (): void => {
    isRefused.value = true;
  };
  useEffect(() => {
    if (identityProvider === null) return;
    const enter = (token: string | null): void => {
      if (token !== null) void session.signIn(token);
    };
    createProviderSignIn(identityProvider).finish().then(enter, refuse);
  }, []);
  if (identityProvider === null) return null;
  return (
    <>
      {isRefused.value && (
        <p class="notice" role="alert">
          {text.providerRefused}
        </p>
      )}
      <button
        type="button"
        class="primary"
        onClick={() => void createProviderSignIn(identityProvider).begin().catch(refuse)}
      >
        {text.provider}
      </button>
    </>
  );
}
