import { Text } from '@mantine/core';
import { graphql } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { instant } from '../../../lib/format.ts';
import { Facts } from '../../../ui/Facts.tsx';
import { Section } from '../../../ui/Section.tsx';
import type { ChangeSet } from './ChangeSetPage.tsx';

export const StatementDocument = graphql(`
  query BulkChangeStatement($version: String) {
    bulkChangeStatement(version: $version) {
      version
      text
    }
  }
`);

/** Who submitted, stated, approved and took back what, and when [U2]. */
export function Evidence({ set }: { set: ChangeSet }) {
  const { statementVersion: version, submittedByName, createdAt } = set;
  const read = useRead(StatementDocument, { version }, { pause: !version });
  const at = (name: string | null, moment: string | null) => name && moment && `${name}, ${instant(moment)}`;
  return (
    <Section title="Who decided what">
      <Facts
        facts={[
          ['Submitted', at(submittedByName, createdAt)],
          ...(version
            ? ([
                ['Stated', at(set.statedByName, set.statedAt)],
                [
                  'Statement',
                  read.state === 'ready' ? (
                    <Text inherit key="text">
                      {read.data.bulkChangeStatement.text} ({version})
                    </Text>
                  ) : (
                    version
                  ),
                ],
              ] as const)
            : []),
          ...(set.approvedByName ? ([['Approved', at(set.approvedByName, set.approvedAt)]] as const) : []),
          ...(set.reversedByName ? ([['Reversed', at(set.reversedByName, set.reversalAt)]] as const) : []),
        ]}
      />
    </Section>
  );
}
