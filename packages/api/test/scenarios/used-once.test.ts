import { newId } from '@steward/shared';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { authenticator, enrolTotp } from '../../src/features/people/identity/factors/factory.ts';
import {
  emailChangeSecret,
  invitationSecret,
  resetSecret,
} from '../../src/features/people/identity/factory.ts';
import { accessLinkSecret } from '../../src/features/people/requests/factory.ts';
import { colleague } from '../../src/features/people/roles/factory.ts';
import { supportOf } from '../../src/features/trust/support/factory.ts';
import { startTestApp, type TestApp } from '../../src/kernel/testing/test-app.ts';
import { createWorld, PASSWORD, type World } from '../../src/kernel/testing/world.ts';
import { requirementOf, rootFields } from '../guards/field-roles.ts';
import { softPasskey } from './soft-passkey.ts';

/**
 * Every secret of the product that lets somebody do something once: a hundred use it at the same moment and one of them succeeds;
 * a thousand bring it again, at once and later, and none does.
 */
let app: TestApp;
let world: World;

beforeAll(async () => {
  // In the demonstration the text of every message stays to be read.
  app = await startTestApp({ config: { demo: true } });
  world = await createWorld(app);
  await app.app.work();
});
afterAll(() => app.close());

type Answer = { errors?: { extensions: { code: string } }[]; cookies: string[] };
/** Uses the secret, as whoever has it would. */
type Use = () => Promise<Answer>;

interface Once {
  what: string;
  /** What takes it. */
  verb: string;
  /** Where what it is compared with is kept, as `table.column`. */
  kept: string;
  make: () => Promise<Use>;
  /** It is for many, and void as a whole: none of a hundred succeeds once it is. */
  void?: true;
}

const send =
  (query: string, variables: object, token?: string, cookie?: string): Use =>
  () =>
    app.ask(query, variables as Record<string, unknown>, token, cookie ? { cookie } : {});
const told = async <T>(query: string, variables: object, token?: string): Promise<T> => {
  const { data, errors } = await app.ask<Record<string, T>>(
    query,
    variables as Record<string, unknown>,
    token,
  );
  if (errors) throw new Error(JSON.stringify(errors));
  return Object.values(data)[0] as T;
};
/** Somebody new who looks after Globex and has signed in. */
const somebody = () => colleague(world, world.globex.admin, 'OWNER');
const GOOD = 'seven green bottles';
const VERIFY = 'mutation ($code: String!) { verifyFactor(input: { code: $code }) { accessToken } }';

async function withPasskey() {
  const person = await somebody();
  const key = softPasskey(app.app.services.passkeys);
  const asked = await told<string>('mutation { startPasskeyEnrolment }', {}, person.token);
  await told(CONFIRM_PASSKEY, { response: key.enrol(asked) }, person.token);
  return { person, key };
}
const CONFIRM_PASSKEY =
  'mutation ($response: String!) { confirmPasskeyEnrolment(input: { response: $response, name: "Key" }) { accessToken } }';

