import type { VariablesOf } from '../../../data/graphql.ts';
import type { Level } from '../../../data/viewer.ts';
import type { MarginsDocument } from './Margins.tsx';

export type MarginBy = VariablesOf<typeof MarginsDocument>['by'];

const LABELS: Readonly<Record<MarginBy, string>> = {
  PRODUCT: 'By product',
  RESELLER: 'By reseller',
  COMPANY: 'By company',
};

export const isMarginBy = (value: unknown): value is MarginBy =>
  typeof value === 'string' && Object.hasOwn(LABELS, value);

/** What a level can have its margins told by; resellers sell to companies alone. */
export const marginChoices = (level: Level): { value: MarginBy; label: string }[] =>
  (Object.keys(LABELS) as MarginBy[])
    .filter((by) => by !== 'RESELLER' || level === 'PLATFORM')
    .map((value) => ({
      value,
      label: value === 'COMPANY' && level === 'PLATFORM' ? 'By direct company' : LABELS[value],
    }));

/** What a margin is of. Lines of old have no product; what several companies used together is of none of them. */
export const nameOf = ({ name, id }: { name: string; id: string | null }, by: MarginBy): string =>
  name || (id ? 'Moved away' : by === 'PRODUCT' ? 'Of no product' : 'Of no single company');
