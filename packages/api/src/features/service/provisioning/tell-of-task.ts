import type { Scope } from '../../../kernel/scope.ts';
import { queueMails } from '../../desk/notifications/index.ts';

interface Told {
  action: string;
  product: string;
  reference: string;
  company: string;
  person: string | null;
  due: string | null;
}

const DONE: Record<string, string> = {
  PROVISION: 'Set up',
  CHANGE: 'Change',
  CORRECT: 'Correct',
  DEPROVISION: 'Remove',
};

/** Tells somebody that a task is theirs now. */
export async function tellOfTask(
  scope: Scope,
  jobId: string,
  to: { email: string; firstName: string; resellerId: string },
  publicUrl: string,
): Promise<void> {
  const [task] = await scope.sql<Told>(
    `select j.action, p.name as product, s.reference, c.name as company, e.first_name || ' ' || e.last_name as person,
        to_char(j.due_at at time zone 'Europe/London', 'FMDD FMMonth YYYY, HH24:MI') as due
       from provisioning_job j join subscription s on s.id = j.subscription_id join product p on p.id = s.product_id
       join company c on c.id = j.company_id left join end_user e on e.id = j.end_user_id where j.id = $1`,
    [jobId],
  );
  if (!task) return;
  const what = `${DONE[task.action]} ${task.product}`;
  await queueMails(scope, 'task', [
    {
      resellerId: to.resellerId,
      companyId: null,
      endUserId: null,
      to: to.email,
      subject: `A task for you: ${what} for ${task.company}`,
      body: [
        `Hello ${to.firstName},`,
        `This task has been given to you: ${what} for ${task.person ? `${task.person} of ${task.company}` : task.company} (subscription ${task.reference}).${
          task.due ? ` It is due on ${task.due}.` : ''
        }`,
        `The task is here:\n${publicUrl}/provisioning/${jobId}`,
      ].join('\n\n'),
    },
  ]);
}
