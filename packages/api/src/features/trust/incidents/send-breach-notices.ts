import { id, newId, newReference } from '@steward/shared';
import { z } from 'zod';
import { input } from '../../../kernel/input.ts';
import { enqueue, enqueueAll } from '../../../kernel/jobs.ts';
import { conflict, Problem } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { verb } from '../../../kernel/verb.ts';
import { BreachNotice, BreachNoticePhase } from './breach-notice.entity.ts';
import type { SecurityIncident } from './incident.entity.ts';
import { lockIncident, subjectOf } from './lock-incident.ts';
import { mailBreachNoticesJob } from './mail-breach-notices.ts';
import { missingOf } from './missing.ts';
import { passOnDueNoticesJob } from './pass-on-due-notices.ts';
import { type Reached, readReach } from './reach.ts';

/**
 * Tells every controller that an incident concerns: one notice each, computed in this transaction from what was touched. Companies of
 * resellers are told through their reseller, who passes it on, or after so many hours the product does. Sent again once more is known, it
 * is a supplement for those who were told before and a notice for those who were not. Nothing new: nothing is sent. [D5] [S86]
 */
export const sendBreachNotices = verb({
  name: 'sendBreachNotices',
  permission: 'INCIDENT_MANAGE',
  input: input('SendBreachNoticesInput', {
    incidentId: id(),
    passOnAfterHours: z
      .int('Must be whole hours.')
      .min(0, 'May be 0: at once.')
      .max(24, 'May be at most 24 hours: the duty is without undue delay.'),
  }),
  async run(scope, { incidentId, passOnAfterHours }) {
    const incident = await lockIncident(scope, incidentId);
    const reached = await readReach(scope, incidentId);
    const missing = missingOf(incident, reached.length);
    if (missing.length)
      throw new Problem('CONFLICT', missing.map(({ message }) => message).join(' '), missing);
    if (incident.lastSentAt && incident.changedAt <= incident.lastSentAt)
      throw conflict(
        'Controllers have been told all of this: change what they should know first.',
        'incidentId',
      );
    const passesOnAt = new Date(scope.now.getTime() + passOnAfterHours * 3_600_000);
    const notices = await writeNotices(scope, incident, reached, passesOnAt);
    await scope.sql('select note_breach_people($1)', [incidentId]);
    incident.sentAt ??= scope.now;
    incident.lastSentAt = scope.now;
    const resellerIds = [...new Set(reached.map(({ resellerId }) => resellerId))];
    await enqueueAll(
      scope,
      mailBreachNoticesJob,
      resellerIds.map((resellerId) => ({ resellerId })),
    );
    const waiting = new Set(reached.filter(({ direct }) => !direct).map(({ resellerId }) => resellerId));
    for (const resellerId of waiting)
      await enqueue(scope, passOnDueNoticesJob, { resellerId, incidentId }, { runAt: passesOnAt });
    return { result: incidentId, subject: [{ ...subjectOf(incident), changed: ['sentAt'] }, ...notices] };
  },
});

/** Writes a notice for whoever has none and a phase for everyone; gives what the audit log says of each. */
async function writeNotices(
  scope: Scope,
  incident: SecurityIncident,
  reached: readonly Reached[],
  passesOnAt: Date,
) {
  const { title, exercise, risk, nature, consequences, measures, contactName, contactEmail, contactPhone } =
    incident;
  const said = reached.map(({ from, until, endUsers, administrators, noticeId, ...controller }) => ({
    ...controller,
    id: noticeId ?? newId(),
    isNew: !noticeId,
    reference: newReference('BN'),
    endUserCount: endUsers,
    administratorCount: administrators,
    touchedFrom: from,
    touchedUntil: until,
    passedOnAt: controller.direct ? scope.now : null,
    passesOnAt: controller.direct ? null : passesOnAt,
    contactPhone,
  }));
  await scope.flush();
  await scope.sql(
    `insert into breach_notice as n (id, reseller_id, company_id, incident_id, issuer_id, reference, title, exercise, risk, end_user_count,
         administrator_count, data_classes, touched_from, touched_until, contact_name, contact_email, contact_phone, aware_at, sent_at,
         passes_on_at, passed_on_at)
       select r.id, r."resellerId", r."companyId", $2, $3, r.reference, $4, $5, $6, r."endUserCount", r."administratorCount", r."dataClasses",
           r."touchedFrom", r."touchedUntil", $7, $8, r."contactPhone", $9, $10, r."passesOnAt", r."passedOnAt"
         from json_to_recordset($1) r (id uuid, "resellerId" uuid, "companyId" uuid, reference text, "endUserCount" integer,
           "administratorCount" integer, "dataClasses" text[], "touchedFrom" timestamptz, "touchedUntil" timestamptz, "passesOnAt" timestamptz,
           "passedOnAt" timestamptz, "contactPhone" text)
       on conflict (id) do update set title = excluded.title, risk = excluded.risk, end_user_count = excluded.end_user_count,
         administrator_count = excluded.administrator_count, data_classes = excluded.data_classes, touched_from = excluded.touched_from,
         touched_until = excluded.touched_until, contact_name = excluded.contact_name, contact_email = excluded.contact_email,
         contact_phone = excluded.contact_phone, told_at = null,
         passes_on_at = coalesce(excluded.passes_on_at, n.passes_on_at)`,
    [
      JSON.stringify(await scope.sealed(BreachNotice, said)),
      incident.id,
      incident.resellerId,
      title,
      exercise,
      risk,
      contactName,
      contactEmail,
      incident.awareAt,
      scope.now,
    ],
  );
  const phases = said.map(
    ({ id: noticeId, resellerId, companyId, endUserCount, passedOnAt, phases: before }) => ({
      id: newId(),
      ...{ resellerId, companyId, noticeId, number: before + 1, endUserCount, passedOnAt },
      ...{ nature: nature ?? '', consequences: consequences ?? '', measures: measures ?? '' },
    }),
  );
  await scope.sql(
    `insert into breach_notice_phase (id, reseller_id, company_id, notice_id, number, nature, consequences, measures, end_user_count, sent_at,
         passed_on_at)
       select p.id, p."resellerId", p."companyId", p."noticeId", p.number, p.nature, p.consequences, p.measures, p."endUserCount", $2, p."passedOnAt"
         from json_to_recordset($1) p (id uuid, "resellerId" uuid, "companyId" uuid, "noticeId" uuid, number integer, nature text,
           consequences text, measures text, "endUserCount" integer, "passedOnAt" timestamptz)`,
    [JSON.stringify(await scope.sealed(BreachNoticePhase, phases)), scope.now],
  );
  return said.map(({ id: noticeId, resellerId, companyId }) => ({
    type: 'BreachNotice',
    id: noticeId,
    resellerId,
    companyId,
  }));
}
