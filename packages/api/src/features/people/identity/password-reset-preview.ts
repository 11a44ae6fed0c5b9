import { line } from '@steward/shared';
import { Field, ObjectType } from 'type-graphql';
import { view } from '../../../kernel/graphql/door.ts';
import { input } from '../../../kernel/input.ts';
import { Brand } from './invitation-preview.ts';
import { findPasswordReset } from './reset-password.ts';

/** What someone with a link to a new password is shown before choosing it. */
@ObjectType()
class PasswordResetPreview {
  @Field(() => String) email!: string;
  @Field(() => String) firstName!: string;
  @Field(() => Brand) brand!: Brand;
}

export const passwordReset = view({
  name: 'passwordReset',
  permission: 'anonymous',
  input: input('PasswordResetInput', { token: line(200) }),
  type: () => PasswordResetPreview,
  async run(scope, { token }): Promise<PasswordResetPreview> {
    const found = await findPasswordReset(scope, token);
    return {
      email: found.email,
      firstName: found.first_name,
      brand: { name: found.brand_name, accentColour: found.accent_colour, logo: found.logo },
    };
  },
});
