import { expect, it } from 'vitest';
import type { Viewer } from '../data/viewer.ts';
import { actionsFor, isClosed, navigationFor } from './navigation.ts';

function viewer(level: Viewer['level'], permissions: string[]): Viewer {
  return {
    id: 'p',
    level,
    permissions,
    email: 'a@b.example',
    displayName: 'A',
    membershipId: 'm',
    reseller: { id: 'r', name: 'R', accentColour: null, logo: null, isPlatform: false, status: 'ACTIVE' },
    company: null,
    endUser: null,
    memberships: [],
  };
}
const labels = (who: Viewer, exists = (_: string) => true) =>
  navigationFor(who, exists).flatMap(({ items }) => items.map(({ label }) => label));

it('shows an end user nothing but their own things', () => {
  expect(labels(viewer('END_USER', ['notice:read', 'end_user:read', 'audit:read', 'invoice:read']))).toEqual([
    'Home',
    'My profile',
    'My services',
    'Notices',
  ]);
});

it('shows resellers to staff only, whatever permissions say', () => {
  expect(labels(viewer('PLATFORM', ['reseller:read']))).toContain('Resellers');
  expect(labels(viewer('RESELLER', ['reseller:read']))).not.toContain('Resellers');
});

it('shows nothing that has no page', () => {
  expect(labels(viewer('PLATFORM', ['reseller:read']), (path) => path === '/')).toEqual(['Home']);
});

it('offers an action to whoever may take it', () => {
  const onboard = (who: Viewer) => actionsFor(who, () => true).some(({ to }) => to === '/companies/new');
  expect(onboard(viewer('RESELLER', ['company:onboard']))).toBe(true);
  expect(onboard(viewer('RESELLER', []))).toBe(false);
});

it('[U4] closes what hangs from a page that is not shown, and nothing else', () => {
  const endUser = viewer('END_USER', ['notice:read', 'end_user:read', 'invoice:read']);
  expect(
    ['/end-users', '/end-users/1', '/companies', '/invoices/1'].map((path) => isClosed(endUser, path)),
  ).toEqual([true, true, true, true]);
  expect(
    ['/', '/profile', '/notices/1', '/sessions', '/nowhere'].map((path) => isClosed(endUser, path)),
  ).toEqual([false, false, false, false, false]);
  expect(isClosed(viewer('COMPANY', ['company:read']), '/company')).toBe(false);
});

it('calls the people of a company its organisation, and only those of a seller customers', () => {
  const titles = (who: Viewer) => navigationFor(who, () => true).map(({ title }) => title);
  expect(titles(viewer('RESELLER', ['company:read']))).toContain('Customers');
  expect(titles(viewer('COMPANY', ['end_user:read']))).toContain('Organisation');
  expect(titles(viewer('COMPANY', ['end_user:read']))).not.toContain('Customers');
});
