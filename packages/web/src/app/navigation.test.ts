import { expect, it } from 'vitest';
import type { Viewer } from '../data/viewer.ts';
import { actionsFor, isClosed, navigationFor } from './navigation.ts';

function viewer(level: Viewer['level'], permissions: Viewer['permissions']): Viewer {
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
  expect(labels(viewer('END_USER', ['NOTICE_READ', 'END_USER_READ', 'AUDIT_READ', 'INVOICE_READ']))).toEqual([
    'Home',
    'My profile',
    'My services',
    'Notices',
  ]);
});

it('shows resellers to staff only, whatever permissions say', () => {
  expect(labels(viewer('PLATFORM', ['RESELLER_READ']))).toContain('Resellers');
  expect(labels(viewer('RESELLER', ['RESELLER_READ']))).not.toContain('Resellers');
});

it('shows nothing that has no page', () => {
  expect(labels(viewer('PLATFORM', ['RESELLER_READ']), (path) => path === '/')).toEqual(['Home']);
});

it('offers an action to whoever may take it', () => {
  const onboard = (who: Viewer) => actionsFor(who, () => true).some(({ to }) => to === '/companies/new');
  expect(onboard(viewer('RESELLER', ['COMPANY_ONBOARD']))).toBe(true);
  expect(onboard(viewer('RESELLER', []))).toBe(false);
});

it('[U4] closes what hangs from a page that is not shown, and nothing else', () => {
  const endUser = viewer('END_USER', ['NOTICE_READ', 'END_USER_READ', 'INVOICE_READ']);
  expect(
    ['/end-users', '/end-users/1', '/companies', '/invoices/1'].map((path) => isClosed(endUser, path)),
  ).toEqual([true, true, true, true]);
  expect(
    ['/', '/profile', '/notices/1', '/sessions', '/nowhere'].map((path) => isClosed(endUser, path)),
  ).toEqual([false, false, false, false, false]);
  expect(isClosed(viewer('COMPANY', ['COMPANY_READ']), '/company')).toBe(false);
});

it('calls the people of a company its organisation, and only those of a seller customers', () => {
  const titles = (who: Viewer) => navigationFor(who, () => true).map(({ title }) => title);
  expect(titles(viewer('RESELLER', ['COMPANY_READ']))).toContain('Customers');
  expect(titles(viewer('COMPANY', ['END_USER_READ']))).toContain('Organisation');
  expect(titles(viewer('COMPANY', ['END_USER_READ']))).not.toContain('Customers');
});
