import { addDays, localDate, monthOf, newId, newReference } from '@steward/shared';
import type { App } from '../app.ts';
import { lastLetter } from '../features/desk/notifications/index.ts';
import { EndUser } from '../features/people/directory/index.ts';
import { acceptInvitation, signIn } from '../features/people/identity/index.ts';
import { onboardCompany, onboardReseller, setUpPlatform } from '../features/platform/onboarding/index.ts';
import { finishBilling, runBilling } from '../features/trade/billing/index.ts';
import { AGREEMENT } from '../features/trust/agreements/index.ts';
import type { DemoPart, PastDemonstration } from '../kernel/feature.ts';
import { type Scope, Scopes } from '../kernel/scope.ts';
import { perform, type Setting } from '../kernel/verb.ts';
import { demonstrator } from './parts.ts';
import { DEMO_PASSWORD } from './sign-ins.ts';
import { type DemoCompany, type DemoReseller, EURO_COMPANY, nameOf, people, RESELLERS } from './tenants.ts';

const BANK = { accountName: 'Client account', sortCode: '20-00-00', accountNumber: '12345678' };
const MONTHS = 12;

/** A clock that the history moves along. */
class PastClock {
  #now: Date;
  constructor(now: Date) {
    this.#now = now;
  }
  now(): Date {
    return this.#now;
  }
  moveTo(day: string, time: string): void {
    this.#now = new Date(`${day}T${time}Z`);
  }
}

interface Planted {
  reseller: DemoReseller;
  company: DemoCompany;
  resellerId: string;
  companyId: string;
  /** First day of the month in which it came. */
  since: string;
  users: { id: string; salt: number }[];
}

/**
 * A year in the life of an operator, done through the same verbs as everyone's work where there are few of a kind, and
 * set-based under the platform's role where there are thousands: tenants, people, services, twelve billing runs, payments.
 */
export class History {
  readonly #clock: PastClock;
  readonly #setting: Setting;
  readonly #products = new Map<string, string>();
  readonly #planted: Planted[] = [];
  readonly #today: string;
  readonly #parts: readonly DemoPart[];

  constructor(app: App, parts: readonly DemoPart[]) {
    this.#parts = parts;
    const now = app.scopes.clock.now();
    this.#today = localDate(now);
    this.#clock = new PastClock(now);
    this.#setting = demonstrator(app, new Scopes(app.database, this.#clock, app.log, app.scopes.keyring));
  }

  async live(): Promise<void> {
    const months = this.#months();
    await this.#foundPlatform(months[0] as string);
    await this.#onboardResellers(months[1] as string);
    for (const [i, month] of months.entries()) {
      await this.#onboardCompanies(month, i);
      if (i > 0) await this.#bill(months[i - 1] as string, month);
    }
    await this.#onboardEuroCompany(months.at(-2) as string);
    for (const part of this.#parts) await part.past?.(this.#demo());
    await this.#finishMail();
  }

  /** First days of the last thirteen months, oldest first; the last one is this month's. */
  #months(): string[] {
    const months = [`${monthOf(this.#today)}-01`];
    while (months.length <= MONTHS) months.unshift(`${monthOf(addDays(months[0] as string, -1))}-01`);
    return months;
  }

