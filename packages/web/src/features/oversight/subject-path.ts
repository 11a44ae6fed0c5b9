const PAGES: Record<string, string> = {
  Reseller: '/resellers',
  Company: '/companies',
  EndUser: '/end-users',
  Subscription: '/subscriptions',
  Invoice: '/invoices',
  Notice: '/notices',
};

/** The page of what an audit entry is about, or undefined where there is none. */
export function subjectPath(type: string, id: string | null): string | undefined {
  const page = PAGES[type];
  return page && id ? `${page}/${id}` : undefined;
}
