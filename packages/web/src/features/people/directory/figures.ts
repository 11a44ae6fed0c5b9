import { graphql } from '../../../data/graphql.ts';
import { type FiguresPart, figuresPart } from '../../../frame/figures.ts';
import { count } from '../../../lib/format.ts';

export const companyPeople: FiguresPart = figuresPart(
  graphql(`
    fragment CompanyPeople on Company {
      endUserCount
    }
  `),
  {
    permission: 'END_USER_READ',
    types: ['EndUser'],
    figures: ({ endUserCount }, { here }) => [
      endUserCount !== null && {
        label: 'End users',
        value: count(endUserCount),
        href: `${here}?tab=end-users`,
        order: 40,
      },
    ],
  },
);
