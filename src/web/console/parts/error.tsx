import type { GatewayError } from '../../../client/index.js';
import { useApp } from '../app-state.js';
import { missingScope, type Part } from '../data/scope.js';
import { scopesOf } from '../session.js';
import { useText } from '../text/translation.js';
import { MissingScope } from './missing-scope.js';

/** Error in a fixed sentence, with the request id for the people who run the gateway. */
export function ErrorMessage({
  error,
  part,
  onAgain,
}: {
  readonly error: GatewayError;
  /** The part that is missing, which tells the scope for it. */
  readonly part?: Part;
  readonly onAgain?: (() => void) | undefined;
}) {
  const text = useText();
  const { session } = useApp();
  if (error.code === 'FORBIDDEN' && part !== undefined) {
    const scope = missingScope(error, part, scopesOf(session.state.value));
    // The same token is refused again.
    return <MissingScope lead={part === 'startPing' ? text.ping.needs : text.error.needs} scope={scope} />;
  }
  const backend = 'backend' in error ? `${error.backend}: ` : '';
  return (
    <div class="fault" role="alert">
      <p>
        <strong>{text.error.title}.</strong> {backend}
        {text.error.codes[error.code] ?? error.message}
      </p>
      <p class="small">
        <code>{error.code}</code>
        {error.requestId !== null && (
          <>
            {' · '}
            {text.error.requestId} <code class="request-id">{error.requestId}</code>
          </>
        )}
      </p>
      {onAgain !== undefined && (
        <button type="button" class="quiet" onClick={onAgain}>
          {text.error.again}
        </button>
      )}
    </div>
  );
}