  #inScope<T>(work: (scope: Scope) => Promise<T>): Promise<T> {
    return this.#setting.scopes.run(
      this.#setting.credentials,
      { requestId: 'demonstration', statementTimeoutMs: 60_000 },
      work,
    );
  }

  async #foundPlatform(day: string): Promise<void> {
    this.#clock.moveTo(day, '08:00:00');
    const [xe2] = RESELLERS as [DemoReseller];
    const link = await setUpPlatform(this.#setting, {
      name: 'Xe2',
      invoicePrefix: xe2.prefix,
      address: addressIn(xe2.town, 1),
      administrator: {
        firstName: 'Sam',
        lastName: 'Staff',
        email: 'staff@xe2.example',
        phone: '+44 20 7946 0100',
      },
    });
    await this.#accept(link ?? '');
    await this.#inScope(async (scope) => {
      await scope.sql(
        'update reseller set bank = $1, vat_number = $2, accent_colour = $3 where is_platform',
        [BANK, xe2.vatNumber, xe2.accentColour],
      );
    });
    for (const part of this.#parts) await part.founding?.(this.#demo());
    const products = await this.#inScope((scope) =>
      scope.sql<{ id: string; code: string }>('select id, code from product'),
    );
    for (const { id, code } of products) this.#products.set(code, id);
  }

  async #onboardResellers(day: string): Promise<void> {
    this.#clock.moveTo(addDays(day, -20), '10:00:00');
    for (const [i, reseller] of RESELLERS.entries()) {
      if (!reseller.name) continue;
      const id = await perform(this.#setting, onboardReseller, {
        name: reseller.name,
        address: addressIn(reseller.town, 20 + i),
        vatNumber: reseller.vatNumber,
        bank: BANK,
        invoicePrefix: reseller.prefix,
        accentColour: reseller.accentColour,
        administrator: {
          ...nameOf(i),
          email: `admin@${reseller.domain}`,
          phone: '+44 20 7946 0018',
        },
      });
      await this.#acceptFor('reseller_id', id);
    }
  }

  /** Companies come over the months; those that people sign in to are there from the start. */
  async #onboardCompanies(month: string, index: number): Promise<void> {
    this.#clock.moveTo(addDays(month, 1), '09:30:00');
    const ids = await this.#inScope((scope) =>
      scope.sql<{ id: string; name: string; is_platform: boolean }>(
        'select id, name, is_platform from reseller',
      ),
    );
    for (const reseller of RESELLERS) {
      const resellerId = ids.find((row) =>
        reseller.name ? row.name === reseller.name : row.is_platform,
      )?.id;
      if (!resellerId) continue;
      for (const [i, company] of reseller.companies.entries()) {
        if (Math.min(Math.floor(i * 0.9), MONTHS - 1) !== index) continue;
        await this.#plant(reseller, company, resellerId, month, i);
      }
    }
  }

  async #onboardEuroCompany(month: string): Promise<void> {
    this.#clock.moveTo(addDays(month, 1), '10:30:00');
    const reseller = RESELLERS.find(({ name }) => name === 'Northwind IT') as DemoReseller;
    const [row] = await this.#inScope((scope) =>
      scope.sql<{ id: string }>('select id from reseller where name = $1', [reseller.name]),
    );
    if (row) await this.#plant(reseller, EURO_COMPANY, row.id, month, 0);
  }

  async #plant(
    reseller: DemoReseller,
    company: DemoCompany,
    resellerId: string,
    since: string,
    i: number,
  ): Promise<void> {
    const companyId = await perform(this.#setting, onboardCompany, {
      resellerId,
      name: company.name,
      address: addressIn(company.town, 3 + i),
      currency: company.currency ?? null,
      phone: '+44 20 7946 0321',
      administrator: {
        ...nameOf(RESELLERS.length + this.#planted.length),
        email: `admin@${company.domain}`,
        phone: '+44 20 7946 0321',
        mobile: '+44 7700 900321',
      },
    });
    // The last company of every reseller has not taken up its invitation yet.
    if (i < reseller.companies.length - 1) await this.#acceptFor('company_id', companyId);
    const users = people(company.size, this.#planted.length).map((person, n) => ({
      id: newId(),
      ...person,
      email: n === 0 ? `user@${company.domain}` : `${person.localPart}@${company.domain}`,
    }));
    await this.#inScope(async (scope) => {
      const domainId = newId();
      await scope.sql(
        "insert into domain (id, reseller_id, company_id, name, state, proved_at, created_at) values ($1, $2, $3, $4, 'PROVED', $5, $5)",
        [domainId, resellerId, companyId, company.domain, scope.now],
      );
      const sealed = await scope.sealed(
        EndUser,
        users.map((user) => ({ ...user, resellerId, companyId })),
      );
      await scope.sql(
        `with given as (select * from jsonb_to_recordset($1) as u(id uuid, "firstName" text, "lastName" text, email text, mobile text, "jobTitle" text, department text)),
           made as (insert into end_user (id, reseller_id, company_id, first_name, last_name, email, mobile, job_title, department, status, created_at)
             select id, $2, $3, "firstName", "lastName", email, mobile, "jobTitle", department, 'ACTIVE', $5 from given returning id, email)
         insert into email_address (id, reseller_id, company_id, end_user_id, domain_id, address, "primary", created_at)
           select uuidv7(), $2, $3, id, $4, email, true, $5 from made`,
        [JSON.stringify(sealed), resellerId, companyId, domainId, scope.now],
      );
    });
    const planted = {
      reseller,
      company,
      resellerId,
      companyId,
      since,
      users: users.map(({ id }, salt) => ({ id, salt })),
    };
    this.#planted.push(planted);
    // In euros nothing has a price before a list names one.
    if (!company.currency) await this.#subscribe(planted);
  }

  /** What a company takes, in the proportions one sees: everyone has a mailbox, most an archive, some the rest; a few have these as a bundle. */
  async #subscribe({ company, resellerId, companyId, since, users }: Planted): Promise<void> {
    const wanted: { endUserId: string | null; product: string; startsOn: string }[] = [];
    for (const { id, salt } of users) {
      // Two of three were there from the first; others joined later in the year.
      const startsOn = addDays(since, salt % 3 === 0 ? (salt * 5) % 90 : 1);
      if (startsOn > this.#today) continue;
      const takes = (product: string) => wanted.push({ endUserId: id, product, startsOn });
      if (company.name !== 'Globex Ltd' && salt % 6 === 4) takes('SUITE-MODERN');
      else {
        takes(salt % 5 === 0 ? 'MBX-100' : 'MBX-50');
        if (salt % 4 !== 3) takes('ARC-10');
        if (salt % 2 === 0) takes('SEC-MAIL');
      }
      if (salt % 3 === 1) takes('LIC-OFFICE');
      if (salt % 7 === 2) takes('TEL-EXT');
      if (salt % 11 === 4) takes('CRM-STD');
      if (salt % 13 === 5) takes('MOB-PLAN');
    }
    wanted.push({ endUserId: null, product: 'MBX-SHARED', startsOn: since });
    if (company.size > 60) wanted.push({ endUserId: null, product: 'TEL-LINE', startsOn: since });
    if (company.size > 120)
      wanted.push({ endUserId: null, product: 'HOST-APP', startsOn: addDays(since, 14) });
    const rows = wanted
      .filter(({ startsOn }) => startsOn <= this.#today)
      .map(({ product, ...row }) => ({
        id: newId(),
        reference: newReference('S'),
        productId: this.#products.get(product),
        ...row,
      }));
    await this.#inScope(async (scope) => {
      await scope.sql(
        `insert into subscription (id, reseller_id, company_id, end_user_id, product_id, reference, quantity, state, starts_on,
             retail_minor, wholesale_minor, currency, created_at)
           select id, $2, $3, "endUserId", "productId", reference, 1, 'ACTIVE', "startsOn", 0, 0, 'GBP', "startsOn"::timestamptz + interval '9 hours'
             from jsonb_to_recordset($1) as s(id uuid, reference text, "endUserId" uuid, "productId" uuid, "startsOn" date)`,
        [JSON.stringify(rows), resellerId, companyId],
      );
      await scope.sql(
        `insert into provisioning_job (id, reseller_id, company_id, end_user_id, subscription_id, action, connector, connector_id, state, attempts, created_at, finished_at)
           select uuidv7(), s.reseller_id, s.company_id, s.end_user_id, s.id, 'PROVISION', p.connector, case when p.connector <> 'MANUAL' then p.connector_id end, 'DONE', case p.connector when 'WEBHOOK' then 1 else 0 end,
             s.created_at, s.created_at + case p.connector when 'WEBHOOK' then interval '2 seconds' else interval '5 hours' end
             from subscription s join product p on p.id = s.product_id and p.parts = '[]'
             where s.id = any ($1) or s.part_of_id = any ($1)`,
        [rows.map(({ id }) => id)],
      );
    });
  }

  /** The month's invoices on the first of the next, and what was paid of the ones before. */
  async #bill(month: string, next: string): Promise<void> {
    this.#clock.moveTo(next, '06:00:00');
    await perform(await this.#asStaff(), runBilling, { period: monthOf(month) });
    await finishBilling(this.#setting);
    const [paidBy = this.#today] = [addDays(next, 12), this.#today].sort();
    this.#clock.moveTo(paidBy, '15:00:00');
    await this.#inScope(async (scope) => {
      // One invoice in twelve stays unpaid, one in twenty is paid in part; the newest are still to come in.
      await scope.sql(
        `with due as (
           select i.*, ('x' || substr(md5(i.id::text), 1, 6))::bit(24)::int % 60 as luck from invoice i
             where i.state = 'OPEN' and i.issued_on <= $2::date - 12 ),
         paying as (
           select *, case when luck % 20 = 1 then total_minor / 2 else total_minor end as pays from due
             where luck % 12 <> 0 and (issued_on < $2::date - 25 or luck % 3 <> 2)
               -- Whoever signs in finds this month's invoice still to be paid.
               and not (issued_on >= $3 and buyer ->> 'name' in ('Globex Ltd', 'Initech Ltd', 'Acme Ltd', 'Northwind IT')) ),
         paid as (
           insert into payment (id, reseller_id, company_id, issuer_id, invoice_id, method, amount_minor, received_on, reference, created_at)
             select uuidv7(), reseller_id, company_id, issuer_id, id, case when luck % 4 = 0 then 'CARD' else 'BANK_TRANSFER' end, pays,
               $2::date - luck % 9, case when luck % 4 = 0 then null else number end, $1 from paying returning invoice_id, amount_minor )
         update invoice i set paid_minor = p.amount_minor, state = case when p.amount_minor = i.total_minor then 'PAID' else 'PART_PAID' end
           from paid p where p.invoice_id = i.id`,
        [scope.now, paidBy, this.#months().at(-1)],
      );
    });
  }

  #demo(): PastDemonstration {
    return {
      setting: this.#setting,
      inScope: (work) => this.#inScope(work),
      password: DEMO_PASSWORD,
      today: this.#today,
      asStaffAt: (day, time) => {
        this.#clock.moveTo(day, time);
        return this.#asStaff();
      },
    };
  }

  /** Nobody is to be written to about the past: its messages go to the outbox as they are. */
  async #finishMail(): Promise<void> {
    this.#clock.moveTo(this.#today, '00:00:00');
    const resellers = await this.#inScope((scope) => scope.sql<{ id: string }>('select id from reseller'));
    for (const { id } of resellers) {
      const worker = { kind: 'system', task: 'demonstration', resellerId: id } as const;
      await this.#setting.scopes.run(worker, { requestId: 'demonstration' }, (scope) =>
        scope.sql(`update mail set state = 'OUTBOX' where state = 'QUEUED'`),
      );
    }
  }

  /** What staff did is done as staff, signed in at the time. */
  async #asStaff(): Promise<Setting> {
    const session = await perform({ ...this.#setting, credentials: { kind: 'anonymous' } }, signIn, {
      email: 'staff@xe2.example',
      password: DEMO_PASSWORD,
      address: '127.0.0.1',
      userAgent: '',
    });
    if (!session) throw new Error('The demonstration cannot sign in.');
    const { sessionId, membershipId, level, roleId, roleVersion, awaits } = session;
    return {
      ...this.#setting,
      credentials: { kind: 'session', sessionId, membershipId, level, roleId, roleVersion, awaits },
    };
  }

  async #acceptFor(column: 'reseller_id' | 'company_id', id: string): Promise<void> {
    await this.#accept(await this.#inScope((scope) => lastLetter(scope, 'invitation', [column, id])));
  }

  /** Takes the invitation whose link stands in the text. */
  async #accept(text: string): Promise<void> {
    const token = /invitation#([\w-]+)/.exec(text)?.[1];
    await perform({ ...this.#setting, credentials: { kind: 'anonymous' } }, acceptInvitation, {
      token,
      password: DEMO_PASSWORD,
      acceptAgreementVersion: AGREEMENT.version,
    });
  }
}

const addressIn = (city: string, number: number) => ({
  line1: `${number} ${['High Street', 'Station Road', 'Mill Lane', 'Park Row', 'Castle Street'][number % 5]}`,
  city,
  postcode: 'AB1 2CD',
});
