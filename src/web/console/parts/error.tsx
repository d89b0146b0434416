import type { GatewayError } from '../../../client/index.js';
import { useText } from '../text/translation.js';

/** What went wrong, in a fixed sentence, with what to tell the people who run the gateway. */
export function Fault({
  error,
  onAgain,
}: {
  readonly error: GatewayError;
  readonly onAgain?: (() => void) | undefined;
}) {
  const text = useText();
  const backend = 'backend' in error ? `${error.backend}: ` : '';
  return (
    <div class="fault" role="alert">
      <p>
        <strong>{text.fault.title}.</strong> {backend}
        {text.fault.codes[error.code] ?? error.message}
      </p>
      <p class="small">
        <code>{error.code}</code>
        {error.requestId !== null && (
          <>
            {' · '}
            {text.fault.requestId} <code class="request-id">{error.requestId}</code>
          </>
        )}
      </p>
      {onAgain !== undefined && (
        <button type="button" class="quiet" onClick={onAgain}>
          {text.fault.again}
        </button>
      )}
    </div>
  );
}
