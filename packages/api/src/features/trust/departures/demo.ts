import { addDays, localDate } from '@steward/shared';
import type { Demonstration, DemoPart } from '../../../kernel/feature.ts';
import { perform } from '../../../kernel/verb.ts';
import { actAs } from '../../people/identity/index.ts';
import { proposeCompanyMove } from './propose-company-move.ts';

/** Northwind lets Globex go to Contoso in six weeks: both have yet to agree. */
async function move(demonstration: Demonstration): Promise<void> {
  const northwind = await actAs(demonstration, 'admin@northwind.example');
  const [globex] = await demonstration.inScope((scope) =>
    scope.sql<{ id: string }>(`select id from company where name = 'Globex Ltd'`),
  );
  if (!northwind || !globex) return;
  await perform(northwind, proposeCompanyMove, {
    companyId: globex.id,
    toReseller: 'Contoso Cloud',
    movesOn: addDays(localDate(northwind.scopes.clock.now()), 42),
    reason: 'Globex has moved its office to where Contoso has its engineers.',
  });
}

export const demo: DemoPart = { present: move };
