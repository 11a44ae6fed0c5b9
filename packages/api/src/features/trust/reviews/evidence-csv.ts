import { csvFile, formatQuarter } from '@steward/shared';
import type { Evidence, EvidenceLine } from './evidence.ts';

const COLUMNS: readonly [title: string, field: keyof EvidenceLine][] = [
  ['Name', 'name'],
  ['E-mail', 'email'],
  ['Has access to', 'tenantName'],
  ['Role', 'roleName'],
  ['Rights', 'rights'],
  ['Reach', 'reach'],
  ['Given', 'given'],
  ['Last sign-in', 'lastSignIn'],
  ['Changed', 'changed'],
  ['Proposal', 'proposal'],
  ['Reason', 'reason'],
  ['Decision', 'decision'],
  ['Decided', 'decided'],
  ['Note', 'note'],
];

/** The evidence of a review as CSV: a row for each person, with whose review it is. [T9] [S62] */
export const evidenceCsv = ({ tenantName, quarter, lines }: Evidence): string =>
  csvFile(
    ['Reviewed by', 'Quarter', ...COLUMNS.map(([title]) => title)],
    lines.map((line) => [tenantName, formatQuarter(quarter), ...COLUMNS.map(([, field]) => line[field])]),
  );
