import { Arg, Ctx, Field, Mutation, ObjectType, Resolver } from 'type-graphql';
import type { RequestContext } from '../../../../kernel/request.ts';
import { perform } from '../../../../kernel/verb.ts';
import { SignInPayload } from '../session.resolver.ts';
import { confirmTotpEnrolment } from './confirm-totp-enrolment.ts';
import type { ProvedSession } from './proved-session.ts';
import { verifyFactor } from './verify-factor.ts';

@ObjectType()
export class EnrolmentPayload extends SignInPayload {
  @Field(() => [String], {
    description:
      'Each good once in place of a second factor, shown this once. Empty: those there were go on.',
  })
  recoveryCodes!: string[];
}

/** Verbs after which a session is another: its access token, and the cookie if it begins. */
@Resolver()
export class FactorResolver {
  @Mutation(() => SignInPayload, {
    description: 'Shows a second factor: a code of an authenticator app, or a recovery code.',
  })
  async verifyFactor(
    @Arg('input', () => verifyFactor.input.type as never) given: unknown,
    @Ctx() context: RequestContext,
  ): Promise<SignInPayload> {
    return payload(context, await perform(context, verifyFactor, given));
  }

  @Mutation(() => EnrolmentPayload, {
    description: 'Takes the first code of the authenticator app that is being set up.',
  })
  async confirmTotpEnrolment(
    @Arg('input', () => confirmTotpEnrolment.input.type as never) given: unknown,
    @Ctx() context: RequestContext,
  ): Promise<EnrolmentPayload> {
    const { session, recoveryCodes } = await perform(context, confirmTotpEnrolment, given);
    return { ...(await payload(context, session)), recoveryCodes };
  }
}

async function payload(context: RequestContext, session: ProvedSession): Promise<SignInPayload> {
  const { began } = session;
  if (began) context.exchange.setRefreshCookie(began.refreshToken, began.expiresAt);
  return { accessToken: await context.services.tokens.issue(session), need: session.awaits ?? null };
}
