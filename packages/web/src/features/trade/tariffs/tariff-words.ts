import { date } from '../../../lib/format.ts';

export const KINDS = { WHOLESALE: 'Wholesale', RETAIL: 'Retail' } as const;

const STANDINGS = {
  DRAFT: ['DRAFT', 'Draft'],
  COMING: ['PENDING', 'To come'],
  IN_FORCE: ['ACTIVE', 'In force'],
  OVER: ['ENDED', 'Over'],
} as const;
type Standing = keyof typeof STANDINGS;

/** The colour of `StateBadge` and the words for how a version stands. */
export const standingOf = (standing: Standing): { state: string; label: string } => {
  const [state, label] = STANDINGS[standing];
  return { state, label };
};

/** Which days a version, or an assignment, holds on. */
export const daysText = (from: string, until: string | null): string =>
  until === null ? `from ${date(from)}` : `from ${date(from)} until ${date(until)}`;

/** Who has a tariff unless they have one of their own, in a few words. */
export const audience = ({
  kind,
  everyone,
  customers,
}: {
  kind: keyof typeof KINDS;
  everyone: boolean;
  customers: readonly { reseller: { name: string } | null; company: { name: string } | null }[];
}): string => {
  const names = [
    ...new Set(customers.flatMap(({ reseller, company }) => reseller?.name ?? company?.name ?? [])),
  ];
  if (everyone) return kind === 'WHOLESALE' ? 'All other resellers' : 'All other companies';
  if (names.length === 0) return 'Nobody yet';
  return names.length > 2 ? `${names[0]} and ${names.length - 1} others` : names.join(' and ');
};
