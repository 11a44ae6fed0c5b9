import { id } from '@steward/shared';
import { z } from 'zod';
import { input } from '../../../kernel/input.ts';
import { enqueueAll, job } from '../../../kernel/jobs.ts';
import { notLocked } from '../../../kernel/not-locked.ts';
import { conflict } from '../../../kernel/problem.ts';
import { outsideVerb, perform, verb } from '../../../kernel/verb.ts';
import { nextCheck, problemOf } from '../../people/directory/index.ts';

/**
 * Looks for the record that proves the host name of a status page, as for a domain. What is found, or why it proves nothing, stands with the page;
 * of one that is proved nothing changes. [N4]
 */
export const proveStatusHost = outsideVerb({
  name: 'proveStatusHost',
  permission: 'STATUS_WRITE',
  input: input('ProveStatusHostInput', { id: id() }),
  async plan(scope, { id: siteId }) {
    const [site] = await scope.sql<{
      hostName: string | null;
      waiting: boolean;
      recordName: string;
      value: string;
      since: Date;
      resellerId: string;
    }>(
      `select host_name as "hostName", proved_at is null as waiting, record_name as "recordName", record_value as value,
         host_since as since, reseller_id as "resellerId" from status_site where id = $1 for no key update`,
      [siteId],
    );
    if (!site) throw await notLocked(scope, 'status_site', siteId);
    if (!site.hostName) throw conflict('This page has no host name of its own.', 'id');
    if (site.waiting)
      await scope.sql('update status_site set next_check_at = $2 where id = $1', [
        siteId,
        nextCheck(site.since, scope.now),
      ]);
    return { ...site, siteId };
  },
  async call({ waiting, recordName }, _input, { services }) {
    return waiting ? await services.dns.txt(recordName) : undefined;
  },
  async settle(scope, { siteId, hostName, waiting, value, resellerId }, found) {
    if (!waiting) return { result: siteId, subject: null };
    let problem = problemOf(found, value);
    if (!problem) {
      const [answer] = await scope.sql<{ proved: boolean }>('select prove_status_host($1, $2) as proved', [
        siteId,
        scope.now,
      ]);
      const subject = { type: 'StatusSite', id: siteId, resellerId, reference: hostName ?? '' };
      if (answer?.proved) return { result: siteId, subject: { ...subject, changed: ['provedAt'] } };
      problem = 'The record is there, but another page uses this name already. Please ask support.';
    }
    await scope.sql(
      'update status_site set checked_at = $2, problem = $3 where id = $1 and proved_at is null',
      [siteId, scope.now, problem],
    );
    scope.hint({ kind: 'StatusSite', id: siteId, resellerId });
    return { result: siteId, subject: null };
  },
});

export const proveStatusHostJob = job({
  name: 'prove-status-host',
  for: 'tenant',
  does: [proveStatusHost],
  lane: 'dns',
  payload: z.object({ resellerId: z.string(), siteId: z.string() }),
  run: async (setting, { siteId }) => void (await perform(setting, proveStatusHost, { id: siteId })),
});

/** Finds the host names, of all pages, whose record is to be looked for again. [N4] */
export const findStatusHostsToProve = verb({
  name: 'findStatusHostsToProve',
  permission: 'system',
  input: input('FindStatusHostsToProveInput', {}),
  async run(scope) {
    const due = await scope.sql<{ resellerId: string; siteId: string }>(
      `select reseller_id as "resellerId", id as "siteId" from status_site where next_check_at <= $1`,
      [scope.now],
    );
    await enqueueAll(scope, proveStatusHostJob, due);
    return { result: due.length, subject: null };
  },
});

export const findStatusHostsToProveJob = job({
  name: 'status-hosts-to-prove',
  for: 'platform',
  does: [findStatusHostsToProve],
  payload: z.object({}),
  cron: '* * * * *',
  run: async (setting) => void (await perform(setting, findStatusHostsToProve, {})),
});
