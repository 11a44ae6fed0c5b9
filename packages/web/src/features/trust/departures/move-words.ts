/** States of a move, and who has a say in it, in words. */
export const STATES = {
  PROPOSED: 'Proposed',
  APPROVED: 'Approved',
  MOVED: 'Moved',
  DECLINED: 'Declined',
  WITHDRAWN: 'Withdrawn',
} as const;

/** The tones of the badges by which they are shown. */
export const TONES = {
  PROPOSED: 'WAITING',
  APPROVED: 'RUNNING',
  MOVED: 'DONE',
  DECLINED: 'DECLINED',
  WITHDRAWN: 'CANCELLED',
} as const;

/** Who has yet to agree, by name. */
export const waitsFor = (move: {
  awaits: readonly ('FROM' | 'TO' | 'COMPANY' | 'PLATFORM')[];
  fromName: string;
  toName: string;
  companyName: string;
}): string => {
  const names = { FROM: move.fromName, TO: move.toName, COMPANY: move.companyName, PLATFORM: 'the platform' };
  return move.awaits.map((party) => names[party]).join(', ');
};
