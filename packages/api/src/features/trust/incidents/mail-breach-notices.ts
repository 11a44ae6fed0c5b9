import { id } from '@steward/shared';
import { z } from 'zod';
import { input } from '../../../kernel/input.ts';
import { job } from '../../../kernel/jobs.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { perform, verb } from '../../../kernel/verb.ts';
import { attachmentSource, type Letter, queueMails } from '../../desk/notifications/index.ts';
import { noticePaper } from './notice-paper.ts';
import { londonTime } from './words.ts';

/** The kind of file that goes with the mail; by its id the mail server's answer finds its way back to the notice. */
const SOURCE = 'breachNotice';

/**
 * Mails what there is to say of breaches in a reseller's part: notices and supplements to the controllers they are for, each once with its PDF;
 * and to the reseller's administrators, once, that notices wait to be passed on. What people read is in the PDF, not in the mail. [D5]
 */
export const mailBreachNotices = verb({
  name: 'mailBreachNotices',
  permission: 'system',
  input: input('MailBreachNoticesInput', { resellerId: id() }),
  async run(scope, { resellerId }, { publicUrl }) {
    const letters = [
      ...(await toControllers(scope, resellerId, publicUrl)),
      ...(await toReseller(scope, resellerId, publicUrl)),
    ];
    await queueMails(scope, SOURCE, letters);
    // Notice and passing on stand in the audit log already; the messages are their own evidence.
    return { result: letters.length, subject: null };
  },
});

export const mailBreachNoticesJob = job({
  name: 'mail-breach-notices',
  for: 'tenant',
  does: [mailBreachNotices],
  priority: 'first',
  payload: z.object({ resellerId: z.string() }),
  run: async (setting, payload) => void (await perform(setting, mailBreachNotices, payload)),
});

interface Waiting {
  id: string;
  noticeId: string;
  number: number;
  companyId: string | null;
  reference: string;
  exercise: boolean;
  controllerName: string;
  resellerName: string;
  isPlatform: boolean;
}

interface Reader {
  email: string;
  firstName: string;
}

async function toControllers(scope: Scope, resellerId: string, publicUrl: string): Promise<Letter[]> {
  const phases = await scope.sql<Waiting>(
    `with now as (update breach_notice_phase set mailed_at = $2
         where reseller_id = $1 and passed_on_at is not null and mailed_at is null returning id, notice_id, number)
     select p.id, n.id as "noticeId", p.number, n.company_id as "companyId", n.reference, n.exercise,
         coalesce(c.name, r.name) as "controllerName", r.name as "resellerName", r.is_platform as "isPlatform"
       from now p join breach_notice n on n.id = p.notice_id join reseller r on r.id = n.reseller_id
       left join company c on c.id = n.company_id order by p.id`,
    [resellerId, scope.now],
  );
  if (!phases.length) return [];
  const readers = await scope.sql<Reader & { companyId: string | null; level: string }>(
    `select company_id as "companyId", level, email, first_name as "firstName" from membership
      where reseller_id = $1 and level <> 'END_USER' and status = 'ACTIVE' and lent_to is null order by id`,
    [resellerId],
  );
  const readersOf = ({ companyId, isPlatform }: Waiting) =>
    readers.filter((reader) =>
      companyId ? reader.companyId === companyId : reader.level === (isPlatform ? 'PLATFORM' : 'RESELLER'),
    );
  await scope.sql(
    `update breach_notice n set recipient_count = g.count
       from json_to_recordset($1) g (id uuid, count integer) where n.id = g.id`,
    [JSON.stringify(phases.map((phase) => ({ id: phase.noticeId, count: readersOf(phase).length })))],
  );
  return phases.flatMap((phase) =>
    readersOf(phase).map(({ email, firstName }) => ({
      resellerId,
      companyId: phase.companyId,
      endUserId: null,
      to: email,
      subject: subjectOf(phase),
      body: [
        `Hello ${firstName},`,
        phase.number === 1
          ? `personal data that ${phase.controllerName} answers for were concerned by a security incident. What happened, what may follow and what was done is in the file with this message.`
          : `more is known of the security incident of which notice ${phase.reference} told you. The supplement is in the file with this message.`,
        phase.number === 1
          ? 'Within 72 hours of this message you tell your supervisory authority, or note why you do not have to. Steward has a draft for it, and keeps the proof:'
          : 'Read it here, with everything before it:',
        `${publicUrl}/breach-notices/${phase.noticeId}`,
        ...(phase.exercise ? [EXERCISE] : []),
        `${phase.resellerName}\nReference: ${phase.reference}`,
      ].join('\n\n'),
      attachments: [{ source: SOURCE, id: phase.id, name: `${phase.reference}.pdf` }],
    })),
  );
}

const EXERCISE =
  'This is an exercise: nothing has happened. Please do everything that you would do otherwise.';

const subjectOf = ({ exercise, number, reference }: Waiting): string =>
  `${exercise ? 'Exercise: ' : ''}${number === 1 ? 'Notice of a personal data breach' : 'Supplement to your notice of a personal data breach'} (${reference})`;

async function toReseller(scope: Scope, resellerId: string, publicUrl: string): Promise<Letter[]> {
  const waiting = await scope.sql<{ exercise: boolean; resellerName: string; passesOnAt: Date }>(
    `with told as (update breach_notice n set told_at = $2
         where n.reseller_id = $1 and n.told_at is null
           and exists (select from breach_notice_phase p where p.notice_id = n.id and p.passed_on_at is null)
         returning n.exercise, n.passes_on_at)
     select t.exercise, t.passes_on_at as "passesOnAt", r.name as "resellerName" from told t join reseller r on r.id = $1`,
    [resellerId, scope.now],
  );
  const [first] = waiting;
  if (!first) return [];
  const administrators = await scope.sql<Reader>(
    `select email, first_name as "firstName" from membership
      where reseller_id = $1 and level = 'RESELLER' and status = 'ACTIVE' and lent_to is null order by id`,
    [resellerId],
  );
  const count = waiting.length === 1 ? 'A breach notice waits' : `${waiting.length} breach notices wait`;
  return administrators.map(({ email, firstName }) => ({
    resellerId,
    companyId: null,
    endUserId: null,
    to: email,
    subject: `${first.exercise ? 'Exercise: ' : ''}${count} for you to pass on`,
    body: [
      `Hello ${firstName},`,
      `a security incident concerns data of your customers. ${count} for you to pass on to them, without undue delay:`,
      `${publicUrl}/breach-notices`,
      `What you have not passed on by ${londonTime(first.passesOnAt)} goes out by itself.`,
      ...(first.exercise ? [EXERCISE] : []),
      first.resellerName,
    ].join('\n\n'),
  }));
}

attachmentSource(SOURCE, {
  type: 'application/pdf',
  async read({ scopes, requestId, services }, phaseId) {
    const credentials = { kind: 'system', task: SOURCE, resellerId: null, does: [] } as const;
    const paper = await scopes.run(credentials, { requestId, readOnly: true }, async (scope) => {
      const [phase] = await scope.sql<{ noticeId: string; number: number }>(
        'select notice_id as "noticeId", number from breach_notice_phase where id = $1',
        [phaseId],
      );
      return phase && noticePaper(scope, phase.noticeId, phase.number);
    });
    return paper && services.breachPapers.draw(paper);
  },
});
