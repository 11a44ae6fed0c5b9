import type { Money } from '@steward/shared';
import { graphql } from '../../../data/graphql.ts';
import { type FiguresPart, figuresPart } from '../../../frame/figures.ts';
import { moneyList, plural } from '../../../lib/format.ts';
import type { KeyFigure } from '../../../ui/Figure.tsx';

interface Running {
  runningSubscriptions: number | null;
  recurring: readonly Money[] | null;
}

/** What a month comes to, and of how many subscriptions. */
function monthly({ runningSubscriptions, recurring }: Running, list: string): KeyFigure | false {
  if (recurring === null) return false;
  return {
    label: 'A month, without VAT',
    value: moneyList(recurring),
    detail: `${plural(runningSubscriptions ?? 0, 'subscription')} running today`,
    href: `${list}running=true`,
    order: 20,
  };
}

export const companyMonth: FiguresPart = figuresPart(
  graphql(`
    fragment CompanyMonth on Company {
      runningSubscriptions
      recurring {
        currency
        minor
      }
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
      recurring {
        currency
        minor
      }
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
