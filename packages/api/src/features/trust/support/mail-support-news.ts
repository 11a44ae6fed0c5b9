import { id } from '@steward/shared';
import { z } from 'zod';
import type { Area } from '../../../kernel/area.ts';
import { input, oneOf } from '../../../kernel/input.ts';
import { job } from '../../../kernel/jobs.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { enumeration } from '../../../kernel/table.ts';
import { perform, verb } from '../../../kernel/verb.ts';
import { type Letter, queueMails } from '../../desk/notifications/index.ts';
import {
  type SupportEndedBy,
  SupportGrant,
  type SupportMode,
  type SupportState,
} from './support-grant.entity.ts';

const SupportNews = enumeration('SupportNews', {
  ASKED: 'ASKED',
  DECIDED: 'DECIDED',
  ENTERED: 'ENTERED',
  ENDED: 'ENDED',
});
type SupportNews = keyof typeof SupportNews;

/**
 * Tells the company's administrators that somebody asks, has gone in, or is out again; and who asked, what was decided. It works for
 * the tenant, which has everybody's address, whatever the company lets its reseller see.
 */
export const mailSupportNews = verb({
  name: 'mailSupportNews',
  permission: 'system',
  input: input('MailSupportNewsInput', { resellerId: id(), grantId: id(), what: oneOf(SupportNews) }),
  async run(scope, { grantId, what }, { publicUrl }) {
    const [grant] = await scope.opened(SupportGrant, await scope.sql<Grant>(GRANT, [grantId]));
    if (!grant) return { result: 0, subject: null };
    const letters =
      what === 'DECIDED'
        ? await toAsker(scope, grant, publicUrl)
        : await toAdministrators(scope, grant, what, publicUrl);
    await queueMails(scope, 'supportAccess', letters);
    const { id: subjectId, resellerId, companyId } = grant;
    return {
      result: letters.length,
      subject: letters.length ? { type: 'SupportGrant', id: subjectId, resellerId, companyId } : null,
    };
  },
});

export const mailSupportNewsJob = job({
  name: 'mail-support-news',
  for: 'tenant',
  does: [mailSupportNews],
  priority: 'first',
  payload: z.object({ resellerId: z.string(), grantId: z.string(), what: z.enum(SupportNews) }),
  run: async (setting, payload) => void (await perform(setting, mailSupportNews, payload)),
});

interface Grant {
  id: string;
  resellerId: string;
  companyId: string;
  companyName: string;
  resellerName: string;
  askerName: string;
  askerTenant: string;
  areas: Area[];
  mode: SupportMode;
  reason: string;
  minutes: number;
  stage: SupportState;
  byRule: boolean;
  endedBy: SupportEndedBy | null;
}

const GRANT = `
  select g.id, g.reseller_id as "resellerId", g.company_id as "companyId", c.name as "companyName", r.name as "resellerName",
      g.asker_name as "askerName", g.asker_tenant as "askerTenant", g.areas, g.mode, g.reason, g.minutes, g.stage,
      g.by_rule as "byRule", g.ended_by as "endedBy"
    from support_grant g join company c on c.id = g.company_id join reseller r on r.id = g.reseller_id where g.id = $1`;

const AREA_WORDS: Record<Area, string> = {
  directory: 'people and domains',
  services: 'services and subscriptions',
  billing: 'invoices and payments',
  support: 'help and notices',
  records: 'records and the audit log',
  exchange: 'mail exchange',
  privacy: 'data protection',
  settings: 'settings',
};
const MODE_WORDS: Record<SupportMode, string> = { VIEW: 'look at', MANAGE: 'look at and change' };

/** `a, b and c`. */
const listed = (words: readonly string[]): string =>
  words.length < 2 ? words.join() : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;

const asked = ({ mode, areas, minutes }: Grant): string =>
  `${MODE_WORDS[mode]} ${listed(areas.map((area) => AREA_WORDS[area]))} for ${minutes === 1 ? 'a minute' : `${minutes} minutes`}`;

async function toAdministrators(
  scope: Scope,
  grant: Grant,
  what: Exclude<SupportNews, 'DECIDED'>,
  publicUrl: string,
): Promise<Letter[]> {
  const { resellerId, companyId, companyName, resellerName, askerName, askerTenant, reason } = grant;
  const who = `${askerName} of ${askerTenant}`;
  const page = `${publicUrl}/support-access/${grant.id}`;
  const { subject, says } = {
    ASKED: {
      subject: `${askerTenant} asks for access to ${companyName}`,
      says: [
        `${who} would like to ${asked(grant)}, and gives this reason:`,
        reason,
        `Nobody is let in before you have approved it. Approve or decline here; unanswered, the request lapses after three days:\n${page}`,
      ],
    },
    ENTERED: {
      subject: `${askerTenant} has gone in to ${companyName}`,
      says: [
        `${who} is in now and may ${asked(grant)}${grant.byRule ? ', as your standing rule allows' : ''}. The reason:`,
        reason,
        `See what is looked at and done there, or end it at once:\n${page}`,
      ],
    },
    ENDED: {
      subject: `The access of ${askerTenant} to ${companyName} has ended`,
      says: [
        `${who} is out again. The reason was:`,
        reason,
        `Everything that was looked at and done is listed here:\n${page}`,
      ],
    },
  }[what];
  const administrators = await scope.sql<{ email: string; firstName: string }>(
    `select email, first_name as "firstName" from membership
      where company_id = $1 and level = 'COMPANY' and status = 'ACTIVE' and lent_to is null order by id`,
    [companyId],
  );
  return administrators.map(({ email, firstName }) => ({
    resellerId,
    companyId,
    endUserId: null,
    to: email,
    subject,
    body: [`Hello ${firstName},`, ...says, resellerName].join('\n\n'),
  }));
}

async function toAsker(scope: Scope, grant: Grant, publicUrl: string): Promise<Letter[]> {
  const { resellerId, companyName, reason, stage } = grant;
  const [asker] = await scope.sql<{ email: string; first_name: string }>(
    'select email, first_name from support_asker($1)',
    [grant.id],
  );
  if (!asker || (stage !== 'APPROVED' && stage !== 'DECLINED')) return [];
  const approved = stage === 'APPROVED';
  return [
    {
      resellerId,
      companyId: null,
      endUserId: null,
      to: asker.email,
      subject: `${companyName} has ${approved ? 'approved' : 'declined'} your request for access`,
      body: [
        `Hello ${asker.first_name},`,
        approved
          ? `${companyName} lets you ${asked(grant)}. The minutes count from when you go in; unused, the approval lapses after three days.`
          : `${companyName} has declined that you ${asked(grant)}.`,
        `Your reason was:\n${reason}`,
        `${publicUrl}/support-access/${grant.id}`,
        grant.resellerName,
      ].join('\n\n'),
    },
  ];
}
