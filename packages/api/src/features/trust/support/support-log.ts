import { id } from '@steward/shared';
import { Field, ID, ObjectType } from 'type-graphql';
import { view } from '../../../kernel/graphql/door.ts';
import { input } from '../../../kernel/input.ts';
import { notFound } from '../../../kernel/problem.ts';
import { GraphQLDateTime } from '../../../kernel/scalars.ts';
import { enumeration } from '../../../kernel/table.ts';
import { labelOf, nameOf } from '../audit/index.ts';

const SupportDeed = enumeration('SupportDeed', { DONE: 'DONE', VIEWED: 'VIEWED' });

@ObjectType()
class SupportLogEntry {
  @Field(() => ID) id!: string;
  @Field(() => GraphQLDateTime) at!: string;
  @Field(() => SupportDeed) deed!: keyof typeof SupportDeed;
  @Field(() => String, { description: 'The verb that was done, or the query or address that was opened.' })
  what!: string;
  @Field(() => String) subjectType!: string;
  @Field(() => String, { description: 'What kind of thing it is, for people to read.' })
  subjectLabel!: string;
  @Field(() => ID, { nullable: true, description: 'None: a list was looked at.' }) subjectId!: string | null;
  @Field(() => String, { description: 'What it is called now; empty if it is gone, or a list.' })
  subjectName!: string;
  @Field(() => [String]) changed!: string[];
}

/** More than anybody does, or opens, in an hour. */
const MOST = 2_000;

/** Everything that was done and looked at under one grant, in order, for both sides to read. [T4] [S18] */
export const supportLog = view({
  name: 'supportLog',
  permission: 'SUPPORT_READ',
  input: input('SupportLogInput', { grantId: id() }),
  type: () => [SupportLogEntry],
  async run(scope, { grantId }): Promise<SupportLogEntry[]> {
    const [grant] = await scope.sql('select from support_grant where id = $1', [grantId]);
    if (!grant) throw notFound('support grant');
    const [log] = await scope.sql<{ entries: SupportLogEntry[] }>(LOG(), [grantId]);
    return log?.entries ?? [];
  },
});

const LOG = (): string => `
  select coalesce(json_agg(json_build_object('id', e.id, 'at', e.at, 'deed', e.deed, 'what', e.what, 'subjectType', e.subject_type,
      'subjectLabel', ${labelOf('e')}, 'subjectId', e.subject_id,
      'subjectName', case when e.subject_id is null then '' else (${nameOf('e')}) end, 'changed', e.changed) order by e.at, e.id), '[]') as entries
    from (
      (select a.id, a.at, 'DONE' as deed, a.action as what, a.subject_type, a.subject_id, a.reference, a.changed
        from audit_entry a join support_grant g on g.membership_id = a.actor_membership_id and g.company_id = a.company_id
        where g.id = $1 order by a.at limit ${MOST})
      union all
      (select v.id, v.at, 'VIEWED', v.what, v.subject_type, v.subject_id, null, '{}'
        from support_view v where v.grant_id = $1 order by v.at limit ${MOST})
    ) e`;
