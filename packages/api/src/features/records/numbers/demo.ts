import { addDays, localDate } from '@steward/shared';
import type { DemoPart } from '../../../kernel/feature.ts';
import { perform, type Setting } from '../../../kernel/verb.ts';
import { actAs } from '../../people/identity/index.ts';
import { activateNumbers } from './activate-numbers.ts';
import { addNumber } from './add-number.ts';
import { confirmNumberAddresses } from './confirm-number-addresses.ts';
import { importNumbers } from './import-numbers.ts';

const LEEDS = { building: 'Unit 20', street: 'Wellington Street', town: 'Leeds', postcode: 'LS1 4DY' };
const BRISTOL = { building: '12', street: 'Temple Back', town: 'Bristol', postcode: 'BS1 6FL' };
const HULL = { building: '7', street: 'Alfred Gelder Street', town: 'Hull', postcode: 'HU1 2AG' };

/**
 * Globex has been on its main number for over a year, so that its address has to be confirmed anew; most of its other numbers are in
 * use, one comes over next week, one waits for its address to be confirmed, one has none. Initech’s reception can be called, its desks not yet.
 */
export const demo: DemoPart = {
  async past(demonstration) {
    const { inScope, asStaffAt, today, password } = demonstration;
    const [globex] = await inScope((scope) =>
      scope.sql<{ id: string }>(`select id from company where name = 'Globex Ltd'`),
    );
    if (!globex) return;
    const staff = await asStaffAt(addDays(today, -372), '10:00:00');
    const id = await perform(staff, addNumber, {
      companyId: globex.id,
      number: '0113 496 0100',
      label: 'Main line',
      address: LEEDS,
    });
    const company = await actAs({ setting: staff, password }, 'admin@globex.example');
    await confirmAll(company);
    await perform(staff, activateNumbers, { ids: [id] });
  },
  async present(demonstration) {
    const { inScope } = demonstration;
    const [reseller, company, staff, other] = await Promise.all(
      ['admin@northwind.example', 'admin@globex.example', 'staff@xe2.example', 'admin@initech.example'].map(
        (email) => actAs(demonstration, email),
      ),
    );
    if (!reseller || !company || !staff || !other) return;
    const { globex, initech, people, today } = await inScope(async (scope) => {
      const companies = await scope.sql<{ id: string; name: string }>(
        `select id, name from company where name in ('Globex Ltd', 'Initech Ltd')`,
      );
      return {
        globex: companies.find(({ name }) => name === 'Globex Ltd')?.id,
        initech: companies.find(({ name }) => name === 'Initech Ltd')?.id,
        people: await scope.sql<{ userId: string; companyId: string }>(
          `select user_id as "userId", company_id as "companyId" from end_user where company_id = any ($1)
            order by coalesce(email, '') <> 'user@globex.example', user_number limit 40`,
          [companies.map(({ id }) => id)],
        ),
        today: localDate(scope.now),
      };
    });
    if (!globex || !initech) return;
    const of = (companyId: string) => people.filter((one) => one.companyId === companyId);
    const extension = (i: number, userId: string | undefined) => ({
      number: `0113 496 ${String(101 + i).padStart(4, '0')}`,
      label: `Extension ${101 + i}`,
      portsOn: '',
      person: userId ?? '',
      ...LEEDS,
    });
    await perform(reseller, importNumbers, {
      companyId: globex,
      file: csv([
        ...Array.from({ length: 9 }, (_, i) => extension(i, of(globex)[i]?.userId)),
        { number: '0113 496 0120', label: 'Reception', portsOn: '', person: '', ...LEEDS },
      ]),
    });
    await confirmAll(company);
    await perform(reseller, activateNumbers, {
      ids: await inScope(async (scope) =>
        (
          await scope.sql<{ id: string }>(
            `select id from telephone_number where company_id = $1 and state = 'FREE' order by number_key limit 8`,
            [globex],
          )
        ).map(({ id }) => id),
      ),
    });
    await perform(reseller, importNumbers, {
      companyId: globex,
      file: csv([
        {
          number: '01482 496 010',
          label: 'Hull warehouse',
          portsOn: addDays(today, 9),
          person: '',
          ...HULL,
        },
        { number: '020 7946 0130', label: 'London sales', portsOn: '', person: '', ...NOWHERE },
      ]),
    });
    await perform(staff, importNumbers, {
      companyId: initech,
      file: csv(
        Array.from({ length: 5 }, (_, i) => ({
          number: `0117 496 ${String(200 + i).padStart(4, '0')}`,
          label: `Desk ${i + 1}`,
          portsOn: '',
          person: of(initech)[i]?.userId ?? '',
          ...NOWHERE,
        })),
      ),
    });
    const reception = await perform(staff, addNumber, {
      companyId: initech,
      number: '0117 496 0210',
      label: 'Reception',
      address: BRISTOL,
    });
    await confirmAll(other);
    await perform(staff, activateNumbers, { ids: [reception] });
  },
};

const NOWHERE = { building: '', street: '', town: '', postcode: '' };

const csv = (rows: readonly Record<string, string>[]): string =>
  [
    'Number,Label,Ports on,Person,Building,Street,Town,Postcode',
    ...rows.map((row) => Object.values(row).join(',')),
  ].join('\n');

/** Confirms, as a company's administrator, every address that waits. */
async function confirmAll(company: Setting): Promise<void> {
  const waiting = await company.scopes.run(company.credentials, { requestId: 'demonstration' }, (scope) =>
    scope.sql<{ id: string }>(
      'select id from emergency_address where confirmed_at is null and replaced_at is null',
    ),
  );
  await perform(company, confirmNumberAddresses, { ids: waiting.map(({ id }) => id) });
}
