import { useState } from 'react';
import { type ApiError, asApiError } from '../lib/errors.ts';

/** Something that the reader asks for with one click. */
export interface Deed<Given extends unknown[]> {
  /** Does it, and never rejects; asked again while it is under way, it does nothing. */
  run: (...given: Given) => Promise<void>;
  busy: boolean;
  /** It went well, and nothing was asked since. */
  done: boolean;
  /** What went wrong the last time. */
  error: ApiError | undefined;
  /** To before it was asked for. */
  restart: () => void;
}

/**
 * Does what may take a while or fail, one at a time, and knows how it stands.
 *
 * @param failed is told what went wrong, for what is not simply shown where it was asked for
 */
export function useDeed<Given extends unknown[]>(
  work: (...given: Given) => Promise<unknown>,
  failed?: (error: ApiError) => void,
): Deed<Given> {
  const [state, setState] = useState<'idle' | 'busy' | 'done' | ApiError>('idle');
  const run = async (...given: Given) => {
    if (state === 'busy') return;
    setState('busy');
    try {
      await work(...given);
      setState('done');
    } catch (thrown) {
      const error = asApiError(thrown);
      setState(error);
      failed?.(error);
    }
  };
  return {
    run,
    busy: state === 'busy',
    done: state === 'done',
    error: typeof state === 'string' ? undefined : state,
    restart: () => setState('idle'),
  };
}
