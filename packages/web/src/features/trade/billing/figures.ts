import type { Money } from '@steward/shared';
import { graphql } from '../../../data/graphql.ts';
import { type FiguresPart, figuresPart } from '../../../frame/figures.ts';
import { moneyList } from '../../../lib/format.ts';
import type { KeyFigure } from '../../../ui/Figure.tsx';

interface Balance {
  outstanding: readonly Money[] | null;
  overdue: readonly Money[] | null;
}

const some = (amounts: readonly Money[]): boolean => amounts.some(({ minor }) => minor > 0);

/** What is owed now, and what of it should have been paid: the invoices behind it are a tab of the page. */
function owed(label: string, { outstanding, overdue }: Balance, here: string): KeyFigure | false {
  if (outstanding === null || overdue === null) return false;
  const late = some(overdue);
  return {
    label,
    value: moneyList(outstanding),
    detail: late ? `${moneyList(overdue)} overdue` : some(outstanding) ? 'Not due yet' : 'All paid',
    urgent: late,
    href: `${here}?tab=invoices&${late && moneyList(overdue) === moneyList(outstanding) ? 'overdue' : 'unpaid'}=true`,
    order: 10,
  };
}

export const companyBalance: FiguresPart = figuresPart(
  graphql(`
    fragment CompanyBalance on Company {
      outstanding {
        currency
        minor
      }
      overdue {
        currency
        minor
      }
    }
  `),
  {
    permission: 'INVOICE_READ',
    types: ['Invoice', 'Payment'],
    figures: (company, { level, here }) => [owed(level === 'COMPANY' ? 'To pay' : 'Owes now', company, here)],
  },
);

export const resellerBalance: FiguresPart = figuresPart(
  graphql(`
    fragment ResellerBalance on Reseller {
      isPlatform
      outstanding {
        currency
        minor
      }
      overdue {
        currency
        minor
      }
    }
  `),
  {
    permission: 'INVOICE_READ',
    types: ['Invoice', 'Payment'],
    figures: (reseller, { level, here }) => [
      // The platform invoices nothing to itself.
      !reseller.isPlatform &&
        owed(level === 'PLATFORM' ? 'Owes us now' : 'You owe the platform', reseller, here),
    ],
  },
);
