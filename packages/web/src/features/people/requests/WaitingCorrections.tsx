import { Button, Group, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { useSend } from '../../../data/use-send.ts';
import { useCan } from '../../../data/viewer.ts';
import { plural } from '../../../lib/format.ts';
import { DateText } from '../../../ui/DateText.tsx';
import { Lines } from '../../../ui/Lines.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { TextLink } from '../../../ui/links.tsx';
import { Section } from '../../../ui/Section.tsx';
import { useDeed } from '../../../ui/use-deed.ts';
import { AnswerCorrection, ApplyDocument } from './AnswerCorrection.tsx';
import { fieldName, isAtOnce } from './correction-words.ts';

const WaitingCorrectionsDocument = graphql(`
  query WaitingCorrections($filter: CorrectionFilter) {
    corrections(first: 20, filter: $filter, orderBy: { field: CREATED_AT, direction: ASC }) {
      nodes {
        id
        field
        current
        wanted
        note
        createdAt
        endUser {
          id
          displayName
          userId
          company {
            id
            name
          }
        }
      }
      totalCount
    }
  }
`);

type Waiting = ResultOf<typeof WaitingCorrectionsDocument>['corrections']['nodes'][number];
type Answering = { correction: Waiting; how: 'decline' | 'byHand' };

interface WaitingCorrectionsProps {
  companyId?: string;
  endUserId?: string;
}

/** The corrections that people wait for, the oldest first; nothing where nobody waits [U3]. */
export function WaitingCorrections(of: WaitingCorrectionsProps) {
  const read = useRead(
    WaitingCorrectionsDocument,
    { filter: { ...of, state: 'WAITING' } },
    { types: ['Correction'] },
  );
  const [answering, answer] = useState<Answering>();
  return (
    <Loaded from={read}>
      {({ corrections: { nodes, totalCount } }) => (
        <>
          {nodes.length > 0 && (
            <Section title={plural(totalCount, 'correction') + ' to make'} mb="lg">
              <Lines>
                {nodes.map((correction) => (
                  <li key={correction.id}>
                    <Correction correction={correction} alone={!!of.endUserId} answer={answer} />
                  </li>
                ))}
              </Lines>
            </Section>
          )}
          {answering && <AnswerCorrection {...answering} onClose={() => answer(undefined)} />}
        </>
      )}
    </Loaded>
  );
}

interface CorrectionProps {
  correction: Waiting;
  /** It stands on the page of the person. */
  alone: boolean;
  answer: (answering: Answering) => void;
}

function Correction({ correction, alone, answer }: CorrectionProps) {
  const can = useCan();
  const apply = useSend(ApplyDocument, 'EndUser');
  const { id, field, current, wanted, note, createdAt, endUser } = correction;
  const { run, busy } = useDeed(
    async () => {
      await apply({ input: { id } });
      notifications.show({ message: `Corrected. ${endUser.displayName} is told.` });
    },
    (error) => notifications.show({ message: error.message, color: 'red', autoClose: 10_000 }),
  );
  const of = `${fieldName(field).toLowerCase()} of ${endUser.displayName}`;
  return (
    <Group justify="space-between" gap="sm" align="flex-start">
      <Stack gap={2} miw={0} flex="1 1 18rem">
        <Text fz="sm">
          {!alone && (
            <>
              <TextLink to="/end-users/$endUserId" params={{ endUserId: endUser.id }} inherit fw={600}>
                {endUser.displayName}
              </TextLink>
              {' · '}
            </>
          )}
          {fieldName(field)}:{' '}
          {current && (
            <Text span inherit c="dimmed" td="line-through">
              {current}
            </Text>
          )}{' '}
          <Text span inherit fw={600}>
            {wanted ?? 'to be removed'}
          </Text>
        </Text>
        {note && (
          <Text fz="sm" style={{ whiteSpace: 'pre-line', overflowWrap: 'anywhere' }}>
            “{note}”
          </Text>
        )}
        <Text fz="xs" c="dimmed">
          {!alone && `${endUser.userId} · ${endUser.company.name} · `}asked{' '}
          <DateText at={createdAt} as="ago" />
        </Text>
      </Stack>
      {can('REQUEST_DECIDE') && (
        <Group gap={4} wrap="nowrap">
          {isAtOnce(field) ? (
            <Button size="compact-sm" loading={busy} aria-label={`Correct: ${of}`} onClick={() => void run()}>
              Correct
            </Button>
          ) : (
            <Button
              size="compact-sm"
              aria-label={`Mark as corrected: ${of}`}
              onClick={() => answer({ correction, how: 'byHand' })}
            >
              Mark as corrected
            </Button>
          )}
          <Button
            size="compact-sm"
            variant="default"
            aria-label={`Decline: ${of}`}
            onClick={() => answer({ correction, how: 'decline' })}
          >
            Decline
          </Button>
        </Group>
      )}
    </Group>
  );
}
