import type { Feature } from '../../../kernel/feature.ts';
import type { Held } from '../../../kernel/holding.ts';

let kinds: readonly Held[] = [];

/** Takes in what features say that people hold; their order is the one in which it is shown and done. */
export function gatherHeld(features: readonly Feature[]): void {
  kinds = features.flatMap(({ holds = [] }) => holds).toSorted((a, b) => orderOf(a) - orderOf(b));
}

/** What somebody is let in by goes last: whatever stops before it leaves them as they were. */
const ORDER = [
  'SUBSCRIPTION',
  'MAILBOX',
  'MAIL_OF_OTHERS',
  'LICENCE_SEAT',
  'DEVICE',
  'TELEPHONE_NUMBER',
  'BROADBAND_LINE',
];
const LAST = ['PHOTO', 'DIRECTORY_ENTRY', 'MEMBERSHIP'];
const orderOf = ({ kind }: Held): number =>
  ORDER.includes(kind) ? ORDER.indexOf(kind) : ORDER.length + 1 + LAST.indexOf(kind);

/** Every kind of thing that a person may hold. */
export const heldKinds = (): readonly Held[] => kinds;
