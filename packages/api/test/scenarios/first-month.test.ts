import { newId } from '@steward/shared';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type NameServer, startNameServer } from '../../src/demo/name-server.ts';
import { startProvisioningReceiver } from '../../src/demo/provisioning-receiver.ts';
import { startStripeStandIn } from '../../src/demo/stripe-stand-in.ts';
import { setUpPlatform } from '../../src/features/platform/onboarding/index.ts';
import { setWebhook } from '../../src/features/service/connectors/index.ts';
import { newWebhookSecret } from '../../src/features/service/connectors/webhook-signature.ts';
import { recoverProvisioning } from '../../src/features/service/provisioning/index.ts';
import { freePort } from '../../src/kernel/testing/free-port.ts';
import { startTestApp, type TestApp } from '../../src/kernel/testing/test-app.ts';
import { perform } from '../../src/kernel/verb.ts';

/**
 * One reseller's first month, from its invitation to its paid invoice, told over HTTP alone by the people who live it:
 * staff, the reseller's administrator, the company's administrator and an end user. The tests are chapters, in order.
 */
const PASSWORD = 'correct-horse-battery';
const API_KEY = 'sk_test_story';
const WEBHOOK_SECRET = 'whsec_story';

let app: TestApp;
let names: NameServer;
let receiver: Awaited<ReturnType<typeof startProvisioningReceiver>>;
let stripe: Awaited<ReturnType<typeof startStripeStandIn>>;
const secret = newWebhookSecret();
/** What earlier chapters leave for later ones. */
const known = {
  resellerId: '',
  companyId: '',
  globexUser: '',
  mailbox: '',
  archive: '',
  invoiceId: '',
  wholesaleId: '',
};

/** The product itself, for what no person does. */
const SYSTEM = { kind: 'system', task: 'story', resellerId: null, does: [recoverProvisioning.name] } as const;

beforeAll(async () => {
  const port = await freePort();
  receiver = await startProvisioningReceiver({ secret, failEvery: 3, now: () => app.clock.now() });
  stripe = await startStripeStandIn({
    apiKey: API_KEY,
    webhookSecret: WEBHOOK_SECRET,
    webhookUrl: `http://127.0.0.1:${port}/webhooks/stripe`,
    now: () => app.clock.now(),
  });
  names = await startNameServer(`http://127.0.0.1:${port}`);
  app = await startTestApp({
    at: '2026-10-01T09:00:00Z',
    empty: true,
    port,
    config: {
      dnsServers: [names.address],
      outboundAllow: [new URL(receiver.url).host],
      stripe: { secretKey: API_KEY, webhookSecret: WEBHOOK_SECRET, apiBase: stripe.url },
    },
  });
  await app.app.work();
});
afterAll(async () => {
  await app.close();
  await stripe.stop();
  await receiver.stop();
  await names.stop();
});

/** Signs in and gives a way to ask as that person; a token lasts ten minutes, so each chapter signs in anew. */
async function as(email: string) {
  const { data } = await app.ask<{ signIn: { accessToken: string } }>(
    'mutation ($email: String!, $password: String!) { signIn(email: $email, password: $password) { accessToken } }',
    { email, password: PASSWORD },
  );
  const token = data.signIn.accessToken;
  return {
    token,
    async ask<T>(query: string, variables: object = {}): Promise<T> {
      const answer = await app.ask<T>(query, variables, token);
      if (answer.errors) throw new Error(JSON.stringify(answer.errors));
      return answer.data;
    },
  };
}

const STAFF = 'staff@xe2.example';
const NORTHWIND = 'admin@northwind.example';
const GLOBEX = 'admin@globex.example';
const USER = 'ada.lovelace@globex.example';

/** Lets the person have just shown a second factor in their sessions: what matters most asks for one. */
async function showFactor(email: string): Promise<void> {
  const client = new pg.Client({ connectionString: app.database.superuserUrl });
  await client.connect();
  await client.query(
    'update steward.session s set factor_at = $2 from steward.person p where p.id = s.person_id and p.email = $1',
    [email, app.clock.now()],
  );
  await client.end();
}

/** The link that was mailed to someone, as staff read it in the outbox. */
async function invitationOf(email: string): Promise<string> {
  const staff = await as(STAFF);
  return vi.waitFor(async () => {
    const { mails } = await staff.ask<{ mails: { nodes: { to: string; body: string | null }[] } }>(
      '{ mails(first: 50, orderBy: { field: CREATED_AT, direction: DESC }) { nodes { to body } } }',
    );
    const link = mails.nodes.map((mail) =>
      mail.to === email ? /invitation#([\w-]+)/.exec(mail.body ?? '')?.[1] : undefined,
    );
    const token = link.find(Boolean);
    if (!token) throw new Error(`No invitation for ${email} yet.`);
    return token;
  }, 20_000);
}

