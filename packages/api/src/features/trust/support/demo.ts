import type { Demonstration, DemoPart } from '../../../kernel/feature.ts';
import { tableNamed } from '../../../kernel/table.ts';
import { perform, type Setting } from '../../../kernel/verb.ts';
import { updateEndUser } from '../../people/directory/index.ts';
import { actAs } from '../../people/identity/index.ts';
import { permissionsOf } from './contract.ts';
import { decideSupportAccess } from './decide-support-access.ts';
import { endSupportAccess } from './end-support-access.ts';
import { goIn, tokenSubjectOf } from './enter-support-access.ts';
import { requestSupportAccess } from './request-support-access.ts';
import { setSupportRule } from './set-support-rule.ts';
import { SupportGrant } from './support-grant.entity.ts';

/**
 * At Globex its reseller has been in, with a log of what it looked at and changed; the platform's staff ask and wait for an answer; a
 * standing rule lets the reseller look at services, and has just approved a request.
 */
async function playSupport(demonstration: Demonstration): Promise<void> {
  const { setting, inScope } = demonstration;
  const [globex] = await inScope((scope) =>
    scope.sql<{ id: string }>(`select id from company where name = 'Globex Ltd'`),
  );
  const companyId = globex?.id;
  const [reseller, company, staff] = await Promise.all(
    ['admin@northwind.example', 'admin@globex.example', 'staff@xe2.example'].map((email) =>
      actAs(demonstration, email),
    ),
  );
  if (!reseller || !company || !staff || !companyId) throw new Error('The demonstration lacks Globex.');

  const areas = ['directory', 'services'] as const;
  const grantId = await perform(reseller, requestSupportAccess, {
    companyId,
    areas,
    mode: 'MANAGE',
    reason: 'A new starter cannot be reached by telephone: we will look at how she is set up and correct it.',
    minutes: 30,
  });
  await perform(company, decideSupportAccess, { grantId, approve: true });
  const inside = await enter(reseller, grantId, permissionsOf(areas, 'MANAGE'));
  const user = await lookAround(inside);
  await perform(inside, updateEndUser, { id: user, phone: '020 7946 0188' });
  await setting.services.accessLedger.flush();
  await perform(inside, endSupportAccess, { grantId });

  await perform(staff, requestSupportAccess, {
    companyId,
    areas: ['directory', 'exchange'],
    mode: 'VIEW',
    reason: 'Mail to two of your addresses comes back; your ticket asks us to find out why.',
    minutes: 45,
  });
  await perform(company, setSupportRule, {
    side: 'RESELLER',
    areas: ['services', 'support'],
    mode: 'VIEW',
    minutes: 30,
  });
  await perform(reseller, requestSupportAccess, {
    companyId,
    areas: ['services'],
    mode: 'VIEW',
    reason: 'The mailboxes ordered last week have not been set up yet.',
    minutes: 20,
  });
}

/** Goes in without the second factor that people show: nobody in the demonstration has one. */
async function enter(as: Setting, grantId: string, permissions: readonly string[]): Promise<Setting> {
  if (as.credentials.kind !== 'session') throw new Error('Whoever goes in is signed in.');
  const { sessionId } = as.credentials;
  const entered = await as.scopes.run(as.credentials, { requestId: as.requestId }, async (scope) =>
    goIn(scope, await scope.load(SupportGrant, grantId), sessionId, permissions),
  );
  if (!entered) throw new Error('The demonstration cannot go in.');
  return { ...as, credentials: { kind: 'session', ...tokenSubjectOf(entered) } };
}

/** Looks at the list of people and opens one of them, whose id it gives. */
async function lookAround(as: Setting): Promise<string> {
  const { scopes, credentials, services, requestId } = as;
  if (credentials.kind !== 'session') throw new Error('Whoever is in has a session.');
  const [user] = await scopes.run(credentials, { requestId }, (scope) =>
    scope.sql<{ id: string }>(`select id from end_user where status = 'ACTIVE' order by created_at limit 1`),
  );
  const table = tableNamed('end_user');
  if (!user || !table) throw new Error('There is nobody to look at.');
  await services.accessLedger.viewed(credentials, requestId, { what: 'endUsers', type: 'EndUser' });
  await services.accessLedger.viewed(credentials, requestId, {
    what: 'endUser',
    type: 'EndUser',
    id: user.id,
  });
  await services.accessLedger.note(credentials, requestId, { what: 'endUser', table, id: user.id });
  return user.id;
}

export const demo: DemoPart = { present: playSupport };
