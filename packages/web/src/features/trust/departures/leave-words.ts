/** States of a departure, in words. */
export const LEAVE_STATES = {
  PROPOSED: 'Proposed',
  AGREED: 'Agreed',
  LEFT: 'Left',
  CLOSED: 'Shut out',
  DELETED: 'Deleted',
  WITHDRAWN: 'Withdrawn',
} as const;

/** The tones of the badges by which they are shown. */
export const LEAVE_TONES = {
  PROPOSED: 'WAITING',
  AGREED: 'RUNNING',
  LEFT: 'ENDING',
  CLOSED: 'WAITING',
  DELETED: 'DONE',
  WITHDRAWN: 'CANCELLED',
} as const;

/** Who has yet to agree, by name. */
export const leaveWaitsFor = (departure: {
  awaits: readonly ('SELLER' | 'TENANT')[];
  tenantName: string;
  sellerName: string;
}): string =>
  departure.awaits
    .map((party) => (party === 'TENANT' ? departure.tenantName : departure.sellerName))
    .join(', ');

/** What happens on the day and after it, before anybody proposes it. */
export const LEAVE_EFFECTS = [
  'The other side is asked to agree. Until its day either side can withdraw it.',
  'On that day all services end and are taken away, and the last invoice is made out to the day.',
  'Everything that is kept goes into one signed file, which administrators fetch for thirty days; until then everyone can still sign in.',
  'After that nobody signs in any more, and the platform deletes what no law asks to be kept.',
] as const;
