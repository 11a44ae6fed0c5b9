import { addDays, addMonths, localDate, monthOf } from '@steward/shared';
import type { Demonstration, DemoPart, PastDemonstration } from '../../../kernel/feature.ts';
import { perform } from '../../../kernel/verb.ts';
import { addEndUser } from '../../people/directory/index.ts';
import { actAs } from '../../people/identity/index.ts';
import { onboardCompany } from '../../platform/onboarding/index.ts';
import { addPayment, holdInvoice } from '../../trade/billing/index.ts';
import { subscribe } from '../../trade/subscriptions/index.ts';
import { makeTenantArchive } from './archive/make-tenant-archive.ts';
import { carryOutDeletion } from './deletion/carry-out-deletion.ts';
import { deleteTenant } from './deletion/delete-tenant.ts';
import { boundServices } from './leaving/bound-services.ts';
import { carryOutDeparture, followDepartures } from './leaving/carry-out-departure.ts';
import { leaveCompany } from './leaving/leave-company.ts';
import { proposeCompanyMove } from './propose-company-move.ts';

const PEOPLE = [
  { firstName: 'Rosie', lastName: 'Okafor', jobTitle: 'Director' },
  { firstName: 'Owen', lastName: 'Bailey', jobTitle: 'Bookseller' },
  { firstName: 'Niamh', lastName: 'Kelly', jobTitle: 'Bookseller' },
];

/** Blackthorn Books came to Northwind for a fortnight, left, and has been deleted since: what is kept of it, its report says. */
async function playLeaving({ asStaffAt, inScope, setting, today }: PastDemonstration): Promise<void> {
  const month = monthOf(addMonths(today, -2));
  const [came, leavesOn] = [`${month}-02`, `${month}-16`];
  const staff = await asStaffAt(came, '09:10:00');
  const [found] = await inScope((scope) =>
    scope.sql<{ resellerId: string; productId: string }>(
      `select r.id as "resellerId", p.id as "productId" from reseller r, product p where r.name = 'Northwind IT' and p.code = 'MBX-SHARED'`,
    ),
  );
  if (!found) throw new Error('The demonstration lacks Northwind.');
  const companyId = await perform(setting, onboardCompany, {
    resellerId: found.resellerId,
    name: 'Blackthorn Books Ltd',
    address: {
      line1: '4 Market Place',
      line2: null,
      city: 'Otley',
      county: null,
      postcode: 'LS21 3AQ',
      country: 'GB',
    },
    phone: '+44 20 7946 0455',
    administrator: {
      firstName: 'Rosie',
      lastName: 'Okafor',
      email: 'admin@blackthorn.example',
      phone: '+44 20 7946 0455',
    },
  });
  for (const person of PEOPLE) await perform(staff, addEndUser, { companyId, ...person });
  await perform(staff, subscribe, { companyId, productId: found.productId, quantity: 2, startsOn: came });
  const departureId = await perform(staff, leaveCompany, {
    companyId,
    leavesOn,
    reason: 'The shop closes: its owner retires.',
  });
  await inScope((scope) =>
    scope.sql(`update departure set state = 'AGREED', tenant_agreed_at = $2 where id = $1`, [
      departureId,
      scope.now,
    ]),
  );
  await asStaffAt(leavesOn, '01:00:00');
  await perform(setting, carryOutDeparture, { id: departureId });
  const [left] = await inScope((scope) =>
    scope.sql<{ archiveId: string; code: string; invoiceId: string | null }>(
      `select a.id as "archiveId", c.customer_code as code, d.invoice_id as "invoiceId" from departure d join tenant_archive a on a.departure_id = d.id join company c on c.id = d.company_id where d.id = $1`,
      [departureId],
    ),
  );
  if (!left) throw new Error('Blackthorn Books does not leave.');
  await perform(setting, makeTenantArchive, { id: left.archiveId });
  await inScope(async (scope) => {
    const invoice = left.invoiceId ? await holdInvoice(scope, left.invoiceId) : undefined;
    if (invoice)
      await addPayment(scope, invoice, {
        method: 'BANK_TRANSFER',
        amountMinor: invoice.dueMinor,
        receivedOn: leavesOn,
        reference: 'Last invoice',
      });
  });
  const shut = addDays(leavesOn, 31);
  const deleting = await asStaffAt(shut, '10:00:00');
  await perform(setting, followDepartures, {});
  await perform(deleting, deleteTenant, { id: departureId, code: left.code });
  const [deletion] = await inScope((scope) =>
    scope.sql<{ id: string }>('select id from tenant_deletion where departure_id = $1', [departureId]),
  );
  await perform(setting, carryOutDeletion, { id: deletion?.id ?? '' });
  await inScope((scope) => scope.sql('update departure set told_state = state'));
}

/** Northwind lets Globex go to Contoso in six weeks, both have yet to agree; Ilkley Outdoor is to leave altogether. */
async function playUnderWay(demonstration: Demonstration): Promise<void> {
  const northwind = await actAs(demonstration, 'admin@northwind.example');
  const found = await demonstration.inScope((scope) =>
    scope.sql<{ id: string; name: string }>(
      `select id, name from company where name in ('Globex Ltd', 'Ilkley Outdoor Ltd')`,
    ),
  );
  const idOf = (name: string) => found.find((company) => company.name === name)?.id;
  const [globex, ilkley] = [idOf('Globex Ltd'), idOf('Ilkley Outdoor Ltd')];
  if (!northwind || !globex || !ilkley) return;
  const today = localDate(northwind.scopes.clock.now());
  await perform(northwind, proposeCompanyMove, {
    companyId: globex,
    toReseller: 'Contoso Cloud',
    movesOn: addDays(today, 42),
    reason: 'Globex has moved its office to where Contoso has its engineers.',
  });
  const soon = addDays(today, 60);
  const [bound] = await demonstration.inScope((scope) => boundServices(scope, ilkley, soon));
  await perform(northwind, leaveCompany, {
    companyId: ilkley,
    // Its lines are taken for longer.
    leavesOn: bound?.endsOn ?? soon,
    reason: 'It has been bought, and is looked after by its buyer from then on.',
  });
}

export const demo: DemoPart = { past: playLeaving, present: playUnderWay };
