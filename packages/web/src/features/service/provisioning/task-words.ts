import { plural } from '../../../lib/format.ts';

/** Who does tasks. */
export const SIDES = { PLATFORM: 'The platform’s staff', RESELLER: 'The reseller' } as const;

export const sideWords = (side: string): string => (side === 'RESELLER' ? SIDES.RESELLER : SIDES.PLATFORM);

/** Within how many working days: "Same day", "Within 3 working days". */
export const dueWords = (days: number): string =>
  days === 0 ? 'Same working day' : `Within ${plural(days, 'working day')}`;

/** One step a line, as it is typed. */
export const stepsOf = (text: string): string[] =>
  text
    .split('\n')
    .map((step) => step.trim())
    .filter(Boolean);
