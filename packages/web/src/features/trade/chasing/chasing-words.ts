import { plural } from '../../../lib/format.ts';

/** "3 days before", "on the day", "1 day after". */
export const dayWords = (day: number): string =>
  day === 0
    ? 'On the day it is due'
    : `${plural(Math.abs(day), 'day')} ${day < 0 ? 'before' : 'after'} it is due`;

/** What is proposed to whoever begins to chase. */
export const USUAL_STEPS = [
  { day: -3, tone: 'FRIENDLY', text: '' },
  { day: 1, tone: 'FRIENDLY', text: '' },
  { day: 7, tone: 'FIRM', text: '' },
  { day: 14, tone: 'FINAL', text: '' },
] as const;

/** A policy as its pages read it. */
export interface Policy {
  id: string;
  forEveryone: boolean;
  active: boolean;
  steps: readonly { day: number; tone: 'FRIENDLY' | 'FIRM' | 'FINAL'; text: string | null }[];
  company: { id: string; name: string } | null;
  reseller: { id: string; name: string } | null;
}

/** Whom a policy is for. */
export const policyFor = ({ forEveryone, company, reseller }: Policy): string =>
  forEveryone ? 'Everyone' : (company?.name ?? reseller?.name ?? 'A customer who has moved');
