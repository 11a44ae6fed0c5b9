import { addDays, localDate, type ParameterValues } from '@steward/shared';
import type { DemoPart } from '../../../kernel/feature.ts';
import { perform } from '../../../kernel/verb.ts';
import { actAs } from '../identity/index.ts';
import { addJoinerTemplate } from './add-joiner-template.ts';
import { confirmJoiner } from './confirm-joiner.ts';

/** Globex has said what people in sales and in the warehouse begin with; somebody joins sales in a week. */
export const demo: DemoPart = {
  async present(demonstration) {
    const { inScope, setting } = demonstration;
    const company = await actAs(demonstration, 'admin@globex.example');
    const products = new Map(
      (await inScope((scope) => scope.sql<{ code: string; id: string }>('select code, id from product'))).map(
        ({ code, id }) => [code, id],
      ),
    );
    const begins = (code: string, parameters: ParameterValues = {}) => ({
      productId: products.get(code),
      parameters,
    });
    const sales = await perform(company, addJoinerTemplate, {
      name: 'Sales',
      jobTitle: 'Account manager',
      department: 'Sales',
      invites: true,
      services: [
        begins('MBX-50', { quotaGb: 50 }),
        begins('SEC-MAIL'),
        begins('CRM-STD', { module: 'Sales' }),
        begins('MOB-PLAN', { dataGb: 20 }),
      ],
    });
    await perform(company, addJoinerTemplate, {
      name: 'Warehouse',
      department: 'Warehouse',
      services: [begins('MBX-KIOSK'), begins('SEC-MAIL', { strictness: 'Strict' })],
    });
    await perform(company, confirmJoiner, {
      templateId: sales,
      firstName: 'Marguerite',
      lastName: 'Okonjo',
      email: 'marguerite.okonjo@globex.example',
      startsOn: addDays(localDate(setting.scopes.clock.now()), 7),
    });
  },
};
