import { id, newId, prose } from '@steward/shared';
import { memberOf } from '../../../kernel/actor.ts';
import { input, oneOf } from '../../../kernel/input.ts';
import { enqueue } from '../../../kernel/jobs.ts';
import { conflict, notFound } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import { areasInput, LAPSES_MS, minutesInput } from './contract.ts';
import { mailSupportNewsJob } from './mail-support-news.ts';
import { SupportGrant, SupportMode } from './support-grant.entity.ts';

/**
 * Asks a company to let whoever asks in: for a reason, in some areas, to look or to manage, for so many minutes from the moment
 * of entry. A standing rule of the company approves at once what is within it. [T4] [S18]
 */
export const requestSupportAccess = verb({
  name: 'requestSupportAccess',
  description: 'Asks a company to be let in for a while; its administrator decides, or a standing rule.',
  permission: 'SUPPORT_ASK',
  input: input('RequestSupportAccessInput', {
    companyId: id(),
    areas: areasInput(),
    mode: oneOf(SupportMode),
    reason: prose(500),
    minutes: minutesInput(),
  }),
  async run(scope, { companyId, ...wish }) {
    const { membershipId, level, resellerId } = memberOf(scope.actor);
    const [company] = await scope.sql<{ resellerId: string; name: string; status: string }>(
      'select reseller_id as "resellerId", name, status from company where id = $1',
      [companyId],
    );
    if (!company) throw notFound('company');
    if (company.status === 'SUSPENDED')
      throw conflict(`${company.name} is suspended: nobody can be let in to it.`, 'companyId');
    const [open] = await scope.sql<{ stage: string }>(
      `select stage from support_grant where company_id = $1 and asked_by = $2 and stage in ('REQUESTED', 'APPROVED', 'ACTIVE')
         and coalesce(ends_at, lapses_at) > $3`,
      [companyId, membershipId, scope.now],
    );
    if (open) throw conflict(`${OPEN[open.stage]} ${company.name}.`, 'companyId');
    await scope.sql('select put_by_support($1, $2)', [companyId, scope.now]);
    const [asker] = await scope.sql<{ name: string; tenant: string }>(
      `select m.first_name || ' ' || m.last_name as name, r.name as tenant
         from membership m join reseller r on r.id = $2 where m.id = $1`,
      [membershipId, resellerId],
    );
    if (!asker) throw new Error('Whoever asks is not visible to themselves.');
    const grant = await scope.insert(SupportGrant, {
      id: newId(),
      resellerId: company.resellerId,
      companyId,
      askedBy: membershipId,
      askerLevel: level,
      askerName: asker.name,
      askerTenant: asker.tenant,
      ...wish,
      stage: 'REQUESTED',
      byRule: false,
      askedAt: scope.now,
      lapsesAt: new Date(scope.now.getTime() + LAPSES_MS),
    });
    const [rule] = await scope.sql<{ applies: boolean }>('select apply_support_rule($1, $2) as applies', [
      grant.id,
      scope.now,
    ]);
    if (!rule?.applies)
      await enqueue(scope, mailSupportNewsJob, {
        resellerId: company.resellerId,
        grantId: grant.id,
        what: 'ASKED',
      });
    return {
      result: grant.id,
      subject: {
        type: 'SupportGrant',
        id: grant.id,
        resellerId: company.resellerId,
        companyId,
        changed: {
          state: [null, rule?.applies ? 'APPROVED' : 'REQUESTED'],
          mode: [null, wish.mode],
          minutes: [null, wish.minutes],
          areas: [null, wish.areas],
        },
      },
    };
  },
});

const OPEN: Record<string, string> = {
  REQUESTED: 'You have asked already and have no answer yet from',
  APPROVED: 'You have an approval already that you can enter with at',
  ACTIVE: 'You are in already at',
};
