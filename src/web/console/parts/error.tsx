import type { GatewayError } from '../../../client/index.js';
import { useText } from '../text/translation.js';

/** Error in a fixed sentence, with the request id for the people who run the gateway. */
export function ErrorMessage({
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
