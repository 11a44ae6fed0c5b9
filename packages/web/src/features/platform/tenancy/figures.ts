import { graphql } from '../../../data/graphql.ts';
import { type FiguresPart, figuresPart } from '../../../frame/figures.ts';
import { count, plural } from '../../../lib/format.ts';

export const resellerCompanies: FiguresPart = figuresPart(
  graphql(`
    fragment ResellerCompanies on Reseller {
      companyCount
      endUserCount
    }
  `),
  {
    permission: 'COMPANY_READ',
    types: ['Company', 'EndUser'],
    figures: ({ companyCount, endUserCount }, { level, here }) => [
      {
        label: 'Companies',
        value: count(companyCount),
        detail: `with ${plural(endUserCount, 'end user')}`,
        href: level === 'PLATFORM' ? `${here}?tab=companies` : '/companies',
        order: 40,
      },
    ],
  },
);
