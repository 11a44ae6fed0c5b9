/** A domain waits for its record, not for anybody's work. */
export const DOMAIN_STATES: Readonly<Record<string, string>> = {
  WAITING: 'Waiting for its record',
  PROVED: 'Proved',
};
