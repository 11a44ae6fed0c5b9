import { id } from '@steward/shared';
import { Field, Int, ObjectType } from 'type-graphql';
import { z } from 'zod';
import { view } from '../../../kernel/graphql/door.ts';
import { input } from '../../../kernel/input.ts';
import { holdersOf } from './tell-holders.ts';

/** How many would be told of trouble with components if it were published now. */
@ObjectType()
export class StatusAudience {
  @Field(() => Int) resellers!: number;
  @Field(() => Int) companies!: number;
  @Field(() => Int, { description: 'E-mail addresses, administrators included.' }) people!: number;
}

/** What whoever publishes an incident is shown before: exactly those who hold a service that needs one of these components. [N4] */
export const statusAudience = view({
  name: 'statusAudience',
  permission: 'STATUS_WRITE',
  input: input('StatusAudienceInput', {
    componentIds: z.array(id()).max(50, 'May name at most 50 components.'),
  }),
  type: () => StatusAudience,
  async run(scope, { componentIds }): Promise<StatusAudience> {
    const holders = await holdersOf(scope, componentIds);
    const count = (keys: readonly (string | null)[]): number => new Set(keys.filter(Boolean)).size;
    return {
      resellers: count(holders.map(({ resellerId }) => resellerId)),
      companies: count(holders.map(({ companyId }) => companyId)),
      people: count(holders.map(({ resellerId, email }) => `${resellerId} ${email.toLowerCase()}`)),
    };
  },
});