const ONCE: readonly Once[] = [
  {
    what: 'an invitation',
    verb: 'acceptInvitation',
    kept: 'invitation.token_hash',
    async make() {
      const email = `${newId()}@globex.example`;
      const input = { firstName: 'Grace', lastName: 'Hopper', email };
      await told(
        'mutation ($input: InviteAdministratorInput!) { inviteAdministrator(input: $input) { id } }',
        { input },
        world.globex.admin.token,
      );
      const token = await invitationSecret(world, email);
      return send('mutation ($input: AcceptInvitationInput!) { acceptInvitation(input: $input) { id } }', {
        input: { token, password: GOOD },
      });
    },
  },
  {
    what: 'a link to a new password',
    verb: 'resetPassword',
    kept: 'password_reset.token_hash',
    async make() {
      const { email } = world.initech.user;
      await told('mutation ($input: RequestPasswordResetInput!) { requestPasswordReset(input: $input) }', {
        input: { email },
      });
      await expect.poll(() => resetSecret(world, email)).toBeDefined();
      const token = await resetSecret(world, email);
      return send('mutation ($input: ResetPasswordInput!) { resetPassword(input: $input) }', {
        input: { token, password: GOOD },
      });
    },
  },
  {
    what: 'a link that confirms another address to sign in with',
    verb: 'confirmEmailChange',
    kept: 'email_change.token_hash',
    async make() {
      const { token } = await somebody();
      const email = `${newId()}@globex.example`;
      await told(
        'mutation ($input: RequestEmailChangeInput!) { requestEmailChange(input: $input) }',
        { input: { email, password: PASSWORD } },
        token,
      );
      await expect.poll(() => emailChangeSecret(world, email)).toBeDefined();
      return send(
        'mutation ($token: String!) { confirmEmailChange(input: { token: $token }) }',
        { token: await emailChangeSecret(world, email) },
        token,
      );
    },
  },
  {
    what: 'a temporary password by text message',
    verb: 'useTemporaryPassword',
    kept: 'temporary_password.secret_hash',
    async make() {
      const { email, membershipId } = world.globex.admin;
      await world.showFactor(world.northwind.admin);
      await told(
        'mutation ($input: UpdateAdministratorInput!) { updateAdministrator(input: $input) { id } }',
        { input: { membershipId, mobile: '07700 900123' } },
        world.northwind.admin.token,
      );
      await told(
        'mutation ($input: RequestTemporaryPasswordInput!) { requestTemporaryPassword(input: $input) }',
        { input: { email } },
      );
      const texted = async () => {
        const [message] = await world.letters<{ body: string | null }>(
          `select body from mail where cause = 'temporaryPassword' order by created_at desc, id desc limit 1`,
        );
        return /^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(message?.body ?? '')?.[0];
      };
      await expect.poll(texted).toBeDefined();
      return send('mutation ($input: UseTemporaryPasswordInput!) { useTemporaryPassword(input: $input) }', {
        input: { email, password: await texted() },
      });
    },
  },
  {
    what: 'the code that sets up an authenticator app',
    verb: 'confirmTotpEnrolment',
    kept: 'factor.secret',
    async make() {
      const { token } = await somebody();
      const { secret } = await told<{ secret: string }>(
        'mutation { startTotpEnrolment { secret } }',
        {},
        token,
      );
      const code = authenticator(app, secret).code();
      return send(
        'mutation ($code: String!) { confirmTotpEnrolment(input: { code: $code }) { accessToken } }',
        { code },
        token,
      );
    },
  },
  {
    what: 'a code of an authenticator app',
    verb: 'verifyFactor',
    kept: 'factor.secret',
    async make() {
      const { email, token } = await somebody();
      const enrolled = await enrolTotp(app, token);
      return send(VERIFY, { code: enrolled.app.code() }, await world.signIn(email));
    },
  },
  {
    what: 'a recovery code',
    verb: 'verifyFactor',
    kept: 'recovery_code.code_hash',
    async make() {
      const { email, token } = await somebody();
      const [code] = (await enrolTotp(app, token)).recoveryCodes;
      return send(VERIFY, { code }, await world.signIn(email));
    },
  },
  {
    what: 'what a new passkey has signed',
    verb: 'confirmPasskeyEnrolment',
    kept: 'passkey_challenge.challenge_hash',
    async make() {
      const { token } = await somebody();
      const key = softPasskey(app.app.services.passkeys);
      const asked = await told<string>('mutation { startPasskeyEnrolment }', {}, token);
      return send(CONFIRM_PASSKEY, { response: key.enrol(asked) }, token);
    },
  },
  {
    what: 'what a passkey has signed to sign in',
    verb: 'signInWithPasskey',
    kept: 'passkey_challenge.challenge_hash',
    async make() {
      const { key } = await withPasskey();
      const response = key.show(await told<string>('mutation { startPasskeySignIn }', {}));
      return send(
        'mutation ($response: String!) { signInWithPasskey(response: $response) { accessToken } }',
        { response },
      );
    },
  },
  {
    what: 'what a passkey has signed as a second factor',
    verb: 'verifyPasskey',
    kept: 'passkey_challenge.challenge_hash',
    async make() {
      const { person, key } = await withPasskey();
      const token = await world.signIn(person.email);
      const response = key.show(await told<string>('mutation { startPasskeyProof }', {}, token));
      return send(
        'mutation ($response: String!) { verifyPasskey(input: { response: $response }) { accessToken } }',
        { response },
        token,
      );
    },
  },
  {
    what: 'a refresh token',
    verb: 'refreshSession',
    kept: 'session.refresh_hash',
    async make() {
      const { cookies } = await app.ask(
        'mutation ($email: String!, $password: String!) { signIn(email: $email, password: $password) { accessToken } }',
        { email: world.acme.admin.email, password: PASSWORD },
      );
      return send('mutation { refreshSession { accessToken } }', {}, undefined, cookies[0]?.split(';')[0]);
    },
  },
  {
    what: 'an approval to go in for support',
    verb: 'enterSupportAccess',
    kept: 'support_grant.stage',
    async make() {
      const support = supportOf(app, world);
      const asker = world.northwind.admin.token;
      const wish = {
        companyId: world.globex.id,
        areas: ['directory'],
        mode: 'VIEW',
        reason: 'To see.',
        minutes: 30,
      };
      const asked = await support.request(wish, asker);
      const grantId = asked.data.requestSupportAccess?.id;
      await support.decide({ grantId, approve: true }, world.globex.admin.token);
      await world.showFactor(world.northwind.admin);
      return send(
        'mutation ($grantId: ID!) { enterSupportAccess(input: { grantId: $grantId }) { accessToken } }',
        { grantId },
        asker,
      );
    },
  },
  {
    what: 'a link to ask for access, once it has been renewed',
    verb: 'requestAccess',
    kept: 'access_link.token_hash',
    void: true,
    async make() {
      const token = await accessLinkSecret(app, world.acme.admin.token);
      await accessLinkSecret(app, world.acme.admin.token);
      const input = {
        token,
        email: 'ada@mail.example',
        firstName: 'Ada',
        lastName: 'Lovelace',
        reason: 'I start on Monday.',
      };
      return send('mutation ($input: RequestAccessInput!) { requestAccess(input: $input) }', { input });
    },
  },
];

