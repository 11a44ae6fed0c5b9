import type { Demonstration, DemoPart } from '../../../kernel/feature.ts';
import { perform } from '../../../kernel/verb.ts';
import { actAs } from '../../people/identity/index.ts';
import { subscribe } from '../subscriptions/index.ts';
import { setCallLimits } from './set-call-limits.ts';

/**
 * Northwind is warned of Globex, which calls the Emirates and the Caribbean for the first time; of Contoso's companies Initech has called
 * satellites until its calls were barred, which is a task for whoever minds its minutes. Globex lets itself less than Northwind does.
 */
async function playLimits(demonstration: Demonstration): Promise<void> {
  const { inScope } = demonstration;
  const [northwind, contoso, globex] = await Promise.all(
    ['admin@northwind.example', 'admin@contoso.example', 'admin@globex.example'].map((email) =>
      actAs(demonstration, email),
    ),
  );
  const [initech] = await inScope((scope) =>
    scope.sql<{ companyId: string; productId: string }>(
      `select c.id as "companyId", p.id as "productId" from company c, product p where c.name = 'Initech Ltd' and p.code = 'TEL-CALLS'`,
    ),
  );
  if (!northwind || !contoso || !globex || !initech) return;
  await perform(contoso, subscribe, initech);
  await perform(contoso, setCallLimits, { warnMinor: 2_000, barMinor: 5_000 });
  await perform(northwind, setCallLimits, { warnMinor: 3_000, barMinor: 10_000 });
  await perform(globex, setCallLimits, { warnMinor: 2_500, barMinor: 5_000 });
}

export const demo: DemoPart = { present: playLimits };
