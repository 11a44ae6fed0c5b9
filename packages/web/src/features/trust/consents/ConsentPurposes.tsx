import { Text } from '@mantine/core';
import { useState } from 'react';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { useSend } from '../../../data/use-send.ts';
import { useCan } from '../../../data/viewer.ts';
import { count } from '../../../lib/format.ts';
import { FigureTable } from '../../../ui/FigureTable.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { RowMenu } from '../../../ui/list/RowMenu.tsx';
import { Section } from '../../../ui/Section.tsx';
import { AUDIENCES, CHANNELS } from './consent-words.ts';
import { PublishText } from './PurposeForm.tsx';
import { RecordByHand } from './RecordByHand.tsx';

const PurposesDocument = graphql(`
  query OwnPurposes {
    consentPurposes(first: 100, filter: { mine: true }) {
      nodes {
        id
        name
        channel
        asks
        version
        text
        retiredAt
        givenCount
        softCount
        againCount
        againstCount
      }
    }
  }
`);
const RetireDocument = graphql(`
  mutation RetireConsentPurpose($input: RetireConsentPurposeInput!) {
    retireConsentPurpose(input: $input) {
      id
      retiredAt
    }
  }
`);

type Purpose = ResultOf<typeof PurposesDocument>['consentPurposes']['nodes'][number];

/** What one's own tenant asks people for, and how many have said what [D7]. */
export function ConsentPurposes() {
  const can = useCan();
  const read = useRead(PurposesDocument, {}, { types: ['ConsentPurpose', 'ConsentEntry'] });
  const retire = useSend(RetireDocument, 'ConsentPurpose');
  const [chosen, setChosen] = useState<{ to: 'publish' | 'record'; purpose: Purpose }>();
  const close = () => setChosen(undefined);
  const menu = (purpose: Purpose) => (
    <RowMenu
      key="more"
      of={purpose.name}
      items={
        purpose.retiredAt
          ? []
          : [
              ...(can('CONSENT_RECORD') && purpose.asks !== 'CONTACTS'
                ? [{ label: 'Enter by hand…', run: () => setChosen({ to: 'record', purpose }) }]
                : []),
              ...(can('CONSENT_PUBLISH')
                ? [
                    { label: 'New words…', run: () => setChosen({ to: 'publish', purpose }) },
                    {
                      label: 'Stop asking…',
                      ask: {
                        title: `Stop asking for ${purpose.name}?`,
                        consequence:
                          'Nobody is asked any more, and this cannot be taken back. What people said stays on record, and they can still withdraw.',
                        confirmLabel: 'Stop asking',
                        destructive: true,
                        onConfirm: () => retire({ input: { purposeId: purpose.id } }),
                      },
                    },
                  ]
                : []),
            ]
      }
    />
  );
  return (
    <Loaded from={read}>
      {({ consentPurposes: { nodes } }) => (
        <Section title="What you ask for" mb="md">
          {nodes.length === 0 ? (
            <Text c="dimmed" fz="sm">
              You ask nobody for anything yet. Whoever has not been asked has not consented, so that
              individual subscribers may not be written to.
            </Text>
          ) : (
            <FigureTable
              label="What you ask for"
              head={[
                'Purpose',
                'Reached by',
                'Asked',
                'Words',
                'Consented',
                'Soft opt-in',
                'To ask again',
                'Said no',
                '',
              ]}
              numeric={[4, 5, 6, 7]}
              rows={nodes.map((purpose) => ({
                key: purpose.id,
                cells: [
                  purpose.name,
                  CHANNELS[purpose.channel],
                  purpose.retiredAt ? 'Nobody any more' : AUDIENCES[purpose.asks],
                  `Version ${purpose.version}`,
                  count(purpose.givenCount ?? 0),
                  count(purpose.softCount ?? 0),
                  count(purpose.againCount ?? 0),
                  count(purpose.againstCount ?? 0),
                  menu(purpose),
                ],
              }))}
            />
          )}
          {chosen?.to === 'publish' && <PublishText purpose={chosen.purpose} onClose={close} />}
          {chosen?.to === 'record' && <RecordByHand purpose={chosen.purpose} onClose={close} />}
        </Section>
      )}
    </Loaded>
  );
}