/** What else is kept of secrets, and why no use of it is the only one. */
const NOT_ONCE: Record<string, string> = {
  'person.password_hash': 'a password is for every sign-in; tries are counted',
  'session.family_hash': 'says whose an old refresh token is, and opens nothing',
  'session.previous_hash': 'a refresh token that is used up',
  'audit_entry.previous_hash': 'chains the audit log',
  'bank_statement.file_hash': 'says that a file has come before, and opens nothing',
  'supplier_bill.file_hash': 'says that a file has come before, and opens nothing',
  'connector.secret': 'signs what is sent to an endpoint',
  'connector.previous_secret': 'the same, for as long as both are taken',
  'access_link.token': 'for many until it is renewed, sealed to be copied again',
  'agreement_acceptance.text_hash': 'of a published text, and no secret',
  'consent_entry.text_hash': 'of a published text, and no secret',
  'contact.email_hash': 'says that an address is on a list, and opens nothing',
  'contact.phone_hash': 'the same of a number',
  'suppression.address_hash': 'the same',
  'suppression_key.secret': 'makes those hashes, always the same ones',
  'authority_disclosure.secret': 'says until when it is kept from whom, and opens nothing',
  'authority_disclosure_person.secret': 'the same of one of the people',
  'pay_link.token_hash': 'shows one invoice and opens its card page, which is paid once',
};

