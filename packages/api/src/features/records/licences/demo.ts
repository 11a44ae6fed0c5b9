import { addDays, localDate } from '@steward/shared';
import type { DemoPart } from '../../../kernel/feature.ts';
import { perform } from '../../../kernel/verb.ts';
import { actAs } from '../../people/identity/index.ts';
import { addLicence } from './add-licence.ts';
import { assignLicenceSeats } from './assign-licence-seats.ts';

const LICENCES = [
  { vendor: 'Adobe', product: 'Acrobat Pro', seats: 12, used: 9, ends: 18, key: null },
  { vendor: 'Autodesk', product: 'AutoCAD LT', seats: 4, used: 4, ends: 214, key: '900-12345678' },
  {
    vendor: 'Sage',
    product: '50 Accounts Professional',
    seats: 3,
    used: 2,
    ends: 97,
    key: 'G4X2-ALPHA-0519',
  },
  {
    vendor: 'Microsoft',
    product: 'Windows Server 2025 Standard',
    seats: 25,
    used: 14,
    ends: null,
    key: 'ABCDE-FGHIJ-KLMNO-PQRST-UVWXY',
  },
];

/** Globex keeps its licences here: one ends within three weeks, one has no seat left, one has no end. */
export const demo: DemoPart = {
  async present(demonstration) {
    const { inScope } = demonstration;
    const company = await actAs(demonstration, 'admin@globex.example');
    const { people, today } = await inScope(async (scope) => ({
      today: localDate(scope.now),
      people: await scope.sql<{ id: string }>(
        `select u.id from end_user u join company c on c.id = u.company_id where c.name = 'Globex Ltd' and u.status = 'ACTIVE'
          order by coalesce(u.email, '') <> 'user@globex.example', u.user_number limit 25`,
      ),
    }));
    for (const { used, ends, ...licence } of LICENCES) {
      const licenceId = await perform(company, addLicence, {
        ...licence,
        expiresOn: ends === null ? null : addDays(today, ends),
      });
      const endUserIds = people.slice(0, used).map(({ id }) => id);
      if (endUserIds.length) await perform(company, assignLicenceSeats, { licenceId, endUserIds });
    }
  },
};
