import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { graphql } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { plural } from '../../../lib/format.ts';
import type { Fact } from '../../../ui/Facts.tsx';
import { FormSummary } from '../../../ui/form/FormSummary.tsx';
import { useComponents } from './use-components.ts';

const AudienceDocument = graphql(`
  query StatusAudience($componentIds: [ID!]!) {
    statusAudience(componentIds: $componentIds) {
      resellers
      companies
      people
    }
  }
`);

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
  const read = useRead(
    AudienceDocument,
    { componentIds: [...componentIds] },
    { pause: !componentIds.length },
  );
  const audience = componentIds.length && read.state === 'ready' ? read.data.statusAudience : undefined;
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
        'Exactly those who hold one of the services are told by mail, in their reseller’s name; updates go to the same.',
        ...effects,
      ]}
    >
      <Text fz="sm" role="status">
        {audience ? (
          <>
            <b>{plural(audience.people, 'person', 'people')}</b> in{' '}
            {plural(audience.companies, 'company', 'companies')} are told.
          </>
        ) : (
          'Choose what is affected to see how many are told.'
        )}
      </Text>
    </FormSummary>
  );
}