/** Verbs for those who have not proved who they are yet that take no secret that is used up. */
const NO_SECRET: Record<string, string> = {
  signIn: 'takes a password, whose tries are counted',
  provePassword: 'takes a password, whose tries are counted',
  requestPasswordReset: 'takes an address',
  requestTemporaryPassword: 'takes an address',
  passwordReset: 'looks at a link and leaves it as it is',
  invitation: 'looks at a link and leaves it as it is',
  accessForm: 'looks at a link and leaves it as it is',
  consentByLink: 'looks at a link and leaves it as it is',
  linkedInvoice: 'looks at a link and leaves it as it is',
  payLinkedInvoice: 'opens the card page of an invoice, the same one as long as that is open',
  startTotpEnrolment: 'gives a secret',
  startPasskeyEnrolment: 'gives what is to be signed',
  startPasskeyProof: 'gives what is to be signed',
  startPasskeySignIn: 'gives what is to be signed',
  submitRightsRequest: 'takes an address, and answers everyone alike',
  withdrawConsentByLink: 'takes a link that goes on saying no, however often it is used',
  unsubscribe: 'takes a link that goes on saying no, however often it is used',
  unsubscribeForm: 'looks at a link and leaves it as it is',
  signOut: 'ends the session that it comes with',
};

const EXPECTED = new Set([
  'CONFLICT',
  'FORBIDDEN',
  'INVALID_INPUT',
  'NOT_FOUND',
  'RATE_LIMITED',
  'UNAUTHENTICATED',
]);
const AT_ONCE = 100;
const REPLAYS = 1_000;

/** What came of using it so often at once: how many succeeded; anything but a refusal in words is a fault of its own. */
async function succeeded(use: Use, times: number): Promise<number> {
  const answers = await Promise.all(Array.from({ length: times }, use));
  const codes = answers.flatMap(({ errors = [] }) => errors.map(({ extensions }) => extensions.code));
  expect([...new Set(codes)].filter((code) => !EXPECTED.has(code))).toEqual([]);
  return answers.filter(({ errors }) => !errors).length;
}
/** Lets tries be looked at that would be put off for there having been so many. */
const forgetTries = () => world.sql('delete from sign_in_throttle');

describe('[S39] [S41] [S43] [S52] used by a hundred at once by one, and brought again by none', () => {
  test.each(ONCE)('$what', { timeout: 120_000 }, async ({ make, void: isVoid }) => {
    await forgetTries();
    const use = await make();
    await forgetTries();
    expect(await succeeded(use, AT_ONCE)).toBe(isVoid ? 0 : 1);
    let again = 0;
    for (let done = 0; done < REPLAYS; done += AT_ONCE) {
      // In the second half it is past the moment for which somebody late is forgiven.
      if (done === REPLAYS / 2) app.clock.forward(11_000);
      await forgetTries();
      again += await succeeded(use, AT_ONCE);
    }
    expect(again).toBe(0);
  });
});

describe('the lists above are whole', () => {
  test('every column that keeps something of a secret has a line', async () => {
    const found = await world.sql<{ column: string }>(
      `select table_name || '.' || column_name as column from information_schema.columns
        where table_schema = 'steward' and column_name ~ '_hash$|secret|token|challenge|nonce' and column_name !~ '_until$' or table_name = 'support_grant' and column_name = 'stage'`,
    );
    const secrets = found.map(({ column }) => column);
    const listed = new Set([...ONCE.map(({ kept }) => kept), ...Object.keys(NOT_ONCE)]);
    expect(
      secrets.filter((column) => !listed.has(column)),
      'without a line',
    ).toEqual([]);
    expect(
      [...listed].filter((column) => !secrets.includes(column)),
      'are no columns any more',
    ).toEqual([]);
  });

  test('every verb for those who have not proved who they are takes a secret of a line, or says why none', () => {
    const open = rootFields()
      .map(({ name }) => name)
      .filter((name) => ['anonymous', 'unproved'].includes(requirementOf(name) ?? ''));
    const listed = new Set([...ONCE.map(({ verb }) => verb), ...Object.keys(NO_SECRET)]);
    expect(
      open.filter((name) => !listed.has(name)),
      'without a line',
    ).toEqual([]);
    const entry = (name: string) => ['confirmEmailChange', 'enterSupportAccess'].includes(name);
    expect(
      [...listed].filter((name) => !open.includes(name) && !entry(name)),
      'are no such verbs any more',
    ).toEqual([]);
  });
});
