import { expect, it } from 'vitest';
import type { Level, Permission, Viewer } from '../data/viewer.ts';
import { loadMore } from '../frame/feature.ts';
import {
  actionsFor,
  features,
  isClosed,
  navigationFor,
  placeAlike,
  placesFor,
  waitingAt,
} from './navigation.ts';
import { router } from './router.ts';

function viewer(level: Level, permissions: readonly Permission[]): Viewer {
  return {
    id: 'p',
    level,
    permissions: [...permissions],
    email: 'a@b.example',
    displayName: 'A',
    photo: null,
    membershipId: 'm',
    roleName: 'Owner',
    reseller: { id: 'r', name: 'R', accentColour: null, logo: null, isPlatform: false, status: 'ACTIVE' },
    company: null,
    endUser: null,
    memberships: [],
    support: null,
  };
}
const everything = features
  .flatMap(({ places }) => places ?? [])
  .flatMap(({ permission }) => permission ?? []);
const administrator = (level: Level) => viewer(level, everything);
const labels = (who: Viewer) =>
  navigationFor(features, who).flatMap(({ places }) => places.map(({ label }) => label));
const titles = (who: Viewer) => navigationFor(features, who).map(({ title }) => title);

it('shows an end user nothing but their own things', () => {
  expect(labels(administrator('END_USER'))).toEqual([
    'Home',
    'My services',
    'My devices and numbers',
    'My calls',
    'Notices',
    'Status',
    'My profile',
    'Sign-in',
    'My data',
    'Who looked',
    'Letters about my data',
    'Who handles my data',
    'Consents',
  ]);
});

it('shows resellers to staff only, whatever permissions say', () => {
  expect(labels(viewer('PLATFORM', ['RESELLER_READ']))).toContain('Resellers');
  expect(labels(viewer('RESELLER', ['RESELLER_READ']))).not.toContain('Resellers');
});

it('offers an action to whoever may take it', async () => {
  const more = await loadMore(features);
  const onboard = (who: Viewer) => actionsFor(more, who).some(({ to }) => to === '/companies/new');
  expect(onboard(viewer('RESELLER', ['COMPANY_ONBOARD']))).toBe(true);
  expect(onboard(viewer('RESELLER', []))).toBe(false);
});

it('[T5] goes on at the same place as somebody else, without what was the former one’s', () => {
  const id = '0199d1c5-6f2a-7c39-9d7e-1b8f2f0a5c11';
  const alike = (path: string) => placeAlike(features, path);
  expect(alike('/companies')).toBe('/companies');
  expect(alike(`/companies/${id}`)).toBe('/companies');
  expect(alike('/profile')).toBe('/profile');
  expect(alike(`/nowhere/${id}`)).toBe('/');
  expect(alike('/')).toBe('/');
});

it('[U4] closes what hangs from a page that is not shown, and nothing else', () => {
  const closed = (who: Viewer, ...paths: string[]) => paths.map((path) => isClosed(features, who, path));
  const endUser = viewer('END_USER', ['NOTICE_READ', 'END_USER_READ', 'INVOICE_READ', 'SESSION_OWN']);
  expect(closed(endUser, '/end-users', '/end-users/1', '/companies', '/invoices/1')).toEqual([
    true,
    true,
    true,
    true,
  ]);
  expect(closed(endUser, '/', '/profile', '/notices/1', '/sessions', '/nowhere')).toEqual([
    false,
    false,
    false,
    false,
    false,
  ]);
  expect(closed(viewer('COMPANY', ['COMPANY_READ']), '/company')).toEqual([false]);
});

it('speaks of people to a company, and of customers only to those who sell', () => {
  expect(titles(administrator('RESELLER'))).toContain('Customers');
  expect(titles(administrator('COMPANY'))).toContain('People');
  expect(titles(administrator('COMPANY'))).not.toContain('Customers');
});

it('says of every place once where it is, to each level', () => {
  for (const level of ['PLATFORM', 'RESELLER', 'COMPANY', 'END_USER'] as const) {
    const shown = navigationFor(features, administrator(level)).flatMap(({ places }) => places);
    expect([...new Set(shown.map(({ to }) => to))]).toEqual(shown.map(({ to }) => to));
  }
});

it('shows siblings as tabs of one place, and finds them by name', () => {
  const who = administrator('COMPANY');
  expect(labels(who)).toContain('Audit log');
  expect(labels(who)).not.toContain('Security events');
  expect(placesFor(features, who).map(({ label }) => label)).toContain('Security events');
  expect(isClosed(features, viewer('END_USER', everything), '/audit/security')).toBe(true);
});

it('[O1] counts at a place what home asks to be done there', () => {
  const task = (href: string, count: number) => ({
    key: href,
    count,
    title: '',
    detail: '',
    href,
    permission: 'PROVISIONING_READ' as const,
    urgent: false,
    order: 0,
  });
  const tasks = [
    task('/provisioning?state=PARKED', 2),
    task('/provisioning?state=WAITING', 3),
    task('/x', 9),
  ];
  expect(waitingAt(tasks, [{ to: '/provisioning' }])).toBe(5);
  expect(waitingAt(tasks, [{ to: '/invoices' }])).toBe(0);
});

it('leads to every page: each has a place, or hangs from the address of one', () => {
  const places = features.flatMap((feature) => feature.places ?? []).map(({ to }) => to);
  const inside = Object.entries(router.routesByPath)
    .filter(([path, { id }]) => id.startsWith('/console') && path !== '/$')
    .map(([path]) => path);
  expect(inside.filter((path) => !places.some((to) => path === to || path.startsWith(`${to}/`)))).toEqual([]);
});
