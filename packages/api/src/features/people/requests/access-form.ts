import { line } from '@steward/shared';
import { Field, ObjectType } from 'type-graphql';
import { view } from '../../../kernel/graphql/door.ts';
import { input } from '../../../kernel/input.ts';
import { Brand } from '../identity/index.ts';
import { findAccessLink } from './find-access-link.ts';

/** What someone with a link is shown before they ask. */
@ObjectType()
export class AccessForm {
  @Field(() => String) tenantName!: string;
  @Field(() => Boolean, { description: 'They ask to become one of the team that looks after it.' })
  forTeam!: boolean;
  @Field(() => Brand) brand!: Brand;
}

export const accessForm = view({
  name: 'accessForm',
  permission: 'anonymous',
  input: input('AccessFormInput', { token: line(200) }),
  type: () => AccessForm,
  async run(scope, { token }): Promise<AccessForm> {
    const found = await findAccessLink(scope, token);
    return {
      tenantName: found.tenant_name,
      forTeam: found.company_id === null,
      brand: { name: found.brand_name, accentColour: found.accent_colour, logo: found.logo },
    };
  },
});