const ACCEPT =
  'mutation ($input: AcceptInvitationInput!) { acceptInvitation(input: $input) { id level status } }';
const ADDRESS = { line1: '1 Park Row', city: 'Leeds', postcode: 'LS1 5HD' };

describe('the first month of Northwind IT and its customer Globex', () => {
  test('[T1] [T8] staff onboard the reseller', async () => {
    const link = await setUpPlatform(app.app, {
      administrator: {
        firstName: 'Sam',
        lastName: 'Staff',
        email: STAFF,
        phone: null,
        mobile: null,
        fax: null,
      },
    });
    const token = link?.split('#')[1];
    const accepted = await app.ask(ACCEPT, { input: { token, password: PASSWORD } });
    expect(accepted.errors).toBeUndefined();

    const staff = await as(STAFF);
    const { onboardReseller } = await staff.ask<{ onboardReseller: { id: string; name: string } }>(
      'mutation ($input: OnboardResellerInput!) { onboardReseller(input: $input) { id name } }',
      {
        input: {
          name: 'Northwind IT',
          address: ADDRESS,
          vatNumber: 'GB 200 0002 77',
          bank: { accountName: 'Northwind IT Ltd', sortCode: '200000', accountNumber: '12345678' },
          invoicePrefix: 'NW',
          accentColour: '#0b7285',
          administrator: { firstName: 'Robin', lastName: 'North', email: NORTHWIND, phone: '0113 496 0018' },
        },
      },
    );
    known.resellerId = onboardReseller.id;
    expect(onboardReseller.name).toBe('Northwind IT');
  });

  test('[T2] [D1] the reseller accepts, onboards Globex, and Globex accepts the processing agreement', async () => {
    expect(
      (await app.ask(ACCEPT, { input: { token: await invitationOf(NORTHWIND), password: PASSWORD } })).errors,
    ).toBeUndefined();
    const northwind = await as(NORTHWIND);
    const { proposeCustomerCode } = await northwind.ask<{ proposeCustomerCode: string }>(
      '{ proposeCustomerCode(name: "Globex Ltd") }',
    );
    const { onboardCompany } = await northwind.ask<{
      onboardCompany: {
        id: string;
        customerCode: string;
        agreementVersion: string;
        agreementAcceptedAt: null;
      };
    }>(
      'mutation ($input: OnboardCompanyInput!) { onboardCompany(input: $input) { id customerCode agreementVersion agreementAcceptedAt } }',
      {
        input: {
          name: 'Globex Ltd',
          address: ADDRESS,
          customerCode: proposeCustomerCode,
          administrator: {
            firstName: 'Gloria',
            lastName: 'Bex',
            email: GLOBEX,
            phone: '0113 496 0300',
            mobile: '07700 900123',
            fax: '0113 496 0301',
          },
        },
      },
    );
    expect(onboardCompany).toMatchObject({ customerCode: 'GLOBEX', agreementAcceptedAt: null });
    known.companyId = onboardCompany.id;

    const token = await invitationOf(GLOBEX);
    const { data } = await app.ask<{ invitation: { agreement: { version: string; text: string } } }>(
      'query ($token: String!) { invitation(token: $token) { tenantName agreement { version text } } }',
      { token },
    );
    const without = await app.ask(ACCEPT, { input: { token, password: PASSWORD } });
    expect(without.errors?.[0]?.extensions.fields?.[0]?.path).toBe('acceptAgreementVersion');
    const accepted = await app.ask(ACCEPT, {
      input: { token, password: PASSWORD, acceptAgreementVersion: data.invitation.agreement.version },
    });
    expect(accepted.errors).toBeUndefined();
    const twice = await app.ask(ACCEPT, {
      input: { token, password: PASSWORD, acceptAgreementVersion: data.invitation.agreement.version },
    });
    expect(twice.errors?.[0]?.extensions.code).toBe('NOT_FOUND');
  });

  test('[U1] [U2] Globex adds its domain, one user by hand and 200 from a file', async () => {
    const globex = await as(GLOBEX);
    const { addDomain: domain } = await globex.ask<{ addDomain: Record<string, string> }>(
      'mutation { addDomain(input: { name: "Globex.example" }) { id name state recordName recordValue } }',
    );
    expect(domain).toMatchObject({ name: 'globex.example', state: 'WAITING' });
    const adaTooEarly = await app.ask(
      'mutation ($input: AddEndUserInput!) { addEndUser(input: $input) { id } }',
      { input: { firstName: 'Ada', lastName: 'Lovelace', email: USER } },
      globex.token,
    );
    expect(adaTooEarly.errors?.[0]?.extensions.fields?.[0]?.path).toBe('email');
    names.set(domain.recordName as string, domain.recordValue as string);
    const { proveDomain } = await globex.ask<{ proveDomain: { state: string } }>(
      'mutation ($id: ID!) { proveDomain(input: { id: $id }) { state } }',
      { id: domain.id },
    );
    expect(proveDomain.state).toBe('PROVED');
    const { addEndUser } = await globex.ask<{ addEndUser: { id: string; email: string } }>(
      'mutation ($input: AddEndUserInput!) { addEndUser(input: $input) { id email } }',
      { input: { firstName: 'Ada', lastName: 'Lovelace', email: USER, mobile: '07700 900456' } },
    );
    expect(addEndUser.email).toBe(USER);
    known.globexUser = addEndUser.id;

    const CONFIRM =
      'mutation ($id: ID!) { confirmBulkChange(input: { id: $id, statement: "2026-11" }) { id } }';
    const upload = async (rows: string[]) => {
      const response = await fetch(`${app.url}/bulk-changes?fileName=people.csv`, {
        method: 'POST',
        headers: { authorization: `Bearer ${globex.token}`, 'content-type': 'text/csv' },
        body: `\ufeffFirst name;Last name;E-mail;Mobile\r\n${rows.join('\r\n')}`,
      });
      const { id } = (await response.json()) as { id: string };
      const { changeSet } = await globex.ask<{
        changeSet: {
          id: string;
          rowCount: number;
          errorCount: number;
          rows: { nodes: { line: number; errors: { column: string }[] }[] };
        };
      }>(
        'query ($id: ID!) { changeSet(id: $id) { id rowCount errorCount rows(filter: { kind: WRONG }) { nodes { line errors { column message } } } } }',
        { id },
      );
      return changeSet;
    };
    await showFactor(GLOBEX);
    const people = Array.from(
      { length: 200 },
      (_unused, i) =>
        `Person ${i};"Łukasz; ${i}";person${i}@globex.example;07700 900${String(i).padStart(3, '0')}`,
    );

    const wrong = await upload([
      ...people.slice(0, 5),
      'Eve;Elsewhere;eve@elsewhere.example;',
      `Twin;Twin;PERSON1@globex.example;`,
      'Max;Mobile;max@globex.example;nonsense',
    ]);
    expect(wrong).toMatchObject({ rowCount: 8, errorCount: 3 });
    expect(wrong.rows.nodes.map((row) => [row.line, row.errors.map((error) => error.column)])).toEqual([
      [7, ['email']],
      [8, ['email']],
      [9, ['mobile']],
    ]);
    const refused = await app.ask(CONFIRM, { id: wrong.id }, globex.token);
    expect(refused.errors).toHaveLength(1);

    const right = await upload(people);
    expect(right).toMatchObject({ rowCount: 200, errorCount: 0 });
    const before = await globex.ask<{ endUsers: { totalCount: number } }>('{ endUsers { totalCount } }');
    expect(before.endUsers.totalCount).toBe(1);
    await globex.ask(CONFIRM, { id: right.id });
    const state = async () =>
      (
        await globex.ask<{ changeSet: { state: string; doneCount: number } }>(
          'query ($id: ID!) { changeSet(id: $id) { state doneCount } }',
          { id: right.id },
        )
      ).changeSet;
    await expect.poll(state, { timeout: 20_000 }).toEqual({ state: 'DONE', doneCount: 200 });
    const after = await globex.ask<{ endUsers: { totalCount: number; nodes: { lastName: string }[] } }>(
      '{ endUsers(first: 1, filter: { search: "person7@" }) { totalCount nodes { lastName } } all: endUsers { totalCount } }',
    );
    expect(after).toMatchObject({
      endUsers: { nodes: [{ lastName: 'Łukasz; 7' }] },
      all: { totalCount: 201 },
    });
  });

  test('[P1] [P2] a mailbox by webhook and an archive by hand become active', async () => {
    const product = (code: string, connector: string, wholesale: number, retail: number) =>
      app.app.scopes.run(SYSTEM, { requestId: 'story' }, async (scope) => {
        const id = newId();
        await scope.sql(
          `insert into product (id, code, name, description, category, unit, connector, list_wholesale_minor, list_retail_minor, created_at)
           values ($1, $2, $3, 'A service.', 'EMAIL', 'PER_USER', $4, $5, $6, $7)`,
          [id, code, `The ${code.toLowerCase()}`, connector, wholesale, retail, scope.now],
        );
        return id;
      });
    known.mailbox = await product('MAILBOX', 'WEBHOOK', 300, 450);
    known.archive = await product('ARCHIVE', 'MANUAL', 100, 200);
    await app.app.scopes.run(SYSTEM, { requestId: 'story' }, (scope) =>
      setWebhook(scope, app.app.services, {
        name: 'Mail platform',
        url: receiver.url,
        secret,
        productIds: [known.mailbox],
      }),
    );

    app.clock.set('2026-10-11T09:00:00Z');
    const globex = await as(GLOBEX);
    const { nodes } = (
      await globex.ask<{ endUsers: { nodes: { id: string }[] } }>(
        '{ endUsers(first: 5, filter: { search: "person" }) { nodes { id } } }',
      )
    ).endUsers;
    const { subscribeEndUsers } = await globex.ask<{ subscribeEndUsers: number }>(
      'mutation ($input: SubscribeEndUsersInput!) { subscribeEndUsers(input: $input) }',
      { input: { endUserIds: nodes.map(({ id }) => id), productIds: [known.mailbox] } },
    );
    expect(subscribeEndUsers).toBe(5);
    await globex.ask('mutation ($input: SubscribeInput!) { subscribe(input: $input) { id } }', {
      input: { endUserId: known.globexUser, productId: known.mailbox },
    });
    await globex.ask('mutation ($input: SubscribeInput!) { subscribe(input: $input) { id } }', {
      input: { endUserId: known.globexUser, productId: known.archive },
    });

    const states = async () =>
      (await as(GLOBEX)).ask<{
        provisioningJobs: { nodes: { id: string; state: string; connector: string; attempts: number }[] };
      }>('{ provisioningJobs(first: 50) { nodes { id state connector attempts } } }');
    // The receiver turns some away with 503 at first: those are tried again when their time has come.
    await vi.waitFor(
      async () => {
        const webhooks = (await states()).provisioningJobs.nodes.filter((job) => job.connector === 'WEBHOOK');
        if (
          webhooks.some((job) => job.state === 'RETRYING') &&
          !webhooks.some((job) => job.state === 'RUNNING')
        ) {
          app.clock.forward(180_000);
          await perform({ ...app.app, credentials: SYSTEM, requestId: 'story' }, recoverProvisioning, {});
        }
        expect(webhooks.map((job) => job.state)).toEqual(Array(6).fill('DONE'));
      },
      { timeout: 40_000, interval: 100 },
    );
    const jobs = (await states()).provisioningJobs.nodes;
    expect(Math.max(...jobs.map((job) => job.attempts))).toBeGreaterThan(1);
    const task = jobs.find((job) => job.connector === 'MANUAL');
    expect(task?.state).toBe('WAITING');
    await (await as(STAFF)).ask(
      'mutation ($id: ID!) { completeManualTask(input: { jobId: $id, note: "Journal rule set." }) { state } }',
      { id: task?.id },
    );
    const { subscriptions } = await (await as(GLOBEX)).ask<{ subscriptions: { totalCount: number } }>(
      '{ subscriptions(filter: { state: ACTIVE }) { totalCount } }',
    );
    expect(subscriptions.totalCount).toBe(7);
  });

  test('[B4] [B5] [C3] the month is billed at both levels, once', async () => {
    app.clock.set('2026-11-01T08:00:00Z');
    const staff = await as(STAFF);
    const run = async () => {
      const { runBilling } = await staff.ask<{ runBilling: { id: string } }>(
        'mutation { runBilling(input: { period: "2026-10" }) { id } }',
      );
      const progress = async () =>
        (
          await staff.ask<{ billingProgress: { state: string; invoiceCount: number } }>(
            'query ($id: ID!) { billingProgress(billingRunId: $id) { state invoiceCount } }',
            { id: runBilling.id },
          )
        ).billingProgress;
      await expect.poll(async () => (await progress()).state, { timeout: 10_000 }).toBe('DONE');
      return progress();
    };
    expect((await run()).invoiceCount).toBe(2);
    expect((await run()).invoiceCount).toBe(0);

    const northwind = await as(NORTHWIND);
    const { invoices } = await northwind.ask<{
      invoices: {
        nodes: {
          id: string;
          number: string;
          kind: string;
          netMinor: number;
          vatMinor: number;
          totalMinor: number;
          issuerName: string;
          customerName: string;
          lines: { netMinor: number }[];
        }[];
      };
    }>(
      '{ invoices(first: 10) { nodes { id number kind netMinor vatMinor totalMinor issuerName customerName lines { netMinor } } } }',
    );
    const retail = invoices.nodes.find((invoice) => invoice.kind === 'RETAIL');
    const wholesale = invoices.nodes.find((invoice) => invoice.kind === 'WHOLESALE');
    // 21 of October's 31 days: six mailboxes at £4.50, priced as one (1829), and an archive at £2.00 (135).
    expect(retail).toMatchObject({
      issuerName: 'Northwind IT',
      customerName: 'Globex Ltd',
      netMinor: 1829 + 135,
      vatMinor: 393,
    });
    expect(wholesale).toMatchObject({
      issuerName: 'Xe2',
      customerName: 'Northwind IT',
      netMinor: 1219 + 68,
    });
    expect(retail?.number).toMatch(/^NW-0*1$/);
    for (const invoice of invoices.nodes) {
      expect(invoice.lines.reduce((sum, line) => sum + line.netMinor, 0)).toBe(invoice.netMinor);
      expect(invoice.totalMinor).toBe(invoice.netMinor + invoice.vatMinor);
    }
    known.invoiceId = retail?.id ?? '';
    known.wholesaleId = wholesale?.id ?? '';
  });

  test('[B7] Globex opens its invoice and pays by card; Northwind pays by transfer; everyone sees it paid', async () => {
    const globex = await as(GLOBEX);
    const pdf = await fetch(`${app.url}/invoices/${known.invoiceId}/pdf`, {
      headers: { authorization: `Bearer ${globex.token}` },
    });
    expect(pdf.headers.get('content-type')).toBe('application/pdf');
    expect(
      Buffer.from(await pdf.arrayBuffer())
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-');
    const foreign = await fetch(`${app.url}/invoices/${known.wholesaleId}/pdf`, {
      headers: { authorization: `Bearer ${globex.token}` },
    });
    expect(foreign.status).toBe(404);

    const { startCheckout } = await globex.ask<{ startCheckout: { url: string } }>(
      'mutation ($id: ID!) { startCheckout(input: { invoiceIds: [$id] }) { id url } }',
      { id: known.invoiceId },
    );
    expect(startCheckout.url).toContain(stripe.url);
    await stripe.completeSession(stripe.sessions()[0]?.id ?? '');
    const state = async (who: string, id: string) => {
      const { invoice } = await (await as(who)).ask<{ invoice: { state: string; dueMinor: number } }>(
        'query ($id: ID!) { invoice(id: $id) { state dueMinor } }',
        { id },
      );
      return invoice;
    };
    await vi.waitFor(
      async () => expect(await state(GLOBEX, known.invoiceId)).toEqual({ state: 'PAID', dueMinor: 0 }),
      { timeout: 10_000 },
    );
    expect((await state(NORTHWIND, known.invoiceId)).state).toBe('PAID');
    expect((await state(STAFF, known.invoiceId)).state).toBe('PAID');

    const staff = await as(STAFF);
    const { dueMinor } = await state(STAFF, known.wholesaleId);
    const payment = {
      invoiceId: known.wholesaleId,
      amountMinor: dueMinor,
      receivedOn: '2026-11-01',
      reference: 'NORTHWIND 1',
    };
    const byPayer = await app.ask(
      'mutation ($input: RecordPaymentInput!) { recordPayment(input: $input) { id } }',
      { input: payment },
      (await as(NORTHWIND)).token,
    );
    expect(byPayer.errors).toHaveLength(1);
    await staff.ask('mutation ($input: RecordPaymentInput!) { recordPayment(input: $input) { id } }', {
      input: payment,
    });
    expect((await state(NORTHWIND, known.wholesaleId)).state).toBe('PAID');
  });

  test('[N1] [N4] maintenance of the mailbox service is announced to those who hold it', async () => {
    const staff = await as(STAFF);
    const { noticeAudience } = await staff.ask<{ noticeAudience: { endUsers: number; companies: number } }>(
      'query ($id: ID!) { noticeAudience(productId: $id) { endUsers companies } }',
      { id: known.mailbox },
    );
    expect(noticeAudience).toEqual({ endUsers: 6, companies: 1 });
    await staff.ask('mutation ($input: PublishNoticeInput!) { publishNotice(input: $input) { id } }', {
      input: {
        kind: 'MAINTENANCE',
        title: 'Mailbox servers are updated',
        body: 'Mail that arrives meanwhile is delivered afterwards.',
        productId: known.mailbox,
        startsAt: '2026-11-07T22:00:00Z',
        endsAt: '2026-11-07T23:00:00Z',
      },
    });
    const { notices } = await (await as(GLOBEX)).ask<{
      notices: { nodes: { title: string; seenAt: null }[] };
    }>('{ notices { nodes { title seenAt } } }');
    expect(notices.nodes).toEqual([{ title: 'Mailbox servers are updated', seenAt: null }]);
    await vi.waitFor(async () => {
      const { mails } = await staff.ask<{
        mails: { nodes: { to: string; subject: string; state: string }[] };
      }>(
        '{ mails(first: 50, orderBy: { field: CREATED_AT, direction: DESC }) { nodes { to subject state } } }',
      );
      expect(
        mails.nodes.some(
          (mail) => mail.to === USER && mail.subject.includes('Mailbox servers') && mail.state === 'OUTBOX',
        ),
      ).toBe(true);
    }, 20_000);
  });

  test('[U4] an end user signs in, corrects the mobile number, and reaches nothing else', async () => {
    const globex = await as(GLOBEX);
    await globex.ask('mutation ($id: ID!) { inviteEndUser(input: { endUserId: $id }) { signIn } }', {
      id: known.globexUser,
    });
    expect(
      (await app.ask(ACCEPT, { input: { token: await invitationOf(USER), password: PASSWORD } })).errors,
    ).toBeUndefined();
    const user = await as(USER);
    const own = await user.ask<{
      endUsers: { nodes: { id: string }[] };
      subscriptions: { totalCount: number };
      notices: { totalCount: number };
    }>('{ endUsers { nodes { id } } subscriptions { totalCount } notices { totalCount } }');
    expect(own).toEqual({
      endUsers: { nodes: [{ id: known.globexUser }] },
      subscriptions: { totalCount: 2 },
      notices: { totalCount: 1 },
    });
    const { updateOwnProfile } = await user.ask<{ updateOwnProfile: { mobile: string } }>(
      'mutation { updateOwnProfile(input: { mobile: "07700 900999" }) { mobile } }',
    );
    expect(updateOwnProfile.mobile).toBe('+447700900999');
    for (const query of [
      '{ companies { totalCount } }',
      '{ invoices { totalCount } }',
      '{ auditEntries { totalCount } }',
      '{ provisioningJobs { totalCount } }',
    ]) {
      expect((await app.ask(query, {}, user.token)).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    }
  });

  test('[D9] every step stands in the audit log of the levels concerned', async () => {
    interface AuditPage {
      auditEntries: {
        nodes: { action: string }[];
        pageInfo: { hasNextPage: boolean; endCursor: string };
      };
    }
    const actions = async (email: string) => {
      const one = await as(email);
      const found = new Set<string>();
      for (let after: string | null = null; ; ) {
        const { auditEntries }: AuditPage = await one.ask<AuditPage>(
          `query ($after: String) { auditEntries(first: 100, after: $after) {
             nodes { action } pageInfo { hasNextPage endCursor } } }`,
          { after },
        );
        for (const { action } of auditEntries.nodes) found.add(action);
        if (!auditEntries.pageInfo.hasNextPage) return found;
        after = auditEntries.pageInfo.endCursor;
      }
    };
    const company = [
      'acceptInvitation',
      'addDomain',
      'proveDomain',
      'addEndUser',
      'confirmBulkChange',
      'applyBulkChange',
      'subscribe',
      'subscribeEndUsers',
      'completeManualTask',
      'publishNotice',
      'inviteEndUser',
      'updateOwnProfile',
    ];
    expect([...(await actions(GLOBEX))]).toEqual(expect.arrayContaining(company));
    expect([...(await actions(NORTHWIND))]).toEqual(expect.arrayContaining([...company, 'onboardCompany']));
    expect([...(await actions(STAFF))]).toEqual(
      expect.arrayContaining([
        ...company,
        'onboardReseller',
        'onboardCompany',
        'runBilling',
        'recordPayment',
      ]),
    );
    expect((await actions(GLOBEX)).has('onboardReseller')).toBe(false);
  });
});
