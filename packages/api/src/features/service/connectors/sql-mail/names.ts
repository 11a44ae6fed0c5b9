import pg from 'pg';

/** Names come from the settings, whose rules let nothing but names through; quoted they stay what they are. */
export const quoted = (name: string): string =>
  name
    .split('.')
    .map((part) => pg.escapeIdentifier(part))
    .join('.');
