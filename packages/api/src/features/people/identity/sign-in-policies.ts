import type { Level } from '@steward/shared';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { view } from '../../../kernel/graphql/door.ts';
import { input } from '../../../kernel/input.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { LevelChoice } from './membership.entity.ts';

/** How long sessions last at a level. */
@ObjectType('SignInPolicy')
export class SignInPolicyView {
  @Field(() => ID) id!: string;
  @Field(() => LevelChoice) level!: Level;
  @Field(() => Int, { description: 'So long a session may stay unused.' }) idleMinutes!: number;
  @Field(() => Int, { description: 'So long it may last altogether.' }) absoluteMinutes!: number;
}

/** SQL: the columns of a policy as they are called here. */
export const POLICY = 'id, level, idle_minutes as "idleMinutes", absolute_minutes as "absoluteMinutes"';

const policiesIn = (scope: Scope): Promise<SignInPolicyView[]> =>
  scope.sql<SignInPolicyView>(`select ${POLICY} from sign_in_policies()`);

/** How long sessions last: staff are told of every level, everyone else of their own. [S46] */
export const signInPolicies = view({
  name: 'signInPolicies',
  permission: 'SESSION_OWN',
  input: input('SignInPoliciesInput', {}),
  type: () => [SignInPolicyView],
  run: policiesIn,
});
