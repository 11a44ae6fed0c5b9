import { z } from 'zod';

/**
 * Within what the platform may say how long sessions last. An access token is good for ten minutes, so that somebody who
 * works is seen at least that often. [S46]
 */
export const SESSION_BOUNDS = {
  idleMinutes: { min: 15, max: 30 * 24 * 60 },
  absoluteMinutes: { min: 60, max: 90 * 24 * 60 },
} as const;

const minutes = ({ min, max }: { min: number; max: number }, says: string) =>
  z.int(says).min(min, says).max(max, says);

/** How long a session may stay unused. */
export const idleMinutes = () =>
  minutes(SESSION_BOUNDS.idleMinutes, 'Must be between 15 minutes and 30 days (43200 minutes).');

/** How long a session may last altogether. */
export const absoluteMinutes = () =>
  minutes(
    SESSION_BOUNDS.absoluteMinutes,
    'Must be between an hour (60 minutes) and 90 days (129600 minutes).',
  );
