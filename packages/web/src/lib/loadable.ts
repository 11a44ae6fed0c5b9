import type { ApiError } from './errors.ts';

/** Something on its way from the API. `stale` means: shown from memory while a newer answer is on its way. */
export type Loadable<Data> =
  | { state: 'loading' }
  | { state: 'failed'; error: ApiError; retry: () => void }
  | { state: 'ready'; data: Data; stale: boolean };
