import { IconId } from '@tabler/icons-react';
import { graphql } from '../../../data/graphql.ts';
import type { Feature } from '../../../frame/feature.ts';
import { homePart } from '../../../frame/home.ts';
import { SELLERS } from '../../../frame/places.ts';
import { plural } from '../../../lib/format.ts';

export const feature: Feature = {
  places: [
    {
      label: 'VAT numbers',
      to: '/ledger/vat-numbers',
      icon: IconId,
      permission: 'VAT_NUMBER_READ',
      levels: SELLERS,
      group: 'billing',
      order: 48,
      beside: '/ledger',
      keywords: ['HMRC', 'VIES', 'registered', 'reverse charge'],
    },
  ],
  home: homePart(
    graphql(`
      fragment VatNumbersHome on Home {
        vatNumbersInDoubt
      }
    `),
    {
      types: ['VatNumberCheck', 'Company', 'Reseller'],
      tasks: ({ vatNumbersInDoubt }) => [
        !!vatNumbersInDoubt && {
          key: 'vat-numbers',
          count: vatNumbersInDoubt,
          title: `${plural(vatNumbersInDoubt, 'VAT number is', 'VAT numbers are')} not known to be registered`,
          detail: `VAT is left out because of ${vatNumbersInDoubt === 1 ? 'it' : 'them'}. Correct the number, or charge UK VAT.`,
          href: '/ledger/vat-numbers?inDoubt=true',
          permission: 'VAT_NUMBER_READ',
          urgent: true,
          order: 43,
        },
      ],
    },
  ),
  more: () => import('./more.ts'),
};
