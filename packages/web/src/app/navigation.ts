import {
  IconAddressBook,
  IconBuilding,
  IconBuildingStore,
  IconCalendarDollar,
  IconFileCheck,
  IconFileInvoice,
  IconHistory,
  IconHome,
  IconId,
  IconListCheck,
  IconMail,
  IconPackage,
  IconPlugConnected,
  IconRepeat,
  IconSpeakerphone,
  IconUserPlus,
  IconUserShield,
  IconUsers,
  IconWorld,
  type TablerIcon,
} from '@tabler/icons-react';
import type { Level, Permission, Viewer } from '../data/viewer.ts';

export interface NavItem {
  label: string;
  /** A path of the router. An entry whose page does not exist is not shown. */
  to: string;
  icon: TablerIcon;
  permission?: Permission;
  levels?: readonly Level[];
  /** Other words people may type in the command palette. */
  keywords?: readonly string[];
}

interface NavGroup {
  title?: string;
  /** What the group is called at a level where its title would be wrong. */
  titles?: Partial<Record<Level, string>>;
  items: readonly NavItem[];
}

const CUSTOMERS: readonly Level[] = ['PLATFORM', 'RESELLER', 'COMPANY'];

/** The side navigation in reading order; who sees what is decided by level and permission. */
const NAVIGATION: readonly NavGroup[] = [
  {
    items: [
      { label: 'Home', to: '/', icon: IconHome },
      { label: 'My profile', to: '/profile', icon: IconId, levels: ['END_USER'] },
      { label: 'My services', to: '/services', icon: IconPackage, levels: ['END_USER'] },
    ],
  },
  {
    title: 'Customers',
    titles: { COMPANY: 'Organisation' },
    items: [
      {
        label: 'Resellers',
        to: '/resellers',
        icon: IconBuildingStore,
        permission: 'RESELLER_READ',
        levels: ['PLATFORM'],
      },
      {
        label: 'Companies',
        to: '/companies',
        icon: IconBuilding,
        permission: 'COMPANY_READ',
        levels: ['PLATFORM', 'RESELLER'],
        keywords: ['customers', 'tenants'],
      },
      {
        label: 'Our business',
        to: '/reseller',
        icon: IconBuildingStore,
        permission: 'RESELLER_READ',
        levels: ['RESELLER'],
        keywords: ['brand', 'logo', 'bank'],
      },
      { label: 'Our company', to: '/company', icon: IconBuilding, levels: ['COMPANY'] },
      {
        label: 'End users',
        to: '/end-users',
        icon: IconUsers,
        permission: 'END_USER_READ',
        levels: CUSTOMERS,
        keywords: ['people', 'directory', 'staff'],
      },
      { label: 'Domains', to: '/domains', icon: IconWorld, permission: 'DOMAIN_READ', levels: CUSTOMERS },
      {
        label: 'Administrators',
        to: '/administrators',
        icon: IconUserShield,
        permission: 'MEMBERSHIP_READ',
        levels: CUSTOMERS,
        keywords: ['invitations', 'memberships'],
      },
    ],
  },
  {
    title: 'Services',
    items: [
      {
        label: 'Products',
        to: '/products',
        icon: IconPackage,
        permission: 'PRODUCT_READ',
        levels: CUSTOMERS,
        keywords: ['catalogue', 'prices'],
      },
      {
        label: 'Subscriptions',
        to: '/subscriptions',
        icon: IconRepeat,
        permission: 'SUBSCRIPTION_READ',
        levels: CUSTOMERS,
      },
      {
        label: 'Provisioning',
        to: '/provisioning',
        icon: IconListCheck,
        permission: 'PROVISIONING_READ',
        levels: CUSTOMERS,
        keywords: ['jobs', 'tasks'],
      },
      {
        label: 'Connectors',
        to: '/connectors',
        icon: IconPlugConnected,
        permission: 'PROVISIONING_WRITE',
        levels: ['PLATFORM'],
        keywords: ['webhooks', 'endpoints', 'secrets'],
      },
    ],
  },
  {
    title: 'Billing',
    items: [
      {
        label: 'Invoices',
        to: '/invoices',
        icon: IconFileInvoice,
        permission: 'INVOICE_READ',
        levels: CUSTOMERS,
        keywords: ['payments'],
      },
      {
        label: 'Billing runs',
        to: '/billing-runs',
        icon: IconCalendarDollar,
        permission: 'BILLING_RUN',
        levels: CUSTOMERS,
      },
    ],
  },
  {
    title: 'Communication',
    items: [
      {
        label: 'Notices',
        to: '/notices',
        icon: IconSpeakerphone,
        permission: 'NOTICE_READ',
        keywords: ['maintenance', 'outage'],
      },
      {
        label: 'Outbox',
        to: '/outbox',
        icon: IconMail,
        permission: 'MAIL_READ',
        levels: CUSTOMERS,
        keywords: ['mail', 'e-mail'],
      },
    ],
  },
  {
    title: 'Oversight',
    items: [
      {
        label: 'Processing agreement',
        to: '/agreement',
        icon: IconFileCheck,
        permission: 'AGREEMENT_READ',
        keywords: ['data protection', 'terms', 'versions'],
      },
      { label: 'Audit log', to: '/audit', icon: IconHistory, permission: 'AUDIT_READ', levels: CUSTOMERS },
    ],
  },
];

