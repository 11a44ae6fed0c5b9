import { plural } from '../../../lib/format.ts';

/** "3 days before", "on the day", "1 day after". */
export const dayWords = (day: number): string =>
  day === 0
    ? 'On the day it is due'
    : `${plural(Math.abs(day), 'day')} ${day < 0 ? 'before' : 'after'} it is due`;

export type Effect = 'NO_NEW_ORDERS' | 'SUSPENSION';

/** What a step brings about beside its letter. */
export const effectWords = (effect: Effect | null): string =>
  effect === null ? 'A letter' : effect === 'SUSPENSION' ? 'Services are suspended' : 'No new orders';

/** What is proposed to whoever begins to chase. */
export const USUAL_STEPS = [
  { day: -3, tone: 'FRIENDLY', text: '', effect: null },
  { day: 1, tone: 'FRIENDLY', text: '', effect: null },
  { day: 7, tone: 'FIRM', text: '', effect: null },
  { day: 14, tone: 'FINAL', text: '', effect: null },
] as const;

/** A policy as its pages read it. */
export interface Policy {
  id: string;
  forEveryone: boolean;
  active: boolean;
  steps: readonly {
    day: number;
    tone: 'FRIENDLY' | 'FIRM' | 'FINAL';
    text: string | null;
    effect: Effect | null;
  }[];
  warningDays: number;
  group: { id: string; name: string } | null;
  company: { id: string; name: string } | null;
  reseller: { id: string; name: string } | null;
}

/** Whom a policy is for. */
export const policyFor = ({ forEveryone, company, reseller, group }: Policy): string =>
  forEveryone ? 'Everyone' : (group?.name ?? company?.name ?? reseller?.name ?? 'A customer who has moved');
