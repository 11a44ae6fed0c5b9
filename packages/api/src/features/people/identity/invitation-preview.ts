import { type Level, line } from '@steward/shared';
import { Field, ObjectType } from 'type-graphql';
import { view } from '../../../kernel/graphql/door.ts';
import { input } from '../../../kernel/input.ts';
import { GraphQLDateTime } from '../../../kernel/scalars.ts';
import { Agreement, newestFor } from '../../trust/agreements/index.ts';
import { agreementDue, findInvitation } from './accept-invitation.ts';
import { LevelChoice } from './membership.entity.ts';

@ObjectType()
export class Brand {
  @Field(() => String) name!: string;
  @Field(() => String, { nullable: true }) accentColour!: string | null;
  @Field(() => String, { nullable: true }) logo!: string | null;
}

/** What someone with an invitation's link is shown before accepting. */
@ObjectType()
export class InvitationPreview {
  @Field(() => String) email!: string;
  @Field(() => LevelChoice) level!: Level;
  @Field(() => String) firstName!: string;
  @Field(() => String) tenantName!: string;
  @Field(() => GraphQLDateTime) expiresAt!: Date;
  @Field(() => Boolean, { description: 'They sign in already and enter the password they have.' })
  hasSignIn!: boolean;
  @Field(() => Agreement, { nullable: true, description: 'To be accepted with it.' })
  agreement!: Agreement | null;
  @Field(() => Brand) brand!: Brand;
}

export const invitation = view({
  name: 'invitation',
  permission: 'anonymous',
  input: input('InvitationInput', { token: line(200) }),
  type: () => InvitationPreview,
  async run(scope, { token }): Promise<InvitationPreview> {
    const found = await findInvitation(scope, token);
    const due = agreementDue(found);
    const [agreement] = due
      ? await scope.sql<Agreement>(
          `select id, version, title, text, summary, published_on::text as "publishedOn", version = ${newestFor('$2::uuid')} as current
             from agreement where version = $1 and (reseller_id is null or reseller_id = $2)`,
          [due, found.reseller_id],
        )
      : [];
    return {
      email: found.email,
      level: found.level,
      firstName: found.first_name,
      tenantName: found.tenant_name,
      expiresAt: found.expires_at,
      hasSignIn: found.person_id !== null,
      agreement: agreement ?? null,
      brand: { name: found.brand_name, accentColour: found.accent_colour, logo: found.logo },
    };
  },
});
