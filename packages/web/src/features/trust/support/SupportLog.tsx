import { ScrollArea, Text } from '@mantine/core';
import { graphql } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { useAuditWords } from '../../../frame/feature.ts';
import { spoken } from '../../../lib/words.ts';
import { DateText } from '../../../ui/DateText.tsx';
import { Lines } from '../../../ui/Lines.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { Section } from '../../../ui/Section.tsx';
import { viewedWords } from './support-words.ts';

const LogDocument = graphql(`
  query SupportLog($grantId: ID!) {
    supportLog(grantId: $grantId) {
      id
      at
      deed
      what
      subjectLabel
      subjectId
      subjectName
    }
  }
`);

/** Everything that was looked at and done under one grant, in order and in words [T4]. */
export function SupportLog({ grantId }: { grantId: string }) {
  const read = useRead(LogDocument, { grantId }, { types: ['SupportGrant', 'EndUser', 'Subscription'] });
  const audit = useAuditWords();
  return (
    <Section title="What was looked at and done">
      <Loaded from={read}>
        {({ supportLog }) =>
          supportLog.length === 0 ? (
            <Text fz="sm" c="dimmed">
              Nothing so far.
            </Text>
          ) : (
            <ScrollArea.Autosize
              mah={480}
              viewportProps={{ tabIndex: 0, 'aria-label': 'What was looked at and done' }}
            >
              <Lines>
                {supportLog.map(({ id, at, deed, what, subjectLabel, subjectId, subjectName }) => (
                  <li key={id}>
                    <Text fz="sm" fw={deed === 'DONE' ? 600 : undefined}>
                      {deed === 'DONE'
                        ? (audit[what] ?? spoken(what))
                        : viewedWords(what, subjectId, subjectLabel)}
                      {subjectName && `: ${subjectName}`}
                    </Text>
                    <Text fz="xs" c="dimmed">
                      {deed === 'DONE' ? 'Done' : 'Looked at'} <DateText at={at} />
                    </Text>
                  </li>
                ))}
              </Lines>
            </ScrollArea.Autosize>
          )
        }
      </Loaded>
    </Section>
  );
}
