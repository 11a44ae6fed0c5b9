import { Text } from '@mantine/core';
import { graphql } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { Loaded } from '../../../ui/Loaded.tsx';
import { Section } from '../../../ui/Section.tsx';

const ChangesDocument = graphql(`
  query AgreementChanges($fromId: ID!, $toId: ID!) {
    agreementChanges(fromId: $fromId, toId: $toId) {
      kind
      text
    }
  }
`);

/** The text of a version, with what went out and came in since the one before [D1]. */
export function AgreementChanges({ fromId, toId }: { fromId: string; toId: string }) {
  const read = useRead(ChangesDocument, { fromId, toId }, {});
  return (
    <Loaded from={read}>
      {({ agreementChanges }) => (
        <Section title="Compared with the version before">
          <Text fz="sm" c="dimmed" mb="sm">
            What came in is underlined, what went out is struck through.
          </Text>
          <Text style={{ whiteSpace: 'pre-line' }}>
            {agreementChanges.map(({ kind, text }, at) => {
              const key = `${at} ${kind}`;
              if (kind === 'ADDED') return <ins key={key}>{text}</ins>;
              if (kind === 'REMOVED')
                return (
                  <Text key={key} component="del" inherit c="dimmed">
                    {text}
                  </Text>
                );
              return <span key={key}>{text}</span>;
            })}
          </Text>
        </Section>
      )}
    </Loaded>
  );
}
