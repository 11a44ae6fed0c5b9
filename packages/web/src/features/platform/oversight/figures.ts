import type { Level } from '../../../data/viewer.ts';
import { count, moneyRounded } from '../../../lib/format.ts';

export interface KeyFigure {
  label: string;
  value: string;
  /** The list that is counted. */
  href: string;
}

/** What home tells in numbers; null where a number does not concern the level. Money in minor units. */
export interface HomeFigures {
  resellers: number | null;
  companies: number | null;
  endUsers: number | null;
  activeSubscriptions: number | null;
  recurringMinor: number | null;
  marginMinor: number | null;
  outstandingMinor: number | null;
}

/** The key figures that concern whoever looks, in reading order. */
export function figuresFor(home: HomeFigures, level: Level): KeyFigure[] {
  const figures: [string, number | null, (value: number) => string, string][] = [
    ['Resellers', home.resellers, count, '/resellers'],
    ['Companies', home.companies, count, '/companies'],
    ['End users', home.endUsers, count, '/end-users'],
    ['Active subscriptions', home.activeSubscriptions, count, '/subscriptions?state=ACTIVE'],
    ['Recurring a month', home.recurringMinor, moneyRounded, '/subscriptions?running=true'],
    ['Margin a month', home.marginMinor, moneyRounded, '/products'],
    [
      'Outstanding',
      home.outstandingMinor,
      moneyRounded,
      `/invoices?unpaid=true${level === 'COMPANY' ? '' : '&issuedByMe=true'}`,
    ],
  ];
  return figures.flatMap(([label, value, show, href]) =>
    value === null ? [] : [{ label, value: show(value), href }],
  );
}
