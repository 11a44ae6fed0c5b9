import { email, id, optional, prose } from '@steward/shared';
import { assertAllowed } from '../../../kernel/allowed.ts';
import type { Subject } from '../../../kernel/audit.ts';
import { input } from '../../../kernel/input.ts';
import { invalid } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';
import type { Services } from '../../../kernel/services.ts';
import { verb } from '../../../kernel/verb.ts';
import { addEndUser, inviteAt, lockEndUser } from '../directory/index.ts';
import { appointAdministrator, assertFits, roleToGive } from '../identity/index.ts';
import type { AccessRequest } from './access-request.entity.ts';
import { decider, lockWaiting } from './lock-waiting.ts';

/**
 * Lets in who asked. To a company: they are entered in its directory, with an address in one of its domains if one is given,
 * invited at the address with which they asked, and told their user id. To a reseller: they are invited to its team. [I6]
 */
export const approveAccessRequest = verb({
  name: 'approveAccessRequest',
  permission: 'REQUEST_DECIDE',
  input: input('ApproveAccessRequestInput', {
    id: id(),
    email: optional(email()),
    /** Of whoever asks to join a reseller's team; left out, they own it with you. */
    roleId: optional(id()),
    answer: optional(prose(1_000)),
  }),
  async run(scope, { id: requestId, email: address, roleId, answer }, services) {
    const role = roleId ? await roleToGive(scope, roleId) : null;
    const request = await lockWaiting(scope, requestId);
    if (role && request.companyId)
      throw invalid('roleId', 'Must be left out: only whoever joins a reseller’s team has a role to choose.');
    const more = answer ? [answer] : [];
    const { resellerId, companyId } = request;
    const letIn = companyId
      ? await enter(scope, { ...request, companyId }, address, more, services)
      : await appoint(scope, request, { address, role }, more, services);
    const { subject, ...made } = letIn;
    Object.assign(request, {
      ...made,
      state: 'APPROVED',
      decidedAt: scope.now,
      decidedBy: decider(scope),
      answer,
    });
    const changed = { state: ['WAITING', 'APPROVED'] } as const;
    const of: Subject = { type: 'AccessRequest', id: requestId, resellerId, companyId, changed };
    return { result: requestId, subject: [of, subject] };
  },
});

/** Enters them in the directory of the company and invites them. */
async function enter(
  scope: Scope,
  request: AccessRequest & { companyId: string },
  address: string | null,
  more: readonly string[],
  services: Services,
): Promise<{ endUserId: string; subject: Subject }> {
  assertAllowed(scope.actor, 'END_USER_WRITE', approveAccessRequest.name);
  const { resellerId, companyId, firstName, lastName, phone } = request;
  const nothing = { mobile: null, jobTitle: null, department: null };
  const added = await addEndUser.run(
    scope,
    { companyId, firstName, lastName, phone, email: address, ...nothing },
    services,
  );
  const endUserId = added.result;
  await inviteAt(scope, await lockEndUser(scope, endUserId), request.email, services.publicUrl, more);
  return { endUserId, subject: { type: 'EndUser', id: endUserId, resellerId, companyId, endUserId } };
}

/** Makes them an administrator of the reseller. */
async function appoint(
  scope: Scope,
  { resellerId, firstName, lastName, email: at, phone }: AccessRequest,
  { address, role }: { address: string | null; role: Awaited<ReturnType<typeof roleToGive>> | null },
  more: readonly string[],
  { publicUrl }: Services,
): Promise<{ membershipId: string; subject: Subject }> {
  assertAllowed(scope.actor, 'MEMBERSHIP_WRITE', approveAccessRequest.name);
  if (address) throw invalid('email', 'Must be left out: only people of a company are given an address.');
  const tenancy = { resellerId, companyId: null, endUserId: null };
  const given = role ?? (await roleToGive(scope, await ownerRoleId(scope)));
  assertFits(given, { level: 'RESELLER', ...tenancy });
  const { membershipId } = await appointAdministrator(
    scope,
    'RESELLER',
    tenancy,
    { firstName, lastName, email: at, phone, mobile: null, fax: null },
    publicUrl,
    given.id,
    more,
  );
  return { membershipId, subject: { type: 'Membership', id: membershipId, resellerId } };
}

/** The role of those who own a reseller. */
async function ownerRoleId(scope: Scope): Promise<string> {
  const [owner] = await scope.sql<{ id: string }>(
    `select id from role where reseller_id is null and kind = 'OWNER' and level = 'RESELLER'`,
  );
  if (!owner) throw new Error('There is no role of those who own a reseller.');
  return owner.id;
}
