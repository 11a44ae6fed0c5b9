import { graphql } from '../../../data/graphql.ts';
import { type FiguresPart, figuresPart } from '../../../frame/figures.ts';
import { money, plural } from '../../../lib/format.ts';
import type { KeyFigure } from '../../../ui/Figure.tsx';

interface Running {
  runningSubscriptions: number | null;
  recurringMinor: number | null;
}

/** What a month comes to, and of how many subscriptions. */
function monthly({ runningSubscriptions, recurringMinor }: Running, list: string): KeyFigure | false {
  if (recurringMinor === null) return false;
  return {
    label: 'A month, without VAT',
    value: money(recurringMinor),
    detail: `${plural(runningSubscriptions ?? 0, 'subscription')} running today`,
    href: `${list}running=true`,
    order: 20,
  };
}

export const companyMonth: FiguresPart = figuresPart(
  graphql(`
    fragment CompanyMonth on Company {
      runningSubscriptions
      recurringMinor
    }
  `),
  {
    permission: 'SUBSCRIPTION_READ',
    types: ['Subscription'],
    figures: (company, { here }) => [monthly(company, `${here}?tab=subscriptions&`)],
  },
);

export const resellerMonth: FiguresPart = figuresPart(
  graphql(`
    fragment ResellerMonth on Reseller {
      runningSubscriptions
      recurringMinor
    }
  `),
  {
    permission: 'SUBSCRIPTION_READ',
    types: ['Subscription'],
    figures: (reseller, { level, here }) => [
      monthly(reseller, level === 'PLATFORM' ? `${here}?tab=subscriptions&` : '/subscriptions?'),
    ],
  },
);
