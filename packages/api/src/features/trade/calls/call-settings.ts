import { id } from '@steward/shared';
import { Field, Int, ObjectType } from 'type-graphql';
import { view } from '../../../kernel/graphql/door.ts';
import { input } from '../../../kernel/input.ts';
import { Company } from '../../platform/tenancy/index.ts';

@ObjectType()
export class CallSettings {
  @Field(() => Boolean, { description: 'Calls are listed one by one; else they appear as sums only.' })
  itemised!: boolean;
  @Field(() => Boolean, { description: 'End users are shown their own.' }) endUsersSee!: boolean;
}

/** What a company has said of its calls. [B3] */
export const callSettings = view({
  name: 'callSettings',
  permission: 'CALL_SETTINGS',
  input: input('CallSettingsInput', { companyId: id() }),
  type: () => CallSettings,
  async run(scope, { companyId }): Promise<CallSettings> {
    await scope.load(Company, companyId);
    const [said] = await scope.sql<CallSettings>(
      'select itemised, end_users_see as "endUsersSee" from call_setting where company_id = $1',
      [companyId],
    );
    return said ?? { itemised: true, endUsersSee: false };
  },
});

/** For how many months records of calls are kept. [B3] */
export const callRetention = view({
  name: 'callRetention',
  permission: 'CALL_IMPORT',
  input: input('CallRetentionInput', {}),
  type: () => Int,
  async run(scope): Promise<number> {
    const [row] = await scope.sql<{ months: number }>('select call_months() as months');
    return row?.months ?? 0;
  },
});
