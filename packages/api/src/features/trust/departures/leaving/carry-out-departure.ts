import { id, localDate, newId } from '@steward/shared';
import { z } from 'zod';
import { input } from '../../../../kernel/input.ts';
import { enqueue, enqueueAll, job } from '../../../../kernel/jobs.ts';
import type { Scope } from '../../../../kernel/scope.ts';
import { perform, verb } from '../../../../kernel/verb.ts';
import { closeAccount } from '../../../trade/billing/index.ts';
import { endAllOf } from '../../../trade/subscriptions/index.ts';
import { makeTenantArchiveJob } from '../archive/make-tenant-archive.ts';
import { TenantArchive } from '../archive/tenant-archive.entity.ts';
import { Departure } from './departure.entity.ts';
import { companiesLeft, stillHas } from './leave-reseller.ts';
import { departureSubject } from './lock-departure.ts';
import { OPEN_DAYS } from './open-days.ts';
import { tellOfDepartures } from './tell-of-departures.ts';

const DAY_MS = 86_400_000;

/**
 * Lets a tenant go on its day: a company is invoiced for all days before, all that it has is taken away, and it begins nothing new; its
 * archive is made, and its people may fetch it while they may still sign in. All of it, or nothing, and why. [T7]
 */
export const carryOutDeparture = verb({
  name: 'carryOutDeparture',
  permission: 'system',
  input: input('CarryOutDepartureInput', { id: id() }),
  async run(scope, { id: departureId }, { publicUrl }) {
    const [due] = await scope.sql(
      `select from departure where id = $1 and state = 'AGREED' and leaves_on <= $2::date for update`,
      [departureId, localDate(scope.now)],
    );
    if (!due) return { result: false, subject: null };
    const departure = await scope.load(Departure, departureId);
    const gone = await letGo(scope, departure, publicUrl);
    if ('heldBecause' in gone) {
      if (departure.heldBecause === gone.heldBecause) return { result: false, subject: null };
      departure.heldBecause = gone.heldBecause;
      return { result: false, subject: departureSubject(departure, 'AGREED') };
    }
    const { resellerId, companyId } = departure;
    Object.assign(departure, {
      state: 'LEFT',
      settledAt: scope.now,
      heldBecause: null,
      openUntil: new Date(scope.now.getTime() + OPEN_DAYS * DAY_MS),
      invoiceId: gone.invoiceId,
    });
    await scope.flush();
    const archive = await scope.insert(TenantArchive, {
      id: newId(),
      ...{ resellerId, companyId, departureId, state: 'RUNNING', startedAt: scope.now },
      ...{ doneAt: null, rowCount: null, fileCount: null, kilobytes: null, sha256: null, expiresAt: null },
    });
    await enqueue(scope, makeTenantArchiveJob, { archiveId: archive.id });
    if (companyId) scope.hint({ kind: 'Company', id: companyId, resellerId, companyId });
    return { result: true, subject: departureSubject(departure, 'AGREED') };
  },
});

type Gone = { invoiceId: string | null } | { heldBecause: string };

/** Settles what is between a tenant and its seller, and marks it as one that has left; or why that cannot be. */
async function letGo(
  scope: Scope,
  { resellerId, companyId, leavesOn }: Departure,
  publicUrl: string,
): Promise<Gone> {
  if (companyId) {
    const [company] = await scope.sql(
      'select from company where id = $1 and reseller_id = $2 for no key update',
      [companyId, resellerId],
    );
    if (!company) return { heldBecause: 'It is with another reseller by now: withdraw this.' };
    const closed = await closeAccount(scope, { id: companyId, resellerId }, leavesOn, publicUrl);
    if ('heldBecause' in closed) return closed;
    await endAllOf(scope, companyId, leavesOn);
    await scope.sql('update company set left_on = $2 where id = $1', [companyId, leavesOn]);
    return closed;
  }
  const [reseller] = await scope.sql<{ companies: number }>(
    `select ${companiesLeft('r.id')} as companies from reseller r where r.id = $1 for no key update`,
    [resellerId],
  );
  if (reseller?.companies) return { heldBecause: stillHas(reseller.companies) };
  await scope.sql('update reseller set left_on = $2 where id = $1', [resellerId, leavesOn]);
  return { invoiceId: null };
}

export const carryOutDepartureJob = job({
  name: 'carry-out-departure',
  for: 'platform',
  does: [carryOutDeparture],
  payload: z.object({ departureId: z.string() }),
  run: async (setting, { departureId }) =>
    void (await perform(setting, carryOutDeparture, { id: departureId })),
});

/** Finds those whose day has come, and shuts those whose window is over: nobody of theirs signs in any more. [T7] [S47] */
export const followDepartures = verb({
  name: 'followDepartures',
  permission: 'system',
  input: input('FollowDeparturesInput', {}),
  async run(scope) {
    const due = await scope.sql<{ departureId: string }>(
      `select id as "departureId" from departure where state = 'AGREED' and leaves_on <= $1::date order by id`,
      [localDate(scope.now)],
    );
    await enqueueAll(scope, carryOutDepartureJob, due);
    const closed = await scope.sql<Departure>(
      `update departure set state = 'CLOSED' where state = 'LEFT' and open_until <= $1
         returning id, reseller_id as "resellerId", company_id as "companyId", tenant_name as "tenantName", state`,
      [scope.now],
    );
    await scope.sql(`update company set status = 'SUSPENDED' where id = any ($1)`, [
      closed.flatMap(({ companyId }) => companyId ?? []),
    ]);
    await scope.sql(`update reseller set status = 'SUSPENDED' where id = any ($1)`, [
      closed.flatMap(({ companyId, resellerId }) => (companyId ? [] : resellerId)),
    ]);
    return { result: due.length, subject: closed.map((departure) => departureSubject(departure, 'LEFT')) };
  },
});

/** Midnight in London is found within five minutes; those who have a say are told of what is new meanwhile. */
export const followDeparturesJob = job({
  name: 'follow-departures',
  for: 'platform',
  does: [followDepartures, tellOfDepartures],
  payload: z.object({}),
  cron: '*/5 * * * *',
  async run(setting) {
    await perform(setting, followDepartures, {});
    await perform(setting, tellOfDepartures, {});
  },
});
