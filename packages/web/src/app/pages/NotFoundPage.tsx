import { ApiError } from '../../lib/errors.ts';
import { ErrorState } from '../../ui/ErrorState.tsx';

/** An address that leads nowhere. */
export function NotFoundPage() {
  return <ErrorState error={new ApiError('NOT_FOUND', 'This page does not exist.')} whole />;
}
