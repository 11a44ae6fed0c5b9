import type { ResultOf } from '../../../data/graphql.ts';
import { date } from '../../../lib/format.ts';
import type { ListsDocument } from './PriceListsPage.tsx';

type List = ResultOf<typeof ListsDocument>['priceLists']['nodes'][number];

export const KINDS = { WHOLESALE: 'Wholesale', RETAIL: 'Retail' } as const;

const STANDINGS = { DRAFT: 'Draft', COMING: 'To come', IN_FORCE: 'In force', OVER: 'Over' } as const;
export const standingText = (standing: string): string =>
  STANDINGS[standing as keyof typeof STANDINGS] ?? standing;

/** Colours of `StateBadge` by how a version stands. */
export const standingState = (standing: string): string =>
  ({ DRAFT: 'DRAFT', COMING: 'PENDING', IN_FORCE: 'ACTIVE', OVER: 'ENDED' })[standing] ?? standing;

/** Whom a list is for, in a few words. */
export function audience({
  kind,
  everyone,
  customers,
}: Pick<List, 'kind' | 'everyone' | 'customers'>): string {
  if (everyone) return kind === 'WHOLESALE' ? 'All other resellers' : 'All other companies';
  const names = customers.flatMap(
    ({ reseller, tenantGroup, company }) => reseller?.name ?? tenantGroup?.name ?? company?.name ?? [],
  );
  if (names.length === 0) return 'Nobody yet';
  return names.length > 2 ? `${names[0]} and ${names.length - 1} others` : names.join(' and ');
}

/** Which days a version holds on. */
export const daysText = (from: string, until: string | null): string =>
  until === null ? `from ${date(from)}` : `from ${date(from)} until ${date(until)}`;
