import { words } from '../../../lib/words.ts';

const SAID: Readonly<Record<string, string>> = {
  PREVIEW: 'Not confirmed yet',
  WAITING: 'Waiting for approval',
  RUNNING: 'Being applied',
  FAILED: 'Stopped',
  REVERSING: 'Being reversed',
};

/** The state of a change-set as people say it. */
export const stateText = (state: string): string => SAID[state] ?? words(state);
