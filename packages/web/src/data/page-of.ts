import type { Viewer } from './viewer.ts';

const PAGES: Record<string, string> = {
  Reseller: '/resellers',
  Company: '/companies',
  EndUser: '/end-users',
  Subscription: '/subscriptions',
  Invoice: '/invoices',
  Notice: '/notices',
};

/** What one is, or has, oneself stands on pages of one's own; null: there is no page of it for this level. */
const OWN: Record<Viewer['level'], Record<string, string | null>> = {
  PLATFORM: {},
  RESELLER: { Reseller: '/reseller' },
  COMPANY: { Reseller: null, Company: '/company' },
  END_USER: {
    Reseller: null,
    Company: null,
    EndUser: '/profile',
    Subscription: '/services',
    Invoice: null,
  },
};

/** The page of a thing by its GraphQL type, for whoever looks; undefined where there is none for them. */
export function pageOf(
  type: string,
  id: string | null,
  { level }: Pick<Viewer, 'level'>,
): string | undefined {
  const own = OWN[level][type];
  if (own !== undefined) return own ?? undefined;
  const page = PAGES[type];
  return page && id ? `${page}/${id}` : undefined;
}
