import { id } from '@steward/shared';
import { Field, ID, ObjectType } from 'type-graphql';
import { view } from '../../../kernel/graphql/door.ts';
import { input } from '../../../kernel/input.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { type LockedTask, taskToRead } from './locked-task.ts';

/** Somebody to whom a task may be given. */
@ObjectType()
export class TaskDoer {
  @Field(() => ID) id!: string;
  @Field(() => String) name!: string;
}

interface Doer extends TaskDoer {
  email: string;
  firstName: string;
  resellerId: string;
}

/** Those of the side that does a task who may do it and may sign in. */
export const doersOf = (
  scope: Scope,
  { taskOf, resellerId }: Pick<LockedTask, 'taskOf' | 'resellerId'>,
): Promise<Doer[]> =>
  scope.sql<Doer>(
    `select m.id, m.first_name || ' ' || m.last_name as name, m.email, m.first_name as "firstName", m.reseller_id as "resellerId"
       from membership m join role r on r.id = m.role_id
      where m.level = $1 and m.status = 'ACTIVE' and m.lent_to is null and 'TASK_WRITE' = any (r.permissions)
        and ($1 = 'PLATFORM' or m.reseller_id = $2)
      order by m.last_name, m.first_name, m.id`,
    [taskOf, resellerId],
  );

/** To whom a task may be given. [P2] */
export const taskDoers = view({
  name: 'taskDoers',
  permission: 'TASK_WRITE',
  input: input('TaskDoersInput', { jobId: id() }),
  type: () => [TaskDoer],
  async run(scope, { jobId }): Promise<TaskDoer[]> {
    const doers = await doersOf(scope, await taskToRead(scope, jobId));
    return doers.map(({ id: doerId, name }) => ({ id: doerId, name }));
  },
});
