import { addDays, localDate } from '@steward/shared';
import { Secret, TOTP } from 'otpauth';
import type { Demonstration, DemoPart } from '../../../kernel/feature.ts';
import { perform } from '../../../kernel/verb.ts';
import { lastLetter } from '../../desk/notifications/index.ts';
import { AGREEMENT } from '../../trust/agreements/index.ts';
import { acceptAgreement } from './accept-agreement.ts';
import { acceptInvitation } from './accept-invitation.ts';
import { actAs } from './act-as.ts';
import { confirmTotpEnrolment } from './factors/confirm-totp-enrolment.ts';
import { startTotpEnrolment } from './factors/start-totp-enrolment.ts';
import { inviteAdministrator } from './invite-administrator.ts';
import { publishAgreement } from './publish-agreement.ts';
import { signIn } from './sign-in.ts';
import { requestTemporaryPassword } from './temporary/request-temporary-password.ts';

const CAREFUL = 'operations@northwind.example';

/** Where the administrator of Globex is signed in. */
const DEVICES = [
  ['203.0.113.24', 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36'],
  [
    '198.51.100.7',
    'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 Safari/604.1',
  ],
  ['2001:db8:40:1::9', 'Mozilla/5.0 (Macintosh; Intel Mac OS X 15_0) Gecko/20100101 Firefox/142.0'],
] as const;

/**
 * An administrator of Northwind who has an authenticator app and has asked for a temporary password, which stands in the outbox;
 * one of Globex who is signed in on several devices.
 */
async function playSignIn({ setting, inScope, password }: Demonstration): Promise<void> {
  const anonymous = { ...setting, credentials: { kind: 'anonymous' } as const };
  const [northwind] = await inScope((scope) =>
    scope.sql<{ id: string }>(`select id from reseller where name like 'Northwind%'`),
  );
  await perform(setting, inviteAdministrator, {
    ...{ firstName: 'Iris', lastName: 'Novak', email: CAREFUL, mobile: '07700 900456' },
    resellerId: northwind?.id,
  });
  const letter = await inScope((scope) => lastLetter(scope, 'invitation', ['to', CAREFUL]));
  const token = /invitation#([\w-]+)/.exec(letter)?.[1];
  await perform(anonymous, acceptInvitation, { token, password });
  const enter = async (email: string, address: string, userAgent: string) => {
    const session = await perform(anonymous, signIn, { email, password, address, userAgent });
    if (!session) throw new Error(`${email} cannot sign in to the demonstration.`);
    return { ...setting, credentials: { kind: 'session', ...session } as const };
  };
  const careful = await enter(CAREFUL, ...DEVICES[0]);
  const { secret } = await perform(careful, startTotpEnrolment, {});
  const now = await inScope(async (scope) => scope.now.getTime());
  const code = new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: now });
  await perform(careful, confirmTotpEnrolment, { code });
  await perform(anonymous, requestTemporaryPassword, { email: CAREFUL });
  for (const [address, userAgent] of DEVICES) await enter('admin@globex.example', address, userAgent);
}

/**
 * Northwind has a processing agreement of its own, of which a second version says more; Globex has accepted that, its other companies have
 * not yet.
 */
async function playAgreements(demonstration: Demonstration): Promise<void> {
  const reseller = await actAs(demonstration, 'admin@northwind.example');
  const company = await actAs(demonstration, 'admin@globex.example');
  const title = 'Data processing agreement with Northwind IT';
  const text = AGREEMENT.text.replaceAll('the operator of this service', 'Northwind IT');
  await perform(reseller, publishAgreement, {
    version: 'NW-1',
    title,
    summary: 'Northwind IT is your processor; the platform works for us as our sub-processor.',
    text,
  });
  await perform(reseller, publishAgreement, {
    version: 'NW-2',
    title,
    summary: 'We tell you of a new sub-processor 45 days ahead, where it was 30.',
    text: text.replace('at least 30 days before', 'at least 45 days before'),
    acceptBy: addDays(localDate(demonstration.setting.scopes.clock.now()), 30),
  });
  await perform(company, acceptAgreement, { version: 'NW-2' });
}

export const demo: DemoPart = {
  async present(demonstration) {
    await playSignIn(demonstration);
    await playAgreements(demonstration);
  },
};
