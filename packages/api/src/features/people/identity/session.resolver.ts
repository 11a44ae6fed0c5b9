import { Arg, Ctx, Field, ID, Mutation, ObjectType, Resolver } from 'type-graphql';
import type { AwaitedFactor } from '../../../kernel/actor.ts';
import { Problem } from '../../../kernel/problem.ts';
import type { RequestContext } from '../../../kernel/request.ts';
import { perform } from '../../../kernel/verb.ts';
import { DEVICE_COOKIE_MS } from './devices.ts';
import { signInWithPasskey } from './factors/sign-in-with-passkey.ts';
import { refreshSession } from './refresh-session.ts';
import { AwaitedFactorChoice } from './session.entity.ts';
import { signIn } from './sign-in.ts';
import { signOut } from './sign-out.ts';
import { switchMembership } from './switch-membership.ts';
import type { TokenSubject } from './tokens.ts';

@ObjectType()
export class SignInPayload {
  @Field(() => String, { description: 'Sent back as "Authorization: Bearer …"; good for ten minutes.' })
  accessToken!: string;

  @Field(() => AwaitedFactorChoice, {
    nullable: true,
    description: 'Until it has been shown, or set up, the token is good for nothing else.',
  })
  need!: AwaitedFactor | null;
}

/** Signing in and out: verbs whose other half is a cookie. */
@Resolver()
export class SessionResolver {
  @Mutation(() => SignInPayload)
  async signIn(
    @Arg('email', () => String) email: string,
    @Arg('password', () => String) password: string,
    @Ctx() context: RequestContext,
  ): Promise<SignInPayload> {
    const { address, userAgent, deviceCookie } = context.exchange;
    const device = deviceCookie?.slice(0, 500);
    const session = await perform(anonymously(context), signIn, {
      email,
      password,
      address,
      userAgent,
      device,
    });
    if (!session) throw new Problem('UNAUTHENTICATED', 'E-mail address or password is wrong.');
    context.exchange.setRefreshCookie(session.refreshToken, session.expiresAt);
    context.exchange.setDeviceCookie(session.device, DEVICE_COOKIE_MS);
    return this.#payload(context, session);
  }

  @Mutation(() => SignInPayload, {
    description: 'Signs in by a passkey alone, which counts as both factors.',
  })
  async signInWithPasskey(
    @Arg('response', () => String) response: string,
    @Ctx() context: RequestContext,
  ): Promise<SignInPayload> {
    const { address, userAgent, deviceCookie } = context.exchange;
    const device = deviceCookie?.slice(0, 500);
    const given = { response, address, userAgent, device };
    const session = await perform(anonymously(context), signInWithPasskey, given);
    if (!session) throw new Problem('UNAUTHENTICATED', 'This passkey lets nobody in any more.');
    context.exchange.setRefreshCookie(session.refreshToken, session.expiresAt);
    context.exchange.setDeviceCookie(session.device, DEVICE_COOKIE_MS);
    return this.#payload(context, session);
  }

  @Mutation(() => SignInPayload, {
    description: 'A new access token for the refresh cookie, which is renewed too.',
  })
  async refreshSession(
    @Arg('attempt', () => String, {
      nullable: true,
      description:
        'A random text of the client’s own. A cookie is good once; whoever got no answer may ask again within ten seconds with the same attempt, and gets the same.',
    })
    attempt: string | null,
    @Ctx() context: RequestContext,
  ): Promise<SignInPayload> {
    const session = await this.#refreshed(context, attempt);
    if (!session) {
      context.exchange.clearRefreshCookie();
      throw new Problem('UNAUTHENTICATED', 'Please sign in.');
    }
    context.exchange.setRefreshCookie(session.refreshToken, session.expiresAt);
    return this.#payload(context, session);
  }

  @Mutation(() => Boolean, { description: 'Ends this session, on the server too.' })
  async signOut(@Ctx() context: RequestContext): Promise<boolean> {
    // Whoever comes back to an open page after the access token's ten minutes still has the cookie.
    const refreshed = context.credentials.kind === 'anonymous' ? await this.#refreshed(context, null) : null;
    context.exchange.clearRefreshCookie();
    const credentials = refreshed ? ({ kind: 'session', ...refreshed } as const) : context.credentials;
    await perform({ ...anonymously(context), credentials }, signOut, {});
    return true;
  }

  @Mutation(() => SignInPayload, { description: 'Goes on as another membership of the same person.' })
  async switchMembership(
    @Arg('membershipId', () => ID) membershipId: string,
    @Ctx() context: RequestContext,
  ): Promise<SignInPayload> {
    return this.#payload(context, await perform(context, switchMembership, { membershipId }));
  }

  async #refreshed(context: RequestContext, attempt: string | null) {
    const token = context.exchange.refreshCookie?.slice(0, 200);
    return token ? perform(anonymously(context), refreshSession, { token, attempt }) : null;
  }

  async #payload(context: RequestContext, subject: TokenSubject): Promise<SignInPayload> {
    return { accessToken: await context.services.tokens.issue(subject), need: subject.awaits ?? null };
  }
}

/** Signing in does not depend on who one was before. */
const anonymously = (context: RequestContext) => ({
  scopes: context.scopes,
  services: context.services,
  log: context.log,
  requestId: context.requestId,
  address: context.address,
  credentials: { kind: 'anonymous' } as const,
});