/** Things to do that the command palette offers besides going to pages. */
const ACTIONS: readonly NavItem[] = [
  {
    label: 'Onboard a reseller',
    to: '/resellers/new',
    icon: IconBuildingStore,
    permission: 'RESELLER_ONBOARD',
    levels: ['PLATFORM'],
  },
  {
    label: 'Onboard a company',
    to: '/companies/new',
    icon: IconBuilding,
    permission: 'COMPANY_ONBOARD',
    levels: ['PLATFORM', 'RESELLER'],
  },
  {
    label: 'Add an end user',
    to: '/end-users/new',
    icon: IconUserPlus,
    permission: 'END_USER_WRITE',
    levels: CUSTOMERS,
  },
  {
    label: 'Import end users from a file',
    to: '/end-users/import',
    icon: IconAddressBook,
    permission: 'END_USER_WRITE',
    levels: CUSTOMERS,
    keywords: ['csv', 'upload'],
  },
  {
    label: 'Publish a notice',
    to: '/notices/new',
    icon: IconSpeakerphone,
    permission: 'NOTICE_PUBLISH',
    keywords: ['maintenance', 'outage'],
  },
  {
    label: 'Publish a processing agreement',
    to: '/agreement/new',
    icon: IconFileCheck,
    permission: 'AGREEMENT_PUBLISH',
  },
  {
    label: 'My sessions and password',
    to: '/sessions',
    icon: IconUserShield,
    permission: 'SESSION_OWN',
    keywords: ['change password', 'devices'],
  },
];

function allows(viewer: Viewer, { permission, levels }: NavItem): boolean {
  return (
    (!permission || viewer.permissions.includes(permission)) && (!levels || levels.includes(viewer.level))
  );
}

/** The groups and entries that this viewer sees. `exists` tells whether the router has the page. */
export function navigationFor(viewer: Viewer, exists: (path: string) => boolean): NavGroup[] {
  return NAVIGATION.map(({ title, titles, items }) => ({
    title: titles?.[viewer.level] ?? title,
    items: items.filter((item) => allows(viewer, item) && exists(item.to)),
  })).filter(({ items }) => items.length > 0);
}

/** Whether the page, or the list it hangs from, is one that this viewer's navigation leaves out. */
export function isClosed(viewer: Viewer, path: string): boolean {
  const around = NAVIGATION.flatMap(({ items }) => items).filter(
    ({ to }) => path === to || path.startsWith(`${to}/`),
  );
  return around.length > 0 && !around.some((item) => allows(viewer, item));
}

/** The actions that this viewer may take from the command palette. */
export function actionsFor(viewer: Viewer, exists: (path: string) => boolean): NavItem[] {
  return ACTIONS.filter((item) => allows(viewer, item) && exists(item.to));
}
