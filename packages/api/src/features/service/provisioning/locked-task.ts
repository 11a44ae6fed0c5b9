import { memberOf } from '../../../kernel/actor.ts';
import { conflict, notFound, Problem } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { type LockedJob, lockJob } from './locked-job.ts';
import type { TaskSide } from './task-template.entity.ts';

/** One thing that has to be done in a task, as it is kept. */
export interface KeptItem {
  words: string;
  /** ISO moment; null: it is still to be done. */
  doneAt: string | null;
  doneById: string | null;
  doneByName: string | null;
}

export interface LockedTask extends LockedJob {
  taskOf: TaskSide;
  assigneeId: string | null;
  assigneeName: string | null;
  checklist: KeptItem[];
}

/**
 * Locks a task that waits and is this member's side to do. CONFLICT if it is none, or over; FORBIDDEN to a reseller whose task it is
 * not.
 */
export async function lockTask(scope: Scope, jobId: string): Promise<LockedTask> {
  const job = await lockJob(scope, jobId);
  if (job.connector !== 'MANUAL') throw conflict('This job is done by a connector, not by hand.', 'jobId');
  const [task] = await scope.sql<Pick<LockedTask, 'taskOf' | 'assigneeId' | 'assigneeName' | 'checklist'>>(
    `select coalesce(task_of, 'PLATFORM') as "taskOf", assignee_id as "assigneeId", assignee_name as "assigneeName", checklist
       from provisioning_job where id = $1`,
    [jobId],
  );
  if (!task) throw notFound('task');
  assertOwnSide(scope, task.taskOf);
  if (job.state !== 'WAITING') throw conflict('This task is not waiting any more.', 'jobId');
  return { ...job, ...task };
}

/** Whose task it is, for whoever may do it. */
export async function taskToRead(
  scope: Scope,
  jobId: string,
): Promise<Pick<LockedTask, 'taskOf' | 'resellerId'>> {
  const [task] = await scope.sql<Pick<LockedTask, 'taskOf' | 'resellerId'>>(
    `select task_of as "taskOf", reseller_id as "resellerId" from provisioning_job where id = $1 and task_of is not null`,
    [jobId],
  );
  if (!task) throw notFound('task');
  assertOwnSide(scope, task.taskOf);
  return task;
}

/** Staff may do what is a reseller's, to help; what is theirs is nobody else's. */
function assertOwnSide(scope: Scope, taskOf: TaskSide): void {
  if (memberOf(scope.actor).level === 'PLATFORM' || taskOf === 'RESELLER') return;
  throw new Problem('FORBIDDEN', 'This task is done by the platform’s staff.');
}

/** What people call whoever acts. */
export async function nameOfMember(scope: Scope, membershipId: string): Promise<string> {
  const [member] = await scope.sql<{ name: string }>(
    `select first_name || ' ' || last_name as name from membership where id = $1`,
    [membershipId],
  );
  return member?.name ?? '';
}

/** Gives a task to somebody, or to nobody. */
export async function giveTask(
  scope: Scope,
  { id, resellerId, companyId, endUserId }: LockedTask,
  to: { id: string; name: string } | null,
): Promise<void> {
  await scope.sql(
    'update provisioning_job set assignee_id = $2, assignee_name = $3, assigned_at = $4 where id = $1',
    [id, to?.id ?? null, to?.name ?? null, to && scope.now],
  );
  scope.hint({ kind: 'ProvisioningJob', id, resellerId, companyId, endUserId });
}

/** The task as the subject of an audit row. */
export const taskSubject = (
  { id, resellerId, companyId, endUserId, reference }: LockedTask,
  changed: readonly string[],
) => ({
  type: 'ProvisioningJob',
  id,
  resellerId,
  companyId,
  endUserId,
  reference,
  changed,
});
