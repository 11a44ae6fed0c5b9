import { Secret, TOTP } from 'otpauth';
import type { TestApp } from '../../../../kernel/testing/test-app.ts';

/** For tests: an authenticator app with this secret. */
export const authenticator = (app: TestApp, secret: string) => {
  const totp = new TOTP({ secret: Secret.fromBase32(secret) });
  return {
    secret,
    /** What it shows, by a clock that is so many seconds ahead. */
    code: (aheadS = 0): string => totp.generate({ timestamp: app.clock.now().getTime() + aheadS * 1000 }),
  };
};

export interface Enrolled {
  app: ReturnType<typeof authenticator>;
  recoveryCodes: string[];
  accessToken: string;
  cookies: string[];
}

export const CONFIRM_TOTP =
  'mutation ($code: String!) { confirmTotpEnrolment(input: { code: $code }) { accessToken need recoveryCodes } }';
export const VERIFY_FACTOR =
  'mutation ($code: String!) { verifyFactor(input: { code: $code }) { accessToken need } }';

/** For tests: sets up an authenticator app for whoever the token stands for. */
export async function enrolTotp(app: TestApp, token: string): Promise<Enrolled> {
  const begun = await app.ask<{ startTotpEnrolment: { secret: string } }>(
    'mutation { startTotpEnrolment { secret uri } }',
    {},
    token,
  );
  const shown = authenticator(app, begun.data.startTotpEnrolment.secret);
  const { data, cookies } = await app.ask<{
    confirmTotpEnrolment: { accessToken: string; recoveryCodes: string[] };
  }>(CONFIRM_TOTP, { code: shown.code() }, token);
  // The next code is another one.
  app.clock.forward(30_000);
  return { app: shown, ...data.confirmTotpEnrolment, cookies };
}
