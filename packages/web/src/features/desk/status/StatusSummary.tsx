import type { ReactNode } from 'react';
import type { Fact } from '../../../ui/Facts.tsx';
import { FormSummary } from '../../../ui/form/FormSummary.tsx';
import { useComponents } from './use-components.ts';

/** What an incident or maintenance comes to while it is written. */
export function StatusSummary({
  componentIds,
  everyone,
  title,
  facts = [],
  effects = [],
}: {
  componentIds: readonly string[];
  everyone: boolean;
  title: string;
  facts?: readonly Fact[];
  effects?: readonly ReactNode[];
}) {
  const { all, nameOf } = useComponents();
  const products = new Set(
    all
      .filter(({ id, parentId }) => [id, parentId].some((each) => each && componentIds.includes(each)))
      .flatMap(({ products }) => products),
  );
  return (
    <FormSummary
      facts={[
        ['Title', title],
        ['Affected', componentIds.map(nameOf).join(', ')],
        ['Services', [...products].join(', ')],
        ...facts,
      ]}
      effects={[
        everyone ? 'Everyone can read it on the public page.' : 'Only those who are signed in read it.',
        ...effects,
      ]}
    />
  );
}
