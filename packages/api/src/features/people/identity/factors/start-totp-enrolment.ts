import { newId } from '@steward/shared';
import { Field, ObjectType } from 'type-graphql';
import { input } from '../../../../kernel/input.ts';
import { verb } from '../../../../kernel/verb.ts';
import { assertMayEnrol } from './may-enrol.ts';
import { newTotpSecret, totpUri } from './totp.ts';

@ObjectType()
export class TotpEnrolment {
  @Field(() => String, { description: 'Base32, for those who type it.' })
  secret!: string;
  @Field(() => String, { description: 'otpauth://…, which goes into a QR code.' })
  uri!: string;
}

/**
 * Begins to set up an authenticator app: gives its secret, this once. It counts when a code of it has been confirmed; beginning
 * anew forgets one that was not. [I2] [S38]
 */
export const startTotpEnrolment = verb({
  name: 'startTotpEnrolment',
  description: 'Begins to set up an authenticator app, which counts once a code of it is confirmed.',
  permission: 'unproved',
  input: input('StartTotpEnrolmentInput', {}),
  async run(scope, _given, { seals }): Promise<{ result: TotpEnrolment; subject: null }> {
    const { issuer, email } = await assertMayEnrol(scope);
    const [id, secret] = [newId(), newTotpSecret()];
    await scope.sql('select begin_factor($1, $2, $3, $4, $5)', [
      id,
      'TOTP',
      'Authenticator app',
      seals.seal(secret, `factor ${id}`),
      scope.now,
    ]);
    return { result: { secret, uri: totpUri(secret, issuer, email) }, subject: null };
  },
});
