import { email, line, name, newId, optional, phone, prose } from '@steward/shared';
import { input } from '../../../kernel/input.ts';
import { networkOf } from '../../../kernel/network-of.ts';
import { Problem } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { verb } from '../../../kernel/verb.ts';
import { assertNoWait } from '../identity/index.ts';
import { AccessRequest } from './access-request.entity.ts';
import { findAccessLink } from './find-access-link.ts';

/** A request on which nobody decides is good for so long. */
const LAPSES_MS = 30 * 24 * 3_600_000;
/** Requests that may wait at one tenant: more than its administrators would ever read. */
export const MOST_WAITING = 200;

/**
 * Asks, by a link of a company or reseller, to come in. The answer is the same whoever asks: whether the address is
 * somebody's there, or waits already, is not told. Bounded for the address, the network it comes from and the tenant. [I6] [S42]
 */
export const requestAccess = verb({
  name: 'requestAccess',
  description:
    'Leaves a request with the administrators whose link this is. The answer is the same whoever asks.',
  permission: 'anonymous',
  input: input('RequestAccessInput', {
    token: line(200),
    firstName: name(),
    lastName: name(),
    email: email(),
    phone: optional(phone()),
    reason: prose(1_000),
  }),
  async run(scope, { token, ...given }) {
    const link = await findAccessLink(scope, token);
    const [asked] = await scope.sql<{ wait: Date | null }>(
      'select count_access_request($1, $2, $3) as wait',
      [given.email, networkOf(scope.address), scope.now],
    );
    assertNoWait(scope, asked?.wait, 'requests');
    const tenancy = { resellerId: link.reseller_id, companyId: link.company_id };
    await scope.workFor(link.reseller_id, 'requestAccess');
    await assertRoom(scope, tenancy);
    const id = newId();
    const waits = await leave(scope, { id, ...tenancy, ...given });
    return { result: true, subject: waits ? { type: 'AccessRequest', id, ...tenancy } : null };
  },
});

interface Tenant {
  resellerId: string;
  companyId: string | null;
}

async function assertRoom(scope: Scope, { resellerId, companyId }: Tenant): Promise<void> {
  const [count] = await scope.sql<{ waiting: number }>(
    `select count(*)::int as waiting from access_request
       where state = 'WAITING' and reseller_id = $1 and company_id is not distinct from $2`,
    [resellerId, companyId],
  );
  if ((count?.waiting ?? 0) < MOST_WAITING) return;
  throw new Problem(
    'RATE_LIMITED',
    'Too many requests are waiting here at the moment. Please try again in a few days.',
  );
}

/** Keeps the request; false if one with this address waits already, which then goes on waiting. */
async function leave(
  scope: Scope,
  given: Tenant & Pick<AccessRequest, 'id' | 'firstName' | 'lastName' | 'email' | 'phone' | 'reason'>,
): Promise<boolean> {
  const [request] = await scope.sealed(AccessRequest, [given]);
  const kept = await scope.sql(
    `insert into access_request (id, reseller_id, company_id, first_name, last_name, email, phone, reason, state, created_at, lapses_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, 'WAITING', $9, $10) on conflict do nothing returning id`,
    [
      given.id,
      given.resellerId,
      given.companyId,
      given.firstName,
      given.lastName,
      given.email,
      request?.phone ?? null,
      request?.reason,
      scope.now,
      new Date(scope.now.getTime() + LAPSES_MS),
    ],
  );
  return kept.length > 0;
}
