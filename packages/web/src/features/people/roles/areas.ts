/** What people call what a permission is about. */
const AREAS: Record<string, { title: string; says: string }> = {
  directory: {
    title: 'People and organisations',
    says: 'People, domains, administrators, and the organisation’s own details.',
  },
  services: {
    title: 'Services and orders',
    says: 'Products, prices, subscriptions and how they are set up.',
  },
  billing: { title: 'Billing', says: 'Invoices, payments and billing runs.' },
  support: { title: 'Help and notices', says: 'Tickets, and notices of incidents and maintenance.' },
  records: { title: 'Records', says: 'The audit log, security events, mail, usage and other records.' },
  exchange: { title: 'Files', says: 'Files that are exchanged.' },
  privacy: { title: 'Data protection', says: 'Agreements, requests, and who looked at people’s data.' },
  settings: {
    title: 'Settings and one’s own account',
    says: 'How the organisation uses Steward, and one’s own sessions.',
  },
};

export const areaTitle = (area: string): string => AREAS[area]?.title ?? area;
export const areaSays = (area: string): string => AREAS[area]?.says ?? '';

/** In reading order. */
export const AREA_ORDER: readonly string[] = Object.keys(AREAS);

/** What a built-in role is for. */
export const KIND_SAYS: Record<string, string> = {
  OWNER: 'Everything there is, roles and administrators included.',
  TECHNICIAN: 'People, services and help; looks at records. No billing, roles or administrators.',
  FINANCE: 'Billing; looks at people and services.',
  READ_ONLY: 'Looks at everything and changes nothing.',
  CUSTOM: 'Made here.',
};
